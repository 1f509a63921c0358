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
