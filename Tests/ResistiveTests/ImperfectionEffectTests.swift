import Foundation
import Quantities
import Specification
import Technology
import TestSupport
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Prediction
@testable import Resistive

/// What is declared of every imperfection is what simulated chips say: with all its conditions a magnitude changes a chip
/// or its figures, and without one of them it changes nothing at all.
@Suite("What imperfections need for an effect")
struct ImperfectionEffectTests {
  /// Runs that between them meet and miss every condition.
  private static let runs: [(name: String, changes: [(String, String)], neuron: String?)] = [
    ("written", [], nil),
    ("without amplifiers", [("gain: 4", "gain: 1")], nil),
    ("without a hidden layer", [("[{ units: 6, gain: 4 }]", "[]")], nil),
    ("aged", [("age: {}", "age: { time: 1 h }")], nil),
    ("with pulses", [("write: {}", "write: { procedure: write-verify, pulses: 20 }")], nil),
    ("with single shots", [("write: {}", "write: { procedure: single-shot }")], nil),
    ("with wires", [("parasitics: ideal", "parasitics: solved")], nil),
    ("learning", [("mode: program", "mode: in-situ")], nil),
    (
      "learning from scratch", [("mode: program", "mode: in-situ"), ("start: programmed", "start: scratch")],
      nil
    ),
    (
      "learning through wires",
      [("mode: program", "mode: in-situ"), ("parasitics: ideal", "parasitics: solved")], nil
    ),
    ("learning without updates", [("mode: program", "mode: in-situ"), ("updates: 3", "updates: 0")], nil),
    (
      "learning without pulses",
      [("mode: program", "mode: in-situ"), ("update: stochastic", "update: exact")], nil
    ),
    (
      "learning on two copies",
      [("mode: program", "mode: in-situ"), ("phases: sequential", "phases: simultaneous")], nil
    ),
    (
      "learning one-sided",
      [("mode: program", "mode: in-situ"), ("estimator: centered", "estimator: one-sided")], nil
    ),
    (
      "learning with held outputs",
      [
        ("mode: program", "mode: in-situ"),
        ("estimator: centered", "rule: coupled-learning\n  clamp: 10 %"),
      ], nil
    ),
    (
      "learning continually",
      [
        ("mode: program", "mode: in-situ"),
        ("estimator: centered", "rule: continual-equilibrium-propagation\n  estimator: one-sided"),
        ("learning-rate: 0.1 mS^2/V^2", "learning-rate: 50 nS^2/V^2"),
        ("update: stochastic", "update: exact"),
      ], nil
    ),
    ("fast", fast, "ideal-rectifier"),
    ("fast, learning", fast + [("mode: program", "mode: in-situ")], "ideal-rectifier"),
    ("learning by currents", [("mode: program", "mode: in-situ")] + currents, nil),
    (
      "fast, learning by currents at pairs of outputs",
      fast.dropLast() + [("mode: program", "mode: in-situ")] + currents, "ideal-rectifier"
    ),
  ]
  private static let currents = [
    (
      "nudge: 10 uS",
      "nudge: { kind: current, amplitude: 20 mV }\n  cost: { kind: cross-entropy, temperature: 10 mV }"
    ),
    ("phases: sequential", "phases: sequential, read-point: amplifier, difference-gain: 4, center: free"),
  ]
  private static let fast = [
    ("engine: exact", "engine: fast"), ("{ tolerance: 1.0e-6, maximum-sweeps: 100 }", "{ sweeps: 6 }"),
    ("leti-hfo2-130", "ecram-130"), ("  bias: 50 mV\n", ""), ("encoding: differential", "encoding: single"),
  ]

  private static let spec = """
    grenadyn: 1
    name: chip
    technology: leti-hfo2-130
    data: { set: csv, path: \(data) }
    network:
      family: resistive
      input: { shape: [4], encoding: complementary, full-scale: 0.4 V }
      bias: 50 mV
      hidden: [{ units: 6, gain: 4 }]
      output: { classes: 3, encoding: differential, target: 15 mV }
    training:
      engine: exact
      estimator: centered
      nudge: 10 uS
      epochs: 4
      batch: 8
      learning-rate: 0.1 mS^2/V^2
      relaxation: { tolerance: 1.0e-6, maximum-sweeps: 100 }
    mapping: { tile: { rows: 12, columns: 12 } }
    prediction:
      mode: program
      parasitics: ideal
      write: {}
      age: {}
      in-situ: { rate: 1000, updates: 3, start: programmed, update: stochastic, phases: sequential }
    """
  private static let data = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("specs/data/iris.csv").path

