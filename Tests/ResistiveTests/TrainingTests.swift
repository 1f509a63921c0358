import Diagnostics
import Files
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Learning
@testable import Resistive

@Suite struct TrainingTests {
  /// A small separable task: which third of the input is brightest.
  private static func task(_ count: Int, _ seed: Int) -> Samples {
    var (values, labels): ([Double], [Int]) = ([], [])
    for s in 0..<count {
      let label = (s * 7 + seed) % 3
      labels.append(label)
      values += (0..<6).map { ($0 / 2 == label ? 0.7 : 0.2) + 0.15 * sin(Double(13 * s + 5 * $0 + seed)) }
    }
    return Samples(valueCount: 6, values: values, labels: labels)
  }

  private static let data = Dataset(name: "thirds", shape: [2, 3], train: task(60, 0), test: task(30, 1))

  private func trainer(epochs: Int, threads: Int = 1, rate: Double = 2e-7) throws -> Trainer<ResistiveModel> {
    let network = Sample(seed: 1, law: 0.3, output: .differential, hidden: [HiddenLayer(units: 6, gain: 2)])
      .network
    return try Trainer(
      model: ResistiveModel(network), data: Self.data, settings: .test(2, epochs: epochs, rate: rate),
      threads: threads)
  }

  @Test func costFallsAndBoundsHold() throws {
    let trainer = try trainer(epochs: 60)
    let result = try trainer.trained()
    let first = try #require(result.history.first)
    let last = try #require(result.history.last)
    #expect(last.loss < 0.2 * first.loss)
    #expect(last.testError < 0.1)
    #expect(last.unconverged == 0)
    #expect(trainer.values.joined().allSatisfy { $0 >= 1e-6 && $0 <= 1e-4 })
    let evaluation = Evaluation(
      trainer.model, trainer.parameters, Self.data.test, relaxation: trainer.settings.relaxation)
    #expect(abs(evaluation.accuracy - (1 - last.testError)) < 1e-12)
  }

  @Test func threadsDoNotMatter() throws {
    let one = try trainer(epochs: 3).trained()
    let three = try trainer(epochs: 3, threads: 3).trained()
    #expect(one.history == three.history && one.engine.values == three.engine.values)
  }

  @Test func startFollowsTheSeedOnly() throws {
    let a = try trainer(epochs: 1).values
    #expect(try a == trainer(epochs: 5).values)
    #expect(Set(a[0]).count == a[0].count)
    #expect(a[0].prefix(5) != a[1].prefix(5))
  }

