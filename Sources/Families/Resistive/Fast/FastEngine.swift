import CKernels
import Datasets
import Devices
import Kernels
import Learning
import Quantities
import Synchronization

/// Steps of an update, κ_k = 2 η_k c_k / (c_out Δβ n): the EP gradient of n samples is
///
///   ∂C/∂g ≈ 1/(c_out Δβ n) Σ_s c_k ½ [(u₊ − v₊)² − (u₋ − v₋)²] = 2 c_k/(c_out Δβ n) Σ_s (u_m − v_m)(u_d − v_d)
///
/// with u± = u_m ± u_d the row and v± = v_m ± v_d the column voltages of the two nudged states and Δβ = β₊ − β₋.
struct FastRates: Sendable {
  /// One a connection.
  var connections: [Double]
  /// One a layer; nil: no bias currents.
  var biases: [Double]?
}

/// An output that a negative nudge leaves without equilibrium.
struct WeakOutput: Error, Equatable {
  var node: Int
  var siemens: Float
}

/// What a network answered samples with: classes, or values in the unit of scaled targets, one sample after another.
struct FastAnswers: Sendable {
  var predictions: [Int] = []
  var values: [Double] = []

  static func += (all: inout FastAnswers, more: FastAnswers) {
    all.predictions += more.predictions
    all.values += more.values
  }
}

extension Evaluation {
  /// What the fast engine found.
  init(_ answers: FastAnswers, _ targets: Targets, _ sums: EpochProgress) {
    switch targets {
    case .labels(let labels): self.init(predictions: answers.predictions, labels: labels, sums)
    case .vectors(let vectors): self.init(answers: answers.values, targets: vectors, sums)
    }
  }
}

extension EpochProgress {
  /// Adds a phase of a whole minibatch.
  mutating func count(_ phase: FastPhase) {
    sweeps += phase.sweeps
    phases += 1
    unconverged += phase.hasSettled ? 0 : 1
  }
}

/// The float32 engine of deep resistive networks with linear synapses and ideal rectifiers.
///
/// It runs the fixed number of sweeps of the reference (Scellier 2024, arXiv 2402.11674: exact coordinate steps,
/// even layers, then odd ones) at the speed of caches and multipliers. What it saves, all exact but for rounding:
/// the input's product x·(G⁺ − G⁻) and all sums of conductances are taken once a minibatch, in the pass that applies
/// the previous update; pixels that are 0 in the whole minibatch and nodes at rest skip their products; both
/// products of a hidden connection are taken in one pass over its rows; the nudged states are kept as mean and half
/// difference, so that the gradient, a product of differences, keeps its digits, and as long as the nudge has not
/// reached a layer one state serves both signs.
///
/// Results depend on network, data, settings and the processor's vector instructions, not on the number of threads.
final class FastEngine: Sendable {
  /// Samples relaxed at a time in an evaluation.
  static let evaluationStates = 8

  let net: FastNetwork
  let threads: Int
  let memory: FastMemory
  /// Devices that answer by pulses; nil: ideal ones.
  let devices: FastDevices?
  let batch: Int
  let states: Int
  let isa: gd_isa

  /// Makes an engine.
  /// - Parameters:
  ///   - threads: no more of them work than help the network, unless `force` is set (for tests).
  ///   - isa: instruction set; the best one by default.
  init(
    _ net: FastNetwork, batch: Int, threads: Int, force: Bool = false, isa: gd_isa = gd_best_isa(),
    devices: InSituDevices? = nil
  ) {
    var net = net
    if let devices {
      // The devices keep their ranges themselves.
      net.range = 0...Float.infinity
      net.nodes = ChipNodes(
        devices.nodes, devices.instance, hidden: net.hidden.map(\.units), outputs: net.outputs,
        classes: net.output.classes)
    }
    self.net = net
    self.batch = (max(1, batch) + 3) / 4 * 4
    states = max(2 * self.batch, Self.evaluationStates)
    self.threads = force ? threads : max(1, min(threads, net.threadLimit))
    self.isa = isa
    memory = FastMemory(net, states: states)
    self.devices = devices.map { [memory] in FastDevices($0, net, memory) }
  }

