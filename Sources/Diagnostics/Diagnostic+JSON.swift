extension Diagnostic {
  /// The diagnostic as a JSON object: `severity`, `code`, `message`, and where there are such, `file`, `line`,
  /// `column`, `length`, `suggestion` and `notes` (objects with `message` and a place).
  public var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("severity", .string(severity.rawValue)), ("code", .string(code)), ("message", .string(message)),
    ]
    if let location { members += location.jsonMembers }
    if let suggestion { members.append(("suggestion", .string(suggestion))) }
    if !notes.isEmpty {
      members.append(
        ("notes", .array(notes.map { .object([("message", .string($0.message))] + $0.location.jsonMembers) }))
      )
    }
    return .object(members)
  }

  /// The JSON array of some diagnostics, ended by a line break.
  public static func jsonText(_ diagnostics: [Diagnostic]) -> String {
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
