import Quantities

/// A point of the floorplan; x to the right, y upward.
public struct Point: Sendable, Hashable {
  /// Coordinates.
  public var x, y: Length
  /// Makes a point.
  public init(x: Length, y: Length) { (self.x, self.y) = (x, y) }

  /// Length of a rectilinear wire to another point.
  public func manhattanDistance(to other: Point) -> Length {
    Length(si: abs(x.si - other.x.si) + abs(y.si - other.y.si))
  }
}

/// An axis-parallel rectangle of the floorplan.
public struct Rectangle: Sendable, Hashable {
  /// Lower left corner.
  public var origin: Point
  /// Extent.
  public var width, height: Length

  /// Makes a rectangle.
  public init(x: Length, y: Length, width: Length, height: Length) {
    (origin, self.width, self.height) = (Point(x: x, y: y), width, height)
  }
  /// Its area.
  public var area: Area { width * height }
  /// Right edge.
  public var right: Length { origin.x + width }
  /// Upper edge.
  public var top: Length { origin.y + height }

  /// Whether two rectangles share more than an edge.
  public func overlaps(_ other: Rectangle) -> Bool {
    origin.x < other.right && other.origin.x < right && origin.y < other.top && other.origin.y < top
  }
}
