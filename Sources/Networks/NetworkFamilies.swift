import Diagnostics
import Specification

/// The energy families a spec may name; a new family is one case here, one spec and one network.
public enum NetworkFamily: String, Sendable, CaseIterable {
  /// ``ResistiveNetwork``.
  case resistive
  /// ``HopfieldNetwork``.
  case hopfield

  /// One sentence.
  public var summary: String {
    switch self {
    case .resistive:
      "a deep resistive network: the nodes of conductances, rectifiers and amplifiers minimize a co-content"
    case .hopfield:
      "a layered Hopfield network, dense or convolutional: integrator neurons with symmetric couplings; trained, not "
        + "compiled"
    }
  }

  /// The papers.
  public var reference: String {
    switch self {
    case .resistive:
      "J. Kendall et al., arXiv 2006.01981 (2020); B. Scellier, ICML (2024), arXiv 2402.11674"
    case .hopfield:
      "J. J. Hopfield, PNAS 81, 3088 (1984); B. Scellier, Y. Bengio, Front. Comput. Neurosci. 11, 24 (2017); "
        + "A. Laborieux et al., Front. Neurosci. 15, 633674 (2021)"
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
