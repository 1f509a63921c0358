import Datasets
import Designs
import Diagnostics
import Fabrics
import Kernels
import Learning
import Mapping
import Quantities
import Specification
import Technology

extension ResistiveNetwork: FamilyNetwork {
  package typealias Parameters = BiasedConductances
  package static let lossUnit: String? = "V²"
  package static let rateUnit: String? = "S²/V²"
  package static let article = "A resistive network"

  package static func checkNames(_ spec: ChipSpec) throws(DiagnosticsError) {
    _ = try LearningMethod(
      rule: RuleSettings(spec.training, seed: spec.seed), optimizer: spec.training.optimizer,
      engine: capabilities(of: spec.training.engine.value), among: engines)
  }

  package static func parts(of spec: ChipSpec) throws(DiagnosticsError) -> SpecParts {
    let technology = try TechnologyLibrary(for: spec).load(spec.technology)
    return SpecParts(warnings: technology.warnings, inputFiles: technology.inputFiles)
  }

  package static func network(
    of spec: ChipSpec
  ) throws(DiagnosticsError) -> (network: ResistiveNetwork, warnings: [Diagnostic]) {
    let technology = try TechnologyLibrary(for: spec).load(spec.technology).technology
    return (
      try ResistiveNetwork(spec: spec, technology: technology),
      diagnostics(spec: spec, technology: technology)
    )
  }

  package static func chip(_ loaded: LoadedSpec<ResistiveKeys>) throws(DiagnosticsError) -> ChipDesign? {
    try ChipDesign(loaded, technology: TechnologyLibrary(for: loaded.spec).load(loaded.spec.technology))
  }

  package var inputCount: Int { input.valueCount }
  package var classCount: Int { output.classes }

  package func memory(_ spec: ChipSpec, samples: Int) -> [(count: Int, bytes: Int)] {
    let nodes = (0..<connectionCount).reduce(0) { $0 + nodeCount($1) }
    let batch = min(spec.training.batch, max(1, samples))
    switch spec.training.engine.value {
    // The conductances, their start and their gradient, in float64; three states of a sample.
    case .exact: return [(synapseCount, 8 * 3), (.saturatingProduct([nodes, batch]), 8 * 3)]
    // The conductances in float32 and as they came, in float64; panels of pairs of states of all nodes and inputs.
    case .fast:
      return [
        (synapseCount, 4 + 8), (.saturatingProduct([nodes, batch]), 2 * 4 * 4),
        (.saturatingProduct([input.valueCount, batch]), 2 * 4 * 2),
      ]
    }
  }

  package func learning(_ spec: ChipSpec) throws -> DescribedLearning {
    let settings = TrainingSettings(spec: spec, network: self)
    return DescribedLearning(
      network: DescribedResistiveNetwork(
        self, hasBiasCurrents: spec.network.biasCurrent.value == .trained),
      relaxation: settings.engineStatements(spec.training.engine.value),
      rule: try LearningRules.make(settings.rule), outputScale: "c_\(connectionCount)",
      nudgeText: { spec.training.nudge?.value.text($0) ?? "\(Conductance(si: $0))" },
      update: settings.updateStatements)
  }

  package var drive: InputDrive? {
    InputDrive(
      fullScale: input.fullScale.si, encoding: input.encoding.rawValue,
      rule: "row of value i: fullScale × min(max((raw_i − low_i)/(high_i − low_i), 0), 1)"
        + (input.encoding == .complementary ? "; its complementary row: minus that" : ""))
  }

  package func trainer(
    _ spec: ChipSpec, data: Dataset, schedule: LearningRateSchedule?, threads: Int?
  ) throws -> NetworkTrainer<ResistiveNetwork> {
    var settings = TrainingSettings(spec: spec, network: self)
    if let schedule { settings.schedule = schedule }
    if let path = spec.training.initialWeights {
      settings.startValues = try WeightFiles.read(
        path, expected: weightShapes(withBiases: settings.biasRates != nil))
    }
    let start = settings
    switch spec.training.engine.value {
    case .exact:
      func make(_ network: ResistiveNetwork) throws -> Trainer<ResistiveModel> {
        try Trainer(model: ResistiveModel(network), data: data, settings: start, threads: threads)
      }
      let trainer = try make(self)
      return self.trainer(
        trainer, spec, data, freeStates: trainer.freeStates,
        parameters: { BiasedConductances(conductances: trainer.parameters) },
        evaluate: { try make($0).evaluate() })
    case .fast:
      func make(_ network: ResistiveNetwork) throws -> FastTrainer {
        try FastTrainer(network: network, data: data, settings: start, threads: threads)
      }
      let trainer = try make(self)
      return self.trainer(
        trainer, spec, data, freeStates: trainer.freeStates, parameters: { trainer.parameters },
        evaluate: { try make($0).evaluate() })
    }
  }

