import Diagnostics
import Foundation
import Networks
import Quantities
import Specification
import Testing

@testable import Simulation

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
    let result = try trainer.train()
    let first = try #require(result.history.first)
    let last = try #require(result.history.last)
    #expect(last.loss < 0.2 * first.loss)
    #expect(last.testError < 0.1)
    #expect(last.unconverged == 0)
    #expect(result.parameters.values.joined().allSatisfy { $0 >= 1e-6 && $0 <= 1e-4 })
    let evaluation = Evaluation(
      trainer.model, result.parameters, Self.data.test, relaxation: trainer.settings.relaxation)
    #expect(abs(evaluation.accuracy - (1 - last.testError)) < 1e-12)
  }

  @Test func threadsDoNotMatter() throws {
    let one = try trainer(epochs: 3).train()
    let three = try trainer(epochs: 3, threads: 3).train()
    #expect(one == three)
  }

  @Test func startFollowsTheSeedOnly() throws {
    let a = try trainer(epochs: 1).start().parameters
    #expect(try a == trainer(epochs: 5).start().parameters)
    #expect(Set(a.values[0]).count == a.values[0].count)
    #expect(a.values[0].prefix(5) != a.values[1].prefix(5))
  }

  private struct Killed: Error {}

  /// A run that is killed after an epoch and resumed ends with the same bits as an undisturbed one.
  @Test func resumedRunIsBitIdentical() throws {
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    let whole = try trainer(epochs: 6).train()
    #expect(throws: Killed.self) {
      try trainer(epochs: 6).train(checkpoint: file) { if $0.epoch == 2 { throw Killed() } }
    }
    let again = try trainer(epochs: 6)
    let state = try again.resume(file)
    #expect(state.epoch == 2)
    #expect(try again.train(from: state, checkpoint: file) == whole)
    // And once more from the end: nothing is left to do.
    #expect(try again.train(from: again.resume(file)) == whole)
  }

  private static func optimizer(_ kind: String, _ options: [OptimizerOption: Double] = [:]) -> OptimizerSpec {
    OptimizerSpec(kind: Located(kind, at: here), options: options.mapValues { Located($0, at: here) })
  }

  /// The optimizer's arrays are part of a checkpoint.
  @Test(arguments: [
    optimizer("sgd", [.momentum: 0.9, .weightDecay: 1e-3]), optimizer("adam", [.beta2: 0.99]),
  ]) func resumedOptimizersAreBitIdentical(_ optimizer: OptimizerSpec) throws {
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    func trainer(_ optimizer: OptimizerSpec, rate: Double) throws -> Trainer<ResistiveModel> {
      var settings = TrainingSettings.test(2, epochs: 4, rate: rate)
      settings.optimizer = optimizer
      settings.schedule = .step(every: 2, decay: 0.5)
      return try Trainer(model: self.trainer(epochs: 4).model, data: Self.data, settings: settings)
    }
    let rate = optimizer.kind.value == "adam" ? 1e-6 : 5e-8
    let whole = try trainer(optimizer, rate: rate).train()
    #expect((whole.history.last?.loss ?? 1) < 0.7 * (whole.history.first?.loss ?? 0))
    #expect(whole.slots.joined().contains { $0 != 0 })
    #expect(throws: Killed.self) {
      try trainer(optimizer, rate: rate).train(checkpoint: file) { if $0.epoch == 1 { throw Killed() } }
    }
    let again = try trainer(optimizer, rate: rate)
    #expect(try again.train(from: again.resume(file)) == whole)
    let other = try trainer(Self.optimizer("sgd"), rate: rate)
    #expect(throws: Diagnostic.self) { try other.resume(file) }
    var damped = optimizer
    damped.options[.weightDecay] = Located(2e-3, at: here)
    #expect(throws: Diagnostic.self) { try trainer(damped, rate: rate).resume(file) }
  }

  /// Every rule learns the task, and a resumed run of it ends with the same bits.
  @Test(arguments: [
    ("equilibrium-propagation", GradientEstimator.oneSidedNegative), ("equilibrium-propagation", .randomSign),
    ("continual-equilibrium-propagation", .centered), ("contrastive-hebbian", .centered),
    ("coupled-learning", .centered), ("backprop", .centered),
  ]) func everyRuleLearns(_ name: String, _ estimator: GradientEstimator) throws {
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    func trainer() throws -> Trainer<ResistiveModel> {
      var settings = TrainingSettings.test(2, epochs: 20, rate: name.hasPrefix("continual") ? 4e-8 : 2e-7)
      settings.rule = .equilibriumPropagation(estimator, nudge: name.hasPrefix("continual") ? 1e-4 : 1e-5)
      settings.rule.name.value = name
      if name == "coupled-learning" { settings.rule.numbers[.clamp] = Located(0.1, at: here) }
      // Of the order of the stiffness of these outputs, so that rates are like those of springs.
      if name == "coupled-learning" || name == "contrastive-hebbian" {
        settings.rule.numbers[.nudge] = Located(1e-4, at: here)
      }
      return try Trainer(model: self.trainer(epochs: 1).model, data: Self.data, settings: settings)
    }
    #expect(throws: Killed.self) {
      try trainer().train(checkpoint: file) { if $0.epoch == 7 { throw Killed() } }
    }
    let whole = try trainer().train()
    let (first, last) = (try #require(whole.history.first), try #require(whole.history.last))
    #expect(last.loss < 0.5 * first.loss && last.testError < first.testError, "\(first) \(last)")
    #expect(last.unconverged == 0)
    #expect(try trainer().train(from: trainer().resume(file)) == whole)
  }

  @Test func foreignAndDamagedCheckpointsAreRefused() throws {
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    _ = try trainer(epochs: 1).train(checkpoint: file)
    let bytes = try Data(contentsOf: file)
    func refused(_ data: Data, _ what: String) throws {
      try data.write(to: file)
      let error = #expect(throws: Diagnostic.self) { try trainer(epochs: 1).resume(file) }
      #expect(error?.message.contains(what) == true, "\(error?.message ?? "")")
      #expect(error?.message.contains("run.checkpoint") == true)
    }
    let other = try trainer(epochs: 1, rate: 3e-7)
    #expect(throws: Diagnostic.self) { try other.resume(file) }
    try refused(Data("something".utf8), "start")
    try refused(bytes.dropLast(), "bytes of parameters")
    try refused(Data(bytes.prefix(40)), "header")
    var flipped = bytes
    flipped[flipped.count - 3] ^= 1
    try refused(flipped, "checksum")
    try refused(Data("grenadyn-checkpoint 1\n{\"counts\":[9223372036854775807,9]}\n".utf8), "header")
    try refused(
      Data(
        #"grenadyn-checkpoint 1\#n{"fingerprint":"0","counts":[4611686018427387904,-4],"checksum":"0","history":[]}\#n"#
          .utf8), "bytes of parameters")
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
    let error = #expect(throws: Diagnostic.self) { try trainer.train() }
    #expect(error?.code == "GD0408")
  }
}
