import Circuits
import Expressions
import Fabrics
import Mapping
import Quantities
import Specification
import Technology

extension Circuit {
  /// The circuit of a chip with programmed conductances: leaf cells, one module a tile, and the chip.
  ///
  /// Ports of the chip: input rows, bias rows, targets, output nodes, ground. Its parameter `beta` is the nudge
  /// conductance β in siemens (0: free phase). The neurons of a fabric with a mismatch differ as it says, but for
  /// the offsets of the outputs' readings: a sense circuit has no output in the netlist.
  package init(chip: Chip, conductances: Conductances, wires: WireModel) {
    let leaves = LeafCells(technology: chip.technology, hasDriverResistance: wires != .none).all
    let tiles = chip.blocks.flatMap { block in
      block.tiles.map { tile in
        TileModule(
          chip: chip, block: block, tile: tile, conductances: conductances.connections[block.connection],
          wires: wires
        ).module
      }
    }
    self.init(modules: leaves + tiles + [ChipModule(chip: chip, wires: wires).module])
  }

  /// The top module.
  package var top: Module { modules[modules.count - 1] }
}

/// Makes the top module of a chip.
struct ChipModule {
  let chip: Chip
  let wires: WireModel
  private let names: NetNames

  init(chip: Chip, wires: WireModel) {
    (self.chip, self.wires) = (chip, wires)
    names = NetNames(chip.fabric)
  }

  private var fabric: Fabric { chip.fabric }

  var module: Module {
    let rows = names.sources
    let targets = (0..<fabric.output.values).map(names.target)
    let outputs = (0..<fabric.output.nodeCount).map { names.node(layer: fabric.outputLayer, $0) }
    return Module(
      name: chip.name, kind: .chip,
      comment: "\(chip.deviceCount) devices on \(chip.tileCount) tiles; beta is the nudge conductance in S",
      ports: rows + targets + outputs + ["vss"], parameters: [Parameter("beta", 0)],
      items: drivers + chip.blocks.flatMap(tiles) + neurons + outputCircuits)
  }

  /// A driver an input row, and in each connection a driver a bias row.
  private var drivers: [Item] {
    fabric.arrays.indices.flatMap { connection in
      (0..<fabric.rowCount(connection)).compactMap { row in
        guard let port = names.drivenSource(connection: connection, row: row),
          let driver = names.driver(connection: connection, row: row)
        else { return nil }
        return instance(
          driver, LeafCells.Name.driver, [port, names.rowStart(connection: connection, row: row), "vss"])
      }
    }
  }

  private func tiles(_ block: TileBlock) -> [Item] {
    block.tiles.flatMap { tile in
      let rows = tile.rows.map { rowNet(block, tile, physicalRow: $0) }
      let columns = tile.columns.map { columnNet(block, tile, column: $0) }
      return [instance(tile.name, tile.name, rows + columns + ["vss"])]
        + (wires == .none ? [] : trunks(block, tile, rows: rows, columns: columns))
    }
  }

  /// The net at a tile's row port: the row's start, or with wires a net of its own behind the trunk.
  private func rowNet(_ block: TileBlock, _ tile: Tile, physicalRow: Int) -> String {
    wires == .none
      ? names.rowStart(connection: block.connection, row: block.rowOrder[physicalRow])
      : "\(tile.name)_row\(physicalRow - tile.rows.lowerBound)"
  }

  /// The net at a tile's column port: the node, or with wires a net of its own before the trunk.
  private func columnNet(_ block: TileBlock, _ tile: Tile, column: Int) -> String {
    wires == .none
      ? names.node(layer: fabric.arrays[block.connection].layer, column)
      : "\(tile.name)_col\(column - tile.columns.lowerBound)"
  }

