import ArgumentParser
import Diagnostics
import Reports
import Specification

/// `grenadyn explain`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a code of a message: what it means, why it matters, how to mend it.",
    discussion: """
      Without a code, lists all of them.

      Example:
        grenadyn explain GD0505
      """)

  @Argument(help: "A code, as GD0505.")
  var code: String?
  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let catalogue = ExplanationCatalogue()
    guard let code else {
      return try Terminal.result(json ? JSONText.of(catalogue.pages) : Self.list(catalogue))
    }
    guard let page = catalogue[code.uppercased()] else { throw Self.unknown(code, catalogue) }
    try Terminal.result(
      json
        ? JSONText.of(page)
        : "\(page.code): \(page.title) (\(page.severity.rawValue), \(page.area))\n\n\(page.text)")
  }

  private static func list(_ catalogue: ExplanationCatalogue) -> String {
    var (out, area) = ("", "")
    for page in catalogue.pages {
      if page.area != area { out += (out.isEmpty ? "" : "\n") + "\(page.area)\n" }
      area = page.area
      out += "  \(page.code)  \(page.severity.rawValue.padding(7)) \(page.title)\n"
    }
    return out
  }

  private static func unknown(_ code: String, _ catalogue: ExplanationCatalogue) -> DiagnosticsError {
    DiagnosticsError([
      Diagnostic(
        .error, "GD0250", "no message has the code '\(code.prefix(40))'; `grenadyn explain` lists all",
        suggestion: Spelling.closest(to: code, among: catalogue.codes))
    ])
  }
}
