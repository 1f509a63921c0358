import Diagnostics
import Quantities
import Specification

extension LayoutRules {
  /// The keys of a file of design rules.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<LayoutRules> {
    Schema<LayoutRules>.object(
      "design rules",
      Field("summary", .string(example: "the rules of a process"), "One sentence."),
      Field(
        "grid", constants.constant(LengthDimension.self, in: .positive),
        "All coordinates are multiples of it."),
      Field("layers", .list(of: DrawnLayer.schema, count: 1...256), "What is drawn, lowest first."),
      Field("derived", .list(of: DerivedLayer.schema), "Layers made of others."),
      Field.optional("memristor", MemristorStack.schema, "The layers of a memristor between two metals."),
      Field("rules", .list(of: LayoutRule.schema(constants), count: 1...4096), "The rules."),
      sourcesField
    ) { summary, grid, layers, derived, memristor, rules, _ in
      LayoutRules(
        name: name, summary: summary, grid: grid, layers: layers, derived: derived, memristor: memristor,
        rules: rules)
    }.validated { rules, check in rules.check(&check) }
  }

  /// What no single entry shows: names that are not there or there twice, figures off the grid.
  private func check(_ check: inout Validation) {
    var known: Set<String> = []
    for (index, layer) in layers.enumerated() {
      if !known.insert(layer.name).inserted {
        check.error(
          "GD0341", "the layer '\(layer.name)' is described twice", at: "layers", "\(index)", "name")
      }
      let twin = layers[..<index].first { $0.number == layer.number && $0.datatype == layer.datatype }
      if let twin {
        check.error(
          "GD0341", "'\(layer.name)' has the numbers \(layer.number)/\(layer.datatype) of '\(twin.name)'",
          at: "layers",
          "\(index)", "number")
      }
    }
    func unknown(_ name: String) -> (message: String, suggestion: String?)? {
      guard !known.contains(name) else { return nil }
      let names = known.sorted()
      return (
        "no layer is named '\(name)'; the layers are \(Spelling.list(names, near: name))",
        Spelling.closest(to: name, among: names)
      )
    }
    for (index, layer) in derived.enumerated() {
      for (key, names) in [("of", [layer.of]), ("and", layer.and), ("not", layer.not)] {
        for (at, name) in names.enumerated() {
          guard let fault = unknown(name) else { continue }
          if key == "of" {
            check.error("GD0342", fault.message, at: "derived", "\(index)", key, suggestion: fault.suggestion)
          } else {
            check.error(
              "GD0342", fault.message, at: "derived", "\(index)", key, "\(at)", suggestion: fault.suggestion)
          }
        }
      }
      if !known.insert(layer.name).inserted {
        check.error(
          "GD0341", "the layer '\(layer.name)' is described twice", at: "derived", "\(index)", "name")
      }
    }
    if let memristor {
      for (key, name) in [
        ("layer", memristor.layer), ("via", memristor.via), ("bottom", memristor.bottom),
        ("top", memristor.top),
      ] {
        guard let fault = unknown(name) else { continue }
        check.error("GD0342", fault.message, at: "memristor", key, suggestion: fault.suggestion)
      }
    }
    var names: Set<String> = []
    for (index, rule) in rules.enumerated() {
      if !names.insert(rule.name).inserted {
        check.error("GD0341", "the rule '\(rule.name)' is stated twice", at: "rules", "\(index)", "name")
      }
      for (key, name) in [("layer", rule.layer), ("other", rule.other)] {
        guard let name, let fault = unknown(name) else { continue }
        check.error("GD0342", fault.message, at: "rules", "\(index)", key, suggestion: fault.suggestion)
      }
      if let length = rule.length, (length.si / Self.unit).rounded() * Self.unit != length.si,
        abs(length.si / Self.unit - (length.si / Self.unit).rounded()) > 1e-6
      {
        check.error(
          "GD0344", "the rule '\(rule.name)' asks \(length), which is no whole number of nanometres",
          at: "rules",
          "\(index)", "length", "value")
      }
    }
  }

  /// Of coordinates in a stream.
  package static let unit = 1e-9
}

