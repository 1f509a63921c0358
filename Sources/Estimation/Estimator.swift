import Activity
import Devices
import Diagnostics
import Mapping
import Quantities
import Specification
import Technology

/// Prices a chip from its parts and what they were simulated to do.
///
/// ```swift
/// let estimator = Estimator(chip, spec: spec, sequence: sequence, activity: activity, updates: updates)
/// let estimate = try estimator.estimate(Estimate.Conditions(corner: .typical, temperature: Temperature(si: 298)))
/// print(estimate.area.amount, estimate.energyPerInference["free", "cells"]!.amount)
/// ```
package struct Estimator: Sendable {
  let chip: Chip
  let spec: ChipSpec
  let sequence: PhaseSequence
  let activity: ChipActivity
  let updates: UpdateActivity?
  let counts: CircuitCounts
  let control: ControlModel
  /// How the chip learns, as a prediction simulates it.
  let scheme: LearningScheme
  /// Bits of a reading that are priced.
  let readBits: Int

  /// Prepares the bills of a chip.
  /// - Parameters:
  ///   - updates: nil for a chip that does not learn or whose device states no pulses.
  package init(
    _ chip: Chip, spec: ChipSpec, sequence: PhaseSequence, activity: ChipActivity, updates: UpdateActivity?
  ) {
    (self.chip, self.spec, self.sequence) = (chip, spec, sequence)
    (self.activity, self.updates) = (activity, updates)
    counts = CircuitCounts(chip, spec.estimate, learns: sequence.learns)
    let imperfections = Imperfections(
      chip.technology, fabric: chip.fabric, prediction: spec.prediction, estimate: spec.estimate)
    scheme = LearningScheme(spec, imperfections)
    readBits = scheme.readBits ?? Self.bitsWithoutLimit(chip.technology)
    control = ControlModel(
      counts, spec.estimate, scheme, readPhases: sequence.learns ? sequence.phases.count(where: \.isRead) : 0,
      bits: readBits, widest: chip.blocks.map(\.columnCount).max() ?? 0)
  }

  /// Bits of the converter that is priced for readings without a limit: those of the technology's own read-out, and not
  /// fewer than 10, what the library's sampling capacitor is sized for. No converter is without a limit.
  private static func bitsWithoutLimit(_ technology: Technology) -> Int {
    max(10, Int(saturating: technology.peripherals.variability.readoutBits?.value.si ?? 0))
  }

  /// Roles that this chip needs components for.
  private var roles: [ComponentRole] {
    [.inputConverter, .readConverter, .amplifier, .writeDriver, .gate, .flipFlop, .pad]
      + (scheme.differenceGain != nil && sequence.learns ? [.sampler] : [])
  }

  /// The bill at one corner and temperature.
  /// - Throws: GD1000 for what the technology does not price, GD1002 for a corner that its process does not state.
  package func estimate(_ conditions: Estimate.Conditions) throws(DiagnosticsError) -> Estimate {
    let bill = ChipBill(self, try pricing(conditions))
    let inference = bill.inference
    let training = bill.training
    return Estimate(
      conditions: conditions, area: bill.area, utilization: bill.utilization,
      energyPerInference: inference.energy, latencyPerInference: inference.latency,
      energyPerTrainingExample: training.energy, latencyPerTrainingExample: training.latency,
      leakage: bill.leakage, operationsPerInference: 2 * signedWeights, endurance: endurance)
  }

  private func pricing(_ conditions: Estimate.Conditions) throws(DiagnosticsError) -> Pricing {
    try Pricing(
      chip.technology, conditions, roles: roles,
      bits: [.inputConverter: spec.estimate.inputBits, .readConverter: readBits],
      rates: [.readConverter: spec.estimate.conversionRate.value], at: spec.technology.location)
  }

  /// Signed weights of the network: a pair of complementary rows, or of differential nodes, holds one.
  var signedWeights: Double {
    let fabric = chip.fabric
    return fabric.arrays.indices.reduce(0) { sum, k in
      let rows = k == 0 ? fabric.input.values : fabric.signalRowCount(k)
      let columns = k == fabric.outputLayer ? fabric.output.values : fabric.nodeCount(k)
      return sum + Double(rows * columns)
    }
  }

  /// Wear by the planned training.
  private var endurance: Endurance? {
    guard let updates, let pulses = chip.technology.device.endurance?.value.si, updates.pulsesPerDevice > 0
    else { return nil }
    let samples =
      Double(spec.prediction.inSitu.epochs ?? spec.training.epochs) * Double(updates.samplesPerEpoch)
    return Endurance(
      pulses: pulses, pulsesPerExample: updates.pulsesPerDevice, busiestPulsesPerExample: updates.busiest,
      wornByTraining: updates.busiest * samples / pulses)
  }

  /// What of the learning that a prediction simulates no circuit can do.
  private var schemeWarnings: [Diagnostic] {
    var found: [Diagnostic] = []
    if scheme.readBits == nil {
      found.append(
        Diagnostic(
          .warning, "GD0550",
          "nothing limits the bits of a reading (readout-bits), and no converter is without a limit: one of "
            + "\(readBits) bits is priced, which reads worse than what a prediction simulates",
          at: spec.prediction.imperfections[.readoutBits]?.location ?? spec.technology.location,
          suggestion: "readout-bits: \(readBits)"))
    }
    if scheme.update != scheme.circuit {
      found.append(
        Diagnostic(
          .warning, "GD0551",
          "no circuit makes the steps of update: \(scheme.update.rawValue): those of \(scheme.circuit.rawValue) "
            + "pulses are priced", at: spec.prediction.inSitu.update.location,
          suggestion: "update: \(scheme.circuit.rawValue)"))
    }
    return found
  }

  /// Reasons to doubt the figures: what is not priced, what was not simulated.
  package func warnings(_ conditions: Estimate.Conditions) throws(DiagnosticsError) -> [Diagnostic] {
    let pricing = try pricing(conditions)
    let place = spec.technology.location
    var found = pricing.warnings
    let technology = chip.technology
    if pricing.isIdeal {
      found.append(
        Diagnostic(
          .warning, "GD1001",
          "technology '\(technology.name)' is ideal: its circuits have no size and no price, and their figures are 0",
          at: place, suggestion: "technology: leti-hfo2-130"))
    }
    if !sequence.learns {
      found.append(
        Diagnostic(
          .warning, "GD1003",
          "no chip can follow the rule '\(spec.training.rule.value)' by itself: there are no figures of a training",
          at: spec.training.rule.location))
    } else if !pricing.isIdeal {
      found += schemeWarnings
      let device = technology.device
      let some = Conductance(si: device.maximumConductance.value.si)
      if updates == nil, spec.estimate.updates == 0 {
        found.append(
          Diagnostic(
            .warning, "GD1004",
            "no update is simulated (estimate: { updates: 0 }): the figures of a training are without the writing",
            at: spec.estimate.corner.location, suggestion: "updates: 50"))
      } else if updates == nil {
        found.append(
          Diagnostic(
            .warning, "GD1004",
            "device '\(device.name)' does not state what a pulse does (variability.pulses): the figures of a training "
              + "are without the writing", at: place))
      } else if device.energy(ofPulseUp: true, at: some) == nil
        || device.energy(ofPulseUp: false, at: some) == nil
      {
        found.append(
          Diagnostic(
            .warning, "GD1004",
            "device '\(device.name)' states neither voltage and width nor energy of its pulses: the figures of a "
              + "training are without the energy that pulses take in the cells", at: place))
      }
    }
    if activity.unconverged > 0 {
      found.append(
        Diagnostic(
          .warning, "GD1005",
          "\(activity.unconverged) of the simulated relaxations did not reach their equilibrium; their powers and times "
            + "are those of where they stood", at: spec.training.relaxation.location))
    }
    return found
  }
}