  /// A magnitude that nobody overlooks.
  private static func magnitude(_ name: ImperfectionName) -> Double {
    switch name {
    case .deviceSpread, .stuckOff, .stuckOn, .readNoise, .gainSpread, .asymmetrySpread, .copyMismatch: 0.3
    case .stepSpread, .cycleNoise, .nudgeSpread, .nudgeAsymmetry: 0.6
    case .programming: 4
    case .age: 36_000
    case .temperature: 323
    case .neuronOffset, .thresholdSpread: 0.05
    case .targetSpread, .inputSpread, .readoutNoise: 0.01
    case .inputBits: 1
    case .readoutBits: 3
    case .wireResistance: 3000
    }
  }

  /// Weights that tell classes apart, so that accuracies move.
  private func trained(
    _ network: ResistiveNetwork, _ data: Dataset, _ settings: TrainingSettings, isFast: Bool
  ) throws -> BiasedConductances {
    if isFast {
      // Slow enough that not all samples are given the first class, to which coarse read-outs give all.
      var settings = settings
      settings.learningRates = settings.learningRates.map { 0.1 * $0 }
      settings.epochs = 40
      var loop = TrainingLoop(
        try FastTrainer(network: network, data: data, settings: settings), epochs: settings.epochs)
      try loop.run()
      return loop.engine.parameters
    }
    var loop = TrainingLoop(
      try Trainer(model: ResistiveModel(network), data: data, settings: settings, threads: 1), epochs: 4)
    try loop.run()
    return BiasedConductances(conductances: loop.engine.parameters)
  }

  @Test("is what is declared", arguments: runs.indices)
  func declared(_ index: Int) throws {
    let run = Self.runs[index]
    var text = Self.spec
    for (old, new) in run.changes {
      #expect(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    let spec = try ChipSpec.parse(text).spec
    var technology = try TechnologyLibrary().load(spec.technology).technology
    if let neuron = run.neuron { technology.neuron = try TechnologyLibrary().neuron(neuron) }
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    var data = try DataSets.load(DataRequest(spec: spec))
    data.train = data.train.prefix(80)
    let settings = TrainingSettings(spec: spec, network: network)
    let subject = PredictionSubject(
      spec: spec, network: network, technology: technology,
      trained: try trained(network, data, settings, isFast: run.neuron != nil), data: data)
    let mode = spec.prediction.modes.value[0]
    let circumstances = PredictionCircumstances(spec, network, technology, mode)
    func chips(_ imperfections: Imperfections) throws -> [TestedChip] {
      let trial: any ExportableTrial =
        mode == .program
        ? try ProgramTrial(subject, imperfections) : try InSituTrial(subject, imperfections)
      return try (0..<2).map { try trial.test(ChipDraw(chip: $0)) { false } }
    }
    // Neurons that differ a little anyway, so that a chip is of the same kind whatever is changed.
    var usual = subject.imperfections
    for (name, magnitude) in [(ImperfectionName.neuronOffset, 1e-4), (.thresholdSpread, 1e-4)] {
      usual.set(name, to: magnitude)
    }
    let base = try chips(usual)
    for name in ImperfectionName.allCases {
      let missing = name.missingConditions(in: circumstances)
      // The ageing of a device that states none is refused.
      guard !missing.contains(where: { $0.remedy.contains("variability.retention") }) else { continue }
      var changed = usual
      changed.set(name, to: Self.magnitude(name))
      let found = try chips(changed)
      #expect(
        (found != base) == missing.isEmpty, "\(run.name): \(name.rawValue), missing \(missing.map(\.remedy))")
    }
  }

  @Test("every imperfection has an effect in some run, and one of those that need something none in another")
  func covered() throws {
    var (with, without): (Set<ImperfectionName>, Set<ImperfectionName>) = ([], [])
    for run in Self.runs {
      let text = run.changes.reduce(Self.spec) { $0.replacing($1.0, with: $1.1) }
      let spec = try ChipSpec.parse(text).spec
      var technology = try TechnologyLibrary().load(spec.technology).technology
      if let neuron = run.neuron { technology.neuron = try TechnologyLibrary().neuron(neuron) }
      let circumstances = PredictionCircumstances(
        spec, try ResistiveNetwork(spec: spec, technology: technology), technology,
        spec.prediction.modes.value[0])
      for name in ImperfectionName.allCases {
        if name.missingConditions(in: circumstances).isEmpty {
          with.insert(name)
        } else {
          without.insert(name)
        }
      }
    }
    #expect(with == Set(ImperfectionName.allCases))
    #expect(without == Set(ImperfectionName.allCases.filter { !$0.conditions.isEmpty }))
  }
}
