import Fabrics
import Quantities
import Technology

extension Chip {
  /// Maps a fabric onto tiles, unchecked: see ``MappingCheck``.
  package init(name: String, fabric: Fabric, technology: Technology, tileShape: TileShape) {
    let blocks = fabric.arrays.indices.map { TileBlock(connection: $0, of: fabric, shape: tileShape) }
    self.init(
      name: name, fabric: fabric, technology: technology, tileShape: tileShape, blocks: blocks,
      floorplan: Floorplan(fabric: fabric, technology: technology, blocks: blocks))
  }

  /// Largest magnitude of a row's voltage in a connection: full scale or bias for sources; for a node's row
  /// no node is ever above the largest source, amplified by the gains before it.
  package func largestRowVoltage(_ connection: Int) -> Voltage {
    fabric.layers.prefix(connection).reduce(fabric.largestSource) { $1.amplifier.gain * $0 }
  }

  /// Largest voltage of a row as checks assume it, with its sign: sources at full scale, complements below 0 V; hidden
  /// rows at the largest voltage that does not disturb the devices, as ``LineCurrent`` says.
  /// - Parameter row: in the fabric's order.
  package func signedRowVoltage(_ row: Int, connection: Int) -> Voltage {
    switch fabric.driver(ofRow: row, of: connection) {
    case .bias(let number): return (number > 0 ? -1 : 1) * (fabric.bias?.voltage ?? .zero)
    case .input(let row):
      let (_, isComplement) = fabric.input.encoding.value(ofRow: row, values: fabric.input.values)
      return (isComplement ? -1 : 1) * fabric.input.fullScale
    case .node(let layer, let node):
      let magnitude = min(largestRowVoltage(connection), technology.device.maximumReadVoltage.value)
      return (fabric.layers[layer].isExcitatory(node) ? 1 : -1) * magnitude
    }
  }
}
