import Foundation
import Testing

@testable import Diagnostics

@Suite("Formats for continuous integration")
struct FormatTests {
  private static let place = SourceLocation(file: "specs/a b.yaml", line: 3, column: 5, length: 4)

  /// One input with a finding of each kind.
  static let inspection = Inspection(
    input: "specs/a b.yaml", checks: ["GD0501", "GD0505", "GD0506", "GD0508"],
    findings: [
      Finding(
        Diagnostic(
          .error, "GD0508", "a <wire> & \"trunk\" carries 5 mA, 100 % over", at: place, suggestion: "less",
          notes: [.init("here", at: place)])),
      Finding(Diagnostic(.warning, "GD0505", "loses 12 %\nof it", at: place)),
      Finding(
        Diagnostic(.warning, "GD0506", "weight", at: place),
        suppression: .init(reason: "one tile \u{1}only", at: place)),
      Finding(Diagnostic(.note, "GD0100", "more")),
    ])

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func results(_ inspections: [Inspection]) throws -> [[String: Any]] {
    let log = try json(SARIFReport(ExplanationCatalogue(), version: "1.2.3").text(inspections))
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    return try #require(run["results"] as? [[String: Any]])
  }

  @Test("a SARIF log has rules with help, regions and suppressions")
  func sarif() throws {
    let log = try json(SARIFReport(ExplanationCatalogue(), version: "1.2.3").text([Self.inspection]))
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.compactMap { $0["id"] as? String } == ["GD0100", "GD0505", "GD0506", "GD0508"])
    #expect(rules.allSatisfy { (($0["help"] as? [String: String])?["text"] ?? "").count > 30 })
    let results = try results([Self.inspection])
    #expect(results.map { $0["ruleId"] as? String } == ["GD0508", "GD0505", "GD0506", "GD0100"])
    #expect(results.map { $0["ruleIndex"] as? Int } == [3, 1, 2, 0])
    #expect(results.map { $0["level"] as? String } == ["error", "warning", "warning", "note"])
    let physical = try #require(
      ((results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"]) as? [String: Any])
    #expect((physical["artifactLocation"] as? [String: String])?["uri"] == "specs/a%20b.yaml")
    #expect(
      (physical["region"] as? [String: Int])
        == ["startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9])
    let suppressions = try #require(results[2]["suppressions"] as? [[String: Any]])
    #expect(suppressions.first?["justification"] as? String == "one tile \u{1}only")
    #expect(results[0]["suppressions"] == nil)
  }

  @Test("fingerprints outlive moved lines and changed figures, and tell equal findings apart")
  func fingerprints() throws {
    func prints(_ message: String, line: Int, times: Int = 1) throws -> [String] {
      let finding = Finding(
        Diagnostic(.error, "GD0505", message, at: .init(file: "x.yaml", line: line, column: 1)))
      let inspection = Inspection(
        input: "x.yaml", checks: [], findings: Array(repeating: finding, count: times))
      return try results([inspection]).compactMap {
        ($0["partialFingerprints"] as? [String: String])?["grenadyn/v1"]
      }
    }
    let first = try prints("loses 12.5 %", line: 1)
    #expect(try prints("loses 7 %", line: 90) != prints("gains 7 %", line: 90))
    #expect(try prints("loses 13.25 %", line: 90) == first)
    let twice = try prints("loses 12.5 %", line: 1, times: 2)
    #expect(twice.count == 2 && Set(twice).count == 2 && twice[0] == first[0])
  }

  @Test("absolute paths become file URIs")
  func uri() throws {
    let place = SourceLocation(file: "/tmp/ä#1.yaml", line: 1, column: 1)
    let result = try results([
      Inspection(input: "/x", checks: [], findings: [Finding(Diagnostic(.error, "GD0101", "m", at: place))])
    ])
    let location = (result[0]["locations"] as? [[String: [String: Any]]])?[0]["physicalLocation"]
    #expect(
      (location?["artifactLocation"] as? [String: String]) == ["uri": "file:///tmp/%C3%A4%231.yaml"])
  }

  @Test("GitHub annotations escape what the runner would read as its own")
  func gitHub() {
    let lines = GitHubAnnotations(ExplanationCatalogue()).text([Self.inspection]).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0]
        == "::error file=specs/a b.yaml,line=3,endLine=3,col=5,endColumn=9,title=GD0508 A trunk wire would carry too much current::a <wire> & \"trunk\" carries 5 mA, 100 %25 over%0Awrite: less"
    )
    #expect(lines[1].hasSuffix("::loses 12 %25%0Aof it"))
    #expect(lines[2].hasPrefix("::notice file=specs/a b.yaml,title=GD0100"))
    #expect(GitHubAnnotations.escaped("a,b:c%\r", isProperty: true) == "a%2Cb%3Ac%25%0D")
    #expect(GitHubAnnotations.escaped("a,b:c", isProperty: false) == "a,b:c")
  }

  @Test("a JUnit report counts its cases, fails at the severity asked for and escapes everything")
  func junit() {
    let text = JUnitReport(ExplanationCatalogue()).text([Self.inspection])
    #expect(text.contains("<testsuites name=\"grenadyn check\" tests=\"5\" failures=\"1\" errors=\"0\">"))
    #expect(
      text.contains(
        "<testsuite name=\"specs/a b.yaml\" tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"1\">"))
    #expect(
      text.contains("message=\"a &lt;wire&gt; &amp; &quot;trunk&quot; carries 5 mA, 100 % over\""))
    #expect(text.contains("<skipped message=\"one tile \u{FFFD}only\"/>"))
    #expect(text.contains("name=\"GD0501 A tile has too many ports\" classname=\"specs/a b.yaml\"/>"))
    let strict = JUnitReport(ExplanationCatalogue(), failsOn: .warning).text([Self.inspection])
    #expect(strict.contains("tests=\"5\" failures=\"2\""))
  }

  @Test("what counts is what is not suppressed and bad enough")
  func passing() {
    #expect(!Self.inspection.passes(failingOn: .error))
    var other = Self.inspection
    other.findings.removeFirst()
    #expect(other.passes(failingOn: .error) && !other.passes(failingOn: .warning))
    #expect(other.count(.warning) == 1 && other.count(.note) == 1)
  }
}