  /// Trunk wires: each row from the tile on the left (or the bank), each column to the tile below (or the node).
  private func trunks(_ block: TileBlock, _ tile: Tile, rows: [String], columns: [String]) -> [Item] {
    let rowLength = chip.floorplan.rowLinkLength(to: tile, in: block)
    let rowItems = tile.rows.flatMap { physical -> [Item] in
      let local = physical - tile.rows.lowerBound
      let from =
        tile.across == 0
        ? names.rowStart(connection: block.connection, row: block.rowOrder[physical])
        : rowNet(block, block.tile(down: tile.down, across: tile.across - 1), physicalRow: physical)
      return trunk("\(tile.name)_row\(local)", from: from, to: rows[local], length: rowLength)
    }
    let columnItems = tile.columns.flatMap { column -> [Item] in
      let local = column - tile.columns.lowerBound
      let to =
        tile.down + 1 == block.tilesDown
        ? names.node(layer: fabric.arrays[block.connection].layer, column)
        : columnNet(block, block.tile(down: tile.down + 1, across: tile.across), column: column)
      return trunk(
        "\(tile.name)_col\(local)", from: columns[local], to: to,
        length: chip.floorplan.columnLinkLength(from: tile, column: column, in: block))
    }
    return rowItems + columnItems
  }

  private func trunk(_ name: String, from: String, to: String, length: Length) -> [Item] {
    let wire = chip.technology.process.trunkWire
    return Element.wire(
      "trunk_\(name)", ohms: (wire.resistancePerLength * length).si, [from, to],
      farads: (wire.capacitance.value * length).si, at: to
    ).map(Item.element)
  }

  /// A rectifier and, where a gain is not 1, an amplifier a hidden neuron, with its offset if it has one.
  private var neurons: [Item] {
    fabric.hiddenLayers.flatMap { layer in
      (0..<fabric.nodeCount(layer)).flatMap { unit -> [Item] in
        let node = names.node(layer: layer, unit)
        let polarity = fabric.layers[layer].isExcitatory(unit) ? 1.0 : -1.0
        // A chip instance has a threshold, a gain and an offset a neuron.
        let threshold =
          fabric.mismatch == nil
          ? [] : [Element.Actual("vf", .number(fabric.forwardVoltage(layer, node: unit)))]
        let rectifier = instance(
          "rectifier_\(node)", LeafCells.Name.rectifier, [node, "vss"],
          [Element.Actual("polarity", .number(polarity))] + threshold)
        guard fabric.hasAmplifier(layer) else { return [rectifier] }
        let (output, offset) = (
          names.amplified(layer: layer, unit), fabric.offset(layer, node: unit)
        )
        func amplifier(to net: String) -> Item {
          instance(
            "amplifier_\(node)", LeafCells.Name.amplifier, [node, net, "vss"],
            [
              Element.Actual("gain", .number(fabric.gain(layer, node: unit))),
              Element.Actual("reverse", .number(fabric.reverseGain(layer, node: unit))),
            ])
        }
        guard offset != 0 else { return [rectifier, amplifier(to: output)] }
        let exact = names.exactAmplifier(layer: layer, unit)
        return [
          rectifier, amplifier(to: exact),
          .element(Element("offset_\(node)", .voltageSource(.constant(offset)), [output, exact])),
        ]
      }
    }
  }

  /// A sense circuit an output node and a nudge circuit a class.
  private var outputCircuits: [Item] {
    let layer = fabric.outputLayer
    let senses = (0..<fabric.output.nodeCount).map { node in
      instance(
        "sense_\(names.node(layer: layer, node))", LeafCells.Name.sense,
        [names.node(layer: layer, node), "vss"])
    }
    let nudges = (0..<fabric.output.values).map { c in
      let pair = fabric.output.nodes(ofClass: c)
      return instance(
        "nudge_\(c)", LeafCells.Name.nudge,
        [
          names.node(layer: layer, pair.positive),
          pair.negative.map { names.node(layer: layer, $0) } ?? "vss",
          names.target(ofClass: c), "vss",
        ],
        [Element.Actual("beta", .symbol("beta"))]
          + (fabric.output.nudge == .spring ? [] : [Element.Actual("follow", .number(0))]))
    }
    return senses + nudges
  }

  private func instance(
    _ name: String, _ module: String, _ nets: [String], _ parameters: [Element.Actual] = []
  ) -> Item {
    .element(Element(name, .instance(of: module, parameters: parameters), nets))
  }
}
