import Diagnostics

extension ChecksSpec {
  /// `checks:`
  static var schema: Schema<ChecksSpec> {
    let entries = Schema<[(key: Located<String>, value: CheckSetting)]>.map(of: CheckSetting.schema)
    return Schema(shape: entries.shape) { node, context in
      guard let entries = entries.decode(node, &context) else { return nil }
      // Most specs have none, and the pages are files.
      if !entries.isEmpty { checkCodes(entries.map(\.key), &context) }
      return ChecksSpec(entries: entries.map { Entry(code: $0.key, setting: $0.value) })
    }
  }

  private static func checkCodes(_ codes: [Located<String>], _ context: inout DecodingContext) {
    let catalogue = ExplanationCatalogue()
    let changeable = catalogue.pages.filter(\.isChangeable).map(\.code)
    for code in codes {
      guard let page = catalogue[code.value] else {
        context.error(
          "GD0250", "no check has the code '\(code.value.excerpt)'; `grenadyn explain` lists all",
          at: code.location, suggestion: Spelling.closest(to: code.value, among: changeable))
        continue
      }
      if !page.isChangeable {
        context.error(
          "GD0253", "\(code.value) (\(page.title)) stops everything before this could be heeded",
          at: code.location)
      }
    }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    .map(
      entries.map { entry in
        switch entry.setting {
        case .severity(let severity):
          (entry.code.value, .map([("severity", .text(severity.rawValue))]))
        case .suppressed(let reason): (entry.code.value, .map([("suppress", .text(reason))]))
        }
      })
  }
}

extension Explanation {
  /// Whether a spec may change the severity of its messages and suppress them: those of checks of a readable spec, not those
  /// of reading it.
  var isChangeable: Bool { severity != .error || origin == .check }
}

extension CheckSetting {
  /// An entry of `checks:`
  static var schema: Schema<CheckSetting> {
    struct Draft: Sendable { var severity: Severity?, reason: Located<String>? }
    let draft = Schema<Draft>.object(
      "check",
      Field.optional("severity", .choice(), "How bad its messages are.", example: "error"),
      Field.optional(
        "suppress", .located(reason), "Why its messages do not count.",
        example: "\"shuttle test chip, one tile only\"")
    ) { Draft(severity: $0, reason: $1) }
    return Schema(shape: draft.shape) { node, context in
      guard let draft = draft.decode(node, &context) else { return nil }
      switch (draft.severity, draft.reason) {
      case (let severity?, nil): return .severity(severity)
      case (nil, let reason?): return .suppressed(reason: reason.value)
      default:
        context.error(
          "GD0252", "expected a severity, or a reason to suppress", at: node.location,
          suggestion: "{ severity: error }")
        return nil
      }
    }
  }

  /// A reason has letters: neither white space nor a dash is one.
  private static var reason: Schema<String> {
    let text = Schema<String>.string(example: "shuttle test chip, one tile only")
    return Schema<String>(shape: text.shape) { node, context in
      if case .scalar(let text, _) = node.content, !text.contains(where: \.isLetter) {
        context.error(
          "GD0251", "a suppression needs a reason in words", at: node.location,
          suggestion: "\"why it does not matter here\"")
        return nil
      }
      return text.decode(node, &context)
    }
  }
}