extension DrawnLayer {
  fileprivate static var schema: Schema<DrawnLayer> {
    let number = Schema<Int>.integer(in: 0...65535)
    return .object(
      "drawn layer",
      Field("name", .line(example: "met1"), "Name in the rules."),
      Field("title", .line(example: "metal 1"), "What it is."),
      Field("number", number, "Number in a stream."),
      Field("datatype", number, "Datatype of what is drawn."),
      Field.optional("pin", number, "Datatype of pins."),
      Field.optional("label", number, "Text type of names."),
      Field(
        "color", .identifier("#[0-9a-f]{6}", name: "a colour as #rrggbb", example: "\"#3a7bd5\""),
        "In pictures.")
    ) {
      DrawnLayer(name: $0, title: $1, number: $2, datatype: $3, pin: $4, label: $5, color: $6)
    }
  }
}

extension DerivedLayer {
  fileprivate static var schema: Schema<DerivedLayer> {
    let names = Schema<[String]>.list(of: .line(example: "diff"))
    return .object(
      "derived layer",
      Field("name", .line(example: "gate"), "Its name."),
      Field("of", .line(example: "poly"), "What is cut."),
      Field.optional("and", names, "What it must lie in."),
      Field.optional("not", names, "What is taken away.")
    ) { DerivedLayer(name: $0, of: $1, and: $2 ?? [], not: $3 ?? []) }
  }
}

extension MemristorStack {
  fileprivate static var schema: Schema<MemristorStack> {
    .object(
      "memristor",
      Field("layer", .line(example: "reram"), "What marks the memristor."),
      Field("via", .line(example: "via"), "The contact drawn in its middle."),
      Field("bottom", .line(example: "met1"), "The metal below it."),
      Field("top", .line(example: "met2"), "The metal above it.")
    ) { MemristorStack(layer: $0, via: $1, bottom: $2, top: $3) }
  }
}

/// A rule before it is known whether its figure fits its kind.
private struct RuleDraft: Sendable {
  var name: String
  var kind: LayoutRule.Kind
  var layer: String
  var other: String?
  var length: Cited<Length>?
  var area: Cited<Area>?
  var presence: Cited<Bool>?
  var beyond: Cited<Length>?

  var limit: LayoutRule.Limit? {
    switch kind.measure {
    case .length: length.map { .length($0) }
    case .area: area.map { .area($0) }
    case .none: presence.map { .presence($0.provenance, note: $0.note) }
    }
  }

  /// What is missing or too much; nil when the rule is whole.
  var fault: String? {
    if kind.hasOther != (other != nil) {
      return kind.hasOther ? "needs `other`, the second layer" : "looks at one layer; `other` has no meaning"
    }
    if (kind == .wideSpacing) != (beyond != nil) {
      return kind == .wideSpacing ? "needs `beyond`, the width it starts at" : "has no use for `beyond`"
    }
    let needed =
      switch kind.measure {
      case .length: "length"
      case .area: "area"
      case .none: "allowed"
      }
    let given = [("length", length != nil), ("area", area != nil), ("allowed", presence != nil)]
    return given.allSatisfy { $0.1 == ($0.0 == needed) }
      ? nil : "states its figure as `\(needed)`, and nothing else"
  }
}

extension LayoutRule {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<LayoutRule> {
    let length = constants.constant(LengthDimension.self, in: .nonNegative)
    let draft = Schema<RuleDraft>.object(
      "design rule",
      Field("name", .line(example: "m1.1"), "Name in the foundry's manual."),
      Field("kind", .choice(LayoutRule.Kind.self), "What is measured."),
      Field("layer", .line(example: "met1"), "The layer, drawn or derived."),
      Field.optional("other", .line(example: "met2"), "The other layer of a rule between two."),
      Field.optional("length", length, "Least length."),
      Field.optional("area", constants.constant(AreaDimension.self, in: .positive), "Least area."),
      Field.optional("allowed", constants.flag, "`false`, of an exclusion, with its source."),
      Field.optional("beyond", length, "Width from which on a wide-spacing counts.")
    ) {
      RuleDraft(
        name: $0, kind: $1, layer: $2, other: $3, length: $4, area: $5, presence: $6, beyond: $7)
    }.validated { draft, check in
      if let fault = draft.fault {
        check.error("GD0343", "the rule '\(draft.name)' (\(draft.kind.rawValue)) \(fault)", at: "kind")
      }
    }
    return Schema(shape: draft.shape) { node, context in
      guard let draft = draft.decode(node, &context), draft.fault == nil, let limit = draft.limit else {
        return nil
      }
      return LayoutRule(
        name: draft.name, kind: draft.kind, layer: draft.layer, other: draft.other, limit: limit,
        beyond: draft.beyond)
    }
  }
}
