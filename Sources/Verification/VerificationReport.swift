import Diagnostics
import Foundation
import Simulators

/// The results of some checks.
package struct VerificationReport: Sendable, Equatable, Codable {
  /// How a check ended.
  package enum Verdict: String, Sendable, Codable {
    /// The figure is within the tolerance.
    case pass
    /// It is not, or nothing could be measured.
    case fail
    /// The check does not apply.
    case skipped
    /// An outside program crashed, was ended or ran into a limit: nothing is known.
    case unknown
  }
  /// One check's result.
  package struct Entry: Sendable, Equatable, Codable {
    /// The check.
    package var id: String
    /// What was compared with what.
    package var title: String
    /// How it ended.
    package var verdict: Verdict
    /// What the figure is; nil when nothing was measured.
    package var quantity: String?
    /// The figure; nil when nothing was measured or a value was not a number.
    package var measured: Double?
    /// Largest figure that passes.
    package var tolerance: Double?
    /// Number of values compared.
    package var count: Int?
    /// Where the largest disagreement is, and both values.
    package var worst: Worst?
    /// Why it was skipped, failed or gave no answer.
    package var reason: String?
    /// Further findings.
    package var notes: [String]
  }
  /// A place with both values as text with all digits, since JSON has no infinity.
  package struct Worst: Sendable, Equatable, Codable {
    /// Testbench and net, or module and quantity.
    package var place: String
    /// What it should be.
    package var expected: String
    /// What the other program says.
    package var found: String
  }

  /// One entry a check, in the order they ran.
  package var checks: [Entry]

  /// Whether every check that applies has passed.
  package var passes: Bool { !hasFailures && breakdowns.isEmpty }
  /// Whether a check found the files wrong.
  package var hasFailures: Bool { checks.contains { $0.verdict == .fail } }
  /// A diagnostic for every check whose program broke down.
  package var breakdowns: [Diagnostic] {
    checks.filter { $0.verdict == .unknown }.map { entry in
      let reason = entry.reason?.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no answer"
      return Diagnostic(
        .error, "GD0705",
        "\(entry.id) says nothing of the chip: \(reason.hasSuffix(":") ? String(reason.dropLast()) : reason)")
    }
  }

  /// Runs checks.
  ///
  /// - Parameter progress: called before each check with its identifier.
  /// - Throws: `DiagnosticsError` with GD07xx when a program is missing; nothing has run then.
  package init(
    running checks: [any VerificationCheck] = VerificationChecks.all, on context: VerificationContext,
    progress: (String) -> Void = { _ in }
  ) throws {
    let missing = VerificationChecks.missingTools(for: checks, in: context.tools)
    guard missing.isEmpty else { throw DiagnosticsError(missing) }
    var simulations = try Simulations()
    self.checks = try checks.map { check in
      progress(check.id)
      do {
        return Entry(check, try check.run(context, &simulations))
      } catch let failure as ToolRun.Failure {
        return Entry(
          check, failure.isOfProgram ? .unknown(failure.description) : .failed(failure.description))
      }
    }
  }

  /// Wraps results.
  package init(checks: [Entry]) { self.checks = checks }

  /// The report as JSON with sorted keys; the same results give the same bytes.
  package func json() throws -> String {
    try JSONText.of(self)
  }
}

extension VerificationReport.Entry {
  /// The entry of a check's outcome.
  init(_ check: any VerificationCheck, _ outcome: CheckOutcome) {
    self.init(id: check.id, title: check.title, verdict: .skipped, notes: [])
    switch outcome {
    case .skipped(let reason): self.reason = reason
    case .failed(let reason): (verdict, self.reason) = (.fail, reason)
    case .unknown(let reason): (verdict, self.reason) = (.unknown, reason)
    case .measured(let measurement):
      verdict = measurement.passes ? .pass : .fail
      quantity = measurement.quantity
      measured = measurement.figure.isFinite ? measurement.figure : nil
      tolerance = measurement.tolerance
      count = measurement.count
      worst = measurement.worst.map {
        VerificationReport.Worst(place: $0.place, expected: "\($0.expected)", found: "\($0.found)")
      }
      notes = measurement.notes
      if measurement.count == 0 {
        reason = "nothing was compared"
      } else if !measurement.figure.isFinite {
        reason = "a value is not a number"
      }
    }
  }
}
