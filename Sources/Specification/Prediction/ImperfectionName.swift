import Quantities

/// The magnitudes of imperfections, by the name that specs, sweeps and reports use.
package enum ImperfectionName: String, Sendable, CaseIterable, Codable {
  /// Device-to-device standard deviation of both conductance bounds, share of the nominal range.
  case deviceSpread = "d2d"
  /// Device-to-device standard deviation of the step of a pulse, relative.
  case stepSpread = "step-spread"
  /// Device-to-device standard deviation of the asymmetry of up and down pulses.
  case asymmetrySpread = "asymmetry-spread"
  /// Standard deviation of one pulse's step from pulse to pulse, relative.
  case cycleNoise = "c2c"
  /// Factor on the device's own programming error.
  case programming = "programming-factor"
  /// Share of devices stuck at their lowest conductance.
  case stuckOff = "stuck-off"
  /// Share of devices stuck at their highest conductance.
  case stuckOn = "stuck-on"
  /// Standard deviation of a read conductance, relative.
  case readNoise = "read-noise"
  /// Time since writing.
  case age
  /// Temperature during that time.
  case temperature
  /// Standard deviation of the offset voltage of neurons' amplifiers and outputs.
  case neuronOffset = "neuron-offset"
  /// Standard deviation of the amplifiers' gain, relative.
  case gainSpread = "gain-spread"
  /// Standard deviation of the rectifiers' forward voltage.
  case thresholdSpread = "threshold-spread"
  /// Standard deviation of the strength of an output's nudge, relative.
  case nudgeSpread = "nudge-spread"
  /// How much weaker all negative nudges are than the positive ones, relative.
  case nudgeAsymmetry = "nudge-asymmetry"
  /// Standard deviation of the voltage of a target.
  case targetSpread = "target-spread"
  /// Standard deviation of the voltage of an input row.
  case inputSpread = "input-spread"
  /// Bits of the converters at the inputs; 0 = no limit.
  case inputBits = "input-bits"
  /// Standard deviation of every voltage that is read, of outputs and by updates.
  case readoutNoise = "readout-noise"
  /// Bits of every voltage that is read; 0 = no limit.
  case readoutBits = "readout-bits"
  /// Standard deviation between the conductances of two copies of an array, relative.
  case copyMismatch = "copy-mismatch"
  /// Factor on the wires' own resistances.
  case wireResistance = "wire-resistance-factor"

  /// Names of earlier versions, for a suggestion: they did not say that their magnitudes are factors.
  package static let renamed = ["programming": programming, "wire-resistance": wireResistance]

  /// The dimension of its magnitude.
  package var dimension: any Dimension.Type {
    switch self {
    case .age: DurationDimension.self
    case .temperature: TemperatureDimension.self
    case .neuronOffset, .thresholdSpread, .targetSpread, .inputSpread, .readoutNoise: VoltageDimension.self
    default: RatioDimension.self
    }
  }

  /// Magnitudes it may have, in the coherent SI unit.
  package var bounds: Bounds {
    switch self {
    case .deviceSpread, .stuckOff, .stuckOn, .nudgeAsymmetry: .closed(0...1)
    case .inputBits, .readoutBits: .closed(0...24)
    case .temperature: .positive(upTo: 1000)
    case .age: .closed(0...AgeSpec.longest)
    // A spread of ten times the mean, and a factor of a million, are typing errors.
    case .stepSpread, .asymmetrySpread, .cycleNoise, .readNoise, .gainSpread, .nudgeSpread, .copyMismatch:
      .closed(0...10)
    case .programming, .wireResistance: .closed(0...1_000_000)
    case .neuronOffset, .thresholdSpread, .targetSpread, .inputSpread, .readoutNoise: .closed(0...1000)
    }
  }

  /// One sentence for the documentation.
  package var summary: String {
    switch self {
    case .deviceSpread:
      "Standard deviation of both conductance bounds from device to device, share of the range."
    case .stepSpread: "Standard deviation of a pulse's step from device to device, relative."
    case .asymmetrySpread: "Standard deviation of the asymmetry of up and down pulses from device to device."
    case .cycleNoise: "Standard deviation of a pulse's step from pulse to pulse, relative."
    case .programming:
      "Factor on the programming error that the device's file states: 1 for that, 20 % for a fifth of it."
    case .stuckOff: "Share of devices stuck at their lowest conductance."
    case .stuckOn: "Share of devices stuck at their highest conductance."
    case .readNoise: "Standard deviation of a conductance when it is read, relative."
    case .age: "Time since the weights were written."
    case .temperature: "Temperature during that time."
    case .neuronOffset: "Standard deviation of the offset of amplifiers and outputs."
    case .gainSpread: "Standard deviation of the amplifiers' gain, relative."
    case .thresholdSpread: "Standard deviation of the rectifiers' forward voltage."
    case .nudgeSpread: "Standard deviation of the strength of an output's nudge, relative."
    case .nudgeAsymmetry: "How much weaker every negative nudge is than the positive one, relative."
    case .targetSpread: "Standard deviation of the voltage of a target."
    case .inputSpread: "Standard deviation of the voltage of an input row."
    case .inputBits:
      "Bits of the converters at the inputs, instead of those that an estimate prices; 0 = no limit."
    case .readoutNoise: "Standard deviation of every voltage that is read: of outputs, and by updates."
    case .readoutBits: "Bits of every voltage that is read: of outputs, and by updates; 0 = no limit."
    case .copyMismatch: "Standard deviation between the conductances of two copies of an array, relative."
    case .wireResistance:
      "Factor on the resistances of the process's wires, not of drivers: 1 for those, 200 % for twice as much; 0 takes "
        + "wires and drivers as ideal."
    }
  }

  /// Reads a magnitude: "20 %", "2 mV".
  /// - Returns: the value in the coherent SI unit.
  /// - Throws: `QuantityError` for a text that is not a quantity of the dimension.
  package func parse(_ text: String) throws(QuantityError) -> Double {
    func si<D: Dimension>(_ dimension: D.Type) throws(QuantityError) -> Double {
      try Quantity<D>.parse(text).si
    }
    return try si(dimension)
  }

  /// A magnitude with its unit: "0.2", "2 mV".
  package func text(_ magnitude: Double) -> String {
    func text<D: Dimension>(_ dimension: D.Type) -> String { Quantity<D>(si: magnitude).description }
    return text(dimension)
  }
}
