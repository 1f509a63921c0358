import Foundation

/// All pages of explanation, read from the program's own files: one file an area.
///
/// ```swift
/// let catalogue = ExplanationCatalogue()
/// print(catalogue["GD0505"]?.title ?? "")
/// ```
package struct ExplanationCatalogue: Sendable {
  /// Every page, by code.
  package let pages: [Explanation]
  private let byCode: [String: Int]

  /// Reads the files.
  package init() {
    // A build without its resources cannot run at all, and Bundle.module says so.
    let folder = Bundle.module.bundleURL.appendingPathComponent("Explanations").path
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let texts = names.compactMap { try? SourceFile.read("\(folder)/\($0)").text }
    self.init(texts)
  }

  /// Pages of some areas. A text that is not written as it should is a slip of the programmer, found by the first test.
  init(_ texts: [String]) {
    let pages = texts.flatMap { text in
      guard let pages = Explanation.pages(text) else {
        preconditionFailure("malformed pages: \(text.prefix(40))")
      }
      return pages
    }.sorted { $0.code < $1.code }
    self.pages = pages
    byCode = Dictionary(pages.indices.map { (pages[$0].code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The page of a code; nil if there is none.
  package subscript(code: String) -> Explanation? { byCode[code].map { pages[$0] } }

  /// Whether an error is one of the environment, and not of the input.
  package func isOfEnvironment(_ diagnostic: Diagnostic) -> Bool {
    self[diagnostic.code]?.origin == .environment
  }

  /// Every code, in order.
  package var codes: [String] { pages.map(\.code) }

  /// The title of a code; the code itself if it has no page.
  package func title(_ code: String) -> String { self[code]?.title ?? code }
}
