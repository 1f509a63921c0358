extension Diagnostic {
  /// The diagnostic as a JSON object: `severity`, `code`, `message`, and where there are such, `file`, `line`,
  /// `column`, `length`, `suggestion`, `advice` and `notes` (objects with `message` and a place).
  package var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("severity", .string(severity.rawValue)), ("code", .string(code)), ("message", .string(message)),
    ]
    if let location { members += location.jsonMembers }
    if let suggestion { members.append(("suggestion", .string(suggestion))) }
    if let advice { members.append(("advice", .string(advice))) }
    if !notes.isEmpty {
      members.append(
        ("notes", .array(notes.map { .object([("message", .string($0.message))] + $0.location.jsonMembers) }))
      )
    }
    return .object(members)
  }

  /// What a command that is asked for JSON prints to standard output when it ends in errors: an object with `diagnostics`.
  package static func jsonDocument(_ diagnostics: [Diagnostic]) -> String {
    JSONValue.object([(key: "diagnostics", value: .array(diagnostics.map(\.json)))]).text() + "\n"
  }

  /// JSON Schema (draft 2020-12) of ``jsonDocument(_:)``.
  package static let jsonSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "grenadyn errors",
      "description": "What any command with --json prints to standard output when it ends in errors; exit codes 2, 3 and 70.",
      "type": "object",
      "additionalProperties": false,
      "required": ["diagnostics"],
      "properties": {
        "diagnostics": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/diagnostic" } }
      },
      "$defs": {
        "diagnostic": {
          "type": "object", "additionalProperties": false,
          "required": ["severity", "code", "message"],
          "dependentRequired": { "file": ["line", "column", "length"] },
          "properties": {
            "severity": { "enum": ["error", "warning", "note"] },
            "code": { "type": "string", "pattern": "^GD[0-9]{4}$" },
            "message": { "type": "string" },
            "file": { "type": "string", "description": "As it was named; '--set KEY' for the value of an option." },
            "line": { "type": "integer", "minimum": 1 },
            "column": { "type": "integer", "minimum": 1 },
            "length": { "type": "integer", "minimum": 1 },
            "suggestion": { "type": "string", "description": "A text that would be right at the place." },
            "advice": { "type": "string", "description": "What to do, in words." },
            "notes": { "type": "array", "items": { "$ref": "#/$defs/note" } }
          }
        },
        "note": {
          "type": "object", "additionalProperties": false,
          "required": ["message", "file", "line", "column", "length"],
          "properties": {
            "message": { "type": "string" },
            "file": { "type": "string" },
            "line": { "type": "integer", "minimum": 1 },
            "column": { "type": "integer", "minimum": 1 },
            "length": { "type": "integer", "minimum": 1 }
          }
        }
      }
    }

    """

  /// The JSON array of some diagnostics, ended by a line break.
  package static func jsonText(_ diagnostics: [Diagnostic]) -> String {
    JSONValue.array(diagnostics.map(\.json)).text() + "\n"
  }
}

extension SourceLocation {
  fileprivate var jsonMembers: [(key: String, value: JSONValue)] {
    [
      ("file", .string(file)), ("line", JSONValue(line)), ("column", JSONValue(column)),
      ("length", JSONValue(length)),
    ]
  }
}
