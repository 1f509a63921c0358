import Diagnostics
import Fabrics

/// How many tiles a fabric is cut into: looked at before there are any, since each takes memory and a place.
package enum TileCount {
  /// More would take longer to draw than anybody waits: tiles of one cell of a large network.
  static let limit = 1_000_000

  /// - Throws: GD0580.
  package static func check(
    _ fabric: Fabric, _ shape: TileShape, at location: SourceLocation
  ) throws(DiagnosticsError) {
    let count = fabric.arrays.indices.reduce(0) { sum, k in
      sum + parts(fabric.rowCount(k), shape.rows) * parts(fabric.columnCount(k), shape.columns)
    }
    guard count > limit else { return }
    throw DiagnosticsError([
      Diagnostic(
        .error, "GD0580",
        "tiles of \(shape.rows) × \(shape.columns) cut the network into \(count); at most \(limit) are taken",
        at: location, suggestion: "rows: \(min(500, max(shape.rows, 64)))")
    ])
  }

  private static func parts(_ size: Int, _ part: Int) -> Int { (size + part - 1) / part }
}
