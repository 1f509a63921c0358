import CKernels

/// Linear interpolation from `count` coarse lines to the `lines` fine ones of a direction.
///
/// Coarse line I stands for the fine lines I·block ..< (I+1)·block and sits in their middle; before the first and after
/// the last one values go on as they are. Held nodes and padding take no part.
struct CoarseDirection: Sendable {
  /// Fine lines a coarse one stands for (the last may have fewer).
  let block: Int
  /// Fine lines.
  let lines: Int
  /// Coarse lines, at least 2.
  let count: Int
  /// The first of the two coarse lines of each fine one.
  let first: [UInt32]
  /// The weights of the two.
  let weights: [Double]
  /// The coarse line that each fine one belongs to.
  let owner: [UInt32]

  /// nil when there are too few lines to make them coarse.
  init?(lines: Int, padded: Int, limit: Int, held: (Int32, Int32)) {
    let block = max(2, (lines + limit - 1) / limit)
    let count = (lines + block - 1) / block
    guard lines >= 4 else { return nil }
    var first = [UInt32](repeating: 0, count: padded)
    var weights = [Double](repeating: 0, count: 2 * padded)
    var owner = first
    for i in 0..<lines {
      let place = min(max((Double(i) + 0.5) / Double(block) - 0.5, 0), Double(count - 1))
      let lower = min(Int(place), count - 2)
      first[i] = UInt32(lower)
      owner[i] = UInt32(i / block)
      if (i == 0 && held.0 != 0) || (i == lines - 1 && held.1 != 0) { continue }
      weights[2 * i] = 1 - (place - Double(lower))
      weights[2 * i + 1] = place - Double(lower)
    }
    (self.block, self.lines, self.count) = (block, lines, count)
    (self.first, self.weights, self.owner) = (first, weights, owner)
  }

  /// Fine lines of a coarse one.
  func size(_ coarse: Int) -> Int { min(block, lines - coarse * block) }

  /// Segments between the middles of coarse lines I − 1 and I.
  func segments(before coarse: Int) -> Double { Double(size(coarse - 1) + size(coarse)) / 2 }

  /// Segments between the middle of a coarse line and its outermost fine line.
  func halfSegments(_ coarse: Int) -> Double { Double(size(coarse) - 1) / 2 }
}
