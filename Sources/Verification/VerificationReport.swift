import Diagnostics
import Foundation

/// The results of some checks.
public struct VerificationReport: Sendable, Equatable, Codable {
  /// How a check ended.
  public enum Verdict: String, Sendable, Codable {
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
  public struct Entry: Sendable, Equatable, Codable {
    /// The check.
    public var id: String
    /// What was compared with what.
    public var title: String
    /// How it ended.
    public var verdict: Verdict
    /// What the figure is; nil when nothing was measured.
    public var quantity: String?
    /// The figure; nil when nothing was measured or a value was not a number.
    public var measured: Double?
    /// Largest figure that passes.
    public var tolerance: Double?
    /// Number of values compared.
    public var count: Int?
    /// Where the largest disagreement is, and both values.
    public var worst: Worst?
    /// Why it was skipped, failed or gave no answer.
    public var reason: String?
    /// Further findings.
    public var notes: [String]
  }
  /// A place with both values as text with all digits, since JSON has no infinity.
  public struct Worst: Sendable, Equatable, Codable {
    /// Testbench and net, or module and quantity.
    public var place: String
    /// What it should be.
    public var expected: String
    /// What the other program says.
    public var found: String
  }

  /// One entry a check, in the order they ran.
  public var checks: [Entry]

  /// Whether every check that applies has passed.
  public var passes: Bool { !hasFailures && breakdowns.isEmpty }
  /// Whether a check found the files wrong.
  public var hasFailures: Bool { checks.contains { $0.verdict == .fail } }
  /// A diagnostic for every check whose program broke down.
  public var breakdowns: [Diagnostic] {
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
  public init(
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
  public init(checks: [Entry]) { self.checks = checks }

  /// The report as JSON with sorted keys; the same results give the same bytes.
  public func json() throws -> String {
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
