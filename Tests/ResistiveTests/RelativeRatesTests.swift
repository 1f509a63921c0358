import Diagnostics
import Foundation
import Quantities
import Specification
import Technology
import Testing

@testable import Datasets
@testable import Hopfield
@testable import Learning
@testable import Resistive

/// Learning rates relative to the range of what is trained, and the test that proposes them.
@Suite struct RelativeRatesTests {
  private func chip(_ training: String) throws -> (spec: ChipSpec, network: ResistiveNetwork, data: Dataset) {
    let spec = try ChipSpec.parse(
      """
      grenadyn: 1
      name: small
      technology: leti-hfo2-130
      data: { set: digits, train-limit: 60, test-limit: 40 }
      network:
        family: resistive
        input: { shape: [8, 8], encoding: complementary, full-scale: 0.3 V }
        bias: 50 mV
        hidden: [{ units: 8, gain: 4 }]
        output: { classes: 10, encoding: differential, target: 15 mV }
      training:
        nudge: 10 uS
        epochs: 1
        initial: { low: 20 uS, high: 30 uS }
        relaxation: { tolerance: 1.0e-9, maximum-sweeps: 500 }
        \(training)
      mapping: { tile: { rows: 26, columns: 32 } }
      """, file: "small.yaml"
    ).spec
    let technology = try TechnologyLibrary().load(spec.technology).technology
    return (
      spec, try ResistiveNetwork(spec: spec, technology: technology),
      try DataSets.load(DataRequest(spec: spec))
    )
  }

