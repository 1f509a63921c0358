import Datasets
import Kernels
import Learning
import Quantities

/// One thread's way through the minibatches of an epoch: what the fast engine does for a plan.
///
/// It relaxes both nudged phases at once, and an adjoint by nudges so small that they are its derivative. A step is applied
/// with the product of the next minibatch.
struct FastLearner: PlanEngine {
  private let engine: FastEngine
  private let samples: SampleTable
  private let settings: FastEngine.EpochSettings
  private let minibatches: Minibatches
  private let epoch: TeamEpoch
  private let seat: WorkerTeam.Seat
  private let scratch: FastScratch
  private var worker: FastWorker
  /// What the first thread counts.
  private var sums: EpochProgress
  /// Inputs of the minibatch at hand and of the one before.
  private var new, old: FloatMemory
  /// The minibatch whose step is still to be applied: its number, its samples and the span of its contrast.
  private var pending: (number: Int, count: Int, span: Double)?
  /// The minibatch at hand, and its targets.
  private var minibatch: Minibatch
  private var targets: [Target] = []
  private var span = 0.0

  init(
    _ engine: FastEngine, _ samples: SampleTable, _ settings: FastEngine.EpochSettings,
    _ minibatches: Minibatches, _ epoch: TeamEpoch, _ seat: WorkerTeam.Seat
  ) {
    (self.engine, self.samples, self.settings) = (engine, samples, settings)
    (self.minibatches, self.epoch, self.seat) = (minibatches, epoch, seat)
    scratch = FastScratch(engine.net, states: engine.states)
    worker = FastWorker(
      engine.net, engine.memory, scratch, seat, isa: engine.isa, batch: engine.batch, devices: engine.devices)
    sums = epoch.progress
    (new, old) = scratch.inputs
    minibatch = Minibatch(samples: [], number: 0, plan: .adjoint)
    guard let last = minibatches.previous else { return }
    spread(last.samples, into: old)
    pending = (last.number, last.samples.count, Self.span(last.plan, engine.net))
    let (net, memory) = (engine.net, engine.memory)
    scratch.pair.copy(memory.outputPair)
    if net.weighsSamples { scratch.weights.copy(memory.weights) }
    if memory.outputCenter.count > 0 { scratch.center.copy(memory.outputCenter) }
  }

  private func spread(_ indices: ArraySlice<Int>, into inputs: FloatMemory) {
    samples.spread(
      indices, epoch: minibatches.epoch, fullScale: engine.net.fullScale, states: engine.batch, into: inputs)
  }

  /// Learns from all minibatches, or until the epoch ends.
  mutating func run() {
    var isStopped = false
    for minibatch in minibatches {
      self.minibatch = minibatch
      begin()
      do {
        try minibatch.plan.learn(by: &self)
      } catch {
        // Every thread throws the same, at the same place.
        epoch.end(by: error)
        isStopped = true
        break
      }
      if epoch.isEnding {
        isStopped = true
        break
      }
    }
    finish(isStopped)
  }

  /// Applies the step of the minibatch before, together with the product of this one's inputs.
  private mutating func begin() {
    targets = samples.targets(minibatch.samples)
    spread(minibatch.samples, into: new)
    worker.findRuns(updating: pending != nil ? old : nil, multiplying: new, states: engine.batch)
    applyStep(multiplying: new)
    worker.begin(carrying: settings.carriesState && pending != nil, states: engine.batch)
    worker.setTargets(targets)
    seat.wait()
    worker.sumConductances()
  }

  /// Applies the pending step, if there is one; in any case sums of conductances are taken.
  private mutating func applyStep(multiplying next: FloatMemory?) {
    let number = UInt32(truncatingIfNeeded: pending?.number ?? minibatch.number - 1)
    if pending != nil { worker.readStates(number: number) }
    worker.update(
      rates: settings.rates(max(1, pending?.count ?? 0), pending?.span ?? 1), count: pending?.count ?? 0,
      number: number)
    worker.stepInputMatrix(old: old, new: next)
  }

  mutating func contrast(_ minus: NudgePoint, _ plus: NudgePoint, span: Double) throws {
    let unit = engine.net.output.nudgeConductance(1, outputs: Conductance(si: worker.meanOutputConductance))
      .si
    try relax(minus: Self.strength(minus), plus: Self.strength(plus), span: span, unit: unit)
  }

  mutating func adjoint() throws {
    let strength = engine.net.adjointNudge
    try relax(minus: -strength, plus: strength, span: 2 * strength, unit: 1)
  }

  /// Relaxes freely and under two nudges.
  /// - Parameter unit: siemens of a nudge of strength 1.
  private mutating func relax(minus: Double, plus: Double, span: Double, unit: Double) throws {
    self.span = span
    worker.setNudge((Float(plus), Float(minus)), unit: unit)
    // Every thread sees the same sums.
    if let weak = worker.weakOutput() { throw weak }
    let free = worker.relaxFree(states: engine.batch)
    if seat.index == 0 { judge(free) }
    worker.readFree(number: UInt32(truncatingIfNeeded: minibatch.number))
    let nudged = worker.setPulls(targets, unit: unit) ? worker.relaxNudged() : worker.stayFree()
    if seat.index == 0, nudged.sweeps > 0 { sums.count(nudged) }
  }

  /// Counts what the free states show, and asks whether to go on: before the waits of the nudged phases, so that every thread
  /// knows the answer after them.
  private mutating func judge(_ free: FastPhase) {
    let before = sums.cost
    engine.judge(
      scratch, targets, samples.targets.vectors, engine.batch, &sums,
      offsets: engine.net.nodes?.offsets[engine.net.last + 1])
    sums.samples += targets.count
    sums.count(free)
    if !sums.cost.isFinite || sums.cost - before > settings.largestCost * Double(targets.count) {
      epoch.end(by: DivergedError())
    } else {
      epoch.ask(sums)
    }
  }

  mutating func step() {
    pending = (minibatch.number, minibatch.samples.count, span)
    swap(&new, &old)
  }

  /// Applies what is due and keeps what another epoch needs.
  private mutating func finish(_ isStopped: Bool) {
    // The last minibatch's step has no next product to go with, and is due even when a stop was asked for.
    if let last = pending, !isStopped || last.number == minibatches.lastNumber {
      worker.findRuns(updating: old, multiplying: nil, states: engine.batch)
      applyStep(multiplying: nil)
    }
    let given = worker.pulseCount
    engine.devices?.count.withLock {
      $0.writes += given.devices
      $0.pulses += given.pulses
    }
    guard seat.index == 0 else { return }
    let (net, memory) = (engine.net, engine.memory)
    for j in 0..<net.outputs { memory.outputBias[j] = scratch.outputBias[j] }
    memory.outputPair.copy(scratch.pair)
    if net.weighsSamples { memory.weights.copy(scratch.weights) }
    if memory.outputCenter.count > 0 { memory.outputCenter.copy(scratch.center) }
    epoch.keep(sums)
  }

  /// Of a nudge, in its unit.
  private static func strength(_ point: NudgePoint) -> Double {
    switch point {
    case .free: 0
    case .nudged(let strength): strength
    case .clamped:
      preconditionFailure("the fast engine holds no outputs, and its capabilities do not claim it")
    }
  }

  /// What the contrast of a plan is divided by.
  private static func span(_ plan: GradientPlan, _ net: FastNetwork) -> Double {
    if case .contrast(_, _, let span) = plan { span } else { 2 * net.adjointNudge }
  }
}
