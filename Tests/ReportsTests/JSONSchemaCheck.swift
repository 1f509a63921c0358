import Foundation
import Testing

/// PyPI's jsonschema.
enum JSONSchemaCheck {
  /// Whether a text is as a schema says; the schema itself must be one.
  static func isValid(_ text: String, _ schema: String) throws -> Bool {
    let folder = try TemporaryFolder()
    for (name, text) in [("schema.json", schema), ("figures.json", text)] {
      try text.write(to: folder.file(name), atomically: true, encoding: .utf8)
    }
    let status = status(folder.file("schema.json"), folder.file("figures.json"))
    try #require(status == 0 || status == 3, "the schema cannot be used")
    return status == 0
  }

  /// Exit status of the validation.
  private static func status(_ schema: URL, _ figures: URL) -> Int32 {
    let python = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".venv/bin/python").path
    let script = """
      import json, sys, jsonschema
      schema, figures = (json.load(open(path)) for path in sys.argv[1:])
      jsonschema.Draft202012Validator.check_schema(schema)
      sys.exit(0 if jsonschema.Draft202012Validator(schema).is_valid(figures) else 3)
      """
    let words = [python, "-c", script, schema.path, figures.path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var process: pid_t = 0
    let error = posix_spawn(&process, python, nil, nil, &arguments, &environment)
    #expect(error == 0)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (status >> 8) & 0xff
  }
}
