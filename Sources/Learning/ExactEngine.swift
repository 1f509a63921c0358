import Datasets
import Devices
import Fabrics
import Kernels
import Quantities

/// Interprets the plans of learning rules with the equilibria of a model, one sample at a time.
package struct ExactEngine<Model: EnergyModel>: Sendable {
  /// The model.
  package let model: Model
  /// When a phase ends.
  package let relaxation: Relaxation
  /// Threads used; no number depends on them.
  package let threads: Int
  /// The imperfect chip that learns; nil: an ideal one.
  package let chip: LearningChip?
  /// Contrasts leave out samples whose pulls are all below this voltage, volts; nil: none.
  package let skippedPull: Double?
  /// The targets of the training samples, for what free states leave unexplained of values; nil: that is not counted.
  package let vectors: VectorTargets?

  /// Makes an engine.
  package init(
    _ model: Model, relaxation: Relaxation, chip: LearningChip? = nil, skippedPull: Double? = nil,
    vectors: VectorTargets? = nil, threads: Int = 1
  ) {
    self.vectors = vectors
    (self.model, self.relaxation, self.chip, self.threads) = (model, relaxation, chip, threads)
    self.skippedPull = skippedPull
  }

  /// Learns from a minibatch.
  /// - Parameters:
  ///   - plan: what to do; ``GradientPlan/circle(radius:points:)`` is beyond real equilibria and a programming error.
  ///   - number: of this update, from 1.
  ///   - update: moves the parameters along a gradient; called once, or at every step of a continual plan.
  /// - Returns: the figures with the (sum of the) gradients.
  /// - Throws: `Diagnostic` when the nudged network has no equilibrium.
  package func learn(
    _ plan: GradientPlan, _ parameters: inout Model.Parameters, batch: [TargetedInput], number: Int = 1,
    update: @escaping (inout Model.Parameters, Model.Parameters) -> Void
  ) throws -> BatchResult<Model.Parameters> {
    var minibatch = ExactMinibatch(
      self, devices(parameters), parameters, batch, number: number, update: update)
    minibatch.copy = chip?.secondCopy.map { factors in
      var copy = parameters
      copy.values = zip(parameters.values, factors).map { zip($0, $1).map { $0 * $1 } }
      return devices(copy)
    }
    try plan.learn(by: &minibatch)
    parameters = minibatch.parameters
    return minibatch.result
  }

  /// The gradient of a minibatch, without an update; independent of ``threads`` to the last bit.
  /// - Throws: `Diagnostic` when the nudged network has no equilibrium.
  package func gradient(
    _ plan: GradientPlan, _ parameters: Model.Parameters, batch: [TargetedInput], number: Int = 1
  ) throws -> BatchResult<Model.Parameters> {
    var minibatch = ExactMinibatch(
      self, Devices(prepared: model.prepare(parameters), noise: nil), parameters, batch, number: number
    ) { _, _ in }
    try plan.learn(by: &minibatch)
    return minibatch.result
  }

  /// The devices of a chip, or of one of its two copies.
  struct Devices: Sendable {
    /// With their mean conductances.
    let prepared: Model.Prepared
    /// What their reads differ by; nil: they do not.
    let noise: NoisyDevices<Model.Parameters>?

    /// As a sample finds them, in all of its phases.
    func read(_ model: Model, _ read: DeviceNoise.Read) -> Model.Prepared {
      noise.map { model.prepare($0.read(read), near: prepared) } ?? prepared
    }
  }

  private func devices(_ parameters: Model.Parameters) -> Devices {
    Devices(
      prepared: model.prepare(parameters), noise: chip?.noise.map { NoisyDevices($0, parameters) })
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
  func free(_ sample: TargetedInput, _ prepared: Model.Prepared) -> FreeState {
    let drive = model.drive(sample.values, prepared)
    var state = model.restingState()
    let report = relaxation.run(model, &state, drive, prepared, nudge: nil)
    return FreeState(
      drive: drive, state: state, target: model.target(of: sample.target),
      values: model.classValues(of: state),
      report: report)
  }

  /// A result with the figures of the free states.
  func result(
    _ gradient: Model.Parameters, _ free: [FreeState], _ batch: [TargetedInput]
  ) -> BatchResult<Model.Parameters> {
    var result = BatchResult(gradient: gradient)
    for (state, sample) in zip(free, batch) {
      result.cost += model.cost(state.values, target: sample.target)
      switch sample.target {
      case .label(let label): result.errors += Evaluation.prediction(state.values) == label ? 0 : 1
      case .vector(let target):
        if let vectors {
          result.unexplained =
            (result.unexplained ?? 0) + vectors.unexplained(target, by: model.answer(state.values))
        }
      }
      result.add(state.report)
    }
    return result
  }

  // MARK: contrasts

  /// What a contrast takes of a sample.
  private struct Contrasted: Sendable {
    var free: FreeState
    /// The free state as the chip reads it; nil: exactly.
    var seen: NodeReadings?
    /// Both states, with what their relaxations report; nil: the sample is not learned from.
    var phases: (minus: Model.State, plus: Model.State, reports: [RelaxationReport])?
  }

  /// - Parameter copy: the array on which the second phase runs at the same time; nil: it runs on the same array.
  func contrast(
    _ minus: NudgePoint, _ plus: NudgePoint, span: Double, _ first: Devices, _ batch: [TargetedInput],
    _ number: Int, _ copy: Devices?
  ) throws -> BatchResult<Model.Parameters> {
    let prepared = first.prepared
    for case .nudged(let strength) in [minus, plus] where strength < 0 {
      try model.checkNudge(strength, prepared)
    }
    let circuits = chip?.circuits.isExact == false ? chip?.circuits : nil
    // Both nudged phases start from the free state.
    let samples = Parallel.map(count: batch.count, threads: threads) { i -> Contrasted in
      let own = first.read(
        model, .learning(update: number, sample: i, isCopy: false))
      let free = free(batch[i], own)
      let seen = circuits.map {
        $0.read(model.readings(of: free.state), sample: i, phase: .free, update: number)
      }
      let values = seen.map(model.classValues(of:)) ?? free.values
      let pull = model.pull(values, target: batch[i].target)
      if TrainingSettings.isSkipped(pull, below: skippedPull) {
        return Contrasted(free: free, seen: seen, phases: nil)
      }
      // Two copies of an array relax at the same time, each from its own rest.
      let other = copy.map {
        $0.read(model, .learning(update: number, sample: i, isCopy: true))
      }
      let second = other.map { self.free(batch[i], $0) } ?? free
      let target = batch[i].target
      let above = relax(second, to: plus, values, target, other ?? own, design: copy?.prepared ?? prepared)
      let below = relax(free, to: minus, values, target, own, design: prepared)
      return Contrasted(
        free: free, seen: seen,
        phases: (below.state, above.state, [above.report, below.report].compactMap { $0 }))
    }
    let learned = samples.indices.compactMap { i in samples[i].phases.map { (sample: i, phases: $0) } }
    let drives = learned.map { samples[$0.sample].free.drive }
    let scale =
      1 / (model.span(span, prepared, ofRule: (minus, plus)) * Double(max(1, batch.count)))
    let gradient: Model.Parameters
    if let circuits {
      let pairs = learned.map {
        circuits.read(
          minus: model.readings(of: $0.phases.minus), plus: model.readings(of: $0.phases.plus),
          sample: $0.sample, update: number)
      }
      gradient = model.derivativeDifference(
        from: pairs.map(\.minus), to: pairs.map(\.plus),
        around: circuits.center == .free ? learned.compactMap { samples[$0.sample].seen } : nil, drives,
        scale: scale, threads: threads)
    } else {
      gradient = model.derivativeDifference(
        from: learned.map(\.phases.minus), to: learned.map(\.phases.plus), drives, scale: scale,
        threads: threads)
    }
    var result = result(gradient, samples.map(\.free), batch)
    for sample in samples { for report in sample.phases?.reports ?? [] { result.add(report) } }
    return result
  }

  /// - Parameters:
  ///   - values: class values of the free state, as far as the chip knows them.
  ///   - design: what the strength of a nudge is scaled to.
  private func relax(
    _ free: FreeState, to point: NudgePoint, _ values: [Double], _ target: Target, _ prepared: Model.Prepared,
    design: Model.Prepared
  ) -> (state: Model.State, report: RelaxationReport?) {
    let nudge: Nudge
    switch point {
    case .free: return (free.state, nil)
    case .nudged(let strength):
      let asked = model.nudge(model.beta(strength, design), target: target, free: values)
      nudge = chip?.circuits.nudge(asked, isNegative: strength < 0) ?? asked
    case .clamped(let share): nudge = .holding(zip(free.values, free.target).map { $0 + share * ($1 - $0) })
    }
    var state = free.state
    let report = relaxation.run(model, &state, free.drive, prepared, nudge: nudge)
    return (state, report)
  }
}

extension EnergyModel {
  /// The span of a contrast as a β: of nudges in the unit of their circuit, of held outputs as it is.
  fileprivate func span(
    _ span: Double, _ prepared: Prepared, ofRule points: (NudgePoint, NudgePoint)
  ) -> Double {
    if case .clamped = points.0 { return span }
    if case .clamped = points.1 { return span }
    return beta(span, prepared)
  }
}
