import Diagnostics

/// A key of an object: name, value, documentation, and what happens without it.
package struct Field<Value: Sendable>: Sendable {
  /// The field as data.
  package let shape: FieldShape
  /// Decodes the value of the key, or what stands for it in a mapping that lacks it.
  fileprivate let decode: @Sendable (YAMLNode?, _ mapping: YAMLNode, inout DecodingContext) -> Value?

  /// A key that must be there or, with a default, stands for the default when it is not.
  ///
  /// - Parameters:
  ///   - summary: one sentence for the documentation.
  ///   - example: a value as a user would write it; made from the schema if nil.
  ///   - text: the default as YAML. It is decoded by the same schema, with the place of the mapping that
  ///     lacks the key.
  package init(
    _ key: String, _ schema: Schema<Value>, _ summary: String, example: String? = nil,
    default text: String? = nil
  ) {
    let fallback = text.map { text in
      // A malformed default is a slip of the programmer, found by the first test that makes the schema.
      guard let node = YAMLNode.literal(text) else { preconditionFailure("default of '\(key)': \(text)") }
      return node
    }
    let example = example ?? text ?? schema.shape.example
    shape = FieldShape(
      key: key, summary: summary, shape: schema.shape, presence: fallback.map { .defaulted($0) } ?? .required,
      example: example)
    decode = { node, mapping, context in
      if let node { return context.within(key) { schema.decode(node, &$0) } }
      if let fallback {
        return context.within(key) { schema.decode(fallback.moved(to: mapping.location), &$0) }
      }
      context.error(
        "GD0203", "the key '\(key)' is missing", at: mapping.location, suggestion: "\(key): \(example)")
      return nil
    }
  }

  /// A key that may be left out or be `null`.
  package static func optional<Wrapped>(
    _ key: String, _ schema: Schema<Wrapped>, _ summary: String, example: String? = nil
  ) -> Field where Value == Wrapped? {
    Field(
      shape: FieldShape(
        key: key, summary: summary, shape: .anyOf([schema.shape, .null]), presence: .optional,
        example: example ?? schema.shape.example)
    ) { node, _, context in
      guard let node else { return .some(nil) }
      // "key: null" says none on purpose; a bare "key:" is more likely an unfinished edit, an error below.
      if node.isNull, case .scalar(let text, _) = node.content, !text.isEmpty { return .some(nil) }
      return context.within(key) { schema.decode(node, &$0) }.map { .some($0) }
    }
  }

  private init(
    shape: FieldShape, decode: @escaping @Sendable (YAMLNode?, YAMLNode, inout DecodingContext) -> Value?
  ) {
    (self.shape, self.decode) = (shape, decode)
  }

  /// - Parameter misspelt: keys that the mapping has under a wrong name, which is reported already.
  func value(
    in mapping: YAMLNode, misspelt: Set<String>, _ context: inout DecodingContext
  ) -> Value? {
    // An optional key is taken as left out, so that the checks of the whole object still run.
    if case .required = shape.presence, misspelt.contains(shape.key) { return nil }
    return decode(mapping[shape.key], mapping, &context)
  }
}

extension Schema {
  /// A mapping with these keys and no others, made into a value.
  ///
  /// - Parameters:
  ///   - name: what to call the mapping in the JSON Schema.
  ///   - make: called with the values in the order of the fields, when all of them could be decoded.
  package static func object<each F: Sendable>(
    _ name: String, _ fields: repeat Field<each F>, make: @escaping @Sendable (repeat each F) -> Value
  ) -> Schema {
    var shapes: [FieldShape] = []
    for field in repeat each fields { shapes.append(field.shape) }
    let keys = shapes.map(\.key)
    return Schema(shape: .object(name: name, fields: shapes)) { node, context in
      guard let misspelt = misspeltKeys(node, among: keys, &context) else { return nil }
      let values = (repeat (each fields).value(in: node, misspelt: misspelt, &context))
      do throws(Missing) {
        return make(repeat try unwrapped(each values))
      } catch {
        return nil
      }
    }
  }

  /// A mapping of optional keys that all have the same kind of value, made into a dictionary of those that are written.
  package static func optionalKeys<Item>(
    _ name: String, _ fields: [Field<Item?>], renamed: [String: String] = [:]
  ) -> Schema where Value == [String: Item] {
    let keys = fields.map(\.shape.key)
    return Schema(shape: .object(name: name, fields: fields.map(\.shape))) { node, context in
      guard let misspelt = misspeltKeys(node, among: keys, renamed: renamed, &context) else { return nil }
      var result: [String: Item] = [:]
      for field in fields {
        guard let value = field.value(in: node, misspelt: misspelt, &context) else { return nil }
        result[field.shape.key] = value
      }
      return result
    }
  }
}

/// Reports unknown keys of a mapping.
/// - Returns: the keys that the mapping has under a wrong name; nil when the node is no mapping.
func misspeltKeys(
  _ node: YAMLNode, among keys: [String], renamed: [String: String] = [:], _ context: inout DecodingContext
) -> Set<String>? {
  let expected = "a mapping with the keys \(Spelling.list(keys))"
  guard let entries = node.mapping(expected, &context) else { return nil }
  let absent = keys.filter { node[$0] == nil }
  var misspelt: Set<String> = []
  for entry in entries where !keys.contains(entry.key) {
    // Only what is not there yet: the same key twice would be the next error.
    let meant =
      context.collector.isFull
      ? nil
      : renamed[entry.key].flatMap { absent.contains($0) ? $0 : nil }
        ?? Spelling.closest(to: entry.key, among: absent)
    if let meant { misspelt.insert(meant) }
    context.error(
      "GD0202",
      "unknown key '\(entry.key.excerpt)'; the keys here are \(Spelling.list(keys, near: entry.key))",
      at: entry.keyLocation, suggestion: meant)
  }
  return misspelt
}

/// A field has no value; its error is reported already.
struct Missing: Error {}

func unwrapped<T>(_ value: T?) throws(Missing) -> T {
  guard let value else { throw Missing() }
  return value
}
