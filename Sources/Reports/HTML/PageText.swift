import Diagnostics
import Mustache

/// How text stands in a page, in content and in attributes.
///
/// Character by character of Unicode, unlike the library's own: what people see as one character can hide a mark of the
/// language behind another (`"` with an accent ends an attribute all the same). Controls become U+FFFD.
struct PageText: MustacheContentType {
  /// What a template begins with, so that its texts are escaped by this.
  static let directive = "{{% CONTENT_TYPE:PAGE}}"

  /// Makes it known to the templates that are read afterwards.
  static func register() { MustacheContentTypes.register(PageText(), named: "PAGE") }

  func escapeText(_ text: String) -> String { Self.escaped(text) }

  /// The text as HTML and XML have it.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": out.append(scalar)
      default:
        let isShown = !scalar.isTerminalControl && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        out.append(isShown ? scalar : "\u{FFFD}")
      }
    }
    return String(out)
  }
}
