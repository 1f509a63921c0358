import Diagnostics
import Foundation
import Mustache

/// A report as one HTML file that needs nothing else: it opens from disk, in light and dark, and prints.
package struct HTMLReport: Sendable {
  /// Its name in an output folder.
  static let fileName = "report.html"
  private let content: ReportContent

  /// The report of some content.
  package init(_ content: ReportContent) { self.content = content }

  /// The file; the same content gives the same text.
  /// - Throws: what reading the templates throws, which come with the program.
  package func text() throws -> String {
    let page = Page(
      title: content.name, subtitle: content.summary, generator: Version.generator,
      drawingStyle: Drawing.style,
      key: SummarySection.facts(content), sections: sections)
    let library = try MustacheLibrary(templates: Self.templates())
    return library.render(page, withTemplate: "page") ?? ""
  }

  /// What the page's template shows.
  private struct Page {
    let title, subtitle, generator, drawingStyle: String
    let key: [ReportFact]
    let sections: [ReportSection]
  }

  /// In reading order; those without content are left out.
  private var sections: [ReportSection] {
    [
      NetworkSection.make(content), ChipSection.make(content), WeightSection.make(content),
      TrainingSection.make(content), PredictionSection.make(content), EstimateSection.make(content),
      SignalSection.make(content), CheckSection.make(content), ProvenanceSection.make(content),
    ].compactMap { $0 }
  }

  private static func templates() throws -> [String: MustacheTemplate] {
    // A build without its resources cannot run at all, and Bundle.module says so.
    let folder = Bundle.module.bundleURL.appendingPathComponent("Templates")
    PageText.register()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.filter { $0.hasSuffix(".mustache") }.map { name in
        let text = try SourceFile.read(folder.appendingPathComponent(name).path).text
        return (
          String(name.dropLast(".mustache".count)), try MustacheTemplate(string: PageText.directive + text)
        )
      })
  }
}
