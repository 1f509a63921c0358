import Foundation
import Testing

@testable import Diagnostics

@Suite("Pages of explanation")
struct CatalogueTests {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  /// Every code that stands as a text in the program's sources, comments left out.
  private static func codesOfSources() throws -> Set<String> {
    var codes: Set<String> = []
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
      $0.hasSuffix(".swift")
    }
    #expect(files.count > 100)
    for file in files {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        for match in code.matches(of: /"(GD\d{4})"/) { codes.insert(String(match.1)) }
      }
    }
    return codes
  }

  @Test("every code of the program has a page, and no page is an orphan")
  func complete() throws {
    let codes = try Self.codesOfSources()
    let pages = Set(ExplanationCatalogue().codes)
    #expect(codes.count > 100)
    #expect(codes.subtracting(pages).sorted() == [], "codes without a page")
    #expect(pages.subtracting(codes).sorted() == [], "pages without a code")
  }

  @Test("codes are unique and every page says something")
  func pages() {
    let catalogue = ExplanationCatalogue()
    #expect(Set(catalogue.codes).count == catalogue.pages.count)
    for page in catalogue.pages {
      #expect(page.code.wholeMatch(of: /GD\d{4}/) != nil, "\(page.code)")
      #expect(!page.title.isEmpty && !page.title.hasSuffix("."), "\(page.code)")
      #expect(
        page.text.count > 30 && page.text.hasSuffix(".\n") || page.text.hasSuffix("```\n"), "\(page.code)")
      #expect(!page.area.isEmpty && page.area.first?.isNumber == false, "\(page.code)")
      #expect(page.text.split(separator: "\n").allSatisfy { $0.count <= 130 }, "\(page.code)")
    }
    #expect(catalogue["GD0107"]?.title == "The file is empty")
    #expect(catalogue["GD9999"] == nil)
    #expect(catalogue.title("GD9999") == "GD9999")
  }

  @Test("a page says what its messages tell of, whatever the digits of its code")
  func origins() throws {
    let pages = try #require(
      Explanation.pages(
        """
        # 05 Area
        ## GD0501 error: Of the input
        ## GD0502 warning check: Of a check
        ## GD0503 error environment: Of the environment
        """))
    #expect(pages.map(\.origin) == [.input, .check, .environment])
    let catalogue = ExplanationCatalogue()
    func isOfEnvironment(_ code: String) -> Bool { catalogue.isOfEnvironment(Diagnostic(.error, code, "")) }
    // A missing program, data set, instruction set or memory; not a wrong spec, nor a code that there is not.
    #expect(["GD0701", "GD0601", "GD0651", "GD0491", "GD0901"].allSatisfy(isOfEnvironment))
    #expect(!["GD0101", "GD0602", "GD0501", "GD1101", "GD9999"].contains(where: isOfEnvironment))
    // What stops a mapping is an error of the input, what a check finds is not.
    #expect(catalogue["GD0580"]?.origin == .input && catalogue["GD0505"]?.origin == .check)
    #expect(catalogue["GD1141"]?.origin == .input && catalogue["GD1101"]?.origin == .check)
    #expect(catalogue["GD0471"]?.origin == .training)
  }

  @Test("a file that is not written as pages are is refused")
  func malformed() {
    for text in [
      "## GD0101 error: no area\n", "# 01 Area\n## GD0101 fatal: x\n", "# 01 Area\n## GD0101 error\n",
      "# 01 Area\n## GD0101 error somewhere: x\n",
    ] {
      #expect(Explanation.pages(text) == nil)
    }
    let pages = Explanation.pages("# 01 Area\n\n## GD0101 note: A: b\n\ntext\n\n```\n# not an area\n```\n")
    #expect(
      pages == [
        Explanation(
          code: "GD0101", title: "A: b", severity: .note, origin: .input, area: "Area",
          text: "text\n\n```\n# not an area\n```\n")
      ])
  }
}
