import Diagnostics
import Foundation
import Kernels
import Mapping
import Quantities
import Specification
import Technology
import TestSupport
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Resistive

/// Chips that learn by themselves, and programmed chips, on the digits.
@Suite struct InSituTests {
  private static let text = """
    grenadyn: 1
    name: chip
    technology: ideal
    data: { set: digits }
    network:
      family: resistive
      input: { shape: [8, 8], encoding: complementary, full-scale: 20 V }
      hidden: [{ units: 40 }, { units: 33, gain: 2, rectifiers: alternating }]
      output: { classes: 10, encoding: single, target: 1 V }
    training:
      engine: fast
      nudge: 0.5 S
      epochs: 2
      batch: 4
      learning-rate: 0.005 S^2/V^2
      decay: 0.9
      initial-scale: 1 S
      state: carried
      relaxation: { sweeps: 5 }
    mapping: { tile: { rows: 32, columns: 24 } }
    """
  private static let technology = Result { try TechnologyLibrary().load("ideal") }
  private static let digits = Result { try DataSets.load(DataRequest(spec: ChipSpec.parse(text).spec)) }

  /// What a test changes of the chip.
  typealias Change = @Sendable (inout InSituDevices) -> Void

  /// The parts of a trainer with a range of 0…0.5 S.
  private func parts(
    samples: Int?, spec change: (inout ChipSpec) -> Void = { _ in }
  ) throws -> (network: ResistiveNetwork, data: Dataset, settings: TrainingSettings) {
    var data = try Self.digits.get()
    data.train = data.train.prefix(samples)
    var spec = try ChipSpec.parse(Self.text).spec
    change(&spec)
    var network = try ResistiveNetwork(spec: spec, technology: Self.technology.get())
    network.conductanceRange = Conductance(si: 0)...Conductance(si: 0.5)
    return (network, data, TrainingSettings(spec: spec, network: network))
  }

  /// A chip of linear devices of 200 steps without spread or noise, but for `change`.
  private func devices(_ network: ResistiveNetwork, steps: Double = 200, _ change: Change) -> InSituDevices {
    var devices = InSituDevices(
      instance: ChipInstance(seed: 3, chip: 1),
      sites: (0..<network.connectionCount).map {
        DeviceSites(network.fabric, connection: $0, tileShape: TileShape(rows: 32, columns: 24))
      },
      magnitudes: DeviceMagnitudes(low: 0, high: network.conductanceRange.upperBound.si),
      pulses: PulseSettings(
        scheme: .stochastic, threshold: 0.3, longestTrain: 1000,
        response: PulseTable(noise: PulseNoise()) { _, _ in 1 / steps }))
    change(&devices)
    return devices
  }

  private func trainer(
    samples: Int? = 101, threads: Int = 1, steps: Double = 200, spec: (inout ChipSpec) -> Void = { _ in },
    _ change: Change
  ) throws -> FastTrainer {
    let (network, data, settings) = try parts(samples: samples, spec: spec)
    return try FastTrainer(
      network: network, data: data, settings: settings, threads: threads,
      devices: devices(network, steps: steps, change))
  }

  /// Everything that can be wrong with a chip.
  private static let everything: Change = {
    ($0.magnitudes.lowerSpread, $0.magnitudes.upperSpread) = (0.02, 0.2)
    ($0.magnitudes.stepSpread, $0.magnitudes.asymmetrySpread) = (0.3, 0.1)
    ($0.magnitudes.stuckOff, $0.magnitudes.stuckOn) = (0.02, 0.01)
    $0.pulses.response = PulseTable(noise: PulseNoise(up: 0.001, down: 0.002, share: 0.2)) { x, up in
      0.005 * (up ? 1.4 - x : 0.4 + x)
    }
    ($0.nodes.thresholdSpread, $0.nodes.readoutOffset, $0.nodes.readoutNoise) = (0.01, 0.005, 0.01)
    ($0.nodes.nudgeSpread, $0.nodes.nudgeAsymmetry, $0.nodes.targetSpread) = (0.1, 0.05, 0.02)
    ($0.nodes.readoutBits, $0.nodes.readoutFullScale) = (12, 20)
  }

