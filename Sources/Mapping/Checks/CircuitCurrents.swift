import Diagnostics
import Quantities
import Specification

extension MappingCheck {
  /// A driver must source the current of every cell of its row: the input rows of the first connection, and the
  /// bias rows of each.
  static let driverCurrent = MappingCheck("GD0502") { chip, _ in
    guard let limit = chip.technology.peripherals.driverMaximumCurrent?.value else { return [] }
    return chip.blocks.flatMap { block -> [Diagnostic] in
      let k = block.connection
      let inputs = chip.fabric.arrays[k].rows.contains(.inputs) ? 0..<chip.fabric.input.rowCount : 0..<0
      let bias = chip.fabric.signalRowCount(k)..<chip.fabric.rowCount(k)
      return [
        (inputs, "a row driver", chip.fabric.input.place),
        (bias, "a bias driver of connection \(k + 1)", chip.fabric.bias?.place),
      ].compactMap { rows, what, location in
        guard let row = rows.first else { return nil }
        return LineCurrent(row: row, cells: block.columnCount, connection: k, of: chip)
          .diagnostic("GD0502", limit: limit, what: what, at: location)
      }
    }
  }

  /// A rectifier must sink what the rows of its node push into it.
  static let rectifierCurrent = MappingCheck("GD0503") { chip, _ in
    guard let limit = chip.technology.neuron.maximumCurrent?.value else { return [] }
    return chip.blocks.compactMap { block in
      let layer = chip.fabric.arrays[block.connection].layer
      guard case .rectifier = chip.fabric.layers[layer].circuit else { return nil }
      return LineCurrent(column: 0..<block.rowCount, of: block, on: chip)
        .diagnostic(
          "GD0503", limit: limit, what: "a neuron of layer \(layer + 1)",
          at: chip.fabric.layers[layer].place)
    }
  }
}