  /// An engine with what is looked at before and after a training.
  private func trainer(
    _ engine: any LearningEngine, _ spec: ChipSpec, _ data: Dataset,
    freeStates: @escaping (Samples) -> [NodeVoltages], parameters: @escaping () -> BiasedConductances,
    evaluate: @escaping (ResistiveNetwork) throws -> Evaluation
  ) -> NetworkTrainer<ResistiveNetwork> {
    NetworkTrainer(engine, parameters: parameters) {
      var found = StartCheck(self, states: freeStates(data.train.prefix(StartCheck.sampleCount)))
        .diagnostics(spec)
      if spec.training.initialWeights != nil {
        found += StartCheck.importDiagnostics(
          spec, testError: 1 - (try engine.evaluate()).score,
          withOtherRectifiers: 1 - (try evaluate(withOtherRectifiers)).score)
      }
      return found
    } signs: {
      TrainingSigns(
        shareAtEnds: shareAtEnds(parameters().conductances),
        deadShares: deadShares(freeStates(data.train.prefix(Self.watchedSamples))),
        layerLocations: spec.network.hidden.map(\.location))
    }
  }

  /// Samples whose states are looked at for dead neurons.
  private static let watchedSamples = 64

  /// Share of the conductances at an end of their range.
  private func shareAtEnds(_ conductances: Conductances) -> Double {
    let (low, high) = (conductanceRange.lowerBound.si, conductanceRange.upperBound.si)
    let margin = 1e-3 * (high - low)
    let values = conductances.values
    let count = values.reduce(0) { $0 + $1.count }
    let atEnds = values.reduce(0) { $0 + $1.count { $0 <= low + margin || $0 >= high - margin } }
    return Double(atEnds) / Double(max(1, count))
  }

  package func conductances(_ parameters: BiasedConductances) -> Conductances? { parameters.conductances }

  package func parameters(_ values: [[Double]], _ spec: ChipSpec) -> BiasedConductances? {
    var result = BiasedConductances(
      zeroOf: self, hasBiases: spec.network.biasCurrent.value == .trained)
    guard values.map(\.count) == result.values.map(\.count) else { return nil }
    result.values = values
    return result
  }

  package func arrays(_ parameters: BiasedConductances) -> [NamedArray] {
    let shapes = weightShapes(withBiases: !parameters.biasCurrents.isEmpty)
    return zip(shapes, parameters.values).map { NamedArray(name: $0.name, shape: $0.shape, values: $1) }
  }

  /// η of each connection that moves its conductances by the whole range under a typical gradient.
  package func unitRates(_ spec: ChipSpec, data: Dataset, threads: Int? = nil) throws -> [Double] {
    let range = conductanceRange.upperBound.si - conductanceRange.lowerBound.si
    let place = spec.training.learningRates.location
    guard let factor = try RelativeRates.factor(spec.training.optimizer, at: place) else {
      return [Double](repeating: range, count: connectionCount)
    }
    try data.check(inputCount: inputCount, classCount: classCount)
    var plain = spec
    (plain.training.relativeRates, plain.training.learningRates.value) = (nil, [.zero])
    let settings = TrainingSettings(spec: plain, network: self)
    let model = ResistiveModel(self)
    let rule = try LearningRules.make(settings.rule)
    let parameters = model.initialParameters { settings.initialConductance(connection: $0, index: $1) }
    let engine = ExactEngine(
      model, relaxation: settings.relaxation, threads: threads ?? Parallel.processorCount)
    var squares = [Double](repeating: 0, count: connectionCount)
    let batches = RelativeRates.firstBatches(
      TrainingCourse.order(seed: settings.seed, epoch: 0, count: data.train.count), batch: settings.batch)
    for (number, batch) in batches.enumerated() {
      let plan = rule.plan(minibatch: number)
      // Rules that move at every step go down the same cost.
      let isGradient = plan.kind == .springs || plan.kind == .clamps
      let result = try engine.gradient(
        isGradient ? plan : .adjoint, parameters,
        batch: batch.map {
          TargetedInput(values: data.trainingValues($0, epoch: 0), target: data.train.target($0))
        },
        number: number + 1)
      for (k, values) in result.gradient.values.enumerated() {
        squares[k] += RelativeRates.meanSquare(values)
      }
    }
    return try squares.enumerated().map { k, sum in
      try RelativeRates.unit(factor * range, (sum / Double(max(1, batches.count))).squareRoot(), k, at: place)
    }
  }
}
