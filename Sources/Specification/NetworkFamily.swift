import Diagnostics

/// A kind of network that a spec may name in `network.family`. It is looked up before anything else of the spec is decoded,
/// since it says which keys there are.
public struct NetworkFamily: Sendable {
  /// As specs have it.
  public let name: String
  /// One sentence.
  public let summary: String
  /// The papers.
  public let reference: String
  /// Whether its networks become chips.
  public let hasChips: Bool
  /// The keys of its specs.
  let shape: Shape
  /// Reads a spec of it.
  let decode: @Sendable (SpecTree) throws(DiagnosticsError) -> Spec.Loaded<Spec>

  /// A family whose specs a schema reads.
  init<Content: Sendable>(
    _ name: String, _ summary: String, reference: String, hasChips: Bool, _ schema: Schema<Content>,
    _ spec: @escaping @Sendable (Content) -> Spec
  ) {
    (self.name, self.summary, self.reference, self.hasChips) = (name, summary, reference, hasChips)
    shape = schema.shape
    decode = { (tree) throws(DiagnosticsError) in try tree.decode(schema.map(spec)) }
  }

  /// All families; the first is that of most chips.
  public static let all = [resistive, hopfield]

  /// Conductances, rectifiers and amplifiers.
  public static let resistive = NetworkFamily(
    "resistive",
    "a deep resistive network: the nodes of conductances, rectifiers and amplifiers minimize a co-content",
    reference: "J. Kendall et al., arXiv 2006.01981 (2020); B. Scellier, ICML (2024), arXiv 2402.11674",
    hasChips: true, ChipSpec.schema, Spec.chip)

  /// Integrator neurons.
  public static let hopfield = NetworkFamily(
    "hopfield",
    "a layered Hopfield network, dense or convolutional: integrator neurons with symmetric couplings; trained, not "
      + "compiled",
    reference:
      "J. J. Hopfield, PNAS 81, 3088 (1984); B. Scellier, Y. Bengio, Front. Comput. Neurosci. 11, 24 (2017); "
      + "A. Laborieux et al., Front. Neurosci. 15, 633674 (2021)",
    hasChips: false, HopfieldSpec.schema, Spec.hopfield)

  /// Looks a family up.
  /// - Throws: GD0401, located, with the nearest known name.
  public init(named name: Located<String>) throws(DiagnosticsError) {
    guard let family = Self.all.first(where: { $0.name == name.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("network family", name, known: Self.all.map(\.name), code: "GD0401")
      ])
    }
    self = family
  }
}

extension SpecTree {
  /// What `network: { family: … }` says, and where.
  private var familyName: Located<String>? {
    guard let node = root?["network"]?["family"], case .scalar(let text, _) = node.content, !node.isNull
    else {
      return nil
    }
    return Located(text, at: node.location)
  }

  /// The family of the spec; nil where it names none, which its keys' decoder says.
  /// - Throws: GD0401 for one that there is not, beside what is wrong with the files themselves.
  func family() throws(DiagnosticsError) -> (family: NetworkFamily, location: SourceLocation)? {
    guard let name = familyName else { return nil }
    do { return (try NetworkFamily(named: name), name.location) } catch {
      var context = DecodingContext()
      context.collector = collector
      for diagnostic in error.diagnostics { context.collector.append(diagnostic) }
      _ = try context.finish(NetworkFamily?.none)
      throw error
    }
  }
}
