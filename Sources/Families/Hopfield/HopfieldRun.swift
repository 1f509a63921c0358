import Datasets
import Kernels
import Learning
import Specification
import Synchronization

/// A training of a Hopfield network in numbers of one width.
final class HopfieldRun<Scalar: EngineScalar>: Sendable {
  private let engine: HopfieldEngine<Scalar>
  private let arrays: [ParameterArray<Scalar>]
  private let data: Dataset
  private let settings: HopfieldSettings

  init(_ network: HopfieldNetwork, _ data: Dataset, _ settings: HopfieldSettings, threads: Int) {
    (self.data, self.settings) = (data, settings)
    engine = HopfieldEngine(
      network, relaxation: settings.relaxation, sweeps: settings.sweeps,
      // A batch may be larger than the data; memory is for what there is.
      batch: min(settings.batch, data.train.count),
      phases: settings.method.rule.plan(minibatch: 0).phaseCount, threads: threads)
    let memory = engine.memory
    let bounds = network.couplings.enumerated().map { k, coupling in
      settings.couplingScales[k] / Double(network.fanIn(coupling)).squareRoot()
    }
    let readoutBound = settings.readoutScale / Double((network.readoutShape ?? [1])[0]).squareRoot()
    let weightOptimizers = zip(settings.couplingOptimizers, bounds).map { $0.fitted(to: .initial($1)) }
    let readoutOptimizer = settings.readoutOptimizer.fitted(to: .initial(readoutBound))
    levels =
      zip(weightOptimizers, network.couplings).enumerated().map { k, pair in
        Levels(array: k, optimizer: pair.0, synapses: network.weightShape(pair.1).reduce(1, *))
      }
      + (network.readoutShape.map {
        [
          Levels(
            array: network.couplings.count + network.layers.count, optimizer: readoutOptimizer,
            synapses: $0[0] * $0[1])
        ]
      } ?? [])
    memory.parameters = Self.initialParameters(network, settings, bounds: bounds, readoutBound: readoutBound)
    // Levels need a range, which biases do not have.
    let biasOptimizer: any Optimizer =
      settings.method.optimizer.writes != nil
      ? SGD(OptimizerSpec(kind: Located(SGD.name, at: settings.ruleSettings.name.location)))
      : settings.method.optimizer
    var arrays = zip(
      zip(memory.operators, memory.weightGradients), zip(weightOptimizers, settings.couplingRates)
    )
    .map { ParameterArray($0.0.weights, $0.1, $1.0, rate: $1.1) }
    arrays += zip(zip(memory.biases, memory.biasGradients), settings.biasRates).map {
      ParameterArray($0.0, $0.1, biasOptimizer, rate: $1)
    }
    if let readout = memory.readout, let gradient = memory.readoutGradient {
      arrays.append(
        ParameterArray(
          readout.weights, gradient.weights, readoutOptimizer, rate: settings.readoutRates.weights))
      arrays.append(
        ParameterArray(readout.biases, gradient.biases, biasOptimizer, rate: settings.readoutRates.biases))
    }
    self.arrays = arrays
    if settings.method.optimizer.writes != nil { start(from: memory.parameters) }
  }

  /// Weights that move on levels: number of their array, what moves them, number of synapses.
  private struct Levels {
    var array: Int
    var optimizer: any Optimizer
    var synapses: Int
  }
  private let levels: [Levels]

  /// Starts from given parameters, those on levels from the nearest ones.
  func start(from parameters: [[Double]]) {
    var parameters = parameters
    for level in levels where level.optimizer.writes != nil {
      parameters[level.array] = parameters[level.array].map(level.optimizer.nearest)
    }
    engine.memory.parameters = parameters
  }

  /// What was written to synapses on levels in a number of updates; nil without levels.
  func writes(updates: Int) -> WriteCount? {
    var count: WriteCount?
    for level in levels {
      guard let writes = level.optimizer.writes else { continue }
      count =
        count
        ?? WriteCount(
          synapses: 0, updates: updates, changes: 0, largest: 0, devicesPerChange: writes.devicesPerChange)
      // Places beside the weights never change.
      count?.add(synapses: level.synapses, counts: arrays[level.array].slots[writes.countSlot].doubles)
    }
    return count
  }

  /// Weights from ±s/√fan-in, one random stream an array; biases 0. Binary ones have the mean magnitude of those.
  private static func initialParameters(
    _ network: HopfieldNetwork, _ settings: HopfieldSettings, bounds: [Double], readoutBound: Double
  ) -> [[Double]] {
    let philox = Philox(seed: settings.seed)
    let isBinary = type(of: settings.method.optimizer).needsSignedWeights
    func weights(_ count: Int, stream: Int, within bound: Double) -> [Double] {
      (0..<count).map { index in
        let share = philox.uniform(
          purpose: RandomPurpose.initial, stream: UInt32(stream), index: UInt64(index))
        return isBinary ? (share < 0.5 ? -bound / 2 : bound / 2) : bound * (2 * share - 1)
      }
    }
    var arrays = network.couplings.enumerated().map { k, coupling in
      weights(network.weightShape(coupling).reduce(1, *), stream: k, within: bounds[k])
    }
    arrays += network.layers.map { [Double](repeating: 0, count: $0.shape.channels) }
    if let shape = network.readoutShape {
      arrays.append(weights(shape[0] * shape[1], stream: network.couplings.count, within: readoutBound))
      arrays.append([Double](repeating: 0, count: shape[1]))
    }
    return arrays
  }

