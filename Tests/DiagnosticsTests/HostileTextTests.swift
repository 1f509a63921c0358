import Foundation
import Testing

@testable import Diagnostics

/// Whatever a file, a file name or another program says, it is text and nothing else in every format.
@Suite("Hostile text in every format")
struct HostileTextTests {
  /// Texts that are more than text to some reader.
  static let texts: [String] =
    [
      "line\n.control\nshell touch x\n.endc", "a\rb\r\nc", "\u{2028}\u{2029}\u{85}", "nul\0nul",
      "\u{1B}[31mred\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{202E}gpj.exe\u{2066}\u{200F}\u{61C}",
      "*/ // -- ]]> <!-- --> <script>alert(1)</script>", "\u{600}<script>", "\"\u{301} onload=x '\u{301}",
      "::error file=x::fake", "a\n::error::fake", "  ::add-mask::e", "##[error]fake", "% ; , : %0A",
      "`touch x` $(touch x) ${x} | & > < \\", "--option", "{{x}} {{{x}}}", "\u{E0041}\u{FEFF}\u{FFFE}",
      "@everyone | `code` [a](javascript:x)",
    ] + [String(decoding: [0x61, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80], as: UTF8.self)]

  static func isHarmless(_ text: String, allowing breaks: Set<Unicode.Scalar> = []) -> Bool {
    text.unicodeScalars.allSatisfy { !$0.isTerminalControl || breaks.contains($0) }
  }

  /// An input whose every text is hostile.
  static func inspection(_ text: String) -> Inspection {
    let place = SourceLocation(file: text, line: 3, column: 5, length: 4)
    return Inspection(
      input: text, checks: ["GD0501"],
      findings: [
        Finding(
          Diagnostic(.error, "GD0508", text, at: place, suggestion: text, notes: [.init(text, at: place)])),
        Finding(Diagnostic(.warning, "GD0505", text)),
        Finding(Diagnostic(.warning, "GD0506", text, at: place), suppression: .init(reason: text, at: place)),
      ])
  }

  @Test("text on one line has no control and begins no command of a workflow", arguments: texts)
  func lines(_ text: String) {
    #expect(Self.isHarmless(text.onOneLine))
    #expect(Self.isHarmless(text.printable, allowing: ["\n", "\t"]))
    for line in text.printable.split(separator: "\n") + [text.onOneLine[...]] {
      #expect(!line.drop(while: \.isWhitespace).hasPrefix("::") && !line.contains("##["))
    }
  }

  @Test("text that is none of it stays as it is")
  func plain() {
    for text in ["", "a: b, 5 %", "Größe 5 µm ∂E/∂g 日本 🦉", "std::vector #1 ##", "a\u{301}", "👩‍🔬"] {
      #expect(text.onOneLine == text && text.printable == text)
    }
    #expect("a\n\tb".printable == "a\n\tb" && "a\n\tb\r\nc".onOneLine == "a  b  c")
  }

  @Test("the terminal's messages keep their lines", arguments: texts)
  func terminal(_ text: String) {
    let rendered = TerminalRenderer().render(Self.inspection(text).findings.map(\.diagnostic))
    #expect(Self.isHarmless(rendered, allowing: ["\n"]))
    // Three heads, a suggestion and a note.
    #expect(rendered.split(separator: "\n").count == 5)
    #expect(rendered.split(separator: "\n").allSatisfy { !$0.hasPrefix("::") && !$0.contains("##[") })
  }

  @Test("GitHub's commands are one line a finding, and say what was said", arguments: texts)
  func gitHub(_ text: String) throws {
    let out = GitHubAnnotations(ExplanationCatalogue()).text([Self.inspection(text)])
    #expect(Self.isHarmless(out, allowing: ["\n", "\t"]))
    let lines = out.unicodeScalars.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("::error file=") && lines[1].hasPrefix("::warning file="))
    // What the runner makes of it: the first "::" behind the properties ends them.
    let command = lines[1].dropFirst(2)
    let end = try #require(command.range(of: "::"))
    let message = command[end.upperBound...]
      .replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%25", with: "%")
    #expect(message.unicodeScalars.count == text.unicodeScalars.count)
  }

  @Test("JSON, SARIF and JUnit parse back to the text", arguments: texts)
  func documents(_ text: String) throws {
    let json = JSONValue.object([(text, .string(text))]).text(pretty: false)
    let coded = try JSONText.of([text: text])
    for written in [json, coded] {
      #expect(Self.isHarmless(written, allowing: ["\n"]))
      let read = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: String]
      #expect(read == [text: text])
    }
    let sarif = SARIFReport(ExplanationCatalogue(), version: "1").text([Self.inspection(text)])
    #expect(Self.isHarmless(sarif, allowing: ["\n"]))
    let log = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any]
    #expect(log?["version"] as? String == "2.1.0")
    #expect(!sarif.contains("\"uri\": \"\(text)\"") || text.allSatisfy { $0.isASCII && !$0.isWhitespace })
    let junit = JUnitReport(ExplanationCatalogue()).text([Self.inspection(text)])
    #expect(Self.isHarmless(junit, allowing: ["\n"]))
    #expect(!junit.unicodeScalars.contains { $0.value == 0xFFFE })
    // Every mark of the language is the format's own.
    let marks = junit.unicodeScalars.count { $0 == "<" }
    let plain = JUnitReport(ExplanationCatalogue()).text([Self.inspection("plain")])
    #expect(marks == plain.unicodeScalars.count { $0 == "<" })
    #expect(
      junit.unicodeScalars.count { $0 == "\"" } == plain.unicodeScalars.count { $0 == "\"" })
  }

  @Test("cells and code of Markdown make no markup", arguments: texts)
  func markdown(_ text: String) {
    let cell = MarkdownText.cell(text)
    #expect(Self.isHarmless(cell) && !cell.contains("@") && !cell.unicodeScalars.contains("<"))
    for mark: Character in ["|", "`", "["] {
      // Each stands behind a backslash.
      #expect(
        cell.split(separator: mark, omittingEmptySubsequences: false).dropLast().allSatisfy {
          $0.last == "\\"
        })
    }
    let code = MarkdownText.code(text)
    #expect(Self.isHarmless(code))
    let fence = code.prefix { $0 == "`" }
    #expect(
      code.dropFirst(fence.count).dropLast(fence.count).contains(String(repeating: "`", count: fence.count))
        == false)
  }
}
