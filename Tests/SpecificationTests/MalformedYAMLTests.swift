import Diagnostics
import Foundation
import Testing

@testable import Specification

/// A malformed text with the diagnostic it must give.
struct Malformed: Sendable, CustomTestStringConvertible {
  var text: String
  var code: String
  var line: Int
  var column: Int
  var part: String
  var suggestion: String?

  init(_ text: String, _ code: String, _ line: Int, _ column: Int, _ part: String, fix: String? = nil) {
    (self.text, self.code, self.line, self.column) = (text, code, line, column)
    (self.part, self.suggestion) = (part, fix)
  }

  var testDescription: String { "\(code) \(text.prefix(40).debugDescription)" }

  /// Expects exactly this one diagnostic.
  func check(_ place: Testing.SourceLocation = #_sourceLocation) { check(diagnostics(text), place) }

  /// Expects exactly this one diagnostic among those that were found.
  func check(_ found: [Diagnostic], _ place: Testing.SourceLocation = #_sourceLocation) {
    #expect(found.count == 1, "\(found)", sourceLocation: place)
    guard let first = found.first else { return }
    #expect(first.severity == .error && first.code == code, "\(first)", sourceLocation: place)
    #expect(
      first.location?.line == line && first.location?.column == column, "\(first)", sourceLocation: place)
    #expect(first.message.contains(part), "\(first.message)", sourceLocation: place)
    if let suggestion { #expect(first.suggestion == suggestion, sourceLocation: place) }
  }
}

@Suite struct MalformedYAMLTests {
  @Test(arguments: [
    Malformed("", "GD0107", 1, 1, "no content"),
    Malformed("# only a comment\n", "GD0107", 1, 1, "no content"),
    Malformed("\u{FEFF}", "GD0107", 1, 1, "no content"),
    Malformed("name: a\n\tseed: 1\n", "GD0105", 2, 1, "tab"),
    Malformed("data:\n  set: x\n  \tpath: y\n", "GD0105", 3, 3, "tab"),
    Malformed("a: 1\n---\nb: 2\n", "GD0106", 2, 1, "second document"),
    Malformed("a: b\0c\n", "GD0103", 1, 5, "NUL"),
    Malformed("a: 1\nb: \u{1B}[2J\n", "GD0103", 2, 4, "control character (U+001B)"),
    Malformed("a: \u{85}b\n", "GD0103", 1, 4, "U+0085"),
    Malformed("é: \u{2028}b\n", "GD0103", 1, 4, "line separator"),
    Malformed("a: \u{202E}b\n", "GD0103", 1, 4, "text direction"),
    Malformed("a: b\u{FEFF}\n", "GD0103", 1, 5, "byte-order mark"),
    Malformed("a: \"x\\0\"\n", "GD0103", 1, 4, "NUL"),
    Malformed("a: \"\\e[2J\"\n", "GD0103", 1, 4, "control character"),
    Malformed("a: [1, 2\nb: 3\n", "GD0104", 2, 2, "',' or ']'"),
    Malformed("a: {b: 1\n", "GD0104", 2, 1, "',' or '}'"),
    Malformed("a: b: c\n", "GD0104", 1, 5, "second ':'"),
    Malformed("a: \"open\n", "GD0104", 2, 1, "quoted text"),
    Malformed("a: 1\n b: 2\n", "GD0104", 2, 3, "second ':'"),
    Malformed("  a: 1\n b: 2\n", "GD0104", 2, 2, "indented"),
    Malformed("a: @x\n", "GD0104", 1, 4, "quote the text"),
    Malformed("a: %x\n", "GD0104", 1, 4, "quote the text"),
    Malformed("a: \"\\q\"\n", "GD0104", 1, 5, "escape"),
    Malformed("- a\nb: 1\n", "GD0104", 2, 1, "'- '"),
    Malformed("a: *nothing\n", "GD0109", 1, 4, "no anchor", fix: nil),
    Malformed("a: &base {x: 1}\nb: *bsae\n", "GD0109", 2, 4, "no anchor '&bsae'", fix: "*base"),
    Malformed("a: &a [1, *a]\n", "GD0109", 1, 11, "inside the node it repeats"),
    Malformed("a: &a {b: {c: *a}}\n", "GD0109", 1, 15, "inside the node it repeats"),
    Malformed("a: !!python/object:os.system x\n", "GD0111", 1, 4, "tag"),
    Malformed("? [1, 2]\n: 3\n", "GD0112", 1, 3, "a key must be plain text"),
    Malformed("{a: 1}: 3\n", "GD0112", 1, 1, "a key must be plain text"),
    Malformed("a: {<<: 5}\n", "GD0113", 1, 9, "'<<' takes a mapping"),
    Malformed("a: {<<: [{b: 1}, 5]}\n", "GD0113", 1, 18, "'<<' takes a mapping"),
    Malformed(String(repeating: "[", count: 10_000), "GD0108", 1, 65, "inside each other"),
    Malformed(String(repeating: "- ", count: 10_000), "GD0108", 1, 129, "inside each other"),
    Malformed(String(repeating: "{a: ", count: 1_000), "GD0108", 1, 257, "inside each other"),
    Malformed("[" + String(repeating: "a,", count: 300_000) + "]", "GD0108", 1, 400_000, "200000 values"),
    Malformed(
      "a: " + String(repeating: "x", count: (1 << 20) + 1), "GD0108", 1, 4, "a text of 1048577 bytes"),
    Malformed(String(repeating: "a", count: (4 << 20) + 1), "GD0102", 1, 1, "too many"),
  ])
  func isReported(_ malformed: Malformed) { malformed.check() }

