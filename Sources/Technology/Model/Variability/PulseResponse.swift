import Quantities

/// How single pulses move the conductance, in the state x = (g − low) / (high − low) of a device.
///
/// A nominal pulse moves x by ±step · shape(x), where the shape of the law is 1 at x = ½. ``PulseModel`` computes it.
package struct PulseResponse: Sendable, Equatable {
  /// Mean |Δx| of one pulse up at x = ½.
  package var stepUp: Cited<Ratio>
  /// Mean |Δx| of one pulse down at x = ½.
  package var stepDown: Cited<Ratio>
  /// How the step depends on x.
  package var law: PulseShape
  /// Device-to-device relative standard deviation of the step (of its logarithm if log-normal); nil = not stated.
  package var stepSpread: Cited<Ratio>?
  /// How the step is distributed over devices.
  package var stepDistribution: StepDistribution
  /// Device-to-device standard deviation a of the asymmetry: steps up times (1 + a ξ), down times (1 − a ξ); nil =
  /// not stated.
  package var asymmetrySpread: Cited<Ratio>?
  /// Cycle-to-cycle standard deviation of one pulse's Δx, over the mean step at x = ½; nil = not stated.
  package var cycleNoise: Cited<Ratio>?
  /// Whether the noise shrinks with the step.
  package var cycleNoiseKind: CycleNoiseKind
  /// The pulse that raises the conductance; nil = not stated.
  package var setPulse: WritePulse?
  /// The pulse that lowers it; nil = not stated.
  package var resetPulse: WritePulse?

  /// What of the response the file does not state.
  package var unstated: [VariabilitySource] {
    var missing: [VariabilitySource] = []
    if stepSpread == nil { missing.append(.stepSpread) }
    if asymmetrySpread == nil { missing.append(.asymmetrySpread) }
    if cycleNoise == nil { missing.append(.cycleNoise) }
    return missing
  }
}

/// Distribution of the steps of devices.
package enum StepDistribution: String, Sendable, CaseIterable {
  /// Factor 1 + σ ξ, cut at 0.05.
  case normal
  /// Factor exp(σ ξ), of median 1.
  case logNormal = "log-normal"
}

/// What the cycle-to-cycle noise of a pulse is measured in.
package enum CycleNoiseKind: String, Sendable, CaseIterable {
  /// The same noise at every x: a share of the step at x = ½.
  case additive
  /// A share of the step at the present x.
  case multiplicative
}

/// A write pulse.
package struct WritePulse: Sendable, Equatable {
  /// Voltage across the cell; signed as in ``WriteDynamics``.
  package var voltage: Cited<Voltage>
  /// Duration.
  package var width: Cited<TimeSpan>
}
