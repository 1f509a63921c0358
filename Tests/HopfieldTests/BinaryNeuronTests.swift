import Diagnostics
import Foundation
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Hopfield
@testable import Learning

/// Binary neurons with internal states, and replicated outputs.
@Suite("Binary neurons") struct BinaryNeuronTests {
  /// A network of `tools/make-binary-fixture`, computed in numpy float64.
  private struct Fixture: Decodable {
    var inputs, hidden, classes, replicas, freeSweeps, nudgedSweeps: Int
    var step, beta: Double
    var images: [[Double]]
    var labels: [Int]
    var parameters, gradients: [[Double]]
    var free, nudged: [[Double]]
    var freeOutputs: [Double]

    init() throws {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/hopfield-binary-neurons.json")
      self = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    }

    func engine<Scalar: EngineScalar>(_ scalar: Scalar.Type, threads: Int) throws -> HopfieldEngine<Scalar> {
      let binary = try Activations.named(Located("binary", at: here))
      let sizes = [hidden, classes * replicas]
      let network = HopfieldNetwork(
        input: FeatureShape(channels: inputs),
        layers: sizes.map { HopfieldLayer(shape: FeatureShape(channels: $0), activation: binary) },
        couplings: [0, 1].map { HopfieldCoupling(from: $0, to: $0 + 1, kind: .dense) }, classes: classes,
        cost: .squaredError, replicas: replicas)
      let engine = HopfieldEngine<Scalar>(
        network,
        relaxation: HopfieldRelaxation(method: .gradient, order: .synchronous, step: step, tolerance: nil),
        sweeps: HopfieldSweeps(free: freeSweeps, nudged: nudgedSweeps), batch: images.count, phases: 2,
        threads: threads)
      engine.memory.parameters = parameters
      return engine
    }
  }

  @Test("States and gradients are those of a float64 transcription", arguments: [1, 2])
  func agreesWithNumpy(threads: Int) throws {
    let fixture = try Fixture()
    func check<Scalar: EngineScalar>(_ scalar: Scalar.Type, within bound: Double) throws {
      let engine = try fixture.engine(scalar, threads: threads)
      let probe = engine.probe(
        fixture.images, labels: fixture.labels,
        .contrast(minus: .free, plus: .nudged(fixture.beta), span: fixture.beta))
      for layer in 0..<2 {
        // 0 or 1: equal, not nearly so.
        #expect(probe.states[layer] == fixture.nudged[layer] + fixture.free[layer])
      }
      for (ours, theirs) in zip(probe.gradients, fixture.gradients) {
        #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) <= bound })
      }
      let size = engine.memory.layouts[2].size
      let outputs = fixture.classes * fixture.replicas
      let shown = fixture.images.indices.flatMap { row in
        (0..<outputs).map { Double(engine.memory.freeOutputs[row * size + $0]) }
      }
      #expect(zip(shown, fixture.freeOutputs).allSatisfy { abs($0 - $1) <= bound })
      let errors = fixture.images.indices.filter { row in
        let values = (0..<fixture.classes).map { c in
          fixture.freeOutputs[
            (row * fixture.classes + c) * fixture.replicas..<(row * fixture.classes + c + 1)
              * fixture.replicas
          ]
          .reduce(0, +)
        }
        return values.firstIndex(of: values.max() ?? 0) != fixture.labels[row]
      }
      #expect(probe.sums.errors == errors.count)
    }
    try check(Double.self, within: 1e-12)
    try check(Float.self, within: 1e-6)
    // The phases differ: the nudge shows.
    #expect(fixture.free != fixture.nudged && fixture.gradients.allSatisfy { $0.contains { $0 != 0 } })
  }

