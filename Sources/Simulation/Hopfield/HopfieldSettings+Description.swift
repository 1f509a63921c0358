import Networks
import Specification

extension HopfieldSettings {
  /// How a gradient changes the parameters.
  public var updateStatements: [Statement] {
    [
      Statement("update", weightUpdateText),
      Statement(
        "bias update",
        "b ← b − η mean_batch ∂C/∂b; η = \(Self.text(biasRates))"
          + (hasReadout ? ", of the read-out \(readoutRates.biases)" : "")),
      Statement("schedule", "\(epochs) epochs, \(batch) samples an update, η \(schedule.formula)"),
      Statement("optimizer", type(of: optimizer).name),
      Statement("start", hasInitialWeights ? "given weights" : startText),
    ]
  }

  private var weightUpdateText: String {
    // One text where all connections have the same options, else one each.
    let formulas = (couplingOptimizers + (hasReadout ? [readoutOptimizer] : [])).compactMap(\.formula)
    guard !formulas.isEmpty else {
      if let relativeRates { return "w ← w − η mean_batch ∂C/∂w; η = \(RelativeRates.text(relativeRates))" }
      return "w ← w − η mean_batch ∂C/∂w; η = \(Self.text(couplingRates))"
        + (hasReadout ? ", of the read-out \(readoutRates.weights)" : "")
    }
    return
      (Set(formulas).count == 1
      ? formulas[0] : formulas.enumerated().map { "weights \($0 + 1): \($1)" }.joined(separator: "; "))
      + "; biases move by plain steps"
  }

  private var startText: String {
    (type(of: optimizer).needsSignedWeights
      ? "weights of either sign and s/(2 √fan-in), s = "
      : "weights uniform from −s/√fan-in to s/√fan-in, s = ")
      + Self.text(couplingScales)
      + (hasReadout ? ", of the read-out \(readoutScale)" : "") + "; biases 0; seed \(seed)"
  }

  /// How states move, and when a phase ends.
  public var relaxationStatements: [Statement] {
    let method =
      switch relaxation.method {
      case .fixedPoint: "fixed-point: s_k ← σ(z_k)"
      case .gradient: "gradient: s_k ← σ((1 − ε) σ⁻¹(s_k) + ε z_k), ε = \(relaxation.step)"
      }
    let order =
      switch relaxation.order {
      case .asynchronous:
        "asynchronous: a sweep moves layers 1, 3, 5, … and then 2, 4, 6, …, each from the newest states"
      case .synchronous: "synchronous: a sweep moves all layers at once from the states before it"
      }
    let sweeps = "after \(self.sweeps.free) sweeps (free) or \(self.sweeps.nudged) (nudged)"
    return [
      Statement("method", method), Statement("order", order),
      Statement(
        "a phase ends",
        relaxation.tolerance.map { "when no state moves further than \($0) in a sweep, or \(sweeps)" }
          ?? sweeps),
      Statement(
        "start of a phase",
        carriesState
          ? "free: the last minibatch's states, 0 at the start of an epoch and in tests; nudged: the free state"
          : "free: 0; nudged: the free state"),
      Statement("engine", precision == .single ? "float32" : "float64"),
    ]
  }

  /// The learning rule.
  public var learningRule: any LearningRule { rule }

  /// Numbers, one if they are all the same.
  private static func text(_ values: [Double]) -> String {
    Set(values).count == 1 ? "\(values[0])" : values.map { "\($0)" }.joined(separator: ", ")
  }
}
