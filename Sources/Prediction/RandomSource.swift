import Kernels

/// A source of randomness of a chip: what Sobol indices are estimated for.
///
/// The purposes are those of a chip's random numbers; their meaning never changes.
package enum RandomSource: String, Sendable, CaseIterable, Codable {
  /// Bounds, step and asymmetry of every device.
  case devices
  /// Devices that are stuck.
  case faults
  /// Writing, drift and relaxation.
  case programming
  /// Rounding of updates to whole pulses.
  case rounding
  /// Noise of pulses.
  case cycles
  /// Noise of reads.
  case reads
  /// Offset, gain and rectifier of every neuron.
  case neurons
  /// Voltage of every input row.
  case inputs
  /// Strength and target of every nudge.
  case nudge
  /// Noise of the voltages that are read, of outputs and by updates.
  case readout
  /// Differences between two copies of an array.
  case copies

  /// The purposes of its random numbers.
  package var purposes: [UInt32] {
    switch self {
    case .devices: [RandomPurpose.spread]
    case .faults: [RandomPurpose.faults]
    case .programming: [RandomPurpose.programming]
    case .rounding: [RandomPurpose.pulseRounding]
    case .cycles: [RandomPurpose.cycleNoise]
    case .reads: [RandomPurpose.readNoise]
    case .neurons: [RandomPurpose.neurons]
    case .inputs: [RandomPurpose.inputs]
    case .nudge: [RandomPurpose.nudge]
    case .readout: [RandomPurpose.readout, RandomPurpose.inference]
    case .copies: [RandomPurpose.secondCopy]
    }
  }

  /// A few words for tables.
  package var summary: String {
    switch self {
    case .devices: "devices differ"
    case .faults: "devices are stuck"
    case .programming: "writing and drift"
    case .rounding: "rounding to pulses"
    case .cycles: "pulses differ"
    case .reads: "reads differ"
    case .neurons: "neurons differ"
    case .inputs: "inputs differ"
    case .nudge: "nudges differ"
    case .readout: "noise of read-outs"
    case .copies: "copies differ"
    }
  }
}
