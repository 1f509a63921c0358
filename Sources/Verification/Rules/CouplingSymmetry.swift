import Diagnostics
import Quantities
import Specification

extension DesignRule {
  /// What keeps a coupling from acting alike in both directions.
  ///
  /// Equilibrium propagation takes its gradient from an energy, which there is only when what a neuron does to the next is
  /// what the next does to it. A two-terminal device and its wires are reciprocal. An amplifier is only when its reverse
  /// current gain is the inverse of its forward voltage gain; two copies of an array are only when they are equal.
  static let couplingSymmetry = DesignRule(code: "GD1110", stage: .chip) { subject in
    var found: [Diagnostic] = []
    if let spread = subject.chip.technology.neuron.variability.gain?.value,
      let layer = subject.spec.network.hidden.first(where: { $0.value.gain > 1 })
    {
      let magnitude =
        subject.spec.prediction.imperfections[.gainSpread]?.value ?? spread.si
      if magnitude > limit {
        found.append(
          Diagnostic(
            .warning, "GD1110",
            "forward and reverse gain of the neurons' amplifiers differ by \(percent(magnitude)) (standard deviation): the "
              + "couplings are not symmetric, and gradients by equilibrium propagation are off by as much",
            at: layer.location, suggestion: "gain: 1"))
      }
    }
    let mismatch = subject.spec.prediction.imperfections[.copyMismatch]
    if subject.spec.prediction.inSitu.phases.value == .simultaneous, let mismatch, mismatch.value > limit {
      found.append(
        Diagnostic(
          .warning, "GD1110",
          "the two copies of an array differ by \(percent(mismatch.value)) (standard deviation): the phases see different "
            + "couplings, and their difference is no gradient", at: mismatch.location,
          suggestion: PhaseOrder.sequential.rawValue))
    }
    return RuleOutcome(found)
  }

  /// Relative asymmetry above which the error of a gradient is like that of an estimate with a visible bias: ours, a twentieth.
  private static let limit = 0.05
}
