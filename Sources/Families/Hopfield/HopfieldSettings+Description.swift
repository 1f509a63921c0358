import Learning
import Specification

extension HopfieldSettings {
  /// How a gradient changes the parameters.
  package var updateStatements: [Statement] {
    [
      Statement("update", weightUpdateText),
      Statement(
        "bias update",
        "\(moved("b")); η = \(Self.text(biasRates))"
          + (hasReadout ? ", of the read-out \(readoutRates.biases)" : "")),
      Statement("schedule", "\(epochs) epochs, \(batch) samples an update, η \(schedule.formula)"),
      Statement(
        "optimizer", type(of: method.optimizer).name + (method.optimizer.stepFormula.map { ": \($0)" } ?? "")),
      Statement("start", hasInitialWeights ? "given weights" : startText),
    ]
  }

  /// How a gradient moves a parameter, by its letter; θ in the optimizer's formula is any of them.
  private func moved(_ name: String) -> String {
    method.optimizer.stepFormula == nil
      ? "\(name) ← \(name) − η mean_batch ∂C/∂\(name)" : "\(name) ← \(name) + Δ\(name)"
  }

  private var weightUpdateText: String {
    // One text where all connections have the same options, else one each.
    let formulas = (couplingOptimizers + (hasReadout ? [readoutOptimizer] : [])).compactMap(\.formula)
    guard !formulas.isEmpty else {
      let isResolved = couplingRates.contains { $0 != 0 }
      let rates =
        Self.text(couplingRates) + (hasReadout ? ", of the read-out \(readoutRates.weights)" : "")
      let texts = [
        relativeRates == nil || isResolved ? rates : nil, relativeRates.map { RelativeRates.text($0) },
      ]
      return "\(moved("w")); η = " + texts.compactMap { $0 }.joined(separator: ", ")
    }
    return
      (Set(formulas).count == 1
      ? formulas[0] : formulas.enumerated().map { "weights \($0 + 1): \($1)" }.joined(separator: "; "))
      + "; biases move by plain steps"
  }

  private var startText: String {
    (type(of: method.optimizer).needsSignedWeights
      ? "weights of either sign and s/(2 √fan-in), s = "
      : "weights uniform from −s/√fan-in to s/√fan-in, s = ")
      + Self.text(couplingScales)
      + (hasReadout ? ", of the read-out \(readoutScale)" : "") + "; biases 0; seed \(seed)"
  }

  /// How states move, and when a phase ends.
  package var relaxationStatements: [Statement] {
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

  /// How a nudge enters the step of the last layer: with the state after it, or before.
  package func nudgedStepStatements(_ network: HopfieldNetwork) -> [Statement] {
    guard let layer = network.layers.last, !layer.activation.isBinary else { return [] }
    let text: String
    switch (network.cost, relaxation.method, layer.activation.curve) {
    case (.crossEntropy, _, _): text = "explicit: the softmax is that of the state before the step"
    case (.squaredError, .fixedPoint, .clamped(let slope, _, _)):
      // The minimum of H(s) − z s + β/2 (s − y)² with H = k s²/2: a z of (z + β y) k/(k + β).
      let stiffness = slope == 1 ? "1" : "\(1 / slope)"
      text =
        "implicit: o ← σ((z + β y) · \(stiffness)/(\(stiffness) + β)), the exact minimum of F with the others held; published "
        + "programs take o before the step, σ(z + β (y − o)), which has the same equilibrium"
    case (.squaredError, _, _): text = "explicit: β (y − o) is that of the state before the step"
    }
    return [Statement("output step", text)]
  }

  /// The learning rule.
  package var learningRule: any LearningRule { method.rule }

  /// Numbers, one if they are all the same.
  private static func text(_ values: [Double]) -> String {
    Set(values).count == 1 ? "\(values[0])" : values.map { "\($0)" }.joined(separator: ", ")
  }
}