  @Test func illFormedUTF8IsFoundWhereItIs() {
    let cases: [([UInt8], Int, Int)] = [
      (Array("a: 1\nb: x".utf8) + [0xFF], 2, 5), (Array("a: é".utf8) + [0xE2, 0x82], 1, 5),
      (Array("é: ".utf8) + [0xE2, 0x28, 0xA1], 1, 4), ([0x80], 1, 1), ([0xC0, 0xAF], 1, 1),
      (Array("a: ".utf8) + [0xED, 0xA0, 0x80] + Array("\n".utf8), 1, 4),
      (Array("a: ".utf8) + [0xF4, 0x90, 0x80, 0x80], 1, 4),
      (Array(repeating: 0x61, count: 100_000) + [0xFF], 1, 100_001),
    ]
    for (bytes, line, column) in cases {
      let found = diagnostics(bytes: bytes)
      #expect(found.count == 1 && found.first?.code == "GD0103", "\(found)")
      #expect(found.first?.message.contains("not UTF-8") == true)
      #expect(found.first?.location?.line == line && found.first?.location?.column == column, "\(found)")
    }
  }

  @Test func utf16IsNamed() {
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]] {
      #expect(diagnostics(bytes: bytes).map(\.code) == ["GD0103"])
      #expect(diagnostics(bytes: bytes).first?.message.contains("UTF-16") == true)
    }
  }

  @Test func byteOrderMarkOfUTF8IsSkipped() throws {
    let loaded = try ChipSpec.parse("\u{FEFF}" + minimal)
    #expect(loaded.spec.name.location.column == 7)
  }

  // Work that grew with what the file stands for, rather than with its size, would not end within a minute.
  @Test func textOfAliasesIsCountedInFull() {
    let text = "a: &a " + String(repeating: "x", count: 1 << 20)
    func list(_ count: Int) -> String { text + "\nb: [" + String(repeating: "*a, ", count: count) + "]\n" }
    Malformed(list(7), "GD0108", 2, 29, "8388608 bytes of text").check()
    #expect(diagnostics(list(6)).contains { $0.code == "GD0108" } == false)
  }

  @Test(.timeLimit(.minutes(20))) func aliasesAreCountedInFull() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<40 {
      bomb +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
        + "]\n"
    }
    let found = diagnostics(bomb)
    #expect(found.map(\.code) == ["GD0108"])
    #expect(found.first?.location?.line == 6)

    // The same with merge keys, and a chain of aliases that is deep instead of wide.
    var merges = "a0: &a0 {x: 1, y: 2}\n"
    for level in 1..<40 {
      merges += "a\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1), *a\(level - 1)]}\n"
    }
    #expect(diagnostics(merges).map(\.code) == ["GD0108"])
    var deep = "a0: &a0 [x]\n"
    for level in 1..<100 { deep += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(diagnostics(deep).map(\.code) == ["GD0108"])
  }

  @Test(.timeLimit(.minutes(20))) func largeFilesEnd() {
    let texts = [
      String(repeating: "# comment\n", count: 400_000), String(repeating: "a\n", count: 2_000_000),
      String(repeating: "a: b\n", count: 800_000), String(repeating: "&a ", count: 1_000_000),
      (0..<100_000).map { "k\($0): v\n" }.joined(),
      (0..<60_000).map { "\(1_000_000 + $0)" + String(repeating: "k", count: 55) + ": v\n" }.joined(),
      "extends: [" + String(repeating: "x", count: 1_000_000) + "]",
      "{" + (0..<100_000).map { "k\($0): v, " }.joined() + "}", String(repeating: "- - \n", count: 800_000),
      String(repeating: "*a", count: 2_000_000), String(repeating: "? ", count: 2_000_000),
      String(repeating: "\"", count: 4_000_000), String(repeating: "é", count: 2_000_000),
      "name: \"" + String(repeating: "a\u{301}", count: 300_000) + "\"",
      "name: a" + String(repeating: "\u{301}", count: 500_000),
      "%TAG ! " + String(repeating: "a", count: 4_000_000), String(repeating: "%YAML 1.1\n", count: 400_000),
      String(repeating: "|\n ", count: 1_000_000), String(repeating: "[a: ", count: 1_000_000),
      String(repeating: "{[", count: 2_000_000), String(repeating: ",", count: 4_000_000),
      String(repeating: ": ", count: 2_000_000), "a: |\n" + String(repeating: " \n", count: 2_000_000),
    ]
    for text in texts {
      let found = diagnostics(text)
      let source = SourceFile(path: "spec.yaml", bytes: Array(text.utf8))
      #expect(TerminalRenderer(sources: [source]).render(found).utf8.count < 200_000)
      #expect(!found.isEmpty && found.count <= DiagnosticCollector.limit + 1)
    }
  }

  @Test func duplicateKeysNameBothPlaces() throws {
    let found = diagnostics(minimal + "seed: 2\nseed: 3\nname: other\n")
    #expect(found.map(\.code) == ["GD0110", "GD0110"])
    #expect(found.map { $0.location?.line } == [17, 18])
    #expect(found[0].message.contains("'seed' is already set at line 16, column 1"))
    #expect(found[0].notes.map(\.location.line) == [16])
    #expect(found[1].notes.map(\.location.line) == [2])
    // The rest of the file is checked too.
    #expect(
      diagnostics(minimal("epochs: 1", "epochs: -1") + "name: x\n").map(\.code) == ["GD0205", "GD0110"])
  }

  @Test func mergeKeysFillInWhatIsMissing() throws {
    let text = """
      base: &base { low: 1, high: 2 }
      other: &other { high: 3, more: 4 }
      one: { <<: *base, high: 5 }
      list: { <<: [*base, *other], low: 6 }
      text: { "<<": 7 }
      """
    var collector = DiagnosticCollector()
    let node = try YAMLNode.parse(SourceFile(path: "f", bytes: Array(text.utf8)), collector: &collector)
    #expect(collector.diagnostics.isEmpty)
    #expect(node["one"]?.json == ["high": 5, "low": 1])
    #expect(node["list"]?.json == ["low": 6, "high": 2, "more": 4])
    #expect(node["text"]?.json == ["<<": 7])
    #expect(node["one"]?["low"]?.location.line == 1)
  }

  @Test func locationsCoverWhatIsWritten() throws {
    let text = "näme: 'quoted'\nlist:\n  - one\nflow: {a: [1, 2]}\ntext: |\n  block\n"
    var collector = DiagnosticCollector()
    let node = try YAMLNode.parse(SourceFile(path: "f", bytes: Array(text.utf8)), collector: &collector)
    func place(_ line: Int, _ column: Int, _ length: Int) -> Diagnostics.SourceLocation {
      Diagnostics.SourceLocation(file: "f", line: line, column: column, length: length)
    }
    #expect(node.location == place(1, 1, 4))
    #expect(node["näme"]?.location == place(1, 7, 8))
    #expect(node["list"]?.location == place(2, 1, 4))
    #expect(node.nearest(["list", "0"]).location == place(3, 5, 3))
    #expect(node["flow"]?.location == place(4, 7, 11))
    #expect(node.nearest(["flow", "a"]).location == place(4, 11, 6))
    #expect(node["text"]?.content == .scalar("block\n", isPlain: false))
  }
}
