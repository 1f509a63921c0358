import Quantities
import Technology

/// Area, energy and latency of a chip at one corner, every total with the lines it is the sum of.
public struct Estimate: Sendable, Equatable {
  /// Where the process lies and how warm it is.
  public struct Conditions: Sendable, Equatable {
    /// Corner of the process.
    public var corner: Corner
    /// Temperature of the chip.
    public var temperature: Temperature

    /// Makes conditions.
    public init(corner: Corner, temperature: Temperature) {
      (self.corner, self.temperature) = (corner, temperature)
    }
  }

  /// What holds for.
  public var conditions: Conditions
  /// Core and pads. Parts: `array`, `drivers`, `neurons`, `sense`, `converters`, `nudge`, `write`, `control`, `wiring`,
  /// `pads`, as far as the chip has them.
  public var area: Cost<AreaDimension>
  /// Share of the core that is placed circuits, as a fraction.
  public var utilization: Double
  /// One input, load to read-out. Parts: `load`, `free`, `read`, `leakage`.
  public var energyPerInference: Cost<EnergyDimension>
  /// One input, load to read-out. Parts: `load`, `free`, `read`.
  public var latencyPerInference: Cost<DurationDimension>
  /// One training sample's share of all phases of an update. Parts: `load`, `free`, `nudged`, `read`, `update`, `leakage`.
  public var energyPerTrainingExample: Cost<EnergyDimension>
  /// One training sample's share of all phases of an update. Parts: `load`, `free`, `nudged`, `read`, `update`.
  public var latencyPerTrainingExample: Cost<DurationDimension>
  /// Power of a chip that does nothing.
  public var leakage: Cost<PowerDimension>
  /// Operations of an inference: two (a multiplication and an addition) a signed weight of the network.
  public var operationsPerInference: Double
  /// Wear of the devices by the training; nil where updates write nothing or the device's endurance is not stated.
  public var endurance: Endurance?

  /// Inferences a second, one after another.
  public var throughput: Frequency { Frequency(si: 1 / latencyPerInference.amount.si) }
  /// Operations a joule, in 10¹²: TOPS/W.
  public var teraOperationsPerJoule: Double { operationsPerInference / energyPerInference.amount.si / 1e12 }
  /// Operations a second and mm², in 10¹²: TOPS/mm².
  public var teraOperationsPerSecondAndSquareMillimetre: Double {
    operationsPerInference * throughput.si / (area.amount.si * 1e6) / 1e12
  }
}

/// How long devices last under a training.
public struct Endurance: Sendable, Equatable {
  /// Write pulses that the device stands.
  public var pulses: Double
  /// Mean pulses a device gets from one training sample, measured on the simulated training.
  public var pulsesPerExample: Double
  /// Pulses from one training sample of the device that gets most.
  public var busiestPulsesPerExample: Double
  /// Pulses of the planned training to the device that gets most, over the pulses it stands.
  public var wornByTraining: Double
  /// Training samples until the first device is worn out.
  public var examplesUntilWornOut: Double { pulses / busiestPulsesPerExample }

  /// Names a wear.
  public init(
    pulses: Double, pulsesPerExample: Double, busiestPulsesPerExample: Double, wornByTraining: Double
  ) {
    (self.pulses, self.pulsesPerExample) = (pulses, pulsesPerExample)
    (self.busiestPulsesPerExample, self.wornByTraining) = (busiestPulsesPerExample, wornByTraining)
  }
}

extension [Estimate] {
  /// The estimates with those of the typical corner first: what is said of a chip without naming a corner is the first's.
  public var typicalFirst: [Estimate] {
    filter { $0.conditions.corner == .typical } + filter { $0.conditions.corner != .typical }
  }
}
