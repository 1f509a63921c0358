/// How the fast engine cuts a layer: nodes padded to whole vectors, in at most eight groups.
///
/// Groups are the unit of ownership and of partial sums. They depend on the layer's size alone, so that no result
/// depends on the number of threads.
struct FastShape: Sendable, Equatable {
  /// Number of nodes.
  let units: Int
  /// Nodes rounded up to a multiple of 32.
  let padded: Int
  /// Node ranges, multiples of 32, that cover `padded`.
  let groups: [Range<Int>]

  /// Number of groups at most: more threads than that do not help one network.
  static let groupLimit = 8

  /// Cuts a layer of so many nodes.
  init(units: Int) {
    self.units = units
    padded = (units + 31) / 32 * 32
    let pieces = padded / 32
    let size = 32 * ((pieces + Self.groupLimit - 1) / Self.groupLimit)
    let end = padded
    groups = Swift.stride(from: 0, to: end, by: size).map { $0..<min($0 + size, end) }
  }

  /// Blocks of 16 nodes.
  var blocks: Int { padded / 16 }
  /// Row stride in floats of a matrix with these nodes as columns: off powers of two, so that rows do not share
  /// cache sets.
  var stride: Int { padded + 16 }
  /// The real nodes of a range.
  func real(_ range: Range<Int>) -> Range<Int> {
    min(range.lowerBound, units)..<min(range.upperBound, units)
  }
}

/// The order of updates of the reference: layers of even index, then of odd index, one step each a sweep.
///
/// Layers are numbered from 0; `hidden` is the output layer. In the nudged phases a layer that no nudge has
/// reached yet moves alike for both signs, so that one state serves both until the sweep ``firstPairedSweep``.
struct FastOrder: Sendable, Equatable {
  /// Number of hidden layers.
  let hidden: Int

  /// The first sweep (from 1) of the nudged phases in which the two signs differ in a layer.
  func firstPairedSweep(_ layer: Int) -> Int {
    // From the output upward: a layer of odd index sees what the even ones did in the same sweep.
    var sweep = 1
    for k in Swift.stride(from: hidden - 1, through: layer, by: -1) where k % 2 == 0 { sweep += 1 }
    return sweep
  }

  /// Whether one half of a sweep (0: even layers) updates a hidden layer.
  func hasHidden(_ parity: Int) -> Bool { parity < hidden }
}
