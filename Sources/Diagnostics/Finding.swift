/// A diagnostic as a report shows it: with the reason why it does not count, if it was suppressed.
package struct Finding: Sendable, Hashable, Codable {
  /// Why a diagnostic does not count.
  package struct Suppression: Sendable, Hashable, Codable {
    /// In the words of who suppressed it.
    package var reason: String
    /// Where it is written.
    package var location: SourceLocation

    /// Makes a suppression.
    package init(reason: String, at location: SourceLocation) {
      (self.reason, self.location) = (reason, location)
    }
  }

  /// What was found.
  package var diagnostic: Diagnostic
  /// Why it does not count; nil when it does.
  package var suppression: Suppression?

  /// Makes a finding.
  package init(_ diagnostic: Diagnostic, suppression: Suppression? = nil) {
    (self.diagnostic, self.suppression) = (diagnostic, suppression)
  }

  /// Whether it counts and is at least so bad.
  package func counts(from severity: Severity) -> Bool {
    suppression == nil && diagnostic.severity.rank >= severity.rank
  }
}

extension Severity {
  /// 0 for a note, 2 for an error.
  var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// What the checks of one input found: the unit that the formats for continuous integration show.
package struct Inspection: Sendable, Hashable, Codable {
  /// The input, as the user named it.
  package var input: String
  /// Codes of the checks that were run, whether they found something or not, in the order they are shown.
  package var checks: [String]
  /// What was found, suppressed or not.
  package var findings: [Finding]

  /// Makes an inspection.
  package init(input: String, checks: [String], findings: [Finding]) {
    (self.input, self.checks, self.findings) = (input, checks, findings)
  }

  /// Findings of a severity that count.
  package func count(_ severity: Severity) -> Int {
    findings.count { $0.suppression == nil && $0.diagnostic.severity == severity }
  }
  /// Whether nothing counts that is at least so bad.
  package func passes(failingOn severity: Severity) -> Bool {
    !findings.contains { $0.counts(from: severity) }
  }
}
