import Diagnostics
import Foundation
import Testing

@testable import Specification

@Suite struct RendererTests {
  private func render(_ text: String, _ diagnostic: Diagnostic, colours: Bool = false) -> String {
    TerminalRenderer(colours: colours, sources: [SourceFile(path: "f.yaml", bytes: Array(text.utf8))])
      .render([diagnostic])
  }

  private func diagnostic(
    _ line: Int, _ column: Int, _ length: Int, suggestion: String? = nil, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(
      .error, "GD0001", "wrong",
      at: Diagnostics.SourceLocation(file: "f.yaml", line: line, column: column, length: length),
      suggestion: suggestion, notes: notes)
  }

  @Test func underlinesThePlace() {
    #expect(
      render("a: 1\nbias: 0.9\n", diagnostic(2, 7, 3, suggestion: "0.9 V")) == """
        f.yaml:2:7: error: wrong [GD0001]
          2 | bias: 0.9
            |       ^~~
            = write: 0.9 V

        """)
  }

  @Test func tabsAndWideCharactersKeepTheCaretInPlace() {
    #expect(render("\tab: x\n", diagnostic(1, 2, 2)).hasSuffix("  1 |     ab: x\n    |     ^~\n"))
    #expect(render("a\tb\n", diagnostic(1, 3, 1)).hasSuffix("  1 | a   b\n    |     ^\n"))
    #expect(render("日本: 値段\n", diagnostic(1, 5, 2)).hasSuffix("  1 | 日本: 値段\n    |       ^~~~\n"))
    #expect(render("🦉: x\n", diagnostic(1, 4, 1)).hasSuffix("  1 | 🦉: x\n    |     ^\n"))
    #expect(render("e\u{301}: x\n", diagnostic(1, 5, 1)).hasSuffix("    |    ^\n"))
  }

  @Test func placesOutsideTheTextDoNotCrash() {
    #expect(render("ab\n", diagnostic(1, 3, 1)).hasSuffix("  1 | ab\n    |   ^\n"))
    #expect(render("ab\n", diagnostic(1, 99, 99)).hasSuffix("  1 | ab\n    |   ^\n"))
    #expect(render("ab\n", diagnostic(99, 1, 1)) == "f.yaml:99:1: error: wrong [GD0001]\n")
    #expect(render("", diagnostic(1, 1, 1)).hasSuffix("  1 | \n    | ^\n"))
    let missing = Diagnostic(
      .error, "GD0101", "x", at: Diagnostics.SourceLocation(file: "/none/x", line: 1, column: 1))
    #expect(TerminalRenderer().render([missing]) == "/none/x:1:1: error: x [GD0101]\n")
    #expect(TerminalRenderer().render([Diagnostic(.warning, "GD0701", "x")]) == "warning: x [GD0701]\n")
  }

  @Test func longLinesAreCut() {
    let text = String(repeating: "x", count: 5000) + "HERE" + String(repeating: "y", count: 5000)
    let lines = render(text, diagnostic(1, 5001, 4)).split(separator: "\n")
    #expect(lines[1].count < 120 && lines[1].contains("xHEREy"))
    let caret = lines[2].distance(
      from: lines[2].startIndex, to: lines[2].firstIndex(of: "^") ?? lines[2].startIndex)
    let here = lines[1].distance(
      from: lines[1].startIndex, to: lines[1].firstIndex(of: "H") ?? lines[1].endIndex)
    #expect(caret == here && lines[2].hasSuffix("^~~~"))
  }

  @Test func notesShowTheirOwnPlace() {
    let note = Diagnostic.Note(
      "first set here", at: Diagnostics.SourceLocation(file: "f.yaml", line: 1, column: 1))
    #expect(
      render("a: 1\na: 2\n", diagnostic(2, 1, 1, notes: [note])) == """
        f.yaml:2:1: error: wrong [GD0001]
          2 | a: 2
            | ^
        f.yaml:1:1: note: first set here
          1 | a: 1
            | ^

        """)
  }

  @Test func coloursOnlyWhenAsked() {
    #expect(!render("a\n", diagnostic(1, 1, 1)).contains("\u{1B}"))
    #expect(render("a\n", diagnostic(1, 1, 1), colours: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
    // What stands in the file must not steer the terminal.
    #expect(!render("\u{1B}[2J\u{9B}x\n", diagnostic(1, 1, 1)).contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
  }

  @Test func jsonHasEveryPart() throws {
    let note = Diagnostic.Note(
      "first \"set\" here", at: Diagnostics.SourceLocation(file: "f.yaml", line: 1, column: 1))
    let text = Diagnostic.jsonText([diagnostic(2, 1, 3, suggestion: "a\nb", notes: [note])])
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    let first = try #require(parsed?.first)
    #expect(first["severity"] as? String == "error" && first["code"] as? String == "GD0001")
    #expect(first["line"] as? Int == 2 && first["column"] as? Int == 1 && first["length"] as? Int == 3)
    #expect(first["file"] as? String == "f.yaml" && first["suggestion"] as? String == "a\nb")
    let notes = try #require(first["notes"] as? [[String: Any]])
    #expect(notes.first?["message"] as? String == "first \"set\" here")
    #expect(Diagnostic.jsonText([]) == "[]\n")
  }
}
