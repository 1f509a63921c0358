import Diagnostics

extension SpecFamilies {
  /// The JSON Schema (draft 2020-12) of spec files of every family, for editors; the same bytes every time.
  ///
  /// A file with `extends` may leave out keys that the files it extends have, its family among them.
  package func jsonSchema() -> String {
    let families = all
    // The first family has the plain names, and is what a file without a family is taken for.
    func name(_ kind: String, _ index: Int) -> String {
      index == 0 ? kind : "\(kind)-\(families[index].family)"
    }
    func reference(_ kind: String, _ index: Int) -> JSONValue {
      ["$ref": .string("#/$defs/\(name(kind, index))")]
    }
    func whole(from index: Int) -> JSONValue {
      guard index < families.count else { return reference("whole", 0) }
      return [
        "if": [
          "properties": [
            "network": [
              "properties": ["family": ["const": .string(families[index].family)]], "required": ["family"],
            ]
          ], "required": ["network"],
        ], "then": reference("whole", index), "else": whole(from: index + 1),
      ]
    }
    let root: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Grenadyn spec",
      "description": "What a self-learning analog chip or network is to be; read by grenadyn.",
      "type": "object",
      "if": ["required": ["extends"]],
      "then": ["anyOf": .array(families.indices.map { reference("extending", $0) })],
      "else": whole(from: 1),
      "$defs": .object(
        families.indices.flatMap { index in
          [
            (key: name("whole", index), value: families[index].shape.jsonSchema()),
            (key: name("extending", index), value: families[index].shape.jsonSchema(partial: true)),
          ]
        }),
    ]
    return root.text() + "\n"
  }
}

extension FamilyKeys {
  /// The keys of its specs.
  fileprivate static var shape: Shape { Spec<Self>.schema.shape }
}

/// What the documentation says about a key.
package struct KeyDocumentation: Sendable, Hashable {
  /// The keys that lead to it: "training.relaxation.tolerance"; "[]" behind a key with a list.
  package var path: String
  /// One sentence.
  package var summary: String
  /// What the value is, in a few words.
  package var type: String
  /// What stands for the value when the key is left out, as YAML on one line; nil if there is none.
  package var fallback: String?
  /// Whether the key must be there.
  package var isRequired: Bool
}

extension Shape {
  /// The keys of the object and of all objects below it.
  package var keys: [KeyDocumentation] { keys(below: "") }

  private func keys(below path: String) -> [KeyDocumentation] {
    switch self {
    case .object(_, let fields):
      fields.flatMap { field -> [KeyDocumentation] in
        let inner = path.isEmpty ? field.key : "\(path).\(field.key)"
        var entry = KeyDocumentation(
          path: inner, summary: field.summary, type: field.shape.typeText, fallback: nil, isRequired: false)
        switch field.presence {
        case .required: entry.isRequired = true
        case .optional: break
        case .defaulted(let node): entry.fallback = node.json.yamlFlow
        }
        return [entry] + field.shape.keys(below: inner)
      }
    case .oneKey(let object, _): object.keys(below: path)
    case .list(let item, _): item.keys(below: path + "[]")
    case .map(let value, _): value.keys(below: path + ".*")
    case .anyOf(let shapes): shapes.flatMap { $0.keys(below: path) }
    default: []
    }
  }

  /// The summary without the "null" that every optional key takes.
  private var typeText: String {
    if case .anyOf(let shapes) = self {
      return shapes.filter { if case .null = $0 { false } else { true } }.map(\.summary).joined(
        separator: ", or ")
    }
    return summary
  }
}

extension JSONValue {
  /// The value as a user would write it in YAML on one line.
  fileprivate var yamlFlow: String {
    switch self {
    case .string(let text): text
    case .array(let items): "[" + items.map(\.yamlFlow).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}" : "{ " + members.map { "\($0.key): \($0.value.yamlFlow)" }.joined(separator: ", ") + " }"
    default: text(pretty: false)
    }
  }
}
