import Diagnostics

/// `checks:` — how bad what checks find is, and what of it does not count.
package struct ChecksSpec: Sendable, Equatable {
  /// What is said about one code.
  package struct Entry: Sendable, Equatable {
    /// The code.
    package var code: Located<String>
    /// What becomes of its messages.
    package var setting: CheckSetting
  }

  /// In the order they are written, each code once.
  package var entries: [Entry]

  /// Nothing, or some entries.
  package init(entries: [Entry] = []) { self.entries = entries }

  /// What is said about a code; nil for nothing.
  package subscript(code: String) -> Entry? { entries.first { $0.code.value == code } }
}

/// What becomes of the messages of a check.
package enum CheckSetting: Sendable, Equatable {
  /// They get this severity.
  case severity(Severity)
  /// They do not count, for a reason.
  case suppressed(reason: String)
}

extension ChecksSpec {
  /// A finding with what the spec says about its code.
  package func apply(to diagnostic: Diagnostic) -> Finding {
    guard let entry = self[diagnostic.code] else { return Finding(diagnostic) }
    switch entry.setting {
    case .severity(let severity):
      var diagnostic = diagnostic
      diagnostic.severity = severity
      return Finding(diagnostic)
    case .suppressed(let reason):
      return Finding(diagnostic, suppression: .init(reason: reason, at: entry.code.location))
    }
  }
}
