import Diagnostics
import Networks

/// How many tiles a network is cut into: looked at before there are any, since each takes memory and a place.
enum TileCount {
  /// More would take longer to draw than anybody waits: tiles of one cell of a large network.
  static let limit = 1_000_000

  /// - Throws: GD0580.
  static func check(
    _ network: ResistiveNetwork, _ shape: TileShape, at location: SourceLocation
  ) throws(DiagnosticsError) {
    let count = (0..<network.connectionCount).reduce(0) { sum, k in
      sum + parts(network.rowCount(k), shape.rows) * parts(network.nodeCount(k), shape.columns)
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
