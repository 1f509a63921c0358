import Diagnostics
import Specification

extension Schema {
  /// One of the laws of a registry: its name alone if it has no parameters, or a mapping of the one name to them.
  ///
  /// - Parameter kind: what the laws are of, for messages: "pulse law".
  static func law(_ kind: String, _ laws: [(name: String, schema: Schema)]) -> Schema {
    let names = laws.map(\.name)
    let shapes = laws.map { name, schema -> Shape in
      if schema.shape.fields?.isEmpty == true { return .choice([name]) }
      return Schema.object("\(kind) \(name)", Field(name, schema, "The parameters of the law.")) { $0 }.shape
    }
    return Schema(shape: .anyOf(shapes)) { node, context in
      let (name, place, parameters): (String, SourceLocation, YAMLNode)
      switch node.content {
      case .scalar(let text, _) where !node.isNull:
        (name, place, parameters) = (text, node.location, YAMLNode(.mapping([]), at: node.location))
      case .mapping(let entries) where entries.count == 1:
        (name, place, parameters) = (entries[0].key, entries[0].keyLocation, entries[0].value)
      default:
        context.error(
          "GD0309", "found \(node.described), expected one \(kind): \(names.joined(separator: ", "))",
          at: node.location, suggestion: shapes.first?.example)
        return nil
      }
      guard let law = laws.first(where: { $0.name == name }) else {
        context.error(
          "GD0309",
          "no \(kind) is named '\(name.prefix(80))'; the names are \(names.joined(separator: ", "))",
          at: place, suggestion: Spelling.closest(to: name, among: names))
        return nil
      }
      return law.schema.decode(parameters, &context)
    }
  }

  /// A law without parameters: an empty mapping.
  static func parameterless(_ name: String, _ law: Value) -> Schema {
    Schema(shape: .object(name: name, fields: [])) { node, context in
      guard case .mapping(let entries) = node.content else {
        context.error(
          "GD0309", "found \(node.described), but '\(name)' has no parameters", at: node.location,
          suggestion: "{}")
        return nil
      }
      for entry in entries {
        context.error(
          "GD0202", "unknown key '\(entry.key.prefix(80))'; '\(name)' has no parameters",
          at: entry.keyLocation)
      }
      return entries.isEmpty ? law : nil
    }
  }
}
