import Fabrics
import Quantities
import Technology

/// Where the tiles and banks of a chip lie, and how long the wires between them are.
///
/// Signals flow from left to right. Each connection is a grid of tiles; the bank that drives its rows (input
/// drivers, or the previous layer's neurons, and below them the bias drivers) stands at its left, over the whole
/// height, so that each row of a connection leaves its bank at the height of its wire, and the circuit that
/// drives it stands there. Columns leave at the bottom edge of the grid and run in a channel to the next bank.
/// The output bank (sense and nudge) stands at the right end.
package struct Floorplan: Sendable {
  /// What a placed rectangle is.
  package enum Kind: Sendable, Hashable {
    /// A crossbar tile.
    case tile(Tile)
    /// Drivers of the input rows and of the first connection's bias rows.
    case drivers
    /// Neurons of hidden layer k, from 0, and drivers of the bias rows of the connection they drive.
    case neurons(layer: Int)
    /// Sense and nudge circuits of the output layer.
    case outputs
  }
  /// A placed rectangle.
  package struct Placement: Sendable {
    /// What it is.
    package let kind: Kind
    /// Where it is.
    package let rectangle: Rectangle
  }

  /// Everything placed, in signal order.
  package let placements: [Placement]
  /// The chip's core: the bounding box, from (0, 0).
  package let boundary: Rectangle
  /// Rectangles by tile, for wire lengths.
  let tiles: [Tile: Rectangle]
  /// Bank left of each connection, then the output bank.
  let banks: [Rectangle]
  /// Distances that fix where wires run.
  let pitches: Pitches

  /// Distances that fix where wires run.
  struct Pitches: Sendable {
    /// From row to row within a tile.
    var row: Length
    /// From tile to tile, edge to edge.
    var gap: Length
    /// From track to track of the channel.
    var track: Length
    /// Rows of a full tile, by connection.
    var tileRows: [Int]
    /// Nodes of the output bank.
    var outputNodes: Int
  }

  /// Places the tiles and banks.
  init(fabric: Fabric, technology: Technology, blocks: [TileBlock]) {
    let cellWidth = technology.device.cellWidth.value
    let cellHeight = technology.device.cellHeight.value
    let spacing = Self.spacing(technology)
    let channel = Self.channel(technology, blocks: blocks)
    var placements: [Placement] = []
    var tiles: [Tile: Rectangle] = [:]
    var banks: [Rectangle] = []
    var x = Length.zero
    var top = Length.zero
    for block in blocks {
      let height =
        Double(block.rowCount) * cellHeight + Double(block.tilesDown - 1) * spacing
      let bankArea = Self.bankArea(block.connection, fabric: fabric, technology: technology)
      let bank = Rectangle(
        x: x, y: channel, width: Length(si: bankArea.si / height.si), height: height)
      placements.append(
        Placement(kind: Self.bankKind(fabric.arrays[block.connection]), rectangle: bank))
      banks.append(bank)
      let left = bank.right + spacing
      for tile in block.tiles {
        let rectangle = Rectangle(
          x: left + Double(tile.columns.lowerBound) * cellWidth + Double(tile.across) * spacing,
          y: bank.top - Double(tile.rows.upperBound) * cellHeight - Double(tile.down) * spacing,
          width: Double(tile.columns.count) * cellWidth, height: Double(tile.rows.count) * cellHeight)
        placements.append(Placement(kind: .tile(tile), rectangle: rectangle))
        tiles[tile] = rectangle
      }
      x =
        left + Double(block.columnCount) * cellWidth + Double(block.tilesAcross) * spacing
      top = max(top, bank.top)
    }
    let outputArea =
      Double(fabric.output.nodeCount) * technology.peripherals.senseArea.value.si
      + Double(fabric.output.values) * technology.peripherals.nudgeArea.value.si
    // The output bank is a square, or as high as the tallest block allows; without area (ideal circuits) a line.
    let outputHeight =
      outputArea > 0 ? Length(si: min(outputArea.squareRoot(), (top - channel).si)) : top - channel
    let outputs = Rectangle(
      x: x, y: channel, width: Length(si: outputArea / outputHeight.si), height: outputHeight)
    placements.append(Placement(kind: .outputs, rectangle: outputs))
    banks.append(outputs)
    self.placements = placements
    self.tiles = tiles
    self.banks = banks
    pitches = Pitches(
      row: cellHeight, gap: spacing, track: Self.trackPitch(technology),
      tileRows: blocks.map { $0.tiles.first?.rows.count ?? 1 }, outputNodes: fabric.output.nodeCount)
    boundary = Rectangle(x: .zero, y: .zero, width: outputs.right, height: top)
  }

  /// Where a tile lies.
  package func rectangle(of tile: Tile) -> Rectangle? { tiles[tile] }
  /// The bank at the left of a connection; for the number of connections, the output bank.
  package func bank(_ connection: Int) -> Rectangle { banks[connection] }

  /// Gap between neighbouring tiles and between a bank and its tiles: ten trunk wires and their spaces.
  private static func spacing(_ technology: Technology) -> Length {
    10 * trackPitch(technology)
  }

  /// Height of the channel below the tiles in which the columns of the widest block run to the next bank.
  private static func channel(_ technology: Technology, blocks: [TileBlock]) -> Length {
    let tracks = blocks.map(\.columnCount).max() ?? 0
    return Double(tracks) * trackPitch(technology)
  }

  /// A trunk wire and a space of its width.
  private static func trackPitch(_ technology: Technology) -> Length {
    2 * technology.process.trunkWire.width.value
  }

  private static func bankKind(_ array: SynapseArray) -> Kind {
    for case .nodes(let layer) in array.rows { return .neurons(layer: layer) }
    return .drivers
  }

  /// Area of the bank that drives the rows of a connection: a driver an input or bias row, a neuron a signal row.
  private static func bankArea(_ connection: Int, fabric: Fabric, technology: Technology) -> Area {
    var (drivers, neurons) = (0, 0)
    for group in fabric.arrays[connection].rows {
      switch group {
      case .inputs, .bias: drivers += fabric.rowCount(group)
      // They stand at the first array that their nodes drive.
      case .nodes(let layer) where fabric.arrays(drivenBy: layer).first == connection:
        neurons += fabric.rowCount(group)
      case .nodes: break
      }
    }
    return Double(drivers) * technology.peripherals.driverArea.value
      + Double(neurons) * technology.neuron.area.value
  }
}
