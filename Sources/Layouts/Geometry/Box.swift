/// A point on the grid of a layout, in nanometres; x to the right, y upward.
package struct Spot: Sendable, Hashable {
  /// Coordinates.
  package var x, y: Int
  /// Makes a point.
  package init(_ x: Int, _ y: Int) { (self.x, self.y) = (x, y) }

  /// Moved by another point.
  package static func + (a: Spot, b: Spot) -> Spot { Spot(a.x + b.x, a.y + b.y) }
}

/// An axis-parallel rectangle on the grid of a layout, in nanometres.
package struct Box: Sendable, Hashable {
  /// Edges.
  package var left, bottom, right, top: Int

  /// A rectangle between two corners.
  package init(_ left: Int, _ bottom: Int, _ right: Int, _ top: Int) {
    self.left = min(left, right)
    self.bottom = min(bottom, top)
    self.right = max(left, right)
    self.top = max(bottom, top)
  }

  /// A rectangle around a point.
  package init(around center: Spot, width: Int, height: Int) {
    self.init(
      center.x - width / 2, center.y - height / 2, center.x - width / 2 + width,
      center.y - height / 2 + height)
  }

  /// Extent in x.
  package var width: Int { right - left }
  /// Extent in y.
  package var height: Int { top - bottom }
  /// Area in square nanometres.
  package var area: Int { width * height }
  /// The middle, rounded down to whole nanometres.
  package var center: Spot { Spot((left + right) >> 1, (bottom + top) >> 1) }
  /// The longer side over the shorter one.
  package var aspectRatio: Double {
    Double(max(width, height)) / Double(max(1, min(width, height)))
  }

  /// Larger by so much on all sides.
  package func grown(_ by: Int) -> Box { Box(left - by, bottom - by, right + by, top + by) }
  /// Moved.
  package func moved(_ by: Spot) -> Box { Box(left + by.x, bottom + by.y, right + by.x, top + by.y) }
  /// The smallest rectangle around both.
  package func union(_ other: Box) -> Box {
    Box(min(left, other.left), min(bottom, other.bottom), max(right, other.right), max(top, other.top))
  }
  /// Whether they share more than an edge.
  package func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && bottom < other.top && other.bottom < top
  }
  /// Whether the other lies in it.
  package func contains(_ other: Box) -> Bool {
    left <= other.left && bottom <= other.bottom && right >= other.right && top >= other.top
  }
}
