/// Inspections as JUnit XML, as test reporters of continuous integration read it: a suite an input, a case a check.
///
/// A case fails when one of its findings counts at the severity that is failed on; other findings are its output, and a
/// case with nothing but suppressed findings is skipped with the reason.
package struct JUnitReport: Sendable {
  /// Titles of the cases.
  package var catalogue: ExplanationCatalogue
  /// From which severity on a finding fails its case.
  package var failsOn: Severity

  /// Makes a renderer.
  package init(_ catalogue: ExplanationCatalogue, failsOn: Severity = .error) {
    (self.catalogue, self.failsOn) = (catalogue, failsOn)
  }

  /// What becomes of a case.
  private enum Outcome { case passed, failed, skipped }

  private struct Case {
    var code: String
    var findings: [Finding]
    var outcome: Outcome
  }

  /// The document, ended by a line break.
  package func text(_ inspections: [Inspection]) -> String {
    let suites = inspections.map { ($0.input, cases($0)) }
    let all = suites.flatMap(\.1)
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out += "<testsuites name=\"grenadyn check\"\(counts(all, hasSkipped: false))>\n"
    for (input, cases) in suites {
      out += "  <testsuite name=\"\(Self.escaped(input))\"\(counts(cases, hasSkipped: true))>\n"
      for one in cases { out += text(one, of: input) }
      out += "  </testsuite>\n"
    }
    return out + "</testsuites>\n"
  }

  private func cases(_ inspection: Inspection) -> [Case] {
    let found = Dictionary(grouping: inspection.findings, by: \.diagnostic.code)
    let others = found.keys.filter { !inspection.checks.contains($0) }.sorted()
    return (others + inspection.checks).map { code in
      let findings = found[code] ?? []
      let outcome: Outcome =
        findings.contains { $0.counts(from: failsOn) }
        ? .failed
        : !findings.isEmpty && findings.allSatisfy { $0.suppression != nil } ? .skipped : .passed
      return Case(code: code, findings: findings, outcome: outcome)
    }
  }

  private func counts(_ cases: [Case], hasSkipped: Bool) -> String {
    let failures = cases.count { $0.outcome == .failed }
    let skipped = cases.count { $0.outcome == .skipped }
    return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
      + (hasSkipped ? " skipped=\"\(skipped)\"" : "")
  }

  private func text(_ one: Case, of input: String) -> String {
    var out = "    <testcase name=\"\(Self.escaped("\(one.code) \(catalogue.title(one.code))"))\" "
    out += "classname=\"\(Self.escaped(input))\""
    guard !one.findings.isEmpty else { return out + "/>\n" }
    out += ">\n"
    // One failure a case, as readers of the format expect; it holds all messages.
    let text = one.findings.map(line).joined(separator: "\n")
    switch one.outcome {
    case .failed:
      let first = one.findings.first { $0.counts(from: failsOn) }?.diagnostic
      out += "      <failure type=\"\(one.code)\" message=\"\(Self.escaped(first?.message ?? ""))\">"
      out += Self.escaped(text) + "</failure>\n"
    case .skipped:
      out += "      <skipped message=\"\(Self.escaped(one.findings[0].suppression?.reason ?? ""))\"/>\n"
      out += "      <system-out>\(Self.escaped(text))</system-out>\n"
    case .passed:
      out += "      <system-out>\(Self.escaped(text))</system-out>\n"
    }
    return out + "    </testcase>\n"
  }

  private func line(_ finding: Finding) -> String {
    let diagnostic = finding.diagnostic
    let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    return place + "\(diagnostic.severity.rawValue): \(diagnostic.fullMessage())"
      + (finding.suppression.map { " (suppressed: \($0.reason))" } ?? "")
  }

  /// Text for content and attributes; what XML 1.0 has no way to write, and what steers a reader, becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "\t": out.append(contentsOf: "&#9;".unicodeScalars)
      case "\n": out.append(contentsOf: "&#10;".unicodeScalars)
      case "\r": out.append(contentsOf: "&#13;".unicodeScalars)
      default:
        let isLegal = !scalar.isTerminalControl && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        out.append(isLegal ? scalar : "\u{FFFD}")
      }
    }
    return String(out)
  }
}
