import Datasets
import Designs
import Diagnostics
import Learning
import Mapping
import Prediction
import Quantities
import Resistive
import Specification
import Technology

/// Makes the trials of a spec's chips.
package struct SpecTrials: PredictionTrials {
  package let facts: PredictionFacts
  private let subject: PredictionSubject

  /// Whether weights that are trained in software are needed: to be written, or to be compared with.
  package static func needTraining(_ spec: ChipSpec) -> Bool {
    spec.prediction.modes.value.contains(.program) || spec.prediction.inSitu.start == .programmed
  }

  /// The trials of a design.
  /// - Parameters:
  ///   - trained: what the training in software gave; the initial weights when it was not needed.
  ///   - data: its test samples are what the accuracy is measured on.
  /// - Throws: `Diagnostic` and `DiagnosticsError` for what cannot be simulated.
  package init(_ design: ChipDesign, trained: ChipTraining.Result, data: Dataset) throws {
    subject = PredictionSubject(
      spec: try RelativeRates.resolved(design.spec, network: design.resistive, data: data),
      network: design.resistive, technology: design.technology, trained: trained.parameters,
      data: data)
    var facts = PredictionFacts(
      name: design.spec.name.value, technology: design.technology.name, seed: design.spec.seed,
      dataSet: data.name, testSamples: data.test.count,
      softwareAccuracy: Self.needTraining(design.spec) ? trained.summary.testAccuracy : nil,
      assumptions: PredictionAssumptions(subject).sentences)
    (facts.metric, facts.targets) = (Metric(data.test.targets.kind), data.answerNames)
    // Mean conductances, deviations of their reads, those of a sample and what a relaxation makes of both, in float64.
    facts.bytesPerChip = Int.saturatingProduct([design.resistive.synapseCount, 5 * 8])
    self.facts = facts
  }

  package func magnitudes(_ mode: PredictionMode) -> [ImperfectionName: Double] {
    let imperfections = subject.imperfections
    return Dictionary(
      uniqueKeysWithValues: relevant(mode).map { ($0, imperfections[$0]) }.filter { $0.1 != 0 })
  }

  package func sources(_ mode: PredictionMode) -> [RandomSource] {
    let names = Set(magnitudes(mode).keys)
    return RandomSource.allCases.filter { source in
      switch source {
      case .devices: !names.isDisjoint(with: [.deviceSpread, .stepSpread, .asymmetrySpread])
      case .faults: !names.isDisjoint(with: [.stuckOff, .stuckOn])
      case .programming: !names.isDisjoint(with: [.programming, .age])
      case .rounding: mode == .inSitu && subject.spec.prediction.inSitu.update.value == .stochastic
      case .cycles: names.contains(.cycleNoise)
      case .reads: names.contains(.readNoise)
      case .neurons: !names.isDisjoint(with: [.neuronOffset, .gainSpread, .thresholdSpread])
      case .inputs: names.contains(.inputSpread)
      case .nudge: !names.isDisjoint(with: [.nudgeSpread, .targetSpread])
      case .readout: names.contains(.readoutNoise)
      case .copies: names.contains(.copyMismatch)
      }
    }
  }

  package func wireModels(_ mode: PredictionMode) -> [ParasiticsModel] {
    let asked = subject.spec.prediction.parasitics.value
    guard asked != .ideal else { return [] }
    // A chip that learns does so on the solved circuit in any case.
    let hasOperators = mode == .program && subject.network.nonlinearityVoltage == nil
    return ParasiticsModel.allCases.filter { $0 != .effective || hasOperators }
  }

  package func trial(
    _ mode: PredictionMode, replacing: [ImperfectionName: Double], wires: ParasiticsModel?
  ) throws -> any ChipTrial { try exportableTrial(mode, replacing: replacing, wires: wires) }

  /// The trial of a mode, whose chips can be written out.
  func exportableTrial(
    _ mode: PredictionMode, replacing: [ImperfectionName: Double], wires: ParasiticsModel? = nil
  ) throws -> any ExportableTrial {
    var imperfections = subject.imperfections
    for (name, magnitude) in replacing { imperfections.set(name, to: magnitude) }
    switch mode {
    case .program: return try ProgramTrial(subject, imperfections, wires: wires)
    case .inSitu: return try InSituTrial(subject, imperfections, wires: wires)
    }
  }

  /// The imperfections whose magnitudes decide a mode's figures.
  private func relevant(_ mode: PredictionMode) -> [ImperfectionName] {
    let circumstances = PredictionCircumstances(subject.spec, subject.network, subject.technology, mode)
    return ImperfectionName.allCases.filter { $0.missingConditions(in: circumstances).isEmpty }
  }
}
