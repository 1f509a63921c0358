import Quantities

/// How neuron circuits differ from their nominal one: standard deviations over the neurons of a chip.
package struct NeuronVariability: Sendable, Equatable {
  /// Input-referred offset voltage of amplifier and buffer; nil = not stated.
  package var offset: Cited<Voltage>?
  /// Relative error of the amplifier's gain; nil = not stated.
  package var gain: Cited<Ratio>?
  /// Voltage at which the rectifier starts to conduct; nil = not stated.
  package var threshold: Cited<Voltage>?

  /// Makes a variability; what is left out is not stated.
  package init(offset: Cited<Voltage>? = nil, gain: Cited<Ratio>? = nil, threshold: Cited<Voltage>? = nil) {
    (self.offset, self.gain, self.threshold) = (offset, gain, threshold)
  }

  /// What the file does not state.
  package var unstated: [VariabilitySource] {
    (offset == nil ? [.neuronOffset] : []) + (gain == nil ? [.neuronGain] : [])
      + (threshold == nil ? [.rectifierThreshold] : [])
  }
}

/// How the circuits around the arrays differ from their nominal ones.
package struct PeripheralVariability: Sendable, Equatable {
  /// Relative standard deviation of a nudge's strength; nil = not stated.
  package var nudge: Cited<Ratio>?
  /// Standard deviation of the voltage that drives an input or a target; nil = not stated.
  package var driver: Cited<Voltage>?
  /// Standard deviation of one read of an output; nil = not stated.
  package var readoutNoise: Cited<Voltage>?
  /// Resolution of the read-out; nil = not stated.
  package var readoutBits: Cited<Ratio>?
  /// The converter's range, from −this to +this; stated whenever the bits are.
  package var readoutRange: Cited<Voltage>?

  /// Makes a variability; what is left out is not stated.
  package init(
    nudge: Cited<Ratio>? = nil, driver: Cited<Voltage>? = nil, readoutNoise: Cited<Voltage>? = nil,
    readoutBits: Cited<Ratio>? = nil, readoutRange: Cited<Voltage>? = nil
  ) {
    (self.nudge, self.driver, self.readoutNoise) = (nudge, driver, readoutNoise)
    (self.readoutBits, self.readoutRange) = (readoutBits, readoutRange)
  }

  /// Smallest difference the read-out tells apart; nil = not stated.
  package var readoutStep: Voltage? {
    guard let readoutBits, let readoutRange else { return nil }
    return 2 * readoutRange.value / Double(1 << Int(readoutBits.value.si))
  }

  /// What the file does not state.
  package var unstated: [VariabilitySource] {
    (nudge == nil ? [.nudgeStrength] : []) + (driver == nil ? [.drivenVoltage] : [])
      + (readoutNoise == nil ? [.readoutNoise] : []) + (readoutBits == nil ? [.readoutResolution] : [])
  }
}

extension Technology {
  /// What none of the parts' files states: a prediction treats it as perfect and says so.
  package var unstatedVariability: [VariabilitySource] {
    device.variability.unstated + neuron.variability.unstated + peripherals.variability.unstated
  }
}
