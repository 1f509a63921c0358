import Diagnostics
import Foundation
import Specification
import Verification

/// Committed figures of designs, which later ones must not fall behind.
package struct Baseline: Sendable {
  /// The file as it is written.
  package struct Content: Sendable, Equatable, Codable {
    /// A figure of a spec.
    package struct Entry: Sendable, Equatable, Codable {
      /// In the coherent SI unit.
      package var value: Double
      /// The unit.
      package var unit: String
    }
    /// Version of the format.
    package var version = 1
    /// How much worse a figure may be, relative to the baseline's, unless said otherwise.
    package var tolerance = 0.01
    /// The same for some figures, by id.
    package var tolerances: [String: Double] = [:]
    /// Figures by spec (its path as seen from the file) and id.
    package var specs: [String: [String: Entry]] = [:]

    /// Nothing.
    package init() {}

    /// Gives figures of an older file their present names.
    mutating func renameFigures() {
      func renamed<Value>(_ figures: [String: Value]) -> [String: Value] {
        Dictionary(
          figures.map { (FigureName.current($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
      }
      (tolerances, specs) = (renamed(tolerances), specs.mapValues(renamed))
    }
  }

  /// A figure beside the baseline's.
  package struct Change: Sendable, Hashable, Codable {
    /// The figure's id and title.
    package var id, title: String
    /// The baseline's value and the present one, in the unit.
    package var old, new: Double
    /// The unit.
    package var unit: String
    /// Whether it is worse by more than the tolerance, or better by more.
    package var isRegression, isImprovement: Bool
  }

  /// Where the file is.
  package let url: URL
  /// What it says.
  package var content: Content

  /// No larger file is read: figures of some ten thousand specs.
  private static let limit = 64 << 20
  /// Codes of the messages about a baseline.
  static let codes = ["GD1130", "GD1132"]

  /// Reads a file; a missing one is empty when it is to be written.
  /// - Throws: GD1131 for a file that is missing or is not a baseline.
  package init(_ path: String, mayBeMissing: Bool = false) throws(DiagnosticsError) {
    url = URL(fileURLWithPath: path)
    func failure(_ reason: String) -> DiagnosticsError {
      DiagnosticsError([
        Diagnostic(
          .error, "GD1131", "baseline '\(path)': \(reason)",
          advice: "--update-baseline writes a new one")
      ])
    }
    let bytes: [UInt8]
    do throws(RegularFile.Failure) { bytes = try RegularFile.bytes(of: url.path, limit: Self.limit) } catch {
      guard error == .missing else { throw failure(error.reason(limit: Self.limit)) }
      guard mayBeMissing else { throw failure("there is no such file") }
      content = Content()
      return
    }
    do { content = try JSONDecoder().decode(Content.self, from: Data(bytes)) } catch {
      throw failure("it is not a baseline of this program")
    }
    guard content.version == 1 else { throw failure("version \(content.version) is not known") }
    content.renameFigures()
  }

  /// Name of a spec in the file.
  private func name(_ path: String) -> String {
    let full = URL(fileURLWithPath: path).standardizedFileURL.path
    return FilePath.relative(to: full, from: url.deletingLastPathComponent().standardizedFileURL.path)
  }

  /// The figures of a spec beside the baseline's, as far as it has them; nil when it has none of the spec.
  func changes(_ path: String, _ figures: DesignFigures) -> [Change]? {
    guard let entries = content.specs[name(path)] else { return nil }
    return figures.figures.compactMap { figure in
      guard let old = entries[figure.id], old.unit == figure.unit else { return nil }
      let tolerance = content.tolerances[figure.id] ?? content.tolerance
      let worse = (figure.better == .lower ? 1 : -1) * (figure.value - old.value)
      // The last digits of a sum may differ from machine to machine.
      let allowed = max(tolerance, 1e-9) * abs(old.value)
      return Change(
        id: figure.id, title: figure.title, old: old.value, new: figure.value, unit: figure.unit,
        isRegression: worse > allowed, isImprovement: -worse > allowed)
    }
  }

  /// Puts the figures of a spec in; those of later stages than were run stay.
  mutating func update(_ path: String, _ figures: DesignFigures) {
    for figure in figures.figures {
      content.specs[name(path), default: [:]][figure.id] = Content.Entry(
        value: figure.value, unit: figure.unit)
    }
  }

  /// The file's text.
  package var text: String { get throws { try JSONText.of(content) } }

  /// With the figures of the specs of a report that could be checked.
  package func updated(with report: CheckReport) -> Baseline {
    var result = self
    for spec in report.specs where spec.name != nil { result.update(spec.spec, spec.figures) }
    return result
  }
}

extension Baseline.Change {
  /// What it is, for people: "Area of the chip: 1.2 mm^2 → 1.3 mm^2 (+8.3 %)".
  var text: String {
    let change = old == 0 ? "" : " (\(Self.signedPercent((new - old) / abs(old))))"
    return
      "\(title) (\(id)): \(DesignFigure.text(old, unit: unit)) → \(DesignFigure.text(new, unit: unit))\(change)"
  }

  /// "+8.3 %".
  static func signedPercent(_ share: Double) -> String {
    (share > 0 ? "+" : "") + Figure.percent(share)
  }
}
