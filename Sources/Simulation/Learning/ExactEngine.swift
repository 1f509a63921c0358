import Networks
import Quantities

/// Interprets the plans of learning rules with the equilibria of a model, one sample at a time.
public struct ExactEngine<Model: EnergyModel>: Sendable {
  /// The model.
  public let model: Model
  /// When a phase ends.
  public let relaxation: Relaxation
  /// Threads used; no number depends on them.
  public let threads: Int
  /// The imperfect chip that learns; nil: an ideal one.
  public let chip: LearningChip?

  /// Makes an engine.
  public init(
    _ model: Model, relaxation: Relaxation, chip: LearningChip? = nil, threads: Int = 1
  ) {
    (self.model, self.relaxation, self.chip, self.threads) = (model, relaxation, chip, threads)
  }

  /// Learns from a minibatch.
  /// - Parameters:
  ///   - plan: what to do; ``GradientPlan/circle(radius:points:)`` is beyond real equilibria and a programming error.
  ///   - number: of this update, from 1.
  ///   - update: moves the parameters along a gradient; called once, or at every step of a continual plan.
  /// - Returns: the figures with the (sum of the) gradients.
  /// - Throws: `Diagnostic` when the nudged network has no equilibrium.
  public func learn(
    _ plan: GradientPlan, _ parameters: inout Model.Parameters, batch: [LabeledInput], number: Int = 1,
    update: (inout Model.Parameters, Model.Parameters) -> Void
  ) throws -> BatchResult<Model.Parameters> {
    if case .continual(let nudge) = plan {
      return try continual(nudge: nudge, &parameters, batch: batch, update: update)
    }
    let copy = chip?.secondCopy.map { factors in
      var copy = parameters
      copy.values = zip(parameters.values, factors).map { zip($0, $1).map { $0 * $1 } }
      return model.prepare(copy)
    }
    let result = try gradient(plan, model.prepare(parameters), batch: batch, number: number, copy: copy)
    update(&parameters, result.gradient)
    return result
  }

  /// The gradient of a minibatch by a plan without updates on the way; independent of ``threads`` to the last bit.
  /// - Parameter copy: the array on which the second phase runs at the same time; nil: it runs on the same array.
  /// - Throws: `Diagnostic` when the nudged network has no equilibrium.
  public func gradient(
    _ plan: GradientPlan, _ prepared: Model.Prepared, batch: [LabeledInput], number: Int = 1,
    copy: Model.Prepared? = nil
  ) throws -> BatchResult<Model.Parameters> {
    switch plan {
    case .contrast(let minus, let plus, let span):
      return try contrast(minus, plus, span: span, prepared, batch, number, copy)
    case .adjoint: return adjoint(prepared, batch)
    case .circle, .continual: preconditionFailure("not a plan for this engine: \(plan)")
    }
  }

  // MARK: free states

  /// A sample's free equilibrium.
  struct FreeState: Sendable {
    var drive: Model.Drive
    var state: Model.State
    var target: [Double]
    var values: [Double]
    var report: RelaxationReport
  }

  /// Relaxes a sample freely, from rest.
  func free(_ sample: LabeledInput, _ prepared: Model.Prepared) -> FreeState {
    let drive = model.drive(sample.values, prepared)
    var state = model.restingState()
    let report = relaxation.run(model, &state, drive, prepared, nudge: nil)
    return FreeState(
      drive: drive, state: state, target: model.target(ofClass: sample.label),
      values: model.classValues(of: state),
      report: report)
  }

  /// A result with the figures of the free states.
  func result(
    _ gradient: Model.Parameters, _ free: [FreeState], _ batch: [LabeledInput]
  ) -> BatchResult<Model.Parameters> {
    var result = BatchResult(gradient: gradient)
    for (state, sample) in zip(free, batch) {
      result.cost += zip(state.values, state.target).reduce(0) { $0 + 0.5 * ($1.0 - $1.1) * ($1.0 - $1.1) }
      result.errors += Evaluation.prediction(state.values) == sample.label ? 0 : 1
      result.add(state.report)
    }
    return result
  }

  // MARK: contrasts

  private func contrast(
    _ minus: NudgePoint, _ plus: NudgePoint, span: Double, _ prepared: Model.Prepared,
    _ batch: [LabeledInput],
    _ number: Int, _ copy: Model.Prepared?
  ) throws -> BatchResult<Model.Parameters> {
    for case .spring(let strength) in [minus, plus] where strength < 0 {
      try model.checkNudge(strength, prepared)
    }
    // Both nudged phases start from the free state.
    let samples = Parallel.map(count: batch.count, threads: threads) { i in
      let free = free(batch[i], prepared)
      // Two copies of an array relax at the same time, each from its own rest.
      let second = copy.map { self.free(batch[i], $0) } ?? free
      return (
        free: free, plus: relax(second, to: plus, copy ?? prepared), minus: relax(free, to: minus, prepared)
      )
    }
    func read(_ states: [Model.State], phase: Int) -> [Model.State] {
      guard let circuits = chip?.circuits, !circuits.readsExactly else { return states }
      return states.enumerated().map {
        circuits.read($1, of: model, sample: $0, phase: phase, update: number)
      }
    }
    let gradient = model.derivativeDifference(
      from: read(samples.map(\.minus.state), phase: 0), to: read(samples.map(\.plus.state), phase: 1),
      samples.map(\.free.drive),
      scale: 1 / (span * Double(max(1, batch.count))), threads: threads)
    var result = result(gradient, samples.map(\.free), batch)
    for sample in samples {
      for report in [sample.plus.report, sample.minus.report] { if let report { result.add(report) } }
    }
    return result
  }

  private func relax(
    _ free: FreeState, to point: NudgePoint, _ prepared: Model.Prepared
  ) -> (state: Model.State, report: RelaxationReport?) {
    var nudge: Nudge
    switch point {
    case .free: return (free.state, nil)
    case .spring(let strength): nudge = Nudge(conductance: Conductance(si: strength), target: free.target)
    case .clamped(let share): nudge = .holding(zip(free.values, free.target).map { $0 + share * ($1 - $0) })
    }
    if let circuits = chip?.circuits, !nudge.isHolding { nudge = circuits.nudge(nudge) }
    var state = free.state
    let report = relaxation.run(model, &state, free.drive, prepared, nudge: nudge)
    return (state, report)
  }
}
