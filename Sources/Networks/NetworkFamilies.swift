import Diagnostics
import Specification

/// The energy families a spec may name; a new family is one case here and one ``EnergyModel``.
public enum NetworkFamily: String, Sendable, CaseIterable {
  /// ``ResistiveNetwork``.
  case resistive

  /// One sentence.
  public var summary: String {
    switch self {
    case .resistive:
      "a deep resistive network: the nodes of conductances, rectifiers and amplifiers minimize a co-content"
    }
  }

  /// The papers.
  public var reference: String {
    switch self {
    case .resistive:
      "J. Kendall et al., arXiv 2006.01981 (2020); B. Scellier, ICML (2024), arXiv 2402.11674"
    }
  }

  /// Looks a family up.
  /// - Throws: a located diagnostic with the nearest known name.
  public init(named name: Located<String>) throws(DiagnosticsError) {
    guard let family = NetworkFamily(rawValue: name.value) else {
      throw DiagnosticsError([
        NameSuggestion.unknown(
          "network family", name, known: NetworkFamily.allCases.map(\.rawValue), code: "GD0401")
      ])
    }
    self = family
  }
}
