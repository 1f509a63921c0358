import Diagnostics
import Fabrics
import Foundation
import FoundationXML
import Hopfield
import Mapping
import Quantities
import Specification
import Technology
import Testing

@testable import Estimation
@testable import Reports
@testable import Verification

@Suite("The HTML report")
struct HTMLReportTests {
  @Test("is well-formed, and the same content gives the same bytes")
  func wellFormed() throws {
    let content = try ReportFixture.full()
    let text = try HTMLReport(content).text()
    let page = try Page(text)
    #expect(try HTMLReport(ReportFixture.makeFull()).text() == text)
    #expect(Set(page.ids).count == page.ids.count, "identifiers are unique")
    #expect(try !text.contains(Regex("[^a-z](nan|inf)[^a-z]")))
  }

  @Test("weights of a file that are no numbers, or far outside, are drawn at the ends or not at all")
  func foreignWeights() {
    let range = Conductance(si: 1e-6)...Conductance(si: 1e-4)
    let matrix = ConductanceMatrix(
      rows: 2, columns: 3, siemens: [.nan, .infinity, -.infinity, 1e300, -1e300, 5e-5])
    let bars = HistogramSVG(matrix, number: 1, of: "foreign", range: range).text.split(separator: "\n")
      .filter { $0.contains("afill bars") }
    // Both ends, and the middle.
    #expect(bars.count == 3 && bars.allSatisfy { !$0.contains("nan") && !$0.contains("inf") })
  }

  @Test("loads nothing: no script, no address, no style sheet of another file")
  func selfContained() throws {
    let page = try Page(HTMLReport(ReportFixture.full()).text())
    #expect(!page.names.contains("script"))
    for (name, value) in page.attributes
    where ["src", "href", "xlink:href", "srcset", "action"].contains(name) {
      #expect(value.hasPrefix("#") || value.hasPrefix("data:"), "\(name)=\(value)")
    }
    #expect(!page.style.contains("url(") && !page.style.contains("@import"))
  }

  @Test("escapes what comes from specs")
  func escaped() throws {
    let text = try HTMLReport(ReportFixture.full()).text()
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"))
    #expect(text.contains("A. Author &amp; B. Writer (2020)") && text.contains("cells × a &lt; b"))
  }

