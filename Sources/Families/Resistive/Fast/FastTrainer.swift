import CKernels
import Datasets
import Devices
import Diagnostics
import Fabrics
import Files
import Foundation
import Kernels
import Learning
import Quantities

/// The fast engine: trains a deep resistive network in float32, with a number of sweeps a phase or down to a tolerance.
///
/// The network must be one that ``ResistiveNetwork/diagnostics(spec:technology:)`` finds fit for `engine: fast`:
/// linear synapses, ideal rectifiers, complementary inputs, one output node a class. Results depend on
/// settings, data, seed and the processor's vector instructions, not on the number of threads or on interruptions.
package final class FastTrainer: LearningEngine {
  /// The network.
  package let network: ResistiveNetwork
  /// The samples.
  package let data: Dataset
  /// How it is trained.
  package let settings: TrainingSettings
  /// Parameters stay in its layout.
  let engine: FastEngine
  private let training, test: SampleTable
  private let validation: SampleTable?
  /// Parameters of the right shapes: those of the start.
  private let shape: BiasedConductances
  package let course: TrainingCourse
  /// The chip that learns; nil: an ideal one.
  package let devices: InSituDevices?

  /// Makes a trainer.
  /// - Parameters:
  ///   - threads: threads that work together; 1 to run many chips side by side.
  ///   - devices: the imperfect chip that learns; conductances start from the nearest values its devices can have.
  /// - Throws: located diagnostics for rules and optimizers that this engine cannot do, data that do not fit the
  ///   network, or a wrong number of learning rates.
  package init(
    network: ResistiveNetwork, data: Dataset, settings: TrainingSettings, threads: Int? = nil,
    devices: InSituDevices? = nil
  ) throws(DiagnosticsError) {
    self.devices = devices
    precondition(settings.relativeRates == nil, "relative rates are resolved before")
    course = settings.course(
      try LearningMethod(
        rule: settings.rule, optimizer: settings.optimizer, engine: ResistiveNetwork.capabilities(of: .fast),
        among: ResistiveNetwork.engines))
    try data.check(inputCount: network.input.valueCount, classCount: network.output.classes)
    var found: [Diagnostic] = []
    func check(_ condition: Bool, _ code: String, _ message: String) {
      if !condition { found.append(Diagnostic(.error, code, message, at: settings.rule.name.location)) }
    }
    if data.train.normalization != nil {
      found += ResistiveNetwork.refusals(
        [EngineRequest(.normalizedValues, "normalized values", at: settings.rule.name.location)], of: .fast)
    }
    let count = network.connectionCount
    var settings = settings
    if settings.learningRates.count == 1 {
      settings.learningRates = [LearningRate](repeating: settings.learningRates[0], count: count)
    }
    if let rates = settings.biasRates, rates.count == 1 {
      settings.biasRates = [CurrentLearningRate](repeating: rates[0], count: count)
    }
    let given = [settings.learningRates.count] + (settings.biasRates.map { [$0.count] } ?? [])
    check(
      given.allSatisfy { $0 == count }, "GD0407",
      "\(given.map(String.init).joined(separator: " and ")) learning rates for \(count) connections; expected 1 or "
        + "\(count)")
    guard found.isEmpty else { throw DiagnosticsError(found) }
    (self.network, self.data, self.settings) = (network, data, settings)
    let start = Self.initialParameters(network, settings)
    var net = FastNetwork(
      network, sweeps: settings.sweeps ?? settings.relaxation.maximumSweeps,
      tolerance: settings.sweeps == nil ? settings.relaxation.tolerance : nil)
    // Contrasts leave samples out, the adjoint does not.
    if case .contrast = course.rule.plan(minibatch: 0) { net.skippedPull = settings.skippedPull }
    engine = FastEngine(
      net,
      // A batch may be larger than the data; memory is for what there is.
      batch: min(settings.batch, max(1, data.train.count)),
      threads: threads ?? Parallel.processorCount, devices: devices)
    engine.load(start)
    engine.placeInDevices()
    var placed = start
    engine.store(into: &placed)
    shape = placed
    training = SampleTable(data.train, augmentation: data.augmentation)
    test = SampleTable(data.test)
    validation = data.validation.map { SampleTable($0) }
  }

  /// Random conductances, one random stream a connection, and bias currents of 0 A; or the settings' values.
  private static func initialParameters(
    _ network: ResistiveNetwork, _ settings: TrainingSettings
  ) -> BiasedConductances {
    let philox = Philox(seed: settings.seed)
    let matrices = (0..<network.connectionCount).map { k in
      let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
      return ConductanceMatrix(
        rows: rows, columns: columns,
        siemens: (0..<rows * columns).map { index in
          let share = philox.uniform(
            purpose: RandomPurpose.initial, stream: UInt32(k), index: UInt64(index))
          // As the engine holds them.
          return Double(Float(settings.initialConductance(connection: k, share: share)))
        })
    }
    let biases = settings.biasRates.map { _ in
      (0..<network.connectionCount).map { [Double](repeating: 0, count: network.nodeCount($0)) }
    }
    var start = BiasedConductances(
      conductances: Conductances(connections: matrices), biasCurrents: biases ?? [])
    if let values = settings.startValues { start.values = values.map { $0.map { Double(Float($0)) } } }
    return start
  }

  /// What has been learned.
  package var parameters: BiasedConductances {
    var result = shape
    engine.store(into: &result)
    return result
  }

  /// The parameters' arrays, then what is kept of the last minibatch, whose update is still to be applied in the middle of
  /// an epoch; then, of a learning chip, accumulators and pulse counts.
  package var values: [[Double]] {
    get { parameters.values + engine.carried + engine.deviceState }
    set {
      let count = shape.values.count
      var parameters = shape
      parameters.values = Array(newValue[..<count])
      engine.load(parameters)
      let end = count + engine.carriedCount
      engine.carried = Array(newValue[count..<end])
      engine.deviceState = Array(newValue[end...])
    }
  }

  /// Pulses given since the start of the training; nil: the devices are ideal.
  package var pulseCount: PulseCount? { engine.devices?.count.withLock { $0 } }

  package func learn(
    _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    do {
      try engine.learn(
        training, minibatches, settings: epochSettings(factor: minibatches.factor), &progress, while: goesOn)
      if settings.reportsResidual, progress.samples == sampleCount { progress.residual = freeResidual() }
    } catch let weak as WeakOutput {
      let nudge = Conductance(si: settings.rule.number(.nudge))
      throw Diagnostic(
        .error, "GD0408",
        "a nudge of -\(nudge) has no equilibrium at output node \(weak.node): its total conductance is "
          + "\(Conductance(si: Double(weak.siemens))), expected more than \(nudge); use a smaller nudge or "
          + "the one-sided estimator")
    }
  }

  package func divergence(epoch: Int, _ progress: EpochProgress) -> Diagnostic {
    Divergence(settings).diagnostic(epoch: epoch, progress, from: shape.values, to: parameters.values)
  }

  package func evaluate() -> Evaluation { evaluation(test) }

  /// How a chip that learns classifies the test samples by what it reads of its outputs.
  func evaluate(readout: OutputReadout?) -> Evaluation { evaluation(test, readout: readout) }

  package func evaluateValidation() -> Evaluation? { validation.map { evaluation($0) } }

  private func evaluation(_ samples: SampleTable, readout: OutputReadout? = nil) -> Evaluation {
    let (answers, sums) = engine.evaluate(samples, readout: readout)
    return Evaluation(answers, samples.targets, sums)
  }

  package var fingerprint: String {
    let chip = devices.map { "; " + $0.fingerprintText } ?? ""
    let model = "fast 1; " + ResistiveModel(network).fingerprintText + chip
    return Checksum.text(
      of: Array((model + "; " + settings.fingerprintText).utf8) + data.checksumBytes)
  }

  /// How an epoch is trained whose rates have such a factor.
  func epochSettings(factor: Double) -> FastEngine.EpochSettings {
    let scales = engine.net.energyScales
    let output = scales[scales.count - 1]
    // 2 η c_k / c_out, without Δβ and the number of samples.
    let connections = zip(settings.learningRates, scales).map { 2 * $0.si * factor * $1 / output }
    let biases = settings.biasRates.map { rates in
      zip(rates, scales).map { 2 * $0.si * factor * $1 / output }
    }
    return FastEngine.EpochSettings(
      rates: { count, span in
        let share = 1 / (span * Double(count))
        return FastRates(
          connections: connections.map { $0 * share }, biases: biases.map { $0.map { $0 * share } })
      }, carriesState: settings.carriesState, largestCost: Self.largestCost(network, training.targets))
  }

  /// A cost of a sample that only a run-away network has, V².
  ///
  /// Without bias currents every node lies between the sources' voltages times the gains before it, and so C is at
  /// most ½ Σ_c (V + y)², or y (T ln N + 2 V) as a cross-entropy. Bias currents may lead beyond, in a training that works
  /// never by a factor of ten.
  private static func largestCost(_ network: ResistiveNetwork, _ targets: Targets) -> Double {
    let source = network.hidden.reduce(network.largestSource.si) { $0 * max(1, $1.gain) }
    let largest = targets.vectors.map { $0.values.reduce(1) { max($0, abs($1)) } } ?? 1
    let miss = 10 * (source + largest * network.output.target.si)
    let classes = Double(network.output.classes)
    switch network.output.cost {
    case .squared: return 0.5 * classes * miss * miss
    case .crossEntropy(let temperature):
      return network.output.target.si * (10 * temperature.si * log(classes) + 2 * miss)
    }
  }
}
