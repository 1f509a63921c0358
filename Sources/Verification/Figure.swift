import Foundation

/// Figures for people.
enum Figure {
  /// Two digits: `3.1e-12`.
  static func text(_ value: Double) -> String { value == 0 ? "0" : String(format: "%.1e", value) }
}
