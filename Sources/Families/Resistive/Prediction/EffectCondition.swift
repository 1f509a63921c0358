import Devices
import Learning
import Specification
import Technology

/// The run that an imperfection is asked about: one mode of one design's prediction.
package struct PredictionCircumstances: Sendable {
  /// How the chips come to their weights.
  package let mode: PredictionMode
  let spec: ChipSpec
  let network: ResistiveNetwork
  let technology: Technology
  /// What technology and spec say of imperfections.
  package let imperfections: Imperfections

  /// The circumstances of a mode.
  package init(
    _ spec: ChipSpec, _ network: ResistiveNetwork, _ technology: Technology, _ mode: PredictionMode
  ) {
    (self.spec, self.network, self.technology, self.mode) = (spec, network, technology, mode)
    imperfections = Imperfections(
      technology, fabric: network.fabric, prediction: spec.prediction, estimate: spec.estimate)
  }

  var prediction: PredictionSpec { spec.prediction }
  var training: TrainingSpec<ResistiveTrainingKeys> { spec.training }
  var device: SynapseDevice { technology.device }
  /// Whether a chip of this mode is given at least one update.
  var hasUpdates: Bool {
    mode == .inSitu && (prediction.inSitu.updates ?? prediction.inSitu.epochs ?? training.epochs) > 0
  }
  /// What the rule asks of the engine; nil for a rule that is not there.
  var plan: GradientPlan? {
    (try? LearningRules.make(RuleSettings(training, seed: spec.seed)))?.plan(minibatch: 0)
  }
}

/// Something that must be so for an imperfection to change a figure, with what would make it so.
///
/// ```swift
/// let missing = ImperfectionName.wireResistance.conditions.filter { !$0.holds(in: circumstances) }
/// print(missing.map(\.remedy))  // ["wires that are taken into account: parasitics: solved"]
/// ```
package struct EffectCondition: Sendable {
  /// What would give the imperfection an effect, in words that end with what is to be written.
  package let remedy: String
  private let test: @Sendable (PredictionCircumstances) -> Bool

  private init(_ remedy: String, _ test: @escaping @Sendable (PredictionCircumstances) -> Bool) {
    (self.remedy, self.test) = (remedy, test)
  }

  /// Whether it is so in a run.
  package func holds(in circumstances: PredictionCircumstances) -> Bool { test(circumstances) }

  static let learning = EffectCondition("chips that learn by themselves (mode: in-situ)") {
    $0.mode == .inSitu
  }
  static let updates = EffectCondition("updates while they do (in-situ: { epochs: 1 })") {
    $0.mode != .inSitu || $0.hasUpdates
  }
  static let pulses = EffectCondition(
    "devices that are given pulses (write: { procedure: write-verify }, or mode: in-situ with an update other than exact)"
  ) {
    $0.prediction.write.procedure.value != .published
      || $0.hasUpdates && $0.prediction.inSitu.update.value != .exact
  }
  static let publishedWriting = EffectCondition(
    "devices that are written with their published error (write: { procedure: published })"
  ) { $0.prediction.write.procedure.value == .published }
  static let statedWriting = EffectCondition(
    "a device that states its programming error (variability.programming)"
  ) { $0.device.variability.programming != nil }
  static let wholeReads = EffectCondition(
    "conductances that are read with noise, which only the exact engine knows of chips that learn (training: { engine: exact })"
  ) { $0.mode == .program || $0.training.engine.value == .exact }
  static let drivenInputs = EffectCondition(
    "rows that are driven with errors, which only the exact engine knows of chips that learn (training: { engine: exact })"
  ) { $0.mode == .program || $0.training.engine.value == .exact }
  static let retention = EffectCondition(
    "a device that states what time does to it (variability.retention)"
  ) { $0.device.variability.retention != nil }
  static let age = EffectCondition("an age (age: { time: 1 year })") { $0.imperfections.age.si > 0 }
  static let temperatureLaw = EffectCondition(
    "a device that states what warmth does to it (variability.retention.temperature.activation-energy)"
  ) { $0.device.variability.retention?.temperature?.activationEnergy != nil }
  static let hiddenLayer = EffectCondition("a hidden layer") { !$0.network.hidden.isEmpty }
  static let amplifiers = EffectCondition("amplifiers (hidden: [{ gain: 4 }])") {
    $0.network.hidden.indices.contains(where: $0.network.hasAmplifier)
  }
  static let exactEngine = EffectCondition(
    "the exact engine: the fast one takes amplifiers as perfect (training: { engine: exact })"
  ) { $0.training.engine.value == .exact }
  static let springs = EffectCondition(
    "a rule that nudges outputs (rule: equilibrium-propagation)"
  ) { $0.plan?.kind == .springs }
  static let targets = EffectCondition(
    "springs that pull outputs to their targets (training: { nudge: 20 uS })"
  ) { $0.network.output.nudge == .spring }
  static let contrast = EffectCondition(
    "a rule that reads two settled states for an update (rule: equilibrium-propagation)"
  ) { if case .contrast = $0.plan { true } else { false } }
  static let negativeNudge = EffectCondition("negative nudges (estimator: centered)") {
    $0.training.estimator.value.usesNegativeNudge
  }
  static let copies = EffectCondition("two copies of every array (in-situ: { phases: simultaneous })") {
    $0.prediction.inSitu.phases.value == .simultaneous
  }
  static let wires = EffectCondition("wires that are taken into account (parasitics: solved)") {
    $0.prediction.parasitics.value != .ideal
  }
  static let resistance = EffectCondition("a process whose wires have resistance") {
    let process = $0.technology.process
    return [process.rowWire, process.columnWire, process.trunkWire].contains { $0.resistancePerLength.si > 0 }
  }
}

extension ImperfectionName {
  /// All that must be so for its magnitude to change a figure of a prediction: the one declaration of its effect.
  package var conditions: [EffectCondition] {
    switch self {
    case .deviceSpread, .stuckOff, .stuckOn, .neuronOffset: []
    case .stepSpread, .asymmetrySpread, .cycleNoise: [.pulses]
    case .programming: [.publishedWriting, .statedWriting]
    case .readNoise: [.wholeReads]
    case .age: [.retention]
    case .temperature: [.retention, .age, .temperatureLaw]
    case .gainSpread: [.amplifiers, .exactEngine]
    case .thresholdSpread: [.hiddenLayer]
    case .nudgeSpread: [.learning, .updates, .springs]
    case .targetSpread: [.learning, .updates, .springs, .targets]
    case .nudgeAsymmetry: [.learning, .updates, .springs, .negativeNudge]
    // Outputs are read in every mode.
    case .inputBits, .readoutNoise, .readoutBits: []
    case .inputSpread: [.drivenInputs]
    case .copyMismatch: [.learning, .updates, .copies, .contrast]
    case .wireResistance: [.wires, .resistance]
    }
  }

  /// What would have to be otherwise for its magnitude to change a figure of a run; empty: it does.
  package func missingConditions(in circumstances: PredictionCircumstances) -> [EffectCondition] {
    conditions.filter { !$0.holds(in: circumstances) }
  }
}
