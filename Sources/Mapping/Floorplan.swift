import Networks
import Quantities
import Technology

/// Where the tiles and banks of a chip lie, and how long the wires between them are.
///
/// Signals flow from left to right. Each connection is a grid of tiles; the bank that drives its rows (input
/// drivers, or the previous layer's neurons) stands at its left, over the whole height, so that row i of a
/// connection leaves its bank at the height of its wire. Columns leave at the bottom edge of the grid and run
/// in a channel to the next bank. The output bank (sense and nudge) stands at the right end.
public struct Floorplan: Sendable {
  /// What a placed rectangle is.
  public enum Kind: Sendable, Hashable {
    /// A crossbar tile.
    case tile(Tile)
    /// Row drivers of the input (and of all bias rows).
    case drivers
    /// Neurons of hidden layer k, from 0.
    case neurons(layer: Int)
    /// Sense and nudge circuits of the output layer.
    case outputs
  }
  /// A placed rectangle.
  public struct Placement: Sendable {
    /// What it is.
    public let kind: Kind
    /// Where it is.
    public let rectangle: Rectangle
  }

  /// Everything placed, in signal order.
  public let placements: [Placement]
  /// The chip's core: the bounding box, from (0, 0).
  public let boundary: Rectangle
  /// Rectangles by tile, for wire lengths.
  private let tiles: [Tile: Rectangle]
  /// Bank left of each connection, then the output bank.
  private let banks: [Rectangle]

  /// Places the tiles and banks.
  init(network: ResistiveNetwork, technology: Technology, blocks: [TileBlock]) {
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
      let bankArea = Self.bankArea(block.connection, network: network, technology: technology)
      let bank = Rectangle(
        x: x, y: channel, width: Length(si: bankArea.si / height.si), height: height)
      placements.append(
        Placement(
          kind: block.connection == 0 ? .drivers : .neurons(layer: block.connection - 1), rectangle: bank))
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
      Double(network.output.nodeCount) * technology.peripherals.senseArea.value.si
      + Double(network.output.classes) * technology.peripherals.nudgeArea.value.si
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
    boundary = Rectangle(x: .zero, y: .zero, width: outputs.right, height: top)
  }

  /// Where a tile lies.
  public func rectangle(of tile: Tile) -> Rectangle? { tiles[tile] }

  /// Gap between neighbouring tiles and between a bank and its tiles: ten trunk wires and their spaces.
  private static func spacing(_ technology: Technology) -> Length {
    10 * (2 * technology.process.trunkWire.width.value)
  }

  /// Height of the channel below the tiles in which the columns of the widest block run to the next bank.
  private static func channel(_ technology: Technology, blocks: [TileBlock]) -> Length {
    let tracks = blocks.map(\.columnCount).max() ?? 0
    return Double(tracks) * (2 * technology.process.trunkWire.width.value)
  }

  /// Area of the bank that drives the rows of a connection: a driver a source row, a neuron a signal row.
  private static func bankArea(_ connection: Int, network: ResistiveNetwork, technology: Technology) -> Area {
    let drivers =
      (connection == 0 ? network.input.rowCount : 0) + network.biasRowCount
    let neurons = connection == 0 ? 0 : network.hidden[connection - 1].units
    return Double(drivers) * technology.peripherals.driverArea.value
      + Double(neurons) * technology.neuron.area.value
  }
}

extension Floorplan {
  /// Length of the wire that brings a row to the left edge of a tile: from the bank for the first tile of a row
  /// of tiles, else from the left edge of the tile on the left (trunk wires run above the tiles).
  public func rowLinkLength(to tile: Tile, in block: TileBlock) -> Length {
    guard let rectangle = tiles[tile] else { return .zero }
    guard tile.across > 0 else { return rectangle.origin.x - banks[tile.connection].right }
    guard let left = tiles[block.tile(down: tile.down, across: tile.across - 1)] else { return .zero }
    return rectangle.origin.x - left.origin.x
  }

  /// Length of the wire that takes the partial sum of a column on from the lower edge of a tile: to the lower
  /// edge of the tile below, where the two columns join, or from the last tile through the channel to the
  /// node's place in the next bank.
  ///
  /// - Parameters:
  ///   - column: physical column of the connection.
  ///   - block: the block of the tile.
  public func columnLinkLength(from tile: Tile, column: Int, in block: TileBlock) -> Length {
    guard let rectangle = tiles[tile] else { return .zero }
    if tile.down + 1 < block.tilesDown {
      guard let below = tiles[block.tile(down: tile.down + 1, across: tile.across)] else { return .zero }
      return rectangle.origin.y - below.origin.y
    }
    let pitch = rectangle.width / Double(tile.columns.count)
    let start = Point(
      x: rectangle.origin.x + (Double(column - tile.columns.lowerBound) + 0.5) * pitch, y: rectangle.origin.y)
    let bank = banks[tile.connection + 1]
    let share = (Double(column) + 0.5) / Double(block.columnCount)
    let end = Point(x: bank.origin.x, y: bank.origin.y + share * bank.height)
    return start.manhattanDistance(to: end)
  }

  /// Sum of the lengths of all wires between tiles and banks.
  public func totalTrunkLength(of blocks: [TileBlock]) -> Length {
    var total = Length.zero
    for block in blocks {
      for tile in block.tiles {
        total = total + Double(tile.rows.count) * rowLinkLength(to: tile, in: block)
        for column in tile.columns {
          total = total + columnLinkLength(from: tile, column: column, in: block)
        }
      }
    }
    return total
  }
}
