import Datasets
import Designs
import Diagnostics
import Kernels
import Learning
import Prediction
import Quantities
import Specification

/// Family `flow`: all that a family brings, in three files of a test and one line of a registry.
struct FlowNetwork: FamilyNetwork {
  typealias Keys = FlowKeys
  typealias Parameters = FlowModel.Pipes
  static let article = "A flow network"

  let model: FlowModel
  var inputCount: Int { model.inputCount }
  var classCount: Int { model.classCount }

  static func checkNames(_ spec: Spec<FlowKeys>) throws(DiagnosticsError) {
    _ = try LearningRules.make(RuleSettings(spec.training, seed: spec.seed))
  }

  static func network(
    of spec: Spec<FlowKeys>
  ) throws(DiagnosticsError) -> (network: FlowNetwork, warnings: [Diagnostic]) {
    let keys = spec.network
    let model = FlowModel(
      inputCount: keys.inputShape.value.reduce(1, *), classCount: keys.classes.value, leak: keys.leak)
    return (FlowNetwork(model: model), [])
  }

  func memory(_ spec: Spec<FlowKeys>, samples: Int) -> [(count: Int, bytes: Int)] {
    [(inputCount * classCount, 24)]
  }

  private func settings(_ spec: Spec<FlowKeys>) -> TrainingSettings {
    let training = spec.training
    return TrainingSettings(
      rule: RuleSettings(training, seed: spec.seed), epochs: training.epochs, batch: training.batch,
      learningRates: training.learningRates.value.map { LearningRate(si: $0) },
      schedule: LearningRateSchedule(training.schedule, decay: training.decay, epochs: training.epochs),
      optimizer: training.optimizer, initial: Conductance(si: 0.4)...Conductance(si: 0.6),
      relaxation: Relaxation(tolerance: 1e-12, maximumSweeps: 10), seed: spec.seed)
  }

  func learning(_ spec: Spec<FlowKeys>) throws -> DescribedLearning {
    let settings = settings(spec)
    return DescribedLearning(
      network: DescribedFlow(model: model), relaxation: [], rule: try LearningRules.make(settings.rule),
      update: settings.updateStatements)
  }

  func drawing(_ spec: Spec<FlowKeys>) -> NetworkDrawing {
    NetworkDrawing(
      layers: [
        .init(title: "\(inputCount) reservoirs", nodes: inputCount, full: 0),
        .init(title: "\(classCount) basins", nodes: classCount, full: classCount),
      ],
      connections: [.init(from: 0, to: 1, title: "pipes", facts: ["a pipe a crossing"])])
  }

  func unitRates(_ spec: Spec<FlowKeys>, data: Dataset, threads: Int?) throws -> [Double] { [1] }

  func trainer(
    _ spec: Spec<FlowKeys>, data: Dataset, schedule: LearningRateSchedule?, threads: Int?
  ) throws -> NetworkTrainer<FlowNetwork> {
    var settings = settings(spec)
    if let schedule { settings.schedule = schedule }
    if let path = spec.training.initialWeights {
      settings.startValues = try WeightFiles.read(
        path, expected: [WeightShape(name: "pipes", shape: [inputCount, classCount])])
    }
    let trainer = try Trainer(model: model, data: data, settings: settings, threads: threads)
    return NetworkTrainer(trainer, parameters: { trainer.parameters })
  }

  func parameters(_ values: [[Double]], _ spec: Spec<FlowKeys>) -> FlowModel.Pipes? {
    values.map(\.count) == [inputCount * classCount] ? FlowModel.Pipes(values: values) : nil
  }

  func arrays(_ parameters: FlowModel.Pipes) -> [NamedArray] {
    [NamedArray(name: "pipes", shape: [inputCount, classCount], values: parameters.values[0])]
  }

  func trials(
    _ spec: Spec<FlowKeys>, trained: FlowModel.Pipes, softwareAccuracy: Double?, data: Dataset
  ) throws -> (any PredictionTrials)? {
    var facts = PredictionFacts(
      name: spec.name.value, technology: "pipes", seed: spec.seed, dataSet: data.name,
      testSamples: data.test.count, softwareAccuracy: softwareAccuracy,
      assumptions: ["every pipe is bored a tenth wider or narrower"])
    (facts.metric, facts.targets) = (Metric(data.test.targets.kind), data.answerNames)
    return FlowTrials(facts: facts, model: model, pipes: trained, data: data)
  }
}

/// What pipes say of themselves.
private struct DescribedFlow: DescribedNetwork {
  let model: FlowModel
  var structure: [Statement] {
    [Statement("pipes", "\(model.inputCount) reservoirs × \(model.classCount) basins")]
  }
  let energyStatements = [Statement("E", "½ Σ_ij k_ij (x_i − p_j)² + ½ l Σ_j p_j²")]
  let updateStatements = [Statement("p_j", "Σ_i k_ij x_i / (l + Σ_i k_ij)")]
  let nudgeStatements = [Statement("C", "½ Σ_c (p_c − y_c)²")]
  let conventions: [Statement] = []
  let parameterDerivative = "½ (x_i − p_j)²"
  var parameterCount: Int { model.inputCount * model.classCount }
}

/// Chips whose pipes are not as wide as they were meant to be.
private struct FlowTrials: PredictionTrials {
  let facts: PredictionFacts
  let model: FlowModel
  let pipes: FlowModel.Pipes
  let data: Dataset

  func magnitudes(_ mode: PredictionMode) -> [ImperfectionName: Double] { [.deviceSpread: 0.1] }
  func sources(_ mode: PredictionMode) -> [RandomSource] { [.devices] }
  func wireModels(_ mode: PredictionMode) -> [ParasiticsModel] { [] }
  func trial(
    _ mode: PredictionMode, replacing: [ImperfectionName: Double], wires: ParasiticsModel?
  ) -> any ChipTrial {
    FlowTrial(trials: self, spread: replacing[.deviceSpread] ?? 0.1)
  }

  struct FlowTrial: ChipTrial {
    let trials: FlowTrials
    let spread: Double
    var fingerprint: String { "\(trials.facts.seed) \(spread) \(trials.pipes.values)" }

    func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
      let random = Philox(seed: trials.facts.seed)
      var pipes = trials.pipes
      for index in pipes.values[0].indices {
        let share = random.uniform(purpose: 31, stream: draw.chip(for: 31), index: UInt64(index))
        pipes.values[0][index] *= 1 + spread * (2 * share - 1)
      }
      let evaluation = Evaluation(
        trials.model, pipes, trials.data.test, relaxation: Relaxation(tolerance: 1e-12, maximumSweeps: 10),
        threads: 1)
      return ChipRecord(
        chip: draw.chip, accuracy: evaluation.score, rmse: trials.data.rootMeanSquareErrors(evaluation))
    }
  }
}
