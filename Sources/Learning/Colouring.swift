/// Which parts of a network may move at once: those that no coupling joins.
///
/// ```swift
/// Colouring.blocks(of: 4, couplings: [(0, 1), (1, 2), (2, 3)])  // [[0, 2], [1, 3]]
/// ```
package enum Colouring {
  /// Blocks of parts that share no coupling, the parts of each in rising order: every part, in its order, goes to the first block
  /// that has none of its neighbours. A chain of layers becomes the even and the odd ones.
  /// - Parameters:
  ///   - count: number of parts.
  ///   - couplings: pairs of them, either way round.
  package static func blocks(of count: Int, couplings: [(Int, Int)]) -> [[Int]] {
    var neighbours = [[Int]](repeating: [], count: count)
    for (a, b) in couplings where a != b {
      neighbours[a].append(b)
      neighbours[b].append(a)
    }
    var blocks: [[Int]] = []
    var block = [Int?](repeating: nil, count: count)
    for part in 0..<count {
      let taken = Set(neighbours[part].compactMap { block[$0] })
      let free = (0...blocks.count).first { !taken.contains($0) } ?? blocks.count
      if free == blocks.count { blocks.append([]) }
      blocks[free].append(part)
      block[part] = free
    }
    return blocks
  }
}
