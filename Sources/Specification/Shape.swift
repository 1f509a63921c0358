import Diagnostics

/// What a schema accepts, as data: the JSON Schema and the key documentation are made from it.
package indirect enum Shape: Sendable {
  /// Text, with a regular expression (ECMA-262) and what to call it.
  case text(pattern: String?, example: String)
  /// `true` or `false`.
  case boolean
  /// A whole number; ends as decimal text, since 64-bit ones do not fit a double.
  case integer(minimum: String, maximum: String)
  /// A number without a unit.
  case number(Bounds)
  /// A number with a unit; a pure ratio may also be a bare number.
  case quantity(name: String, pattern: String, example: String, allowsNumber: Bool)
  /// One of some words.
  case choice([String])
  /// A list with so many items.
  case list(Shape, count: ClosedRange<Int>)
  /// Any keys, all with one kind of value.
  case map(Shape, keyPattern: String)
  /// Named keys.
  case object(name: String, fields: [FieldShape])
  /// An object that has exactly one of some of its optional keys; the last of them is the one for an example.
  case oneKey(of: Shape, among: [String])
  /// One of several kinds.
  case anyOf([Shape])
  /// `null`, which says that an optional key is left out on purpose.
  case null
}

/// A key of an object, as data.
package struct FieldShape: Sendable {
  /// What happens without the key.
  package enum Presence: Sendable {
    /// It is an error.
    case required
    /// There is no value.
    case optional
    /// This YAML stands for it.
    case defaulted(YAMLNode)
  }

  /// The key.
  package var key: String
  /// One sentence for the reader of the documentation.
  package var summary: String
  /// What the value is.
  package var shape: Shape
  /// What happens without it.
  package var presence: Presence
  /// A value as a user would write it.
  package var example: String
}

extension Shape {
  /// A value as a user would write it, on one line.
  package var example: String {
    switch self {
    case .text(_, let example): example
    case .boolean: "true"
    case .integer(let minimum, _): minimum.hasPrefix("-") ? "0" : minimum
    case .number(let bounds): bounds.contains(1) ? "1" : bounds.contains(0.5) ? "0.5" : "\(bounds.lower)"
    case .quantity(_, _, let example, _): example
    case .choice(let words): words.first ?? ""
    case .list(let item, let count):
      "[" + Array(repeating: item.example, count: min(max(1, count.lowerBound), 16)).joined(separator: ", ")
        + "]"
    case .map(let value, _): "{ name: \(value.example) }"
    case .object: example(with: nil)
    case .oneKey(let object, let keys): object.example(with: keys.last)
    case .anyOf(let shapes): shapes.first?.example ?? ""
    case .null: "null"
    }
  }

  /// What is accepted, in a few words: "a voltage such as 0.9 V".
  package var summary: String {
    switch self {
    case .text: "text"
    case .boolean: "true or false"
    case .integer(let minimum, let maximum): "a whole number from \(minimum) to \(maximum)"
    case .number(let bounds): "a number" + (bounds.described(Self.plain).map { " " + $0 } ?? "")
    case .quantity(let name, _, let example, _): "a \(name) such as \(example)"
    case .choice(let words): words.joined(separator: " | ")
    case .list(let item, _): "a list of: \(item.summary)"
    case .map(let value, _): "a mapping of names to: \(value.summary)"
    case .object(let name, _): "a mapping (\(name))"
    case .oneKey(let object, _): object.summary
    case .anyOf(let shapes): shapes.map(\.summary).joined(separator: ", or ")
    case .null: "null"
    }
  }

  /// An object with the keys that it must have, and one that it need not have.
  private func example(with optional: String?) -> String {
    let shown = (fields ?? []).filter { field in
      if case .required = field.presence { true } else { field.key == optional }
    }
    guard !shown.isEmpty else { return "{}" }
    return "{ " + shown.map { "\($0.key): \($0.example)" }.joined(separator: ", ") + " }"
  }

  /// The keys of an object; nil for another shape.
  package var fields: [FieldShape]? {
    switch self {
    case .object(_, let fields): fields
    case .oneKey(let object, _): object.fields
    default: nil
    }
  }

  /// What may be laid over a mapping of this shape: nothing of it must be there. Constants and lists are replaced as a whole.
  package var overlay: Shape {
    switch self {
    case .object(let name, let fields):
      .object(
        name: name,
        fields: fields.map { field in
          var field = field
          field.shape = field.shape.overlay
          if case .required = field.presence { field.presence = .optional }
          return field
        })
    case .anyOf(let shapes): .anyOf(shapes.map(\.overlay))
    default: self
    }
  }

