import Datasets
import Diagnostics
import Fabrics
import Kernels
import Learning
import Mapping
import Prediction
import Specification

/// A kind of network, as the commands know it: one conforming type a family, and one line in `NetworkFamilies.standard`.
///
/// A family brings the keys of its specs, makes a network of a spec, says what it simulates, and hands out an engine that trains.
/// Everything else, such as the training loop, checkpoints, relative rates, the range test, files, reports and checks, is shared.
package protocol FamilyNetwork: Sendable {
  /// The keys of its specs.
  associatedtype Keys: FamilyKeys
  /// What is trained.
  associatedtype Parameters: Sendable

  /// Unit of its losses and of its learning rates; nil for numbers without one.
  static var lossUnit: String? { get }
  static var rateUnit: String? { get }

  /// Looks up what a spec names, beside data set and optimizer, before any long work.
  /// - Throws: a located diagnostic for every unknown name, with the nearest known one.
  static func checkNames(_ spec: Spec<Keys>) throws(DiagnosticsError)
  /// What a spec names beside itself, as a technology.
  /// - Throws: all errors of it at once.
  static func parts(of spec: Spec<Keys>) throws(DiagnosticsError) -> SpecParts
  /// The network of a spec, with what is to be said of it beside errors that keep it from being made.
  /// - Throws: all errors at once.
  static func network(of spec: Spec<Keys>) throws(DiagnosticsError) -> (network: Self, warnings: [Diagnostic])
  /// The chip of a spec; nil for a family whose networks are not mapped.
  /// - Throws: all errors of the first stage that has any.
  static func chip(_ loaded: LoadedSpec<Keys>) throws(DiagnosticsError) -> ChipDesign?
  /// Activations that its specs may name: their names, each with a sentence.
  static var activations: [(name: String, summary: String)] { get }
  /// What it is in a few words: "A Hopfield network".
  static var article: String { get }

  /// Number of input values, and of classes.
  var inputCount: Int { get }
  var classCount: Int { get }
  /// Parts of the least memory that a training takes: so many items of so many bytes.
  /// - Parameter samples: training samples that there are; a batch is never larger.
  func memory(_ spec: Spec<Keys>, samples: Int) -> [(count: Int, bytes: Int)]
  /// What it simulates.
  /// - Parameter spec: with rates that are resolved, if they can be.
  /// - Throws: `DiagnosticsError` for a spec that cannot be simulated.
  func learning(_ spec: Spec<Keys>) throws -> DescribedLearning
  /// Its picture.
  func drawing(_ spec: Spec<Keys>) -> NetworkDrawing
  /// How the inputs of its hardware are driven; nil: there is none.
  var drive: InputDrive? { get }

  /// η of each connection that moves its weights by their whole range under a typical gradient (``RelativeRates``).
  func unitRates(_ spec: Spec<Keys>, data: Dataset, threads: Int?) throws -> [Double]
  /// An engine that trains the network as a spec says, from its initial weights if it names some.
  /// - Parameters:
  ///   - spec: its rates have their unit.
  ///   - schedule: instead of the spec's.
  ///   - threads: nil for one a processor; no result depends on it.
  /// - Throws: `DiagnosticsError` and `Diagnostic` of what cannot be trained.
  func trainer(
    _ spec: Spec<Keys>, data: Dataset, schedule: LearningRateSchedule?, threads: Int?
  ) throws -> NetworkTrainer<Self>
  /// What the devices of its chip are set to; nil: it has none.
  func conductances(_ parameters: Parameters) -> Conductances?
  /// The trials of chips of a family whose networks are not mapped; nil: there are none.
  /// - Parameters:
  ///   - trained: what the training in software gave.
  ///   - softwareAccuracy: of that; nil if it was not trained.
  ///   - data: its test samples are what the accuracy is measured on.
  /// - Throws: `Diagnostic` and `DiagnosticsError` for what cannot be simulated.
  func trials(
    _ spec: Spec<Keys>, trained: Parameters, softwareAccuracy: Double?, data: Dataset
  ) throws -> (any PredictionTrials)?
  /// Parameters of the values of ``arrays(_:)``; nil for values that are not those of this network.
  func parameters(_ values: [[Double]], _ spec: Spec<Keys>) -> Parameters?
  /// Parameters with their names and shapes, as files have them.
  func arrays(_ parameters: Parameters) -> [NamedArray]
}

