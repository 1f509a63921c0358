/// How far a design is taken for a check; each stage includes those before it.
package enum CheckStage: String, Sendable, CaseIterable, Codable, Comparable {
  /// The spec is read and its names are looked up.
  case spec
  /// The network is mapped onto tiles.
  case chip
  /// The network is trained in software, and area, energy and latency are estimated with its weights.
  case estimate
  /// The accuracy of chips is predicted.
  case predict

  package static func < (a: Self, b: Self) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}