  private func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }

  /// With one minibatch of all samples, the first update moves the conductances by exactly that share, in the mean.
  @Test(arguments: ["sgd", "adam"])
  func firstStep(optimizer: String) throws {
    let (spec, network, data) = try chip(
      "batch: 60\n  learning-rate: { relative: [0.1 %, 0.05 %] }\n  optimizer: { kind: \(optimizer) }")
    #expect(
      spec.training.relativeRates?.map(\.si) == [1e-3, 5e-4] && spec.training.learningRates.value.isEmpty)
    let resolved = try RelativeRates.resolved(spec, network: network, data: data, threads: 1)
    #expect(resolved.training.relativeRates == nil && resolved.training.learningRates.value.count == 2)
    #expect(try RelativeRates.resolved(spec, network: network, data: data, threads: 3) == resolved)
    let trainer = try Trainer(
      model: ResistiveModel(network), data: data,
      settings: TrainingSettings(spec: resolved, network: network),
      threads: 1)
    let before = trainer.parameters.values
    var progress = EpochProgress()
    try trainer.train(epoch: 0, &progress) { _ in true }
    let range = network.conductanceRange.upperBound.si - network.conductanceRange.lowerBound.si
    for (k, share) in [1e-3, 5e-4].enumerated() {
      let steps = zip(before[k], trainer.parameters.values[k]).map { $1 - $0 }
      #expect(
        abs(rootMeanSquare(steps) / (share * range) - 1) < (optimizer == "adam" ? 0.05 : 1e-6),
        "connection \(k + 1)")
    }
  }

  /// A steady gradient moves weights as far with momentum as without.
  @Test func momentum() throws {
    func rate(_ optimizer: String) throws -> Double {
      let (spec, network, data) = try chip(
        "batch: 20\n  learning-rate: { relative: 1 % }\n  optimizer: \(optimizer)")
      return try RelativeRates.resolved(spec, network: network, data: data).training.learningRates.value[0].si
    }
    #expect(abs(try rate("{ kind: sgd, momentum: 0.9 }") / rate("{ kind: sgd }") - 0.1) < 1e-12)
  }

  @Test func optimizersWithoutARate() throws {
    let (spec, network, data) = try chip(
      "batch: 20\n  learning-rate: { relative: 1 % }\n  optimizer: { kind: level-step, levels: 16, threshold: 1 }"
    )
    let error = #expect(throws: DiagnosticsError.self) {
      try RelativeRates.resolved(spec, network: network, data: data)
    }
    #expect(error?.diagnostics.map(\.code) == ["GD0476"])
    #expect(error?.diagnostics.first?.location?.line == 17)
  }

  @Test func aConnectionWithoutAGradient() throws {
    var (spec, network, data) = try chip(
      "batch: 20\n  rule: backprop\n  learning-rate: { relative: 1 % }")
    network.bias = nil
    data.train = Samples(valueCount: 64, values: [Double](repeating: 0, count: 64 * 4), labels: [0, 1, 2, 3])
    let error = #expect(throws: DiagnosticsError.self) {
      try RelativeRates.resolved(spec, network: network, data: data)
    }
    #expect(error?.diagnostics.map(\.code) == ["GD0477"])
    spec.training.relativeRates = nil
    #expect(try RelativeRates.resolved(spec, network: network, data: data) == spec)
  }

  private func hopfield(_ training: String, output: String = "{ classes: 10 }") throws
    -> (spec: HopfieldSpec, network: HopfieldNetwork, data: Dataset)
  {
    let text = """
      grenadyn: 1
      name: dense
      data: { set: digits, train-limit: 60, test-limit: 40 }
      network:
        family: hopfield
        input: { shape: [8, 8] }
        hidden: [{ units: 16 }]
        output: \(output)
      training:
        nudge: 0.5
        epochs: 1
        batch: 60
        precision: double
        relaxation: { free: 12, nudged: 5 }
        \(training)
      """
    let spec = try HopfieldSpec.parse(text, file: "dense.yaml").spec
    return (spec, try HopfieldNetwork(spec: spec), try DataSets.load(DataRequest(spec: spec)))
  }

  @Test(arguments: ["{ classes: 10 }", "{ classes: 10, cost: cross-entropy }"])
  func firstStepOfAHopfieldNetwork(output: String) throws {
    let (spec, network, data) = try hopfield("learning-rate: { relative: [1 %, 0.5 %] }", output: output)
    let resolved = try RelativeRates.resolved(spec, network: network, data: data, threads: 1)
    let trainer = try HopfieldTrainer(
      network: network, data: data, settings: HopfieldSettings(spec: resolved, network: network), threads: 1)
    let before = trainer.parameters
    var progress = EpochProgress()
    try trainer.train(epoch: 0, &progress) { _ in true }
    let names = ["coupling_0_1", output.contains("cross") ? "readout" : "coupling_1_2"]
    for (name, expected) in zip(names, [0.01 * 2 / 8, 0.005 * 2 / 4]) {
      let index = try #require(before.firstIndex { $0.name == name })
      let steps = zip(before[index].values, trainer.parameters[index].values).map { $1 - $0 }
      #expect(abs(rootMeanSquare(steps) / expected - 1) < 1e-5, "\(name)")
    }
  }

  /// The loss falls until the rates are too large; the proposal lies below that, and trains.
  @Test func rangeTest() throws {
    var (spec, network, data) = try chip("batch: 4\n  learning-rate: 1 S^2/V^2")
    spec.data.trainLimit = 400
    data = try DataSets.load(DataRequest(spec: spec))
    let units = try network.unitRates(spec, data: data)
    func test(_ threads: Int) throws -> RateTest {
      var settings = TrainingSettings(spec: spec, network: network)
      settings.learningRates = units.map { LearningRate(si: RateTest.rates.lowerBound * $0) }
      settings.schedule = RateTest.schedule
      return try RateTest(
        Trainer(model: ResistiveModel(network), data: data, settings: settings, threads: threads))
    }
    let found = try test(1)
    #expect(try test(2).points == found.points)
    #expect(found.points.first?.rate == 1e-4 && found.points.count > 10)
    for (a, b) in zip(found.points, found.points.dropFirst()) { #expect(b.rate > a.rate) }
    let proposal = try #require(found.proposal)
    #expect((1e-3...5e-2).contains(proposal))
    #expect(proposal < found.lowest ?? 0)
  }
}
