/// Text of a comment in a netlist or a Verilog-A module.
///
/// Netlists are programs: a line break in a comment would make the rest of it statements, which a simulator obeys, up to
/// commands of a shell.
enum CommentText {
  /// One line that a prefix makes a comment: printable ASCII alone, and no backslash, with which some languages go on
  /// in the next line.
  static func line(_ prefix: String, _ text: String) -> String { prefix + " " + self.text(text) }

  /// The same without a prefix, for a language whose first line is a title.
  static func text(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { line.append(shown(scalar)) }
    return String(line)
  }

  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\n", "\r", "\t": " "
    case "\\": "/"
    default: (0x20..<0x7F).contains(scalar.value) ? scalar : "?"
    }
  }
}