  @Test(
    "a mark of the language is no text of a spec, whatever stands before or behind it",
    arguments: [
      "\u{600}<script>alert(1)</script>", "<\u{301}script>", "\u{600}\"\u{301} onload=\"x", "\u{600}&lt;",
      "]]>", "{{title}}",
      "\u{1B}[2J\u{9B}\u{202E}\0", "a\nb\rc\u{2028}", "'\u{301}",
    ])
  func hostile(_ text: String) throws {
    func page(_ text: String) throws -> String {
      var content = try ReportFixture.full()
      (content.name, content.summary) = (text, text)
      content.sources = [SourceFile(path: text, bytes: Array("a\n\(text)\n".utf8))]
      let place = SourceLocation(file: text, line: 1, column: 1)
      content.findings = [
        Finding(Diagnostic(.warning, "GD0206", text, at: place, suggestion: text)),
        Finding(Diagnostic(.warning, "GD0206", text), suppression: .init(reason: text, at: place)),
      ]
      content.inputs = [ReportContent.Input(name: text, hash: "0")]
      content.verification = VerificationReport(checks: [
        VerificationReport.Entry(
          id: text, title: text, verdict: .fail, quantity: text, measured: 1, tolerance: 1, count: 3,
          worst: nil,
          reason: text, notes: [text])
      ])
      return try HTMLReport(content).text()
    }
    let (hostile, plain) = (try page(text), try page("plain"))
    // Every tag and attribute is the template's own.
    let (read, expected) = (try Page(hostile), try Page(plain))
    #expect(read.names == expected.names)
    #expect(read.attributes.map(\.name).sorted() == expected.attributes.map(\.name).sorted())
    for mark: Unicode.Scalar in ["<", ">"] {
      #expect(hostile.unicodeScalars.count { $0 == mark } == plain.unicodeScalars.count { $0 == mark })
    }
    #expect(hostile.unicodeScalars.allSatisfy { !$0.isTerminalControl || $0 == "\n" || $0 == "\t" })
    func drawing(_ text: String) -> String {
      Drawing(
        title: text, description: text,
        [Drawing.label(0, 0, text), Drawing.rectangle("a", 0, 0, 1, 1, title: text)]
      ).text
    }
    #expect(
      drawing(text).unicodeScalars.count { $0 == "<" } == drawing("").unicodeScalars.count { $0 == "<" })
    #expect(XMLParser(data: Data(drawing(text).utf8)).parse())
  }

  @Test("has a table, a caption, a title and a description for every figure")
  func figures() throws {
    let page = try Page(HTMLReport(ReportFixture.full()).text())
    #expect(
      page.figures.keys.sorted() == [
        "accuracy", "conductances-1", "conductances-2", "floorplan", "imperfections-in-situ",
        "imperfections-program", "learning-curve", "learning-in-situ", "network", "signals-chart",
        "sources-in-situ", "sources-program", "sweep-d2d", "yield-curve",
      ])
    for (id, figure) in page.figures {
      #expect(figure.isSuperset(of: ["svg", "title", "desc", "figcaption", "table", "tbody", "th"]), "\(id)")
    }
  }

  @Test("has the sections that its content has", arguments: Part.allCases)
  func sections(_ part: Part) throws {
    var content = try ReportFixture.full()
    part.remove(from: &content)
    let page = try Page(HTMLReport(content).text())
    let expected = Part.allCases.filter { !part.removed.contains($0) }.map(\.section) + ["provenance"]
    #expect(page.sections == expected)
  }

  /// A part of a content that may be missing.
  enum Part: CaseIterable {
    case nothing, chip, conductances, training, prediction, estimates, signals, checks

    /// What is left out with it: nothing is shown of conductances that belong to no chip.
    var removed: [Part] {
      switch self {
      case .nothing: []
      case .chip: [.chip, .conductances]
      default: [self]
      }
    }

    var section: String {
      switch self {
      case .nothing: "the-network"
      case .chip: "the-chip"
      case .conductances: "weights"
      case .training: "training"
      case .prediction: "prediction"
      case .estimates: "estimate"
      case .signals: "signals"
      case .checks: "checks"
      }
    }

    func remove(from content: inout ReportContent) {
      switch self {
      case .nothing: break
      case .chip: content.chip = nil
      case .conductances: content.conductances = nil
      case .training: content.training = nil
      case .prediction: content.prediction = nil
      case .estimates: content.estimates = []
      case .signals: content.signals = nil
      case .checks: (content.findings, content.verdicts, content.verification) = (nil, [], nil)
      }
    }
  }

  @Test("unfolds a bill to formulas, citations and assumptions")
  func bills() throws {
    let bill = ReportBill(ReportFixture.estimate(.typical).area)
    #expect(bill.amount == "0.0267\u{A0}mm²" && bill.share == "100" && bill.isUnfolded)
    #expect(bill.parts.map(\.what) == ["cell array", "the rest"] && bill.parts.map(\.share) == ["75", "25"])
    #expect(bill.parts[0].formulas == ["cells × a < b"] && bill.parts[0].grounds.map(\.kind) == ["citation"])
    #expect(bill.parts[0].ranges == ["0.013\u{A0}mm² to 0.03\u{A0}mm²"])
    #expect(bill.parts[1].parts[0].grounds.map(\.kind) == ["assumption"])
  }

  @Test("shows a diagnostic with its source line")
  func findings() throws {
    let content = try ReportFixture.full()
    let finding = ReportFinding(try #require(content.findings?.first), sources: content.sources)
    #expect(finding.place == ["chip.yaml:2:7"] && finding.code == "GD0206")
    #expect(
      finding.excerpt == [
        """
          2 | bias: <0.9>
            |       ^~~~~
            = write: 0.9 V

        """
      ])
  }

  @Test("colours tiles by what solved tiles lose, and holds limits")
  func checks() throws {
    let design = try ReportFixture.design("digits")
    var content = try ReportContent(design, folder: ReportFixture.project)
    let pick = "class=\"pick-loss\""
    #expect(try !HTMLReport(content).text().contains(pick))
    try content.check(ChipWorkflow(design), folder: ReportFixture.project)
    let text = try HTMLReport(content).text()
    #expect(text.contains(pick) && text.contains("lacks in the tile"))
    #expect(content.tileLosses.count == design.chip.tileCount)
    #expect(content.tileLosses.values.allSatisfy { $0 > 0 && $0 < 0.2 })
  }

  @Test("draws Hopfield networks too, skips among them", arguments: ["hopfield-mnist", "hopfield-cifar10"])
  func hopfield(_ name: String) throws {
    let path = ReportFixture.project.appendingPathComponent("specs/\(name).yaml").path
    let loaded = try HopfieldSpec.load(path: path)
    let content = try ReportContent(
      loaded.spec, network: HopfieldNetwork(spec: loaded.spec), warnings: loaded.warnings,
      inputFiles: loaded.inputFiles, folder: ReportFixture.project)
    let page = try Page(HTMLReport(content).text())
    #expect(page.sections == ["the-network", "checks", "provenance"])
  }

  @Test("typesets units")
  func typeset() {
    #expect(Area(si: 3.2e-12).typeset(digits: 2) == "3.2\u{A0}µm²")
    #expect(Area(si: 6.09e-7).typeset(digits: 3) == "0.609\u{A0}mm²")
    #expect(Resistance(si: 1000).typeset(digits: 2) == "1\u{A0}kΩ")
    #expect(Conductance(si: 1e-5).typeset(digits: 2) == "10\u{A0}µS")
  }
}

/// A parsed page.
private final class Page: NSObject, XMLParserDelegate {
  private(set) var ids: [String] = []
  private(set) var names: Set<String> = []
  private(set) var attributes: [(name: String, value: String)] = []
  private(set) var sections: [String] = []
  /// Names of the elements in every figure.
  private(set) var figures: [String: Set<String>] = [:]
  private(set) var style = ""
  private var figure: String?
  private var isStyle = false

  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    let isParsed = parser.parse()
    try #require(isParsed, "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String] = [:]
  ) {
    names.insert(name)
    attributes += found.map { (name: $0.key, value: $0.value) }
    if let id = found["id"] { ids.append(id) }
    if name == "section", let id = found["id"] { sections.append(id) }
    if name == "figure" { figure = found["id"] }
    if let figure { figures[figure, default: []].insert(name) }
    isStyle = name == "style"
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    if name == "figure" { figure = nil }
    if name == "style" { isStyle = false }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isStyle { style += text }
  }
}
