/// A way in which a real chip differs from its ideal. The raw value is the key path in the part's file, so that a
/// report can name what a file would have to state.
package enum VariabilitySource: String, Sendable, CaseIterable {
  /// Conductance bounds differ from device to device.
  case spread = "variability.spread"
  /// Cells that cannot be written.
  case faults = "variability.faults"
  /// A programmed conductance misses its target.
  case programming = "variability.programming"
  /// A conductance differs from read to read.
  case readNoise = "variability.read-noise"
  /// The response to single pulses.
  case pulses = "variability.pulses"
  /// Devices differ in the size of their step.
  case stepSpread = "variability.pulses.step-spread"
  /// Devices differ in how their steps up and down differ.
  case asymmetrySpread = "variability.pulses.asymmetry-spread"
  /// The same pulse moves a device differently each time.
  case cycleNoise = "variability.pulses.cycle-noise"
  /// Conductances change with time.
  case retention = "variability.retention"
  /// Neurons add an offset voltage.
  case neuronOffset = "variability.offset-spread"
  /// Amplifiers differ in gain.
  case neuronGain = "variability.gain-spread"
  /// Rectifiers start to conduct at different voltages.
  case rectifierThreshold = "variability.threshold-spread"
  /// Nudges differ in strength.
  case nudgeStrength = "variability.nudge-spread"
  /// Targets and driven inputs are off by a voltage.
  case drivenVoltage = "variability.driver-spread"
  /// Reading an output adds noise.
  case readoutNoise = "variability.read-out-noise"
  /// Reading an output rounds it.
  case readoutResolution = "variability.read-out-bits"

  /// What it is, in a few words for reports: "device-to-device spread of the conductance range".
  package var phrase: String {
    switch self {
    case .spread: "device-to-device spread of the conductance range"
    case .faults: "stuck cells"
    case .programming: "programming error"
    case .readNoise: "read noise"
    case .pulses: "pulse response"
    case .stepSpread: "device-to-device spread of the pulse step"
    case .asymmetrySpread: "device-to-device spread of the pulse asymmetry"
    case .cycleNoise: "cycle-to-cycle noise of pulses"
    case .retention: "drift and retention"
    case .neuronOffset: "neuron offset"
    case .neuronGain: "amplifier gain spread"
    case .rectifierThreshold: "rectifier threshold spread"
    case .nudgeStrength: "nudge strength spread"
    case .drivenVoltage: "target and driver voltage spread"
    case .readoutNoise: "read-out noise"
    case .readoutResolution: "read-out resolution"
    }
  }
}
