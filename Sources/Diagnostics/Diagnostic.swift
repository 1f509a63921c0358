/// A place in a source file: one-based line and column (in Unicode scalars, as libyaml counts).
package struct SourceLocation: Sendable, Hashable, Codable {
  /// The file, as the user named it.
  package var file: String
  /// One-based line.
  package var line: Int
  /// One-based column.
  package var column: Int
  /// Number of characters to underline, at least 1.
  package var length: Int

  /// Makes a location.
  package init(file: String, line: Int, column: Int, length: Int = 1) {
    (self.file, self.line, self.column, self.length) = (file, line, column, max(1, length))
  }
}

/// How bad a diagnostic is.
package enum Severity: String, Sendable, Hashable, CaseIterable, Codable {
  /// The input cannot be used.
  case error
  /// The input can be used, with a risk that is named.
  case warning
  /// Further information about another diagnostic.
  case note
}

/// One message to the user about one place of the input.
///
/// The message says what was found and what was expected; the suggestion is a text that would be right, the advice says in
/// words what to do where no text alone does it.
package struct Diagnostic: Error, Sendable, Hashable, Codable {
  /// A second place that belongs to a diagnostic: the first of two equal keys.
  package struct Note: Sendable, Hashable, Codable {
    /// What is at the place.
    package var message: String
    /// Where.
    package var location: SourceLocation

    /// Makes a note.
    package init(_ message: String, at location: SourceLocation) {
      (self.message, self.location) = (message, location)
    }
  }

  /// How bad it is.
  package var severity: Severity
  /// A stable identifier, as `GD0102`. Its page in the ``ExplanationCatalogue`` says what it tells of; the digits say nothing.
  package var code: String
  /// One sentence: what was found and what was expected.
  package var message: String
  /// Where; nil when there is no source text.
  package var location: SourceLocation?
  /// What would be right, as a text the user could type: in the place of what is underlined, or, as `key: value`, a key of
  /// the mapping that begins or stands around there.
  package var suggestion: String?
  /// What to do, in words.
  package var advice: String?
  /// Other places that belong to it.
  package var notes: [Note]

  /// Makes a diagnostic.
  package init(
    _ severity: Severity, _ code: String, _ message: String, at location: SourceLocation? = nil,
    suggestion: String? = nil, notes: [Note] = [], advice: String? = nil
  ) {
    (self.severity, self.code, self.message) = (severity, code, message)
    (self.location, self.suggestion, self.notes) = (location, suggestion, notes)
    self.advice = advice
  }

  /// The message with what else there is to say, for forms without a place for it.
  package func fullMessage(separator: String = "; ") -> String {
    message + (suggestion.map { "\(separator)write: \($0)" } ?? "")
      + (advice.map { "\(separator)help: \($0)" } ?? "")
  }
}

/// Several diagnostics thrown together: all the errors of an input at once.
package struct DiagnosticsError: Error, Sendable {
  /// In order of appearance.
  package var diagnostics: [Diagnostic]
  /// Wraps diagnostics to be thrown.
  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
