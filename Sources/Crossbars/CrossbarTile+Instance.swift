import Quantities

extension CrossbarTile {
  /// A tile that any program can make from its size alone, to compare solvers on: N × N conductances of 64-bit integer
  /// arithmetic, h(k) = (2654435761 k + 12345 mod 2³²) / 2³², g = low + (high − low) h(iN + j). Row lines are driven at
  /// the left through a segment, column lines grounded at the bottom through a segment, a segment has 1 Ohm.
  package static func instance(
    size: Int, low: Conductance, high: Conductance, segment: Resistance = Resistance(si: 1)
  ) -> CrossbarTile {
    CrossbarTile(
      rows: size, columns: size,
      siemens: (0..<size * size).map { low.si + (high.si - low.si) * hashed($0) },
      wires: CrossbarWires(
        rowSegment: segment, columnSegment: segment, left: .connected(segment), bottom: .connected(segment)))
  }

  /// The voltages that belong to ``instance(size:low:high:segment:)``: 0.2 V h(i + 1000003).
  package static func instanceVoltages(size: Int) -> CrossbarVoltages {
    CrossbarVoltages(left: (0..<size).map { 0.2 * hashed($0 + 1_000_003) })
  }

  private static func hashed(_ k: Int) -> Double {
    Double(UInt32(truncatingIfNeeded: UInt64(k) &* 2_654_435_761 &+ 12345)) * 0x1p-32
  }
}
