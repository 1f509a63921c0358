import Diagnostics

extension DesignRule {
  /// Rows whose devices are all at their lowest conductance, so that what drives them reaches nothing more than it must.
  static let idleRows = DesignRule(code: "GD1103", stage: .estimate) { subject in
    guard let conductances = subject.trained?.conductances else { return RuleOutcome() }
    let lowest = subject.fabric.conductanceRange.lowerBound.si
    let span = subject.fabric.conductanceRange.upperBound.si - lowest
    return RuleOutcome(
      conductances.connections.enumerated().compactMap { k, matrix in
        let idle = (0..<subject.fabric.signalRowCount(k)).filter { row in
          matrix.siemens[row * matrix.columns..<(row + 1) * matrix.columns].allSatisfy {
            $0 <= lowest + 1e-6 * span
          }
        }
        guard !idle.isEmpty else { return nil }
        return Diagnostic(
          .note, "GD1103",
          "\(idle.count) of \(subject.fabric.signalRowCount(k)) rows of connection \(k + 1) have all devices at the lowest "
            + "conductance: what drives them has no effect (rows \(someOf(idle.map(String.init))))",
          at: k == 0 ? subject.spec.network.input.shape.location : subject.location(ofLayer: k - 1))
      })
  }
}
