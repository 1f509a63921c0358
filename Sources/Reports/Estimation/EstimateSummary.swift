import Activity
import Designs
import Diagnostics
import Estimation
import Foundation
import Mapping
import Quantities
import Specification
import Technology

/// Figures of an estimate, for people and for scripts.
package struct EstimateSummary: Encodable, Sendable {
  /// The figures at one corner.
  package struct Figures: Encodable, Sendable, Equatable {
    /// Corner of the process.
    package var corner: Corner
    /// Of the chip.
    package var temperature: Figure
    /// Core and pads.
    package var area: Figure
    /// Share of the core that is circuits.
    package var utilization: Double
    /// Load to read-out.
    package var energyPerInference, latencyPerInference: Figure
    /// All phases of a sample and its share of an update.
    package var energyPerTrainingExample, latencyPerTrainingExample: Figure
    /// Of a chip that does nothing.
    package var leakage: Figure
    /// Inferences one after another; nil when they take no time.
    package var throughput: Figure?
    /// TOPS/W and TOPS/mm²; nil when there is no energy, time or area.
    package var teraOperationsPerJoule, teraOperationsPerSecondAndSquareMillimetre: Double?

    private enum Other: String, CodingKey {
      case corner, temperature, throughput, teraOperationsPerJoule, teraOperationsPerSecondAndSquareMillimetre
    }

    /// The figures by the names that they have everywhere.
    package func encode(to encoder: any Encoder) throws {
      var named = encoder.container(keyedBy: FigureName.self)
      try named.encode(area, forKey: .area)
      try named.encode(Figure(Ratio(si: utilization)), forKey: .coreUtilization)
      try named.encode(energyPerInference, forKey: .energyPerInference)
      try named.encode(latencyPerInference, forKey: .latencyPerInference)
      try named.encode(energyPerTrainingExample, forKey: .energyPerTrainingExample)
      try named.encode(latencyPerTrainingExample, forKey: .latencyPerTrainingExample)
      try named.encode(leakage, forKey: .leakage)
      var others = encoder.container(keyedBy: Other.self)
      try others.encode(corner, forKey: .corner)
      try others.encode(temperature, forKey: .temperature)
      try others.encodeIfPresent(throughput, forKey: .throughput)
      try others.encodeIfPresent(teraOperationsPerJoule, forKey: .teraOperationsPerJoule)
      try others.encodeIfPresent(
        teraOperationsPerSecondAndSquareMillimetre, forKey: .teraOperationsPerSecondAndSquareMillimetre)
    }
  }
  /// How long a phase takes to settle.
  package struct Settling: Encodable, Sendable, Equatable {
    /// Name of the phase.
    package var phase: String
    /// β.
    package var nudge: Figure
    /// Over the samples.
    package var mean, worst, slowestTimeConstant: Figure
  }
  /// Wear.
  package struct Wear: Encodable, Sendable, Equatable {
    /// Pulses that a device stands.
    package var pulses: Double
    /// Pulses of a mean device a training sample.
    package var pulsesPerExample: Double
    /// Pulses of the busiest device a training sample.
    package var busiestPulsesPerExample: Double
    /// Pulses of the planned training to the busiest device, over those it stands.
    package var wornByTraining: Double
    /// Training samples until the busiest device is worn out.
    package var examplesUntilWornOut: Double
  }
  /// All bills of the first corner.
  struct Breakdown: Encodable, Sendable {
    var area: Cost<AreaDimension>
    var energyPerInference: Cost<EnergyDimension>
    var latencyPerInference: Cost<DurationDimension>
    var energyPerTrainingExample: Cost<EnergyDimension>
    var latencyPerTrainingExample: Cost<DurationDimension>
    var leakage: Cost<PowerDimension>

    func encode(to encoder: any Encoder) throws {
      var named = encoder.container(keyedBy: FigureName.self)
      try named.encode(area, forKey: .area)
      try named.encode(energyPerInference, forKey: .energyPerInference)
      try named.encode(latencyPerInference, forKey: .latencyPerInference)
      try named.encode(energyPerTrainingExample, forKey: .energyPerTrainingExample)
      try named.encode(latencyPerTrainingExample, forKey: .latencyPerTrainingExample)
      try named.encode(leakage, forKey: .leakage)
    }
  }

  /// Version of the form: 2 names figures as `limits:` and `--explain` do (1, without a number, had `latencyPerInference`).
  static let format = 2
  /// Name of the spec and of its technology.
  package var name, technology: String
  /// The figures of the first corner.
  package var figures: Figures
  /// The figures of every corner, when there are several.
  package var corners: [Figures]
  /// Operations of an inference, and what one is.
  package var operationsPerInference: Double
  /// What is counted.
  package var counting =
    "an operation is a multiplication or an addition of a signed weight of the network: two a weight; a free relaxation "
    + "uses every weight once, whatever the settling"
  /// Every phase: the inference's free one, then those of the training.
  package var settling: [Settling]
  /// Test samples that were simulated, and the precision of a phase.
  package var samples: Int
  package var precision: Double
  /// Updates that were simulated; 0 = none.
  package var updates: Int
  /// Wear by the training; nil when it is not known.
  package var endurance: Wear?
  /// What a nudge moves against what reads it; nil where there is nothing to look at.
  package var signals: LearningSignals?
  /// What is assumed and not measured, each once.
  package var assumptions: [String]
  /// What is not priced, and other reasons to doubt.
  package var warnings: [String]
  let breakdown: Breakdown
  /// Of the first corner, for explanations.
  package let estimate: Estimate

  /// Gathers the figures of a run, which has at least one corner.
  package init(_ design: ChipDesign, _ result: EstimateRun.Result) {
    let spec = design.spec
    // The typical corner when there are several.
    let main = result.estimates.typicalFirst[0]
    (name, technology) = (spec.name.value, design.technology.name)
    figures = Figures(main)
    corners = result.estimates.count > 1 ? result.estimates.map(Figures.init) : []
    operationsPerInference = main.operationsPerInference
    let training = result.activity.training.count > 1 ? result.activity.training : []
    settling =
      [Settling("inference", result.activity.inference)]
      + training.map { Settling("training " + $0.phase.name, $0) }
    (samples, precision) = (result.activity.samples, spec.estimate.precision.si)
    updates = result.updates?.updates ?? 0
    endurance = main.endurance.map {
      Wear(
        pulses: $0.pulses, pulsesPerExample: $0.pulsesPerExample,
        busiestPulsesPerExample: $0.busiestPulsesPerExample, wornByTraining: $0.wornByTraining,
        examplesUntilWornOut: $0.examplesUntilWornOut)
    }
    signals = result.signals
    assumptions = main.assumptions
    warnings = result.warnings.map(\.message)
    breakdown = Breakdown(
      area: main.area, energyPerInference: main.energyPerInference,
      latencyPerInference: main.latencyPerInference,
      energyPerTrainingExample: main.energyPerTrainingExample,
      latencyPerTrainingExample: main.latencyPerTrainingExample, leakage: main.leakage)
    estimate = main
  }

  private enum Key: String, CodingKey {
    case format, name, technology, corners, operationsPerInference, counting, settling, samples, precision,
      updates
    case endurance, signals, assumptions, warnings, breakdown
  }

  /// The figures of the first corner stand beside the rest, not below a key of their own.
  package func encode(to encoder: any Encoder) throws {
    try figures.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.format, forKey: .format)
    try container.encode(name, forKey: .name)
    try container.encode(technology, forKey: .technology)
    try container.encode(corners, forKey: .corners)
    try container.encode(operationsPerInference, forKey: .operationsPerInference)
    try container.encode(counting, forKey: .counting)
    try container.encode(settling, forKey: .settling)
    try container.encode(samples, forKey: .samples)
    try container.encode(precision, forKey: .precision)
    try container.encode(updates, forKey: .updates)
    try container.encodeIfPresent(endurance, forKey: .endurance)
    try container.encodeIfPresent(signals, forKey: .signals)
    try container.encode(assumptions, forKey: .assumptions)
    try container.encode(warnings, forKey: .warnings)
    try container.encode(breakdown, forKey: .breakdown)
  }
}

