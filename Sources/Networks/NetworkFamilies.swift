import Diagnostics
import Specification

/// The energy families a spec may name; a new family is one case here and one ``EnergyModel``.
public enum NetworkFamily: String, Sendable, CaseIterable {
  /// ``ResistiveNetwork``.
  case resistive

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
