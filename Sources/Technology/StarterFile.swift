import Specification

/// A file of a library to start from, made of the keys of its kind: what must be there with an example, what may be there as a
/// comment.
struct StarterFile {
  let kind: TechnologyLibrary.Kind
  let shape: Shape

  /// The file.
  var text: String {
    var out = """
      # A \(kind.singular) of your own. Its name is that of this file.
      # Every constant has its unit, and its origin: the key of a source (`grenadyn list sources`, or below `sources:`)
      # or an assumption. `extends: NAME` instead takes all that is not written here from another \(kind.singular).
      # All values below are examples: put yours in. What is commented out may be left out.

      """
    for field in shape.fields ?? [] {
      out += "\n# \(field.summary)\n"
      if case .required = field.presence {
        out += "\(field.key):\(value(field.shape, field.example, indent: "  "))\n"
      } else {
        let lines = "\(field.key):\(value(field.shape, field.example, indent: "  "))"
        out += lines.split(separator: "\n").map { "# \($0)\n" }.joined()
      }
    }
    return out
  }

  /// What stands behind a key: a line, or a block where the line would be long or has none of the keys that there are.
  private func value(_ shape: Shape, _ example: String, indent: String) -> String {
    guard case .object(_, let fields) = shape.firstKind, example.count > 90 || example == "{}",
      !fields.isEmpty
    else { return " " + example }
    let required = fields.filter { if case .required = $0.presence { true } else { false } }
    return (required.isEmpty ? fields : required).map {
      "\n\(indent)\($0.key):\(value($0.shape, $0.example, indent: indent + "  "))"
    }.joined()
  }
}

extension Shape {
  /// The first of several kinds: the one that examples show.
  fileprivate var firstKind: Shape {
    if case .anyOf(let shapes) = self, let first = shapes.first { first.firstKind } else { self }
  }
}