  /// The devices of a chip and what it has to keep in the middle of a training: accumulators and pulse counts.
  var deviceState: [[Double]] {
    get {
      guard let devices else { return [] }
      let count = devices.count.withLock { $0 }
      return devices.kept.map { memory in (0..<memory.count).map { Double(memory.base[$0]) } }
        + [[Double(count.writes), Double(count.pulses)]]
    }
    set {
      guard let devices, let counts = newValue.last else { return }
      for (memory, values) in zip(devices.kept, newValue) {
        for (k, value) in values.enumerated() { memory.base[k] = Float(value) }
      }
      devices.count.withLock {
        $0 = PulseCount(
          writes: UInt64(saturating: counts[0]), pulses: UInt64(saturating: counts[1]))
      }
    }
  }

  /// Moves every conductance to the nearest one that its device can have.
  func placeInDevices() {
    guard let devices else { return }
    for k in 0...net.last + 1 {
      let matrix = memory.matrix(k, net)
      for at in 0..<matrix.count { matrix.base[at] = devices.nearest(matrix.base[at], at: at, of: k) }
    }
  }

  /// Sets the parameters.
  func load(_ parameters: BiasedConductances) { memory.load(parameters, net) }
  /// Reads the parameters.
  func store(into parameters: inout BiasedConductances) { memory.store(into: &parameters, net) }

  /// The nudged states of the last minibatch, one array a layer, in the engine's layout, and what its samples count where
  /// that differs: with the parameters, all that an epoch needs to go on. Its update is still to be applied; see
  /// ``learn(_:_:settings:_:while:)``.
  var carried: [[Double]] {
    get { carriedMemory.map { panel in (0..<used(panel)).map { Double(panel[$0]) } } }
    set {
      for (panel, values) in zip(carriedMemory, newValue) {
        for (k, value) in values.enumerated() { panel[k] = Float(value) }
      }
    }
  }
  /// Number of arrays of ``carried``.
  var carriedCount: Int { carriedMemory.count }
  private var carriedMemory: [FloatMemory] {
    (memory.pair + memory.center + [memory.outputPair, memory.outputCenter, memory.weights])
      .filter { $0.count > 0 }
  }
  /// The panels are as long as an evaluation may need; a minibatch's states come first.
  private func used(_ panel: FloatMemory) -> Int { panel.count / states * 2 * batch }

  /// How an epoch is trained, beside its minibatches.
  struct EpochSettings: Sendable {
    /// Steps for a minibatch of so many samples by a contrast of such a span.
    var rates: @Sendable (_ count: Int, _ span: Double) -> FastRates
    /// Whether a minibatch starts from the states of the one before.
    var carriesState: Bool
    /// A cost of a sample that only a run-away network has, V².
    var largestCost = Double.infinity
  }

  /// Learns from the minibatches that are left of an epoch, one update each.
  ///
  /// The update of a minibatch is applied with the product of the next, and by itself after the last one. When
  /// `goesOn` ends the epoch early, the last update is still to be applied: ``carried`` holds what it needs, and the
  /// next call applies it first.
  /// - Parameter goesOn: called after every minibatch on the calling thread.
  /// - Throws: `WeakOutput`, `DivergedError`.
  func learn(
    _ samples: SampleTable, _ minibatches: Minibatches, settings: EpochSettings,
    _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    guard minibatches.done < minibatches.order.count else { return }
    try TeamEpoch.run(&progress, while: goesOn) { epoch in
      runTeam { seat in
        var learner = FastLearner(self, samples, settings, minibatches, epoch, seat)
        learner.run()
      }
    }
  }

