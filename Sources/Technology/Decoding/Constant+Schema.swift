import Diagnostics
import Quantities
import Specification

/// A cited quantity.
typealias Constant<D: Dimension> = Cited<Quantity<D>>

/// The keys of a constant, before they are checked against each other.
private struct ConstantDraft<Value: Sendable>: Sendable {
  var value: Value
  var source: String?
  var assumption: String?
  var note: String?
}

/// Makes the schemas of constants; knows which sources may be cited.
struct ConstantSchemas: Sendable {
  /// What may be cited.
  let sources: SourceList

  /// `{ value: 40 uS, source: KEY }` or `{ value: 40 uS, assumption: "why" }`, either with a `note`.
  func constant<D: Dimension>(_ dimension: D.Type, in bounds: Bounds = .any) -> Schema<Constant<D>> {
    scalar(.quantity(dimension, in: bounds))
  }

  /// A whole number with its origin.
  func count(in range: ClosedRange<Int>) -> Schema<Cited<Ratio>> {
    scalar(Schema<Int>.integer(in: range).map { Ratio(si: Double($0)) })
  }

  /// Yes or no with its origin.
  var flag: Schema<Cited<Bool>> { scalar(.boolean) }

  /// Several constants of one origin: `{ values: [1 uS, 2 uS], source: KEY }`.
  func list<D: Dimension>(of dimension: D.Type, count: ClosedRange<Int>) -> Schema<Cited<[Quantity<D>]>> {
    keyed("values", .list(of: .quantity(dimension), count: count))
  }

  private func scalar<Value>(_ value: Schema<Value>) -> Schema<Cited<Value>> {
    let keyed = keyed("value", value)
    return Schema(shape: keyed.shape) { node, context in
      if case .scalar(let text, _) = node.content, !node.isNull {
        // The commonest slip, and the one the library exists to prevent: a number without its origin.
        var trial = DecodingContext()
        let isValue = value.decode(node, &trial) != nil && !trial.collector.hasErrors
        let right = isValue ? text : trial.collector.diagnostics.first?.suggestion
        context.error(
          "GD0303",
          "\(node.described) has no origin; a constant is written with its source or its assumption",
          at: node.location, suggestion: right.map(Self.example))
        return nil
      }
      return keyed.decode(node, &context)
    }
  }

  /// A constant, or a word that says that an ideal part has none: `unlimited`.
  func constant<D: Dimension>(
    _ dimension: D.Type, in bounds: Bounds = .any, or word: String
  ) -> Schema<Constant<D>?> {
    constant(dimension, in: bounds).or(word)
  }

  /// A constant with its origin, as an example shows it.
  static func example(_ value: String) -> String { "{ value: \(value), assumption: \(reason) }" }

  private static let reason = "\"why this value\""

  private func keyed<Value>(_ key: String, _ value: Schema<Value>) -> Schema<Cited<Value>> {
    let sources = sources
    let constant = Schema<ConstantDraft<Value>>.object(
      "constant",
      Field(key, value, "The constant with its unit."),
      Field.optional(
        "source", .identifier("[A-Za-z0-9_-]+", name: "the key of a source", example: "WAN2022"),
        "Key of the published source, from the library's list or the file's own `sources:`."),
      Field.optional(
        "assumption", .string(example: Self.reason),
        "Why the value was assumed, if no source states it."),
      Field.optional(
        "note", .string(example: "\"table 1\""),
        "Which table of the source, or how the value follows from it.")
    ) { value, source, assumption, note in
      ConstantDraft(value: value, source: source, assumption: assumption, note: note)
    }.validated { draft, check in
      switch (draft.source, draft.assumption) {
      case (nil, nil) where check.node["source"] != nil || check.node["assumption"] != nil:
        check.error("GD0303", "the constant has no origin: both its source and its assumption are null")
      case (.some, .some):
        check.error("GD0303", "a constant has a source or an assumption, not both", at: "assumption")
      case (let key?, nil) where sources.references[key] == nil:
        check.error(
          "GD0302",
          "no source has the key '\(key)'; the sources are "
            + Spelling.list(sources.keys, near: key, all: "grenadyn list sources"),
          at: "source", suggestion: Spelling.closest(to: key, among: sources.keys))
      default: break
      }
    }.map { draft in
      // A missing reference is an error already, so the empty text below is never seen.
      let provenance: Provenance =
        draft.source.map { .citation(key: $0, reference: sources.references[$0] ?? "") }
        ?? .assumption(draft.assumption ?? "")
      return Cited(draft.value, provenance, note: draft.note)
    }
    // An editor sees too that the origin is missing.
    return Schema(shape: .oneKey(of: constant.shape, among: ["source", "assumption"])) { node, context in
      let value = constant.decode(node, &context)
      // Told together with whatever else is wrong, a missing value as well.
      guard case .mapping = node.content, !Self.hasOrigin(node) else { return value }
      context.error(
        "GD0303", "the constant has no origin; it needs a source or an assumption", at: node.location,
        suggestion: "assumption: \(Self.reason)")
      return value
    }
  }

  /// Whether a constant has a key for its origin, be it misspelt.
  private static func hasOrigin(_ node: YAMLNode) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    let keys = ["source", "assumption"]
    return entries.contains { keys.contains($0.key) || Spelling.closest(to: $0.key, among: keys) != nil }
  }
}

extension Schema {
  /// The same, or a word that stands for none.
  func or(_ word: String) -> Schema<Value?> {
    let schema = self
    return Schema<Value?>(shape: .anyOf([shape, .choice([word])])) { node, context in
      if case .scalar(let text, _) = node.content {
        if text == word { return .some(nil) }
        if let meant = Spelling.closest(to: text, among: [word]) {
          context.error(
            "GD0207", "\(node.described) is not '\(word)'", at: node.location, suggestion: meant)
          return nil
        }
      }
      return schema.decode(node, &context).map { .some($0) }
    }
  }
}

extension Bounds {
  /// Less than 0.
  static let negative: Bounds = {
    var bounds = Bounds.any
    (bounds.upper, bounds.excludesUpper) = (0, true)
    return bounds
  }()

  /// So much or greater.
  static func atLeast(_ lower: Double) -> Bounds {
    var bounds = Bounds.any
    bounds.lower = lower
    return bounds
  }
}