  /// The same with all that helps a chip to learn.
  private static let designed: Change = {
    everything(&$0)
    $0.pulses.scheme = .accumulated
    ($0.pulses.threshold, $0.nodes.readPoint, $0.nodes.center) = (4, .amplifier, .free)
    ($0.nodes.differenceGain, $0.nodes.outputReadGain) = (16, 4)
    $0.nodes.thermalNoise = [0.002, 0.003, 0.001]
  }
  private static func nudgeByCurrents(_ spec: inout ChipSpec) {
    spec.training.nudge?.value = .current(amplitude: Voltage(si: 0.5))
    spec.training.cost.value = .crossEntropy(temperature: Voltage(si: 0.2))
    spec.training.skip = Located(Ratio(si: 0.1), at: here)
  }

  private static let schemes: [PulseScheme] = [
    .stochastic, .nearest, .fixedPulse, .accumulated,
  ]

  /// Many small exact steps and accumulators are ideal devices, to a step.
  @Test func smallStepsAreTheIdealLimit() throws {
    let (network, data, settings) = try parts(samples: 40)
    let ideal = try FastTrainer(network: network, data: data, settings: settings, threads: 1).trained(1)
    func difference(_ steps: Double, _ scheme: PulseScheme) throws -> Double {
      let chip = try trainer(samples: 40, steps: steps) {
        ($0.pulses.scheme, $0.pulses.longestTrain) = (scheme, 1_000_000)
      }.trained(1)
      return zip(ideal.parameters.values.joined(), chip.parameters.values.joined()).map { abs($0 - $1) }.max()
        ?? 1
    }
    let coarse = try difference(1e3, .accumulated)
    let fine = try difference(1e5, .accumulated)
    #expect(fine < 0.5 * 5e-5 && fine < 0.1 * coarse, "\(coarse) \(fine)")
    #expect(try difference(1e5, .stochastic) < 5e-4)
  }

  /// The same chip, to the bit, for any number of threads; another chip is another.
  @Test(arguments: schemes) func resultDoesNotDependOnThreads(_ scheme: PulseScheme) throws {
    func run(threads: Int, chip: UInt32 = 1) throws -> (values: [[Double]], count: PulseCount?) {
      let trainer = try trainer(threads: threads) {
        Self.everything(&$0)
        $0.pulses.scheme = scheme
        $0.instance = ChipInstance(seed: 3, chip: chip)
      }
      // More threads than so small a network would be given.
      let engine = FastEngine(
        trainer.engine.net, batch: 4, threads: threads, force: true, devices: trainer.devices)
      engine.load(trainer.parameters)
      var progress = EpochProgress()
      let table = SampleTable(trainer.data.train)
      let minibatches = trainer.course.minibatches(epoch: 0, of: table.count)
      try engine.learn(
        table, minibatches, settings: trainer.epochSettings(factor: minibatches.factor), &progress,
        while: { _ in true })
      var after = trainer.parameters
      engine.store(into: &after)
      return (after.values, engine.devices?.count.withLock { $0 })
    }
    let one = try run(threads: 1)
    #expect(try #require(one.count).pulses > 1000)
    for threads in [2, 3] {
      let other = try run(threads: threads)
      #expect(other.values == one.values && other.count == one.count)
    }
    #expect(try run(threads: 1, chip: 2).values != one.values)
  }

  /// Without spread, and without random rounding, all chips are alike.
  @Test func withoutSpreadAllChipsAreAlike() throws {
    let runs = try (0..<3).map { (chip: UInt32) in
      try trainer {
        $0.pulses.scheme = .nearest
        $0.instance = ChipInstance(seed: 3, chip: chip)
      }.trained(1).parameters
    }
    #expect(runs[1] == runs[0] && runs[2] == runs[0])
  }

