/// Findings as workflow commands of GitHub Actions, which show them at their lines of a pull request; suppressed ones are
/// left out.
package struct GitHubAnnotations: Sendable {
  /// Titles of the annotations.
  package var catalogue: ExplanationCatalogue
  /// How files are named: GitHub knows them by their paths in the repository.
  package var paths: RepositoryPaths

  /// Makes a renderer.
  package init(_ catalogue: ExplanationCatalogue, paths: RepositoryPaths = .unchanged) {
    (self.catalogue, self.paths) = (catalogue, paths)
  }

  /// One line a finding.
  package func text(_ inspections: [Inspection]) -> String {
    inspections.flatMap { inspection in
      inspection.findings.filter { $0.suppression == nil }.map { line($0.diagnostic, of: inspection.input) }
    }.joined()
  }

  private func line(_ diagnostic: Diagnostic, of input: String) -> String {
    let kind =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let location = paths.place(diagnostic.location, input: input)
    var properties = [("file", location?.file ?? paths.path(input))]
    if let place = location {
      properties += [
        ("line", "\(place.line)"), ("endLine", "\(place.line)"), ("col", "\(place.column)"),
        ("endColumn", "\(place.column + place.length)"),
      ]
    }
    properties.append(("title", "\(diagnostic.code) \(catalogue.title(diagnostic.code))"))
    let written = properties.map { "\($0.0)=\(Self.escaped($0.1, isProperty: true))" }.joined(separator: ",")
    let message = diagnostic.fullMessage(separator: "\n")
    return "::\(kind) \(written)::\(Self.escaped(message, isProperty: false))\n"
  }

  /// The runner reads these escapes back; a property also ends at a colon or comma.
  static func escaped(_ text: String, isProperty: Bool) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": out += "%25"
      case "\r": out += "%0D"
      case "\n": out += "%0A"
      case ":" where isProperty: out += "%3A"
      case "," where isProperty: out += "%2C"
      // The log and the page show it as it is.
      default: out.unicodeScalars.append(scalar.isTerminalControl && scalar != "\t" ? "\u{FFFD}" : scalar)
      }
    }
    return out
  }
}