extension FamilyNetwork {
  package static var lossUnit: String? { nil }
  package static var rateUnit: String? { nil }
  package static var activations: [(name: String, summary: String)] { [] }
  package static func chip(_ loaded: LoadedSpec<Keys>) throws(DiagnosticsError) -> ChipDesign? { nil }
  package static func parts(of spec: Spec<Keys>) throws(DiagnosticsError) -> SpecParts { SpecParts() }
  package var drive: InputDrive? { nil }
  package func conductances(_ parameters: Parameters) -> Conductances? { nil }
  package func trials(
    _ spec: Spec<Keys>, trained: Parameters, softwareAccuracy: Double?, data: Dataset
  ) throws -> (any PredictionTrials)? { nil }

  /// Looks whether data and network fit each other and the machine.
  /// - Throws: located diagnostics of the data; GD0491 for what does not fit into the memory.
  package func check(_ data: Dataset, _ spec: Spec<Keys>) throws(DiagnosticsError) {
    try data.check(inputCount: inputCount, classCount: classCount)
    try MachineMemory.check(
      leastMemory(spec, samples: data.train.count), for: "the training of this network",
      at: spec.keys.network.family.location)
  }

  /// The least memory that a training takes, bytes: parameters, what its optimizer keeps, and the states of a minibatch. Less
  /// than it really is, so that nothing is refused that fits.
  package func leastMemory(_ spec: Spec<Keys>, samples: Int) -> Int {
    memory(spec, samples: samples).reduce(0) { sum, part in
      let (value, overflow) = sum.addingReportingOverflow(.saturatingProduct([part.count, part.bytes]))
      return overflow ? Int.max : value
    }
  }
}

/// Parts that a spec names.
package struct SpecParts: Sendable {
  /// Messages that are not errors.
  package var warnings: [Diagnostic]
  /// Files that were read, beside those of the spec.
  package var inputFiles: [SourceFile]

  /// Some parts.
  package init(warnings: [Diagnostic] = [], inputFiles: [SourceFile] = []) {
    (self.warnings, self.inputFiles) = (warnings, inputFiles)
  }
}

/// An engine with what is asked of it beside training; made by a family from its own types.
package struct NetworkTrainer<Network: FamilyNetwork> {
  /// What the training loop knows.
  package let engine: any LearningEngine
  /// What has been learned.
  package let parameters: () -> Network.Parameters
  /// What looks wrong in the states before a training.
  package let startFindings: () throws -> [Diagnostic]
  /// Signs of a failed training.
  package let signs: () -> TrainingSigns

  /// Makes a trainer.
  package init(
    _ engine: any LearningEngine, parameters: @escaping () -> Network.Parameters,
    startFindings: @escaping () throws -> [Diagnostic] = { [] },
    signs: @escaping () -> TrainingSigns = { TrainingSigns() }
  ) {
    (self.engine, self.parameters) = (engine, parameters)
    (self.startFindings, self.signs) = (startFindings, signs)
  }
}

/// What a spec simulates, in words and formulas.
package struct DescribedLearning {
  /// The network.
  package var network: any DescribedNetwork
  /// How it comes to an equilibrium, beside what the network says.
  package var relaxation: [Statement]
  /// How it is nudged, beside what the network says.
  package var nudge: [Statement] = []
  /// The rule.
  package var rule: any LearningRule
  /// The energy's scale at the outputs in the rule's formulas; empty for none.
  package var outputScale = ""
  /// A strength of the nudge as the spec has it.
  package var nudgeText: (Double) -> String
  /// How a gradient becomes a step.
  package var update: [Statement]

  /// Makes a description.
  package init(
    network: any DescribedNetwork, relaxation: [Statement], nudge: [Statement] = [], rule: any LearningRule,
    outputScale: String = "", nudgeText: @escaping (Double) -> String = { "\($0)" }, update: [Statement]
  ) {
    (self.network, self.relaxation, self.nudge) = (network, relaxation, nudge)
    (self.rule, self.outputScale, self.nudgeText, self.update) = (rule, outputScale, nudgeText, update)
  }
}

/// How the rows of a chip are driven.
package struct InputDrive: Codable, Sendable, Equatable {
  /// Volts of the value 1.
  package var fullScale: Double
  package var unit = "V"
  /// Rows a value: complementary (one at +V, one at −V) or single.
  package var encoding: String
  /// Names of the rows' ports, in the order of the values, with what drives them.
  package var rule: String

  /// Makes a drive.
  package init(fullScale: Double, encoding: String, rule: String) {
    (self.fullScale, self.encoding, self.rule) = (fullScale, encoding, rule)
  }
}