  private static let text = """
    grenadyn: 1
    name: binary
    data: { set: digits, train-limit: 400, test-limit: 60 }
    network:
      family: hopfield
      input: { shape: [8, 8] }
      activation: binary
      hidden: [{ units: 48 }]
      output: { classes: 10, activation: binary, replicas: 6 }
    training:
      nudge: 2
      estimator: random-sign
      epochs: 6
      batch: 20
      learning-rate: 0.05
      initial-scale: 2
      relaxation: { method: gradient, order: synchronous, step: 0.5, free: 12, nudged: 6 }
    """

  private func spec(_ edits: [(String, String)] = []) throws -> HopfieldSpec {
    var text = Self.text
    for (old, new) in edits {
      #expect(text.contains(old), "no '\(old)'")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try HopfieldSpec.parse(text, file: "binary.yaml").spec
  }

  private func loop(_ spec: HopfieldSpec, threads: Int = 1) throws -> TrainingLoop<HopfieldTrainer> {
    let network = try HopfieldNetwork(spec: spec)
    return TrainingLoop(
      try HopfieldTrainer(
        network: network, data: DataSets.load(DataRequest(spec: spec)),
        settings: HopfieldSettings(spec: spec, network: network), threads: threads),
      epochs: spec.training.epochs)
  }

  @Test(
    "They learn, whatever the threads, and go on where they were stopped", arguments: ["fresh", "carried"])
  func learns(state: String) throws {
    let spec = try spec([("batch: 20", "batch: 20\n  state: \(state)")])
    var one = try loop(spec)
    try one.run()
    #expect((one.history.last?.loss ?? 1) < 0.7 * (one.history.first?.loss ?? 0))
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("checkpoint")
    var stopped = try loop(spec, threads: 3)
    try stopped.run(checkpoint: file, untilMinibatch: 7, of: 2)
    stopped = try loop(spec, threads: 2)
    try stopped.resume(from: file)
    try stopped.run()
    let isSame = stopped.engine.values == one.engine.values && stopped.history == one.history
    #expect(isSame)
  }

  @Test("What binary neurons cannot do is refused at its place")
  func refusals() throws {
    func codes(_ edits: (String, String)...) throws -> [String] {
      let spec = try spec(edits)
      do throws(DiagnosticsError) {
        _ = try HopfieldSettings(spec: spec, network: HopfieldNetwork(spec: spec))
        return []
      } catch {
        return error.diagnostics.map { "\($0.code) \($0.location?.line ?? 0):\($0.location?.column ?? 0)" }
      }
    }
    #expect(try codes() == [])
    #expect(try codes(("nudge: 2\n  estimator: random-sign", "rule: backprop")) == ["GD0421 11:9"])
    #expect(
      try codes(("nudge: 2\n  estimator: random-sign", "nudge: 2\n  rule: contrastive-hebbian"))
        == ["GD0421 12:9"])
    #expect(
      try codes(("estimator: random-sign", "estimator: holomorphic\n  points: 4")) == ["GD0421 12:14"])
    // The nudge of binary outputs is a constant drive: it leaves an equilibrium, however strong.
    #expect(try codes(("nudge: 2", "nudge: 9")) == [])
    let error = #expect(throws: DiagnosticsError.self) {
      try spec([("activation: binary, replicas: 6", "cost: cross-entropy, replicas: 6")])
    }
    #expect(error?.diagnostics.map(\.code) == ["GD0234"])
  }

  @Test("Replicas of graded outputs share their class's target")
  func replicas() throws {
    let one = try spec([
      ("activation: binary\n", "activation: hard-sigmoid\n"),
      ("activation: binary, replicas: 6", "replicas: 3"),
      ("nudge: 2", "nudge: 0.5"), ("initial-scale: 2", "initial-scale: 1"),
      ("method: gradient, order: synchronous, step: 0.5, ", ""),
    ])
    var loop = try loop(one)
    try loop.run()
    #expect(loop.engine.network.layers.last?.shape.count == 30)
    #expect((loop.history.last?.loss ?? 1) < 0.75 * (loop.history.first?.loss ?? 0))
  }
}
