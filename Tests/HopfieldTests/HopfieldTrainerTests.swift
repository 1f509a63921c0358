import Diagnostics
import Foundation
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Hopfield
@testable import Learning

/// Trainings of small networks on the digits that are part of the program.
@Suite("Hopfield trainer") struct HopfieldTrainerTests {
  private func spec(_ training: String = "", data: String = "", network: String = "") throws
    -> HopfieldSpec
  {
    let text = """
      grenadyn: 1
      name: small
      data: { set: digits, train-limit: 50, test-limit: 40\(data) }
      network:
        family: hopfield
        input: { shape: [1, 8, 8] }
        activation: half-hard-sigmoid
        hidden:
          - { convolution: { channels: 16, padding: 1 }, pooling: { kind: max } }
          - { convolution: { channels: 24, padding: 1 }, pooling: { kind: average } }
        output: { classes: 10, cost: cross-entropy }
        \(network)
      training:
        nudge: 0.5
        epochs: 2
        batch: 12
        learning-rate: 0.02
        \(training.hasPrefix("relaxation") ? "" : "relaxation: { free: 5, nudged: 3 }")
        \(training)
      """
    let spec = try HopfieldSpec.parse(text, file: "small.yaml").spec
    return spec
  }

  private static let dense = """
    grenadyn: 1
    name: dense
    data: { set: digits }
    network:
      family: hopfield
      input: { shape: [8, 8] }
      hidden: [{ units: 64 }]
      output: { classes: 10 }
    training:
      nudge: 0.5
      epochs: 3
      batch: 10
      learning-rate: 0.1
      relaxation: { free: 12, nudged: 5 }
    """

  private func trainer(_ spec: HopfieldSpec, threads: Int = 1) throws -> HopfieldTrainer {
    let network = try HopfieldNetwork(spec: spec)
    return try HopfieldTrainer(
      network: network, data: DataSets.load(DataRequest(spec: spec)),
      settings: HopfieldSettings(spec: spec, network: network), threads: threads)
  }

  private func trained(_ spec: HopfieldSpec, threads: Int = 1) throws -> TrainingLoop<HopfieldTrainer> {
    var loop = TrainingLoop(try trainer(spec, threads: threads), epochs: spec.training.epochs)
    try loop.run()
    return loop
  }

  @Test("It learns digits", arguments: ["single", "double"])
  func learns(precision: String) throws {
    let text = Self.dense + "\n  precision: \(precision)\n"
    let spec = try HopfieldSpec.parse(text, file: "dense.yaml").spec
    let history = try trained(spec, threads: 2).history
    #expect((history.last?.testError ?? 1) < 0.12)
    #expect((history.last?.loss ?? 1) < (history.first?.loss ?? 0))
  }

  /// Settings whose interplay with threads and interruptions differs.
  static let variants = [
    "optimizer: { momentum: 0.9, weight-decay: 1e-4 }", "optimizer: { kind: adam }", "state: carried",
    "rule: continual-equilibrium-propagation", "rule: backprop", "estimator: random-sign",
    "precision: double",
    "relaxation: { order: synchronous, method: gradient, tolerance: 1e-3, free: 8, nudged: 4 }",
  ]

  @Test("Any number of threads makes the same parameters", arguments: variants)
  func threads(variant: String) throws {
    let spec = try spec(variant)
    let one = try trained(spec)
    for threads in [2, 3] {
      let other = try trained(spec, threads: threads)
      let isSame = other.engine.values == one.engine.values && other.history == one.history
      #expect(isSame)
    }
  }

  @Test("A training that was stopped goes on to the same parameters", arguments: variants)
  func resumes(variant: String) throws {
    let spec = try spec(variant, data: ", augment: { shift: 1, flip: horizontal }")
    let whole = try trained(spec)
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("checkpoint")
    var loop = TrainingLoop(try trainer(spec), epochs: 2)
    for (count, epoch) in [(2, 1), (1, 1), (3, 2)] {
      try loop.run(checkpoint: file, untilMinibatch: count, of: epoch)
      loop = TrainingLoop(try trainer(spec, threads: 2), epochs: 2)
      try loop.resume(from: file)
      // What an evaluation leaves in memory must not matter.
      if count == 1 { _ = loop.engine.evaluate() }
    }
    try loop.run(checkpoint: file)
    let isSame = loop.engine.values == whole.engine.values && loop.history == whole.history
    #expect(isSame)
  }

  @Test("A cost that is not a number ends the training", arguments: ["single", "double"])
  func diverges(precision: String) throws {
    let text =
      Self.dense.replacingOccurrences(of: "rate: 0.1", with: "rate: 1e30") + "\n  precision: \(precision)"
    let spec = try HopfieldSpec.parse(text, file: "dense.yaml").spec
    let found = try #require(throws: Diagnostic.self) { try trained(spec) }
    #expect(found.code == "GD0415" && found.location?.file == "dense.yaml")
  }

  @Test("Settings follow the order of the spec")
  func settings() throws {
    var spec = try spec(
      "initial-scale: [1, 2, 3, 4]\n  bias-rate: [0.1, 0.2, 0.3]",
      network: "skips: [{ from: 0, to: 2, convolution: { stride: 4 } }]")
    spec.training.learningRates.value = [5, 6, 7, 8]
    let network = try HopfieldNetwork(spec: spec)
    let settings = try HopfieldSettings(spec: spec, network: network)
    #expect(settings.couplingRates == [5, 6, 8] && settings.readoutRates.weights == 7)
    #expect(settings.couplingScales == [1, 2, 4] && settings.readoutScale == 3)
    #expect(settings.biasRates == [0.1, 0.2] && settings.readoutRates.biases == 0.3)
    #expect(network.couplings.map { [$0.from, $0.to] } == [[0, 1], [1, 2], [0, 2]])
  }

  @Test("Initial weights fill ±s/√fan-in, biases are 0")
  func initial() throws {
    let spec = try spec("initial-scale: [1, 2, 3]")
    for array in try trainer(spec).parameters {
      let largest = array.values.map(abs).max() ?? 0
      let bound: Double? =
        switch array.name {
        case "coupling_0_1": 1 / 3
        case "coupling_1_2": 2 / 12
        case "readout": 3 / Double(24 * 4).squareRoot()
        default: nil
        }
      if let bound {
        #expect(largest <= bound * (1 + 1e-6) && largest > 0.9 * bound, "\(array.name)")
      } else {
        #expect(largest == 0, "\(array.name)")
      }
      #expect(array.values.count == array.shape.reduce(1, *))
    }
  }

  @Test("Binary weights keep their magnitude")
  func binary() throws {
    let spec = try spec("optimizer: { kind: binary-flip, inertia: 0.1, threshold: 1e-7 }")
    let before = try trainer(spec).parameters
    let after = try trained(spec).engine.parameters
    for (a, b) in zip(before, after) where a.name.hasPrefix("coupling") {
      #expect(a.values.map(abs) == b.values.map(abs))
      #expect(a.values != b.values, "\(a.name): nothing flipped")
    }
  }
}
