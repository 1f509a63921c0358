import Quantities
import Specification

extension TrainingSettings {
  /// How a gradient changes the parameters.
  package var updateStatements: [Statement] {
    // A spec whose optimizer cannot be made is refused before.
    let method = try? Optimizers.make(optimizer)
    let step = method?.stepFormula
    func moved(_ name: String) -> String {
      step == nil ? "\(name) ← \(name) − η_k mean_batch ∂C/∂\(name)" : "\(name) ← \(name) + Δ\(name)"
    }
    var statements = [
      Statement("update", method?.formula ?? "\(moved("G")), put into the range of G; η = \(rateText)")
    ]
    if let biasRates {
      statements.append(
        Statement(
          "bias update", "\(moved("b")); η = \(biasRates.map { "\($0)" }.joined(separator: ", "))"))
    }
    statements.append(
      Statement("schedule", "\(epochs) epochs, \(batch) samples an update, η \(schedule.formula)"))
    statements.append(Statement("optimizer", optimizer.kind.value + (step.map { ": \($0)" } ?? "")))
    statements.append(Statement("start", startText))
    return statements
  }

  private var rateText: String {
    let rates = learningRates.map { "\($0)" }.joined(separator: ", ")
    guard let relativeRates else { return rates }
    let text = RelativeRates.text(relativeRates)
    return learningRates == [.zero] ? text : "\(rates), \(text)"
  }

  private var startText: String {
    if startValues != nil { return "given weights" }
    guard let fanIn else {
      return "uniform from \(initial.lowerBound) to \(initial.upperBound), seed \(seed)"
    }
    return
      "uniform from −s/√rows to s/√rows, s = \(fanIn.scale), then put into the range of G, seed \(seed)"
  }

  /// What computes the equilibria.
  package func engineStatements(_ engine: TrainingEngine) -> [Statement] {
    switch engine {
    case .exact:
      [
        Statement("engine", "exact: float64"),
        Statement(
          "a phase ends",
          "when every node's residual current is at most \(relaxation.tolerance) of its total conductance times the "
            + "largest source voltage, or after \(relaxation.maximumSweeps) sweeps"),
        Statement("start of a phase", "free: 0 V; nudged: the free state"),
      ]
    case .fast:
      [
        Statement("engine", "fast: float32"),
        Statement(
          "a phase ends",
          sweeps.map { "after \($0) sweeps" }
            ?? "when no node of layers 1, 3, … moves further in a sweep than \(relaxation.tolerance) of the largest source "
            + "voltage, its relative residual, or after \(relaxation.maximumSweeps) sweeps"),
        Statement(
          "start of a phase",
          carriesState
            ? "free: the last minibatch's s_β, 0 V at the start of an epoch and in tests; nudged: the free state"
            : "free: 0 V; nudged: the free state"),
      ]
    }
  }
}
