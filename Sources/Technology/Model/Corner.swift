/// Where a chip's process lies between its limits.
package enum Corner: String, Sendable, CaseIterable, Codable {
  /// Slow transistors, low supply, high wire resistance.
  case slow
  /// Nominal.
  case typical
  /// Fast transistors, high supply, low wire resistance.
  case fast
}
