import Quantities

/// A point of the floorplan; x to the right, y upward.
package struct Point: Sendable, Hashable {
  /// Coordinates.
  package var x, y: Length
  /// Makes a point.
  package init(x: Length, y: Length) { (self.x, self.y) = (x, y) }

  /// Length of a rectilinear wire to another point.
  package func manhattanDistance(to other: Point) -> Length {
    Length(si: abs(x.si - other.x.si) + abs(y.si - other.y.si))
  }
}

/// An axis-parallel rectangle of the floorplan.
package struct Rectangle: Sendable, Hashable {
  /// Lower left corner.
  package var origin: Point
  /// Extent.
  package var width, height: Length

  /// Makes a rectangle.
  package init(x: Length, y: Length, width: Length, height: Length) {
    (origin, self.width, self.height) = (Point(x: x, y: y), width, height)
  }
  /// Its area.
  package var area: Area { width * height }
  /// Right edge.
  package var right: Length { origin.x + width }
  /// Upper edge.
  package var top: Length { origin.y + height }

  /// Whether two rectangles share more than an edge.
  package func overlaps(_ other: Rectangle) -> Bool {
    origin.x < other.right && other.origin.x < right && origin.y < other.top && other.origin.y < top
  }
}
