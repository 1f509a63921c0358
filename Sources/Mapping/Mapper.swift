import Diagnostics
import Networks
import Quantities
import Specification
import Technology

extension Chip {
  /// Maps a network onto tiles.
  ///
  /// - Parameters:
  ///   - spec: names the chip and the tile size; its locations serve the diagnostics.
  ///   - diagnostics: receives warnings; see ``MappingCheck``.
  /// - Throws: `DiagnosticsError` when no programming of the devices could make the mapping legal.
  package init(
    mapping network: ResistiveNetwork, technology: Technology, spec: ChipSpec,
    diagnostics: inout [Diagnostic]
  ) throws(DiagnosticsError) {
    let shape = TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value)
    self.init(name: spec.name.value, network: network, technology: technology, tileShape: shape)
    let found = MappingCheck.all.flatMap { $0.run(self, spec) }
    guard !found.contains(where: { $0.severity == .error }) else { throw DiagnosticsError(found) }
    diagnostics += found
  }

  /// Maps a network onto tiles, unchecked.
  package init(name: String, network: ResistiveNetwork, technology: Technology, tileShape: TileShape) {
    let blocks = (0..<network.connectionCount).map {
      TileBlock(connection: $0, of: network, shape: tileShape)
    }
    self.init(
      name: name, network: network, technology: technology, tileShape: tileShape, blocks: blocks,
      floorplan: Floorplan(network: network, technology: technology, blocks: blocks))
  }

  /// Largest magnitude of a row's voltage in a connection: full scale or bias for sources; for a neuron's row
  /// no node is ever above the largest source, amplified by the gains before it.
  package func largestRowVoltage(_ connection: Int) -> Voltage {
    let source = max(network.input.fullScale, network.bias ?? .zero)
    return network.hidden.prefix(connection).reduce(source) { $1.gain * $0 }
  }

  /// Largest voltage of a row as checks assume it, with its sign: sources at full scale, complements below 0 V; hidden
  /// rows at the largest voltage that does not disturb the devices, as ``LineCurrent`` says.
  /// - Parameter row: in the network's order.
  package func signedRowVoltage(_ row: Int, connection: Int) -> Voltage {
    let signals = network.signalRowCount(connection)
    if row >= signals { return (row > signals ? -1 : 1) * (network.bias ?? .zero) }
    if connection == 0 {
      let isComplement = network.input.encoding == .complementary && row >= network.input.valueCount
      return (isComplement ? -1 : 1) * network.input.fullScale
    }
    let magnitude = min(largestRowVoltage(connection), technology.device.maximumReadVoltage.value)
    return (network.hidden[connection - 1].isExcitatory(row) ? 1 : -1) * magnitude
  }
}
