import Fabrics
import Quantities
import Specification
import Technology

/// In what and how far the chips of a prediction differ from the ideal one: what the technology states, with what the
/// spec or a sweep puts in its place. The magnitude of what nobody states is 0, and ``unstated`` says so.
package struct Imperfections: Sendable, Equatable {
  /// Devices.
  package var devices: DeviceMagnitudes
  /// Standard deviation of one pulse's step, over the mean step in the middle of the range.
  package var cycleNoise = 0.0
  /// Factor on the programming error.
  package var programming = 1.0
  /// Relative standard deviation of a read; nil: by the device's own law.
  package var readNoise: Double?
  /// What the device's own law gives in the middle of the range.
  private let lawReadNoise: Double
  /// Time since the weights were written.
  package var age: TimeSpan
  /// Temperature during that time; nil: that of the device's data.
  package var temperature: Temperature?
  /// Offset of amplifiers and outputs, volts.
  package var neuronOffset = 0.0
  /// Relative error of the amplifiers' gain.
  package var gainSpread = 0.0
  /// Forward voltage of the rectifiers, volts.
  package var thresholdSpread = 0.0
  /// Relative error of the strength of a nudge.
  package var nudgeSpread = 0.0
  /// How much weaker every negative nudge is than the positive one.
  package var nudgeAsymmetry = 0.0
  /// Error of the voltage of a target, volts.
  package var targetSpread = 0.0
  /// Error of the voltage of an input row, volts.
  package var inputSpread = 0.0
  /// Bits of the converters at the inputs; 0 = no limit.
  package var inputBits = 0.0
  /// Noise of every voltage that is read, volts.
  package var readoutNoise = 0.0
  /// Bits of every voltage that is read; 0 = no limit.
  package var readoutBits = 0.0
  /// Largest magnitude that they are read with, volts.
  package var readoutRange: Double
  /// Gain before the converters of the outputs: their step and range are as many times smaller at the node.
  package var outputReadGain: Double
  /// Relative difference of the conductances of two copies of an array.
  package var copyMismatch = 0.0
  /// Factor on the resistances of wires.
  package var wireResistance = 1.0
  /// What neither technology nor spec states.
  package private(set) var unstated: [VariabilitySource]
  /// Names whose magnitudes are the spec's or a sweep's, not the technology's.
  package private(set) var replaced: Set<ImperfectionName> = []

  /// What a technology states, and what the spec puts in its place.
  /// - Parameter estimate: where a spec says what converters a technology's inputs have.
  package init(
    _ technology: Technology, fabric: Fabric, prediction: PredictionSpec, estimate: EstimateSpec
  ) {
    let (device, neuron, peripherals) = (technology.device, technology.neuron, technology.peripherals)
    outputReadGain = fabric.output.readGain
    devices = DeviceMagnitudes(
      low: device.minimumConductance.value.si, high: device.maximumConductance.value.si)
    if let spread = device.variability.spread {
      (devices.lowerSpread, devices.upperSpread) = (spread.lower.value.si, spread.upper.value.si)
    }
    if let faults = device.variability.faults {
      (devices.stuckOff, devices.stuckOn) = (faults.off.value.si, faults.on.value.si)
    }
    if let pulses = PulseModel(device) {
      (devices.stepSpread, devices.asymmetrySpread) = (pulses.stepSpread, pulses.asymmetrySpread)
      devices.stepDistribution = pulses.response.stepDistribution
      cycleNoise = pulses.cycleNoise
    }
    let middle = 0.5 * (devices.low + devices.high)
    lawReadNoise =
      ReadNoiseModel(device).map { $0.deviation(middle, after: prediction.age.value.time.si) / middle } ?? 0
    programming = device.variability.programming == nil ? 0 : 1
    neuronOffset = neuron.variability.offset?.value.si ?? 0
    gainSpread = neuron.variability.gain?.value.si ?? 0
    thresholdSpread = neuron.variability.threshold?.value.si ?? 0
    nudgeSpread = peripherals.variability.nudge?.value.si ?? 0
    targetSpread = peripherals.variability.driver?.value.si ?? 0
    inputSpread = targetSpread
    if peripherals.components[.inputConverter] != nil { inputBits = Double(estimate.inputBits) }
    readoutNoise = peripherals.variability.readoutNoise?.value.si ?? 0
    readoutBits = peripherals.variability.readoutBits?.value.si ?? 0
    readoutRange = peripherals.variability.readoutRange?.value.si ?? fabric.largestSource.si
    (age, temperature) = (prediction.age.value.time, prediction.age.value.temperature)
    unstated = technology.unstatedVariability
    for (name, magnitude) in prediction.imperfections { set(name, to: magnitude.value) }
  }

  /// Replaces a magnitude, in the coherent SI unit of its dimension.
  package mutating func set(_ name: ImperfectionName, to magnitude: Double) {
    self[name] = magnitude
    replaced.insert(name)
    unstated.removeAll { $0 == name.source }
  }

  /// The magnitude of a name, in the coherent SI unit of its dimension.
  package private(set) subscript(_ name: ImperfectionName) -> Double {
    get {
      switch name {
      case .deviceSpread: max(devices.lowerSpread, devices.upperSpread)
      case .stepSpread: devices.stepSpread
      case .asymmetrySpread: devices.asymmetrySpread
      case .cycleNoise: cycleNoise
      case .programming: programming
      case .stuckOff: devices.stuckOff
      case .stuckOn: devices.stuckOn
      case .readNoise: readNoise ?? lawReadNoise
      case .age: age.si
      case .temperature: temperature?.si ?? 0
      case .neuronOffset: neuronOffset
      case .gainSpread: gainSpread
      case .thresholdSpread: thresholdSpread
      case .nudgeSpread: nudgeSpread
      case .nudgeAsymmetry: nudgeAsymmetry
      case .targetSpread: targetSpread
      case .inputSpread: inputSpread
      case .inputBits: inputBits
      case .readoutNoise: readoutNoise
      case .readoutBits: readoutBits
      case .copyMismatch: copyMismatch
      case .wireResistance: wireResistance
      }
    }
    set {
      switch name {
      case .deviceSpread: (devices.lowerSpread, devices.upperSpread) = (newValue, newValue)
      case .stepSpread: devices.stepSpread = newValue
      case .asymmetrySpread: devices.asymmetrySpread = newValue
      case .cycleNoise: cycleNoise = newValue
      case .programming: programming = newValue
      case .stuckOff: devices.stuckOff = newValue
      case .stuckOn: devices.stuckOn = newValue
      case .readNoise: readNoise = newValue
      case .age: age = TimeSpan(si: newValue)
      case .temperature: temperature = Temperature(si: newValue)
      case .neuronOffset: neuronOffset = newValue
      case .gainSpread: gainSpread = newValue
      case .thresholdSpread: thresholdSpread = newValue
      case .nudgeSpread: nudgeSpread = newValue
      case .nudgeAsymmetry: nudgeAsymmetry = newValue
      case .targetSpread: targetSpread = newValue
      case .inputSpread: inputSpread = newValue
      case .inputBits: inputBits = newValue
      case .readoutNoise: readoutNoise = newValue
      case .readoutBits: readoutBits = newValue
      case .copyMismatch: copyMismatch = newValue
      case .wireResistance: wireResistance = newValue
      }
    }
  }

  /// All magnitudes at nothing: every chip is the ideal one.
  package mutating func remove() {
    for name in ImperfectionName.allCases { remove(name) }
  }

  /// Takes one imperfection away: its magnitude is that of an ideal part.
  package mutating func remove(_ name: ImperfectionName) {
    switch name {
    case .temperature: temperature = nil
    case .wireResistance: break
    default: self[name] = 0
    }
  }

  /// Those whose magnitudes are not those of an ideal part.
  package var present: [ImperfectionName] {
    ImperfectionName.allCases.filter { name in
      switch name {
      case .temperature, .wireResistance: false
      case .readNoise: readNoise != 0
      default: self[name] != 0
      }
    }
  }

  /// All that decides a chip but its random numbers, as text with every digit.
  package var fingerprintText: String {
    "devices \(devices); \(cycleNoise) \(programming) \(readNoise.map { "\($0)" } ?? "law") \(age.si) "
      + "\(temperature?.si ?? 0) \(neuronOffset) \(gainSpread) \(thresholdSpread) \(nudgeSpread) \(nudgeAsymmetry) "
      + "\(targetSpread) \(inputSpread) \(inputBits) \(readoutNoise) \(readoutBits) \(readoutRange) \(outputReadGain) \(copyMismatch) \(wireResistance)"
  }
}

extension ImperfectionName {
  /// What a technology file would state it by.
  var source: VariabilitySource? {
    switch self {
    case .deviceSpread: .spread
    case .stepSpread: .stepSpread
    case .asymmetrySpread: .asymmetrySpread
    case .cycleNoise: .cycleNoise
    case .programming: .programming
    case .stuckOff, .stuckOn: .faults
    case .readNoise: .readNoise
    case .age, .temperature: nil
    case .neuronOffset: .neuronOffset
    case .gainSpread: .neuronGain
    case .thresholdSpread: .rectifierThreshold
    case .nudgeSpread: .nudgeStrength
    case .nudgeAsymmetry, .copyMismatch, .wireResistance, .inputBits: nil
    case .targetSpread, .inputSpread: .drivenVoltage
    case .readoutNoise: .readoutNoise
    case .readoutBits: .readoutResolution
    }
  }
}
