import Quantities
import Specification
import Technology

/// Resistance and capacitance of a line of a crossbar with the trunks that bring it to its circuits.
package struct LineLoad: Sendable, Equatable {
  /// Of its part in the tiles, and of the trunks.
  package var crossbarResistance, trunkResistance: Resistance
  /// To everything around, without the cells.
  package var capacitance: Capacitance

  /// From end to end.
  package var resistance: Resistance { crossbarResistance + trunkResistance }
}

/// What a node of a layer charges when its voltage moves.
package struct NodeLoad: Sendable, Equatable {
  /// To ground: the circuits at the node, and its wires when they count.
  package var ground: Capacitance
  /// Of each cell at the node, between it and the cell's other end.
  package var cell: Capacitance
  /// Cells between the node and the rows that drive it.
  package var cellsAbove: Int
  /// Cells between the node, behind its amplifier, and the nodes of the next layer; 0 for outputs.
  package var cellsBelow: Int
  /// A B: how many times a load behind the amplifier is seen at the node.
  package var loopGain: Double

  /// With the other ends of all cells at rest.
  package var total: Capacitance { ground + Double(cellsAbove) * cell + loopGain * Double(cellsBelow) * cell }
}

extension Chip {
  /// The longest row of a block with its trunks.
  package func rowLine(_ block: TileBlock) -> LineLoad {
    line(
      technology.process.rowWire, Double(block.columnCount) * technology.device.cellWidth.value,
      trunk: floorplan.rowTrunkLength(block))
  }

  /// The longest column of a block with its trunks.
  package func columnLine(_ block: TileBlock) -> LineLoad {
    let trunk = (0..<block.columnCount).map { floorplan.columnTrunkLength($0, in: block) }.max() ?? .zero
    return line(
      technology.process.columnWire, Double(block.rowCount) * technology.device.cellHeight.value, trunk: trunk
    )
  }

  private func line(_ wire: Wire, _ crossbar: Length, trunk: Length) -> LineLoad {
    let trunkWire = technology.process.trunkWire
    return LineLoad(
      crossbarResistance: wire.resistancePerLength * crossbar,
      trunkResistance: trunkWire.resistancePerLength * trunk,
      capacitance: wire.capacitance.value * crossbar + trunkWire.capacitance.value * trunk)
  }

  /// What a node of a layer charges; all nodes of a layer have the wires of the longest of them. An amplifier reflects
  /// the load behind it to the node A B times (voltage times A, current times B), unchanged for B = 1/A.
  /// - Parameter wires: `none` leaves their capacitance out.
  package func nodeLoad(_ layer: Int, wires: WireModel) -> NodeLoad {
    let isOutput = layer == fabric.outputLayer
    var ground =
      isOutput
      ? technology.peripherals.senseCapacitance.value : technology.neuron.nodeCapacitance.value
    let (above, below) = (fabric.arrays(endingIn: layer), fabric.arrays(drivenBy: layer))
    if wires != .none {
      for k in above { ground = ground + columnLine(blocks[k]).capacitance }
      for k in below { ground = ground + fabric.loopGain(layer) * rowLine(blocks[k]).capacitance }
    }
    return NodeLoad(
      ground: ground, cell: technology.device.capacitance.value,
      cellsAbove: above.reduce(0) { $0 + fabric.rowCount($1) },
      cellsBelow: below.reduce(0) { $0 + fabric.columnCount($1) }, loopGain: fabric.loopGain(layer))
  }

  /// Resistance × capacitance of every kind of line, in a row: Elmore's bound of what wires add to a time constant.
  /// - Parameter resistance: factor on the resistance of the wires, not of the drivers.
  package func wireTimeConstants(_ wires: WireModel, resistance factor: Double = 1) -> TimeSpan {
    guard wires != .none else { return .zero }
    let cell = technology.device.capacitance.value
    let driver = technology.peripherals.driverResistance.value
    return blocks.reduce(.zero) { sum, block in
      let (row, column) = (rowLine(block), columnLine(block))
      return sum + (driver + factor * row.resistance) * (row.capacitance + Double(block.columnCount) * cell)
        + factor * column.resistance * (column.capacitance + Double(block.rowCount) * cell)
    }
  }
}
