import ArgumentParser
import Specification

/// Ranges of numbers that commands take; those that specs have too are the specs'.
enum OptionRange {
  /// More threads than any machine helps a run with.
  static let threads = 1...1024

  /// - Throws: what the parser shows as bad usage.
  static func check(_ value: Int?, _ option: String, _ range: ClosedRange<Int>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      "\(option) takes a number from \(range.lowerBound) to \(range.upperBound), not \(value).")
  }
}