  /// Sets the voltages of the hidden layers' rectifiers.
  func setThresholds(_ thresholds: [[Float]]) { memory.setThresholds(thresholds, net) }
  /// Sets the conductances of a row of a connection.
  func setRow(_ row: Int, of connection: Int, to siemens: UnsafeBufferPointer<Float>) {
    memory.setRow(row, of: connection, to: siemens, net)
  }

  /// Relaxes every sample freely from rest: answers, and sums of costs and phases.
  /// - Parameters:
  ///   - offsets: read-out errors of the outputs, volts.
  ///   - readout: what else the circuits do that read the outputs; nil: nothing.
  func evaluate(
    _ samples: SampleTable, offsets: [Float]? = nil, readout: OutputReadout? = nil
  ) -> (answers: FastAnswers, sums: EpochProgress) {
    let offsets = offsets ?? net.nodes?.offsets[net.last + 1]
    let result = Mutex((FastAnswers(), EpochProgress()))
    runTeam { seat in
      let scratch = FastScratch(self.net, states: self.states)
      var worker = FastWorker(self.net, self.memory, scratch, seat, isa: self.isa, batch: self.batch)
      let inputs = scratch.inputs.0
      let count = Self.evaluationStates
      worker.findRuns(updating: nil, multiplying: nil, states: self.batch)
      worker.update(
        rates: FastRates(connections: self.net.energyScales, biases: nil), count: 0)
      worker.stepInputMatrix(old: inputs, new: inputs)
      seat.wait()
      worker.sumConductances()
      var sums = EpochProgress()
      var answers = FastAnswers()
      let all = Array(0..<samples.count)
      for first in stride(from: 0, to: all.count, by: count) {
        let indices = all[first..<min(first + count, all.count)]
        samples.spread(indices, fullScale: self.net.fullScale, states: count, into: inputs)
        worker.findRuns(updating: nil, multiplying: inputs, states: count)
        worker.multiplyInputs(inputs, states: count)
        worker.begin(carrying: false, states: count)
        seat.wait()
        let phase = worker.relaxFree(states: count)
        if seat.index == 0 {
          sums.count(phase)
          answers += self.judge(
            scratch, samples.targets(indices), nil, count, &sums, offsets: offsets, readout: readout,
            first: first)
        }
      }
      if seat.index == 0 { result.withLock { $0 = (answers, sums) } }
    }
    return result.withLock { $0 }
  }

  // MARK: internal

  func runTeam(_ body: @Sendable (WorkerTeam.Seat) -> Void) {
    WorkerTeam.run(threads: threads, body)
  }

  /// Adds costs and errors of the free output states; returns the answers.
  /// - Parameters:
  ///   - vectors: all targets, for what is left unexplained of them; nil: that is not counted.
  ///   - first: number of the first sample.
  @discardableResult
  func judge(
    _ scratch: FastScratch, _ targets: [Target], _ vectors: VectorTargets?, _ states: Int,
    _ sums: inout EpochProgress, offsets: [Float]?, readout: OutputReadout? = nil, first: Int = 0
  ) -> FastAnswers {
    let outputs = scratch.plain.base
    var answers = FastAnswers()
    for (s, target) in targets.enumerated() {
      var volts = (0..<net.outputs).map { c in
        Double(outputs[(c / 16 * states + s) * 16 + c % 16] + (offsets?[c] ?? 0))
      }
      if let readout { volts = readout.read(volts, sample: first + s) }
      let values = net.output.classValues(volts)
      sums.cost += net.output.cost(values, target: target)
      switch target {
      case .label(let label):
        let best = Evaluation.prediction(values)
        sums.errors += best == label ? 0 : 1
        answers.predictions.append(best)
      case .vector(let wanted):
        let answer = values.map { $0 / net.output.target.si }
        if let vectors {
          sums.unexplained = (sums.unexplained ?? 0) + vectors.unexplained(wanted, by: answer)
        }
        answers.values += answer
      }
    }
    return answers
  }
}
