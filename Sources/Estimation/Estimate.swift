import Quantities
import Technology

/// Area, energy and latency of a chip at one corner, every total with the lines it is the sum of.
package struct Estimate: Sendable, Equatable {
  /// Where the process lies and how warm it is.
  package struct Conditions: Sendable, Equatable {
    /// Corner of the process.
    package var corner: Corner
    /// Temperature of the chip.
    package var temperature: Temperature

    /// Makes conditions.
    package init(corner: Corner, temperature: Temperature) {
      (self.corner, self.temperature) = (corner, temperature)
    }
  }

  /// What holds for.
  package var conditions: Conditions
  /// Core and pads. Parts: `array`, `drivers`, `neurons`, `sense`, `converters`, `nudge`, `write`, `control`, `wiring`,
  /// `pads`, as far as the chip has them.
  package var area: Cost<AreaDimension>
  /// Share of the core that is placed circuits, as a fraction.
  package var utilization: Double
  /// One input, load to read-out. Parts: `load`, `free`, `read`, `leakage`.
  package var energyPerInference: Cost<EnergyDimension>
  /// One input, load to read-out. Parts: `load`, `free`, `read`.
  package var latencyPerInference: Cost<DurationDimension>
  /// One training sample's share of all phases of an update. Parts: `load`, `free`, `nudged`, `read`, `update`, `leakage`.
  package var energyPerTrainingExample: Cost<EnergyDimension>
  /// One training sample's share of all phases of an update. Parts: `load`, `free`, `nudged`, `read`, `update`.
  package var latencyPerTrainingExample: Cost<DurationDimension>
  /// Power of a chip that does nothing.
  package var leakage: Cost<PowerDimension>
  /// Operations of an inference: two (a multiplication and an addition) a signed weight of the network.
  package var operationsPerInference: Double
  /// Wear of the devices by the training; nil where updates write nothing or the device's endurance is not stated.
  package var endurance: Endurance?

  /// Inferences a second, one after another.
  package var throughput: Frequency { Frequency(si: 1 / latencyPerInference.amount.si) }
  /// Operations a joule, in 10¹²: TOPS/W.
  package var teraOperationsPerJoule: Double { operationsPerInference / energyPerInference.amount.si / 1e12 }
  /// Operations a second and mm², in 10¹²: TOPS/mm².
  package var teraOperationsPerSecondAndSquareMillimetre: Double {
    operationsPerInference * throughput.si / (area.amount.si * 1e6) / 1e12
  }
}

/// How long devices last under a training.
package struct Endurance: Sendable, Equatable {
  /// Write pulses that the device stands.
  package var pulses: Double
  /// Mean pulses a device gets from one training sample, measured on the simulated training.
  package var pulsesPerExample: Double
  /// Pulses from one training sample of the device that gets most.
  package var busiestPulsesPerExample: Double
  /// Pulses of the planned training to the device that gets most, over the pulses it stands.
  package var wornByTraining: Double
  /// Training samples until the first device is worn out.
  package var examplesUntilWornOut: Double { pulses / busiestPulsesPerExample }

  /// Names a wear.
  package init(
    pulses: Double, pulsesPerExample: Double, busiestPulsesPerExample: Double, wornByTraining: Double
  ) {
    (self.pulses, self.pulsesPerExample) = (pulses, pulsesPerExample)
    (self.busiestPulsesPerExample, self.wornByTraining) = (busiestPulsesPerExample, wornByTraining)
  }
}

extension [Estimate] {
  /// The estimates with those of the typical corner first: what is said of a chip without naming a corner is the first's.
  package var typicalFirst: [Estimate] {
    filter { $0.conditions.corner == .typical } + filter { $0.conditions.corner != .typical }
  }
}
