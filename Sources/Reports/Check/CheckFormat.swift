import Diagnostics

/// A form in which the checks are written.
package enum CheckFormat: String, Sendable, CaseIterable {
  /// For people.
  case text
  /// For scripts.
  case json
  /// SARIF 2.1.0.
  case sarif
  /// JUnit XML.
  case junit
  /// Workflow commands of GitHub Actions.
  case github

  /// The report in this form, ended by a line break.
  package func render(_ report: CheckReport, failingOn severity: Severity, colours: Bool = false) throws
    -> String
  {
    switch self {
    case .text: report.text(failingOn: severity, colours: colours)
    case .json: try report.json(failingOn: severity)
    case .sarif:
      SARIFReport(ExplanationCatalogue(), version: Version.current, paths: RepositoryPaths()).text(
        report.inspections)
    case .junit: JUnitReport(ExplanationCatalogue(), failsOn: severity).text(report.inspections)
    case .github: GitHubAnnotations(ExplanationCatalogue(), paths: RepositoryPaths()).text(report.inspections)
    }
  }
}