  /// Parameters in the layout of files; see ``HopfieldMemory/parameters``.
  var parameters: [[Double]] {
    get { engine.memory.parameters }
    set { engine.memory.parameters = newValue }
  }

  /// Parameters, the optimizer's arrays and carried states.
  var values: [[Double]] {
    get {
      parameters + arrays.flatMap { $0.slots.map(\.doubles) }
        + (settings.carriesState ? engine.memory.carried.map(\.doubles) : [])
    }
    set {
      var rest = newValue[...]
      parameters = Array(rest.prefix(parameters.count))
      rest = rest.dropFirst(parameters.count)
      let tensors =
        arrays.flatMap(\.slots) + (settings.carriesState ? engine.memory.carried : [])
      for tensor in tensors {
        for (i, value) in (rest.popFirst() ?? []).enumerated() { tensor[i] = Scalar(value) }
      }
    }
  }

  /// Learns from the minibatches that are left of an epoch.
  /// - Throws: `DivergedError` when the cost is not a number any more.
  func learn(
    _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    let devices = IdealUpdate()
    try TeamEpoch.run(&progress, while: goesOn) { epoch in
      engine.run { worker in
        var sums = epoch.progress
        var learner = HopfieldLearner(worker, sweeps: self.settings.sweeps) { worker, update in
          worker.update(self.arrays, devices, factor: minibatches.factor, update: update)
        }
        for minibatch in minibatches {
          self.gather(Array(minibatch.samples), worker) {
            self.data.trainingValues($0, epoch: minibatches.epoch)
          }
          learner.begin(
            samples: minibatch.samples.count, labels: minibatch.samples.map { self.data.train.labels[$0] },
            carrying: self.settings.carriesState && minibatch.samples.startIndex > 0,
            update: minibatch.update)
          do { try learner.learn(minibatch.plan) } catch { epoch.end(by: error) }
          if worker.seat.index == 0 {
            sums.add(learner.sums)
            if sums.cost.isFinite { epoch.ask(sums) } else { epoch.end(by: DivergedError()) }
          }
          worker.seat.wait()
          if epoch.isEnding { break }
        }
        if worker.seat.index == 0 { epoch.keep(sums) }
      }
    }
  }

  /// Relaxes samples freely.
  func evaluate(_ samples: Samples) -> Evaluation {
    let predictions = Mutex([Int](repeating: 0, count: samples.count))
    let sums = Mutex(EpochProgress())
    let kept = settings.carriesState ? engine.memory.carried.map(\.doubles) : []
    engine.run { worker in
      let size = self.engine.evaluationRows
      for first in stride(from: 0, to: samples.count, by: size) {
        let indices = first..<min(samples.count, first + size)
        self.gather(Array(indices), worker) { samples.values($0) }
        worker.labels = indices.map { samples.labels[$0] }
        worker.seat.wait()
        worker.begin(samples: indices.count)
        let found = worker.relaxFree(
          samples: indices.count, carrying: false, sweeps: self.settings.sweeps.free)
        if worker.seat.index == 0 {
          sums.withLock { $0.add(found) }
          predictions.withLock { all in
            for (row, index) in indices.enumerated() {
              all[index] = Int(self.engine.memory.predictions[row])
            }
          }
        }
        worker.seat.wait()
      }
    }
    for (tensor, values) in zip(engine.memory.carried, kept) {
      for (i, value) in values.enumerated() { tensor[i] = Scalar(value) }
    }
    return Evaluation(
      predictions: predictions.withLock { $0 }, labels: samples.labels, sums.withLock { $0 })
  }

  /// Of each hidden layer, the share of neurons whose free states are the same for all of some samples, as many as fit
  /// into the memory at a time.
  func deadShares(_ samples: Samples) -> [Double] {
    let some = samples.prefix(engine.evaluationRows)
    guard some.count > 1 else { return [] }
    _ = evaluate(some)
    let hidden = engine.memory.layouts.indices.dropFirst().dropLast(settings.hasReadout ? 0 : 1)
    return hidden.map { k in
      let (layout, states) = (engine.memory.layouts[k], engine.memory.states[k])
      let count = layout.shape.channels * layout.shape.height * layout.shape.width
      let dead = (0..<count).count { neuron in
        let place = layout.place(ofNeuron: neuron)
        let values = (0..<some.count).map { states[$0 * layout.size + place] }
        return values.allSatisfy { abs(Double($0) - Double(values[0])) <= 1e-6 }
      }
      return Double(dead) / Double(max(1, count))
    }
  }

  /// Puts this thread's part of some samples into the input's rows.
  private func gather(
    _ indices: [Int], _ worker: HopfieldWorker<Scalar>, _ values: (Int) -> [Double]
  ) {
    let layout = engine.memory.layouts[0]
    let inputs = engine.memory.states[0].base
    let pixels = layout.shape.height * layout.shape.width
    for row in worker.rowRange(indices.count) {
      let target = inputs + row * layout.size
      for (i, value) in values(indices[row]).enumerated() {
        target[i % pixels * layout.stride + i / pixels] = Scalar(value)
      }
    }
  }
}