  /// A run that is stopped after any minibatch and resumed ends with the same bits as an undisturbed one.
  @Test(arguments: [1, 5, 8]) func resumedRunIsBitIdentical(_ minibatch: Int) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    let whole = try trainer(epochs: 6).trained()
    var killed = try trainer(epochs: 6).loop()
    try killed.run(checkpoint: file, untilMinibatch: minibatch, of: 3)
    #expect(killed.history.count == 2 && killed.progress.samples == min(60, 8 * minibatch))
    var again = try trainer(epochs: 6, threads: 2).loop()
    try again.resume(from: file)
    #expect(again.history == killed.history && again.progress == killed.progress)
    #expect(try again.run(checkpoint: file))
    #expect(again.history == whole.history && again.engine.values == whole.engine.values)
    // And once more from the end: nothing is left to do.
    var end = try trainer(epochs: 6).loop()
    try end.resume(from: file)
    #expect(try end.run() && end.history == whole.history && end.engine.values == whole.engine.values)
  }

  private static func optimizer(_ kind: String, _ options: [OptimizerOption: Double] = [:]) -> OptimizerSpec {
    OptimizerSpec(kind: Located(kind, at: here), options: options.mapValues { Located([$0], at: here) })
  }

  @Test func conductancesStepBetweenTheLevelsOfTheirDevice() throws {
    var settings = TrainingSettings.test(2, epochs: 12, rate: 0)
    settings.optimizer = OptimizerSpec(
      kind: Located("level-step", at: here),
      options: [.levels: Located([12], at: here), .threshold: Located([15.0, 25], at: here)])
    func trained(threads: Int) throws -> TrainingLoop<Trainer<ResistiveModel>> {
      try Trainer(model: trainer(epochs: 1).model, data: Self.data, settings: settings, threads: threads)
        .trained()
    }
    let one = try trained(threads: 1)
    let range = try #require(one.engine.model.parameterRange)
    let spacing = (range.upperBound - range.lowerBound) / 11
    for g in one.engine.parameters.values.joined() {
      let level = (g - range.lowerBound) / spacing
      #expect(abs(level - level.rounded()) < 1e-6)
    }
    let writes = try #require(one.history.last?.writes)
    #expect(writes.changes > 0 && writes.devicesPerChange == 1 && writes.updates == 12 * 8)
    #expect((one.history.last?.loss ?? 1) < 0.7 * (one.history.first?.loss ?? 0))
    let other = try trained(threads: 2)
    #expect(other.history == one.history && other.engine.values == one.engine.values)
  }

  /// The optimizer's arrays are part of a checkpoint.
  @Test(arguments: [
    optimizer("sgd", [.momentum: 0.9, .weightDecay: 1e-3]), optimizer("adam", [.beta2: 0.99]),
  ]) func resumedOptimizersAreBitIdentical(_ optimizer: OptimizerSpec) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    func loop(
      _ optimizer: OptimizerSpec, rate: Double
    ) throws -> TrainingLoop<Trainer<ResistiveModel>> {
      var settings = TrainingSettings.test(2, epochs: 4, rate: rate)
      settings.optimizer = optimizer
      settings.schedule = .step(every: 2, decay: 0.5)
      return try Trainer(model: trainer(epochs: 4).model, data: Self.data, settings: settings).loop()
    }
    let rate = optimizer.kind.value == "adam" ? 1e-6 : 5e-8
    var whole = try loop(optimizer, rate: rate)
    try whole.run()
    #expect((whole.history.last?.loss ?? 1) < 0.7 * (whole.history.first?.loss ?? 0))
    // Behind the two connections come the optimizer's arrays.
    #expect(whole.engine.values.dropFirst(2).contains { $0.contains { $0 != 0 } })
    var killed = try loop(optimizer, rate: rate)
    try killed.run(checkpoint: file, untilMinibatch: 3, of: 2)
    var again = try loop(optimizer, rate: rate)
    try again.resume(from: file)
    try again.run()
    #expect(again.history == whole.history && again.engine.values == whole.engine.values)
    var other = try loop(Self.optimizer("sgd"), rate: rate)
    #expect(throws: Diagnostic.self) { try other.resume(from: file) }
    var damped = optimizer
    damped.options[.weightDecay] = Located([2e-3], at: here)
    var foreign = try loop(damped, rate: rate)
    #expect(throws: Diagnostic.self) { try foreign.resume(from: file) }
  }

  /// Every rule learns the task, and a resumed run of it ends with the same bits.
  @Test(arguments: [
    ("equilibrium-propagation", GradientEstimator.oneSidedNegative), ("equilibrium-propagation", .randomSign),
    ("continual-equilibrium-propagation", .centered), ("contrastive-hebbian", .centered),
    ("coupled-learning", .centered), ("backprop", .centered),
  ]) func everyRuleLearns(_ name: String, _ estimator: GradientEstimator) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    func loop() throws -> TrainingLoop<Trainer<ResistiveModel>> {
      var settings = TrainingSettings.test(2, epochs: 20, rate: name.hasPrefix("continual") ? 4e-8 : 2e-7)
      settings.rule = .equilibriumPropagation(estimator, nudge: name.hasPrefix("continual") ? 1e-4 : 1e-5)
      settings.rule.name.value = name
      if name == "coupled-learning" { settings.rule.numbers[.clamp] = Located(0.1, at: here) }
      // Of the order of the stiffness of these outputs, so that rates are like those of springs.
      if name == "coupled-learning" || name == "contrastive-hebbian" {
        settings.rule.numbers[.nudge] = Located(1e-4, at: here)
      }
      return try Trainer(model: trainer(epochs: 1).model, data: Self.data, settings: settings).loop()
    }
    var killed = try loop()
    try killed.run(checkpoint: file, untilMinibatch: 5, of: 7)
    var whole = try loop()
    try whole.run()
    let (first, last) = (try #require(whole.history.first), try #require(whole.history.last))
    #expect(last.loss < 0.5 * first.loss && last.testError < first.testError, "\(first) \(last)")
    #expect(last.unconverged == 0)
    var again = try loop()
    try again.resume(from: file)
    try again.run()
    #expect(again.history == whole.history && again.engine.values == whole.engine.values)
  }

  @Test func foreignAndDamagedCheckpointsAreRefused() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    var run = try trainer(epochs: 1).loop()
    try run.run(checkpoint: file)
    let bytes = try Data(contentsOf: file)
    func refused(_ data: Data, _ what: String) throws {
      try data.write(to: file)
      var fresh = try trainer(epochs: 1).loop()
      let error = #expect(throws: Diagnostic.self) { try fresh.resume(from: file) }
      #expect(error?.message.contains(what) == true, "\(error?.message ?? "")")
      #expect(error?.message.contains("run.checkpoint") == true)
    }
    var other = try trainer(epochs: 1, rate: 3e-7).loop()
    #expect(throws: Diagnostic.self) { try other.resume(from: file) }
    try refused(Data("something".utf8), "start")
    try refused(bytes.dropLast(), "checksum")
    try refused(Data(bytes.prefix(40)), "checksum")
    for index in [30, 100, bytes.count - 3] {
      var flipped = bytes
      flipped[index] ^= 1
      try refused(flipped, "checksum")
    }
    /// A file whose checksum is right but whose content is not.
    func forged(_ body: String) -> Data {
      Data("grenadyn-checkpoint 2\n\(Checksum.text(of: body.utf8))\n\(body)".utf8)
    }
    try refused(forged("{}"), "header")
    try refused(forged("{\"counts\":[9223372036854775807,9]}\n"), "header")
    let progress = #"{"samples":0,"cost":0,"errors":0,"sweeps":0,"phases":0,"unconverged":0}"#
    try refused(
      forged(
        #"{"fingerprint":"0","counts":[4611686018427387904,-4],"history":[],"progress":\#(progress)}\#n"#),
      "bytes of parameters")
  }

  @Test func unknownRuleSuggestsTheNearest() throws {
    var settings = TrainingSettings.test(2, epochs: 1)
    settings.rule.name = Located("equilibrium-propogation", at: here)
    let error = #expect(throws: DiagnosticsError.self) { try LearningRules.make(settings.rule) }
    #expect(error?.diagnostics.first?.suggestion == "equilibrium-propagation")
    #expect(error?.diagnostics.first?.location == here)
  }

  @Test func dataMustFitTheNetwork() throws {
    let network = Sample(seed: 1, law: nil, output: .single, hidden: []).network
    let wide = Samples(valueCount: 7, values: [Double](repeating: 0, count: 7), labels: [0])
    let high = Samples(valueCount: 6, values: [Double](repeating: 0, count: 6), labels: [3])
    for (samples, code) in [(wide, "GD0604"), (high, "GD0605"), (high.prefix(0), "GD0606")] {
      let data = Dataset(name: "d", shape: [samples.valueCount], train: samples, test: samples)
      let error = #expect(throws: DiagnosticsError.self) {
        try Trainer(model: ResistiveModel(network), data: data, settings: .test(1, epochs: 1))
      }
      #expect(error?.diagnostics.first?.code == code)
    }
  }

  /// A nudge that is too strong for the centered estimator ends the run with an error, not with infinities.
  @Test func tooStrongNudgeIsAnError() throws {
    var settings = TrainingSettings.test(2, epochs: 1)
    settings.rule = .equilibriumPropagation(.centered, nudge: 1e-2)
    let network = Sample(seed: 1, law: 0.3, output: .differential, hidden: [HiddenLayer(units: 6)]).network
    let trainer = try Trainer(model: ResistiveModel(network), data: Self.data, settings: settings)
    let error = #expect(throws: Diagnostic.self) { try trainer.trained() }
    #expect(error?.code == "GD0408")
  }
}
