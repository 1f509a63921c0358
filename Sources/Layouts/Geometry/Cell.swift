/// A shape of one layer.
package enum Shape: Sendable, Hashable {
  /// A rectangle.
  case box(Box)
  /// A closed outline; the last point joins the first.
  case polygon([Spot])
  /// A line of a width through points, with flat ends.
  case path([Spot], width: Int)

  /// The smallest rectangle around it.
  package var bounds: Box {
    switch self {
    case .box(let box): box
    case .polygon(let points): Self.bounds(points)
    case .path(let points, let width): Self.pathBounds(points, width)
    }
  }

  /// Area in square nanometres; nil for a path that bends, whose pieces overlap.
  package var area: Int? {
    switch self {
    case .box(let box): return box.area
    case .polygon(let points):
      var twice = 0
      for (index, a) in points.enumerated() {
        let b = points[(index + 1) % points.count]
        twice += a.x * b.y - b.x * a.y
      }
      return abs(twice) / 2
    case .path(let points, _): return points.count == 2 ? bounds.area : nil
    }
  }

  private static func bounds(_ points: [Spot]) -> Box {
    guard let first = points.first else { return Box(0, 0, 0, 0) }
    return points.reduce(Box(first.x, first.y, first.x, first.y)) { $0.union(Box($1.x, $1.y, $1.x, $1.y)) }
  }

  /// Of a rectilinear path: flat ends add nothing along the line.
  private static func pathBounds(_ points: [Spot], _ width: Int) -> Box {
    zip(points, points.dropFirst()).reduce(bounds(points)) { box, ends in
      let (a, b) = ends
      let half = width / 2
      let piece = Box(a.x, a.y, b.x, b.y)
      return box.union(
        a.y == b.y
          ? Box(piece.left, piece.bottom - half, piece.right, piece.top + half)
          : Box(piece.left - half, piece.bottom, piece.right + half, piece.top))
    }
  }
}

/// A shape with the name of its layer in the design rules.
package struct Drawn: Sendable, Hashable {
  /// Name of the layer.
  package var layer: String
  /// The shape.
  package var shape: Shape
}

/// Where a cell is joined from outside, with its name.
package struct Pin: Sendable, Hashable {
  /// What the net is for, as LEF says it.
  package enum Use: String, Sendable {
    case signal = "SIGNAL"
    case power = "POWER"
    case ground = "GROUND"
  }
  /// Name of the net.
  package var name: String
  /// Name of the layer.
  package var layer: String
  /// Where it may be joined.
  package var box: Box
  /// What it is for.
  package var use: Use

  /// Makes a pin.
  package init(_ name: String, _ layer: String, _ box: Box, use: Use = .signal) {
    (self.name, self.layer, self.box, self.use) = (name, layer, box, use)
  }
}

/// A text without a shape of its own.
package struct Label: Sendable, Hashable {
  /// What is written.
  package var text: String
  /// Name of the layer.
  package var layer: String
  /// Where.
  package var place: Spot
}

/// A cell placed in another one, once or in rows and columns.
package struct Reference: Sendable, Hashable {
  /// Name of the cell.
  package var cell: String
  /// Where the origin of the lower left copy lies.
  package var origin: Spot
  /// Copies across and up.
  package var columns, rows: Int
  /// From copy to copy.
  package var pitch: Spot

  /// A single placement.
  package init(_ cell: String, at origin: Spot) {
    self.init(cell, at: origin, columns: 1, rows: 1, pitch: Spot(0, 0))
  }
  /// Rows and columns of a cell.
  package init(_ cell: String, at origin: Spot, columns: Int, rows: Int, pitch: Spot) {
    (self.cell, self.origin, self.columns, self.rows, self.pitch) = (cell, origin, columns, rows, pitch)
  }

  /// Number of copies.
  package var count: Int { rows * columns }
}

/// A piece of a layout that is drawn once and placed any number of times.
package struct Cell: Sendable, Hashable {
  /// Its name, unique in a layout: letters, digits and `_`.
  package var name: String
  /// What it takes when it is placed beside others.
  package var box: Box
  /// Its own shapes.
  package var shapes: [Drawn] = []
  /// Where it is joined.
  package var pins: [Pin] = []
  /// Its texts, without those of pins.
  package var labels: [Label] = []
  /// Cells in it.
  package var references: [Reference] = []

  /// An empty cell.
  package init(_ name: String, box: Box) { (self.name, self.box) = (name, box) }

  /// Draws a rectangle.
  package mutating func draw(_ layer: String, _ box: Box) {
    shapes.append(Drawn(layer: layer, shape: .box(box)))
  }

  /// Draws a pin with its name, and the metal below it.
  package mutating func draw(_ pin: Pin) {
    draw(pin.layer, pin.box)
    pins.append(pin)
  }
}
