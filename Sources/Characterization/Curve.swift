import Foundation

/// Columns of numbers that ngspice's `wrdata` wrote: a scale before every vector, of which the first counts.
struct Curve {
  /// Values of the scale.
  let x: [Double]
  /// Values of each vector.
  let y: [[Double]]

  /// Reads a file's text; nil when it is not of that form.
  init?(_ text: String, vectors: Int) {
    var x: [Double] = []
    var y = Array(repeating: [Double](), count: vectors)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map { Double($0) }
      guard words.count == 2 * vectors, words.allSatisfy({ $0?.isFinite == true }) else { return nil }
      x.append(words[0] ?? 0)
      for vector in 0..<vectors { y[vector].append(words[2 * vector + 1] ?? 0) }
    }
    guard x.count > 1 else { return nil }
    (self.x, self.y) = (x, y)
  }

  /// A curve of one vector.
  init(x: [Double], y: [Double]) { (self.x, self.y) = (x, [y]) }

  /// Where the first vector first crosses a value, between points on a straight line; nil where it does not.
  func crossing(_ value: Double) -> Double? {
    let first = y[0]
    for k in 1..<x.count where (first[k - 1] - value) * (first[k] - value) <= 0 && first[k] != first[k - 1] {
      return x[k - 1] + (x[k] - x[k - 1]) * (value - first[k - 1]) / (first[k] - first[k - 1])
    }
    return nil
  }

  /// The first vector at a place, between points on a straight line.
  func value(at place: Double) -> Double {
    guard let k = x.firstIndex(where: { $0 >= place }), k > 0 else {
      return place <= x[0] ? y[0][0] : y[0][x.count - 1]
    }
    return y[0][k - 1] + (y[0][k] - y[0][k - 1]) * (place - x[k - 1]) / (x[k] - x[k - 1])
  }

  /// The slope at a place, by a least-squares line through the points within a distance.
  func slope(at place: Double, within distance: Double) -> Double? {
    let near = x.indices.filter { abs(x[$0] - place) <= distance * (1 + 1e-9) }
    guard near.count > 1 else { return nil }
    let count = Double(near.count)
    let (mx, my) = (near.map { x[$0] }.reduce(0, +) / count, near.map { y[0][$0] }.reduce(0, +) / count)
    let (sxy, sxx) = near.reduce((0, 0)) {
      ($0.0 + (x[$1] - mx) * (y[0][$1] - my), $0.1 + (x[$1] - mx) * (x[$1] - mx))
    }
    return sxx > 0 ? sxy / sxx : nil
  }
}