extension EstimateSummary.Figures {
  init(_ estimate: Estimate) {
    func finite(_ value: Double) -> Double? { value.isFinite && value > 0 ? value : nil }
    corner = estimate.conditions.corner
    temperature = Figure(estimate.conditions.temperature)
    (area, utilization) = (Figure(estimate.area.amount), estimate.utilization)
    energyPerInference = Figure(estimate.energyPerInference.amount)
    latencyPerInference = Figure(estimate.latencyPerInference.amount)
    energyPerTrainingExample = Figure(estimate.energyPerTrainingExample.amount)
    latencyPerTrainingExample = Figure(estimate.latencyPerTrainingExample.amount)
    leakage = Figure(estimate.leakage.amount)
    throughput = finite(estimate.throughput.si).map { Figure(Frequency(si: $0)) }
    teraOperationsPerJoule = finite(estimate.teraOperationsPerJoule)
    teraOperationsPerSecondAndSquareMillimetre = finite(estimate.teraOperationsPerSecondAndSquareMillimetre)
  }
}

extension EstimateSummary.Settling {
  init(_ name: String, _ phase: ChipActivity.Phase) {
    self.phase = name
    nudge =
      phase.nudge == .spring
      ? Figure(Conductance(si: phase.phase.strength)) : Figure(Voltage(si: phase.phase.strength))
    (mean, worst) = (Figure(phase.meanSettling), Figure(phase.worstSettling))
    slowestTimeConstant = Figure(phase.worstTimeConstant)
  }
}

extension CornerChoice {
  /// The corners that are meant.
  package var corners: [Corner] {
    switch self {
    case .slow: [.slow]
    case .typical: [.typical]
    case .fast: [.fast]
    case .all: Corner.allCases
    }
  }
}