  /// The same object with the key `extends`, which is resolved before decoding.
  /// - Parameter kind: of the files it extends.
  package func extensible(by kind: String) -> Shape {
    guard case .object(let name, let fields) = self else { return self }
    let extends = FieldShape(
      key: "extends", summary: "Name or path of a \(kind) this one builds on, or several; its own keys win.",
      shape: Schema<[String]>.extends.shape, presence: .optional, example: "base.yaml")
    return .object(name: name, fields: [extends] + fields)
  }

  /// A number as a person writes it, without ".0".
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The JSON Schema (draft 2020-12) of the shape.
  /// - Parameter partial: whether required keys may be left out, as in a file that extends another.
  package func jsonSchema(partial: Bool = false) -> JSONValue {
    switch self {
    case .text(let pattern, let example):
      var members: [(String, JSONValue)] = [("type", "string")]
      members.append(pattern.map { ("pattern", .string($0)) } ?? ("minLength", 1))
      if !example.isEmpty { members.append(("examples", [.string(example)])) }
      return .object(members)
    case .boolean: return ["type": "boolean"]
    case .integer(let minimum, let maximum):
      return ["type": "integer", "minimum": .number(minimum), "maximum": .number(maximum)]
    case .number(let bounds): return Self.number(bounds)
    case .quantity(let name, let pattern, let example, let allowsNumber):
      let text: JSONValue = [
        "type": "string", "pattern": .string(pattern), "description": .string("a \(name)"),
        "examples": [.string(example)],
      ]
      return allowsNumber ? ["anyOf": [text, ["type": "number"]]] : text
    case .choice(let words): return ["enum": .array(words.map { .string($0) })]
    case .list(let item, let count):
      var members: [(String, JSONValue)] = [("type", "array"), ("items", item.jsonSchema(partial: partial))]
      if count.lowerBound > 0 { members.append(("minItems", JSONValue(count.lowerBound))) }
      if count.upperBound < Int.max { members.append(("maxItems", JSONValue(count.upperBound))) }
      return .object(members)
    case .map(let value, let keyPattern):
      return [
        "type": "object", "propertyNames": ["pattern": .string(keyPattern)],
        "additionalProperties": value.jsonSchema(partial: partial),
      ]
    case .object(let name, let fields): return Self.object(name, fields, partial)
    case .oneKey(let shape, let keys):
      let object = shape.jsonSchema(partial: partial)
      guard !partial, case .object(let members) = object else { return object }
      let choice = keys.map { key -> JSONValue in ["required": [.string(key)]] }
      return .object(members + [(key: "oneOf", value: .array(choice))])
    case .anyOf(let shapes): return ["anyOf": .array(shapes.map { $0.jsonSchema(partial: partial) })]
    case .null: return ["type": "null"]
    }
  }

  private static func number(_ bounds: Bounds) -> JSONValue {
    var members: [(String, JSONValue)] = [("type", "number")]
    if bounds.lower.isFinite {
      members.append((bounds.excludesLower ? "exclusiveMinimum" : "minimum", JSONValue(bounds.lower)))
    }
    if bounds.upper.isFinite {
      members.append((bounds.excludesUpper ? "exclusiveMaximum" : "maximum", JSONValue(bounds.upper)))
    }
    return .object(members)
  }

  private static func object(_ name: String, _ fields: [FieldShape], _ partial: Bool) -> JSONValue {
    var required: [JSONValue] = []
    let properties = fields.map { field -> (String, JSONValue) in
      var members: [(String, JSONValue)] = [("description", .string(field.summary))]
      switch field.presence {
      case .required: required.append(.string(field.key))
      case .optional: break
      case .defaulted(let node): members.append(("default", node.json))
      }
      if case .object(let inner) = field.shape.jsonSchema(partial: partial) {
        members += inner.filter { $0.key != "description" && $0.key != "title" }.map { ($0.key, $0.value) }
      }
      return (field.key, .object(members))
    }
    var members: [(String, JSONValue)] = [
      ("title", .string(name)), ("type", "object"), ("properties", .object(properties)),
    ]
    if !required.isEmpty, !partial { members.append(("required", .array(required))) }
    members.append(("additionalProperties", false))
    return .object(members)
  }
}

extension YAMLNode {
  /// The node as JSON, with plain text read as YAML's core schema does: null, boolean, number or text.
  package var json: JSONValue {
    switch content {
    case .sequence(let items): .array(items.map(\.json))
    case .mapping(let entries): .object(entries.map { (key: $0.key, value: $0.value.json) })
    case .scalar(let text, isPlain: false): .string(text)
    case .scalar(let text, isPlain: true):
      switch CoreScalar(text) {
      case .null: .null
      case .boolean(let value): .bool(value)
      case .number(let value): JSONValue(value)
      case .text: .string(text)
      }
    }
  }
}
