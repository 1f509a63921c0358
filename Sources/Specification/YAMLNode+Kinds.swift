import Diagnostics

extension YAMLNode {
  /// The text of a scalar with a value; reports anything else.
  func scalar(_ expected: String, _ context: inout DecodingContext) -> (text: String, isPlain: Bool)? {
    if case .scalar(let text, let isPlain) = content, !isNull { return (text, isPlain) }
    reportKind(expected: expected, &context)
    return nil
  }

  /// The entries of a mapping; reports anything else.
  func mapping(_ expected: String, _ context: inout DecodingContext) -> [Entry]? {
    if case .mapping(let entries) = content { return entries }
    reportKind(expected: expected, &context)
    return nil
  }

  /// Reports that the node is missing or of another kind.
  func reportKind(expected: String, suggestion: String? = nil, _ context: inout DecodingContext) {
    if isNull {
      context.error(
        "GD0210", "the value is missing; expected \(expected)", at: location, suggestion: suggestion)
    } else {
      context.error(
        "GD0201", "found \(described), expected \(expected)", at: location, suggestion: suggestion)
    }
  }
}
