import Diagnostics
import Quantities
import Specification

extension MappingCheck {
  /// A driver must source the current of every cell of its row: the input rows of the first connection, and the
  /// bias rows of each.
  static let driverCurrent = MappingCheck { chip, spec in
    guard let limit = chip.technology.peripherals.driverMaximumCurrent?.value else { return [] }
    return chip.blocks.flatMap { block -> [Diagnostic] in
      let k = block.connection
      let inputs = k == 0 ? 0..<chip.network.signalRowCount(0) : 0..<0
      let bias = chip.network.signalRowCount(k)..<chip.network.rowCount(k)
      return [
        (inputs, "a row driver", spec.network.input.shape.location),
        (bias, "a bias driver of connection \(k + 1)", spec.network.bias?.location),
      ].compactMap { rows, what, location in
        guard let row = rows.first else { return nil }
        return LineCurrent(row: row, cells: block.columnCount, connection: k, of: chip)
          .diagnostic("GD0502", limit: limit, what: what, at: location)
      }
    }
  }

  /// A rectifier must sink what the rows of its node push into it.
  static let rectifierCurrent = MappingCheck { chip, spec in
    guard let limit = chip.technology.neuron.maximumCurrent?.value else { return [] }
    return chip.blocks.dropLast().compactMap { block in
      LineCurrent(column: 0..<block.rowCount, of: block, on: chip)
        .diagnostic(
          "GD0503", limit: limit, what: "a neuron of layer \(block.connection + 1)",
          at: spec.network.hidden[block.connection].location)
    }
  }
}