  /// A run that is stopped after any minibatch goes on to the very same numbers.
  /// - Parameter scheme: nil: a chip that is designed to learn.
  @Test(arguments: schemes + [nil]) func resumedRunIsBitIdentical(_ scheme: PulseScheme?) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    func make() throws -> TrainingLoop<FastTrainer> {
      guard let scheme else {
        return TrainingLoop(try trainer(spec: Self.nudgeByCurrents, Self.designed), epochs: 2)
      }
      return TrainingLoop(
        try trainer {
          Self.everything(&$0)
          $0.pulses.scheme = scheme
        }, epochs: 2)
    }
    var whole = try make()
    try whole.run()
    for (epoch, minibatch) in [(1, 7), (2, 20), (1, 26)] {
      var killed = try make()
      try killed.run(checkpoint: file, untilMinibatch: minibatch, of: epoch)
      var again = try make()
      try again.resume(from: file)
      try again.run()
      #expect(again.history == whole.history && again.engine.values == whole.engine.values)
    }
    // Another chip does not go on from there.
    var other = TrainingLoop(
      try trainer {
        Self.everything(&$0)
        ($0.pulses.scheme, $0.instance) = (scheme ?? .stochastic, ChipInstance(seed: 3, chip: 9))
      }, epochs: 2)
    #expect(throws: Diagnostic.self) { try other.resume(from: file) }
  }

  /// Stuck devices stay where they are stuck, the others keep their ranges.
  @Test func devicesKeepTheirRanges() throws {
    let trainer = try trainer { Self.everything(&$0) }
    let start = trainer.parameters
    let after = try trainer.trained(2).parameters
    let chip = try #require(trainer.devices)
    var (stuck, moved, outside) = (0, 0, 0)
    for (k, matrix) in after.conductances.connections.enumerated() {
      chip.forEachDevice(k) { row, column, device in
        let at = row * matrix.columns + column
        let (before, now) = (start.conductances.connections[k].siemens[at], matrix.siemens[at])
        let (low, high) = (Double(device.low), Double(device.low + device.width))
        if now < low - 1e-7 || now > high + 1e-7 || before < low || before > high { outside += 1 }
        if device.width == 0 {
          stuck += 1
          #expect(now == before && now == low)
        } else if now != before {
          moved += 1
        }
      }
    }
    #expect(outside == 0 && stuck > 100 && moved > 3000)
  }

  /// Both engines give nearly every device the same pulses: one physics, one set of random numbers.
  @Test(arguments: schemes) func exactEngineGivesTheSamePulses(_ scheme: PulseScheme) throws {
    let (network, data, given) = try parts(samples: 4) {
      $0.training.relaxation.value.sweeps = 400
      $0.training.state.value = .fresh
    }
    var settings = given
    settings.learningRates = given.learningRates.map { LearningRate(si: 20 * $0.si) }
    let chip = devices(network) {
      Self.everything(&$0)
      ($0.nodes, $0.pulses.scheme) = (NodeMagnitudes(), scheme)
    }
    let fast = try FastTrainer(network: network, data: data, settings: settings, threads: 1, devices: chip)
    var exactSettings = settings
    exactSettings.relaxation = Relaxation(tolerance: 1e-12, maximumSweeps: 4000)
    let exact = try Trainer(
      model: ResistiveModel(network), data: data, settings: exactSettings, threads: 1,
      devices: PulsedUpdate(chip, network))
    let start = fast.parameters.values
    #expect(zip(start.joined(), exact.parameters.values.joined()).allSatisfy { abs($0 - $1) < 1e-7 })
    var progress = (EpochProgress(), EpochProgress())
    try fast.train(epoch: 0, &progress.0) { _ in true }
    try exact.train(epoch: 0, &progress.1) { _ in true }
    let (a, b) = (Array(fast.parameters.values.joined()), Array(exact.parameters.values.joined()))
    let moved = zip(a, start.joined()).count { $0 != $1 }
    let different = zip(a, b).count { abs($0 - $1) > 1e-6 }
    #expect(moved > 500 && different * 200 < moved, "\(different) of \(moved)")
  }

  /// A chip with all imperfections still learns the digits.
  @Test func imperfectChipLearns() throws {
    let result = try trainer(samples: nil) {
      $0.network.hidden.removeLast()
      $0.network.input.fullScale.value = Voltage(si: 30)
    } _: {
      Self.everything(&$0)
      $0.nodes = NodeMagnitudes()
    }.loop(6)
    #expect((result.history.last?.testError ?? 1) < 0.2)
  }

  /// A chip with all imperfections, noise in every reading included, that is nudged by currents and reads behind its
  /// amplifiers learns the digits; with a hundredth of the nudge it does not.
  @Test func designedChipLearns() throws {
    func error(_ amplitude: Double) throws -> Double {
      let loop = try trainer(samples: nil) {
        Self.nudgeByCurrents(&$0)
        $0.training.nudge?.value = .current(amplitude: Voltage(si: amplitude))
        $0.network.hidden = [$0.network.hidden[0]]
        ($0.network.hidden[0].value.gain, $0.network.hidden[0].value.reverseGain) = (4, 1)
      } _: {
        Self.designed(&$0)
        $0.nodes.readoutNoise = 0.05
      }.loop(4)
      return loop.history.last?.testError ?? 1
    }
    let (strong, weak) = try (error(0.5), error(0.005))
    #expect(strong < 0.2 && weak > 0.4, "\(strong) \(weak)")
  }

  /// Read-out errors reach the update, not the relaxation; nudge errors the nudged states only.
  @Test func circuitErrorsActWhereTheyAre() throws {
    func run(_ change: @escaping @Sendable (inout NodeMagnitudes) -> Void) throws -> (
      cost: Double, values: [[Double]]
    ) {
      let trainer = try trainer(samples: 4) { change(&$0.nodes) }
      var progress = EpochProgress()
      try trainer.train(epoch: 0, &progress) { _ in true }
      return (progress.cost, trainer.parameters.values)
    }
    let ideal = try run { _ in }
    let changes: [@Sendable (inout NodeMagnitudes) -> Void] = [
      { $0.readoutNoise = 0.05 },
      { ($0.readoutBits, $0.readoutFullScale) = (5, 10) }, { $0.nudgeSpread = 0.3 },
      { $0.nudgeAsymmetry = 0.5 },
      { $0.targetSpread = 0.3 },
    ]
    for change in changes {
      let other = try run(change)
      #expect(other.cost == ideal.cost && other.values != ideal.values)
    }
    #expect(try run { $0.thresholdSpread = 0.1 }.cost != ideal.cost)
    // The offset of a read-out is in the class values too.
    let shifted = try run { $0.readoutOffset = 0.2 }
    #expect(shifted.cost != ideal.cost && shifted.values != ideal.values)
  }

  /// Updates keep conductances at or above a lowest one that is not 0, and sums count no padding.
  @Test func lowestConductanceNeedNotBeZero() throws {
    var (network, data, settings) = try parts(samples: 4) {
      $0.training.relaxation.value.sweeps = 400
      $0.training.state.value = .fresh
    }
    network.conductanceRange = Conductance(si: 0.02)...Conductance(si: 0.2)
    settings.fanIn?.range = network.conductanceRange
    let fast = try FastTrainer(network: network, data: data, settings: settings, threads: 1)
    var exactSettings = settings
    exactSettings.relaxation = Relaxation(tolerance: 1e-12, maximumSweeps: 4000)
    let exact = try Trainer(model: ResistiveModel(network), data: data, settings: exactSettings, threads: 1)
    var progress = (EpochProgress(), EpochProgress())
    try fast.train(epoch: 0, &progress.0) { _ in true }
    try exact.train(epoch: 0, &progress.1) { _ in true }
    let (a, b) = (Array(fast.parameters.values.joined()), Array(exact.parameters.values.joined()))
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(a.count { $0 == Double(Float(0.02)) } > 100 && a.allSatisfy { $0 >= Double(Float(0.02)) })
    #expect(fast.evaluate().predictions == exact.evaluate().predictions)
  }

  /// A chip that is programmed row by row is the network with these conductances, whatever was measured before.
  @Test func programmedChipsAreMeasured() throws {
    let (network, data, settings) = try parts(samples: 4)
    let trainer = try FastTrainer(network: network, data: data, settings: settings, threads: 1)
    let parameters = trainer.parameters
    let chip = FastChip(try ChipMeasurement(network, data, settings: settings))
    func program(_ factor: Float) {
      for (k, matrix) in parameters.conductances.connections.enumerated() {
        for row in 0..<matrix.rows {
          chip.program(k, row: row) { siemens in
            for j in 0..<matrix.columns {
              siemens[j] = factor * Float(matrix.siemens[row * matrix.columns + j])
            }
          }
        }
      }
    }
    // All conductances alike larger, beyond the range: the same voltages.
    program(5)
    let large = chip.measure()
    program(1)
    let evaluation = chip.measure()
    #expect(evaluation == trainer.evaluate() && large.predictions == evaluation.predictions)
    var magnitudes = NodeMagnitudes()
    (magnitudes.readoutOffset, magnitudes.thresholdSpread) = (5, 5)
    chip.setNodes(magnitudes, ChipInstance(seed: 1, chip: 0))
    let shifted = chip.measure()
    chip.setNodes(magnitudes, ChipInstance(seed: 1, chip: 1))
    #expect(chip.measure() != shifted && shifted != evaluation)
    chip.setNodes(NodeMagnitudes(), ChipInstance(seed: 1, chip: 2))
    #expect(chip.measure() == evaluation)
  }
}

extension FastTrainer {
  /// Trains some epochs.
  fileprivate func loop(_ epochs: Int) throws -> TrainingLoop<FastTrainer> {
    var loop = TrainingLoop(self, epochs: epochs)
    try loop.run()
    return loop
  }
  fileprivate func trained(_ epochs: Int) throws -> FastTrainer { try loop(epochs).engine }
}
