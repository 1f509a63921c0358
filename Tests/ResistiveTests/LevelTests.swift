import Diagnostics
import Foundation
import Specification
import Technology
import TestSupport
import Testing

@testable import Datasets
@testable import Devices
@testable import Hopfield
@testable import Learning
@testable import Prediction
@testable import Resistive

/// Synapses on levels: they stay there, and every change is counted.
@Suite("Synapses on levels") struct LevelTests {
  private static func text(_ optimizer: String) -> String {
    """
    grenadyn: 1
    name: levels
    data: { set: digits, train-limit: 400, test-limit: 40 }
    network:
      family: hopfield
      input: { shape: [8, 8] }
      hidden: [{ units: 40 }]
      output: { classes: 10 }
    training:
      nudge: 0.5
      epochs: 6
      batch: 20
      learning-rate: 0
      bias-rate: 0.05
      optimizer: \(optimizer)
      relaxation: { free: 10, nudged: 4 }
    """
  }

  private func loop(_ optimizer: String, threads: Int = 1) throws -> TrainingLoop<HopfieldTrainer> {
    let spec = try HopfieldSpec.parse(Self.text(optimizer), file: "levels.yaml").spec
    let network = try HopfieldNetwork(spec: spec)
    return TrainingLoop(
      try HopfieldTrainer(
        network: network, data: DataSets.load(DataRequest(spec: spec)),
        settings: HopfieldSettings(spec: spec, network: network), threads: threads), epochs: 6)
  }

  /// An optimizer, its levels in units of 1/√fan-in.
  private static let cases: [(optimizer: String, levels: [Double])] = [
    ("{ kind: binary-flip, inertia: 0.02, threshold: [3.0e-3, 1.0e-2] }", [-0.5, 0.5]),
    (
      "{ kind: level-step, levels: 9, range: 2, threshold: [0.1, 0.5] }",
      (0..<9).map { -2 + 0.5 * Double($0) }
    ),
    ("{ kind: level-step, levels: 4, leak: [0.01, 0], threshold: [0.3, 1.5] }", [-1, -1.0 / 3, 1.0 / 3, 1]),
  ]

  @Test("Weights stay on their levels and every change is counted", arguments: cases.indices)
  func changesAreCounted(index: Int) throws {
    let (optimizer, levels) = Self.cases[index]
    var loop = try loop(optimizer)
    let engine = loop.engine
    let scales = [8.0, 40.0.squareRoot()]
    func weights() -> [[Double]] { engine.parameters.prefix(2).map(\.values) }
    var before = weights()
    var counts = before.map { $0.map { _ in 0 } }
    try loop.run { event in
      guard case .minibatch = event else { return true }
      let after = weights()
      for k in after.indices {
        for i in after[k].indices where after[k][i] != before[k][i] {
          counts[k][i] += 1
          // Devices that step up or down, one level at a time.
          let steps = abs(after[k][i] - before[k][i]) * scales[k] / (levels[1] - levels[0])
          #expect(abs(steps - 1) < 1e-4)
        }
      }
      before = after
      return true
    }
    for k in before.indices {
      for w in before[k] { #expect(levels.contains { abs($0 - w * scales[k]) < 1e-5 }, "\(w)") }
    }
    let writes = try #require(loop.history.last?.writes)
    let all = counts.joined()
    #expect(writes.changes == all.reduce(0, +) && writes.largest == all.max())
    #expect(writes.changes > 0 && writes.largest > 1)
    #expect(writes.synapses == 64 * 40 + 40 * 10 && writes.updates == 120)
    #expect(writes.devicesPerChange == (index == 0 ? 2 : 1))
    #expect(writes.deviceWrites == writes.devicesPerChange * writes.changes)
    #expect(loop.history.map { $0.writes?.updates } == [20, 40, 60, 80, 100, 120])
    // It learned, on levels.
    #expect((loop.history.last?.loss ?? 1) < 0.8 * (loop.history.first?.loss ?? 0))
  }

  @Test("Any number of threads, and a stop, make the same weights and counts", arguments: cases.indices)
  func resumes(index: Int) throws {
    let optimizer = Self.cases[index].optimizer
    var whole = try loop(optimizer)
    try whole.run()
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("checkpoint")
    var stopped = try loop(optimizer, threads: 2)
    try stopped.run(checkpoint: file, untilMinibatch: 4, of: 2)
    stopped = try loop(optimizer, threads: 3)
    try stopped.resume(from: file)
    try stopped.run()
    let isSame = stopped.engine.values == whole.engine.values && stopped.history == whole.history
    #expect(isSame)
    let again = try JSONDecoder().decode(EpochRecord.self, from: JSONEncoder().encode(whole.history[2]))
    #expect(again == whole.history[2])
  }

  @Test("Given weights start from the nearest levels")
  func start() throws {
    let loop = try loop(Self.cases[1].optimizer)
    let given = loop.engine.parameters.map { $0.values.indices.map { sin(Double($0)) } }
    loop.engine.start(from: given)
    for (k, scale) in [8.0, 40.0.squareRoot()].enumerated() {
      for (w, asked) in zip(loop.engine.parameters[k].values, given[k]) {
        let nearest = min(max((asked * scale * 2).rounded() / 2, -2), 2)
        #expect(abs(w * scale - nearest) < 1e-5)
      }
    }
  }

  @Test("Other optimizers count nothing")
  func others() throws {
    var loop = try loop("{ kind: adam }")
    try loop.run()
    #expect(loop.history.allSatisfy { $0.writes == nil })
  }

  @Test("A list of options needs a value a connection")
  func counts() throws {
    let error = #expect(throws: DiagnosticsError.self) {
      try loop("{ kind: level-step, levels: 4, threshold: [1, 2, 3] }")
    }
    let found = try #require(error?.diagnostics.first)
    #expect(found.code == "GD0220" && found.location?.line == 15 && found.location?.column == 56)
  }

  @Test("a chip of binary cells: the example is trained on two levels, written with errors, and tested")
  func binaryChip() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("specs/digits-binary.yaml").path
    let spec = try ChipSpec.load(path: path).spec
    let technology = try TechnologyLibrary().load(spec.technology.value)
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    var data = try DataSets.load(DataRequest(spec: spec))
    (data.train, data.test) = (data.train.prefix(80), data.test.prefix(20))
    var settings = TrainingSettings(spec: spec, network: network)
    settings.epochs = 1
    var loop = TrainingLoop(
      try Trainer(model: ResistiveModel(network), data: data, settings: settings, threads: 1), epochs: 1)
    try loop.run()
    let trained = loop.engine.parameters
    let (low, high) = (network.conductanceRange.lowerBound.si, network.conductanceRange.upperBound.si)
    for siemens in trained.values.joined() {
      #expect(min(abs(siemens - low), abs(siemens - high)) < 1e-9 * high)
    }
    let tested = try ProgramTrial(
      PredictionSubject(
        spec: spec, network: network, technology: technology,
        trained: BiasedConductances(conductances: trained), data: data),
      Imperfections(technology, fabric: network.fabric, prediction: spec.prediction, estimate: spec.estimate)
    ).test(ChipDraw(chip: 0)) { false }
    #expect(tested.record.stuckDevices != nil)
    // Nearly every cell is nearer to its own level, and none is exactly there.
    let middle = 0.5 * (low + high)
    let (written, asked) = (
      Array(tested.state.parameters.conductances.values.joined()), Array(trained.values.joined())
    )
    let kept = written.indices.filter { (written[$0] > middle) == (asked[$0] > middle) }.count
    #expect(kept > written.count * 99 / 100 && written != asked)
  }
}
