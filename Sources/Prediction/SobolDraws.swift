/// The chips that estimates of Sobol indices need.
package struct SobolDraws: Sendable {
  /// Samples A and B: `count` chips each, from 0 and from `count`.
  package let a, b: [ChipDraw]
  /// For every source the chips of A with that source's random numbers from B.
  package let exchanged: [[ChipDraw]]

  /// The draws for some sources.
  package init(count: Int, sources: [RandomSource]) {
    let count = UInt32(count)
    a = (0..<count).map { ChipDraw(chip: $0) }
    b = (0..<count).map { ChipDraw(chip: count + $0) }
    exchanged = sources.map { source in
      (0..<count).map { chip in
        ChipDraw(
          chip: chip, replacing: Dictionary(uniqueKeysWithValues: source.purposes.map { ($0, count + chip) }))
      }
    }
  }
}
