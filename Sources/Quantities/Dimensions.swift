// The dimensions that specs, technologies, chips and reports speak of. Each is a namespace, never a value.

/// Electric potential difference, volt.
package enum VoltageDimension: Dimension {
  package static let name = "voltage"
  package static let unit = "V"
  package static let example = "0.9 V"
}
/// Electric current, ampere.
package enum CurrentDimension: Dimension {
  package static let name = "current"
  package static let unit = "A"
  package static let example = "10 uA"
}
/// Conductance, siemens.
package enum ConductanceDimension: Dimension {
  package static let name = "conductance"
  package static let unit = "S"
  package static let example = "40 uS"
}
/// Resistance, ohm.
package enum ResistanceDimension: Dimension {
  package static let name = "resistance"
  package static let unit = "Ohm"
  package static let example = "100 kOhm"
}
/// Capacitance, farad.
package enum CapacitanceDimension: Dimension {
  package static let name = "capacitance"
  package static let unit = "F"
  package static let example = "10 fF"
}
/// Time, second.
package enum DurationDimension: Dimension {
  package static let name = "time"
  package static let unit = "s"
  package static let example = "10 ns"
}
/// Frequency or rate, hertz.
package enum FrequencyDimension: Dimension {
  package static let name = "frequency"
  package static let unit = "Hz"
  package static let example = "10 MHz"
}
/// Length, metre.
package enum LengthDimension: Dimension {
  package static let name = "length"
  package static let unit = "m"
  package static let example = "0.5 um"
}
/// Area, square metre.
package enum AreaDimension: Dimension {
  package static let name = "area"
  package static let unit = "m^2"
  package static let prefixPower = 2
  package static let example = "4 mm^2"
}
/// Energy, joule.
package enum EnergyDimension: Dimension {
  package static let name = "energy"
  package static let unit = "J"
  package static let example = "2 nJ"
}
/// Power, watt.
package enum PowerDimension: Dimension {
  package static let name = "power"
  package static let unit = "W"
  package static let example = "5 mW"
}
/// Thermodynamic temperature, kelvin; "27 °C" is read too.
package enum TemperatureDimension: Dimension {
  package static let name = "temperature"
  package static let unit = "K"
  package static let prefixPower = 0
  package static let example = "300 K"
}
/// A pure number; a bare number, "85 %" and "500 ppm" are all read.
package enum RatioDimension: Dimension {
  package static let name = "ratio"
  package static let unit = "1"
  package static let prefixPower = 0
  package static let example = "85 %"
}
/// Resistance of a wire per length, ohm per metre.
package enum ResistancePerLengthDimension: Dimension {
  package static let name = "resistance per length"
  package static let unit = "Ohm/m"
  package static let example = "0.5 Ohm/um"
}
/// Sheet resistance, ohm per square.
package enum SheetResistanceDimension: Dimension {
  package static let name = "sheet resistance"
  package static let unit = "Ohm/sq"
  package static let example = "0.125 Ohm/sq"
}
/// Capacitance of a wire per length, farad per metre.
package enum CapacitancePerLengthDimension: Dimension {
  package static let name = "capacitance per length"
  package static let unit = "F/m"
  package static let example = "0.2 fF/um"
}
/// Change of a voltage in time, volt per second.
package enum SlewRateDimension: Dimension {
  package static let name = "slew rate"
  package static let unit = "V/s"
  package static let example = "42 V/us"
}
/// Learning rate of a conductance: the step Δg = −η ∂C/∂g with C in V² and g in S, so η is in S²/V².
package enum LearningRateDimension: Dimension {
  package static let name = "learning rate"
  package static let unit = "S^2/V^2"
  package static let prefixPower = 2
  package static let example = "100 uS^2/V^2"
}
/// Learning rate of a current: the step Δb = −η ∂C/∂b with C in V² and b in A, so η is in A²/V² = S².
package enum CurrentLearningRateDimension: Dimension {
  package static let name = "learning rate of a current"
  package static let unit = "S^2"
  package static let prefixPower = 2
  package static let example = "0.006 S^2"
}

/// See ``VoltageDimension``.
package typealias Voltage = Quantity<VoltageDimension>
/// See ``CurrentDimension``.
package typealias Current = Quantity<CurrentDimension>
/// See ``ConductanceDimension``.
package typealias Conductance = Quantity<ConductanceDimension>
/// See ``ResistanceDimension``.
package typealias Resistance = Quantity<ResistanceDimension>
/// See ``CapacitanceDimension``.
package typealias Capacitance = Quantity<CapacitanceDimension>
/// See ``DurationDimension``; named so as not to hide the standard library's `Duration`.
package typealias TimeSpan = Quantity<DurationDimension>
/// See ``FrequencyDimension``.
package typealias Frequency = Quantity<FrequencyDimension>
/// See ``LengthDimension``.
package typealias Length = Quantity<LengthDimension>
/// See ``AreaDimension``.
package typealias Area = Quantity<AreaDimension>
/// See ``EnergyDimension``.
package typealias Energy = Quantity<EnergyDimension>
/// See ``PowerDimension``.
package typealias Power = Quantity<PowerDimension>
/// See ``TemperatureDimension``.
package typealias Temperature = Quantity<TemperatureDimension>
/// See ``RatioDimension``.
package typealias Ratio = Quantity<RatioDimension>
/// See ``ResistancePerLengthDimension``.
package typealias ResistancePerLength = Quantity<ResistancePerLengthDimension>
/// See ``SheetResistanceDimension``.
package typealias SheetResistance = Quantity<SheetResistanceDimension>
/// See ``CapacitancePerLengthDimension``.
package typealias CapacitancePerLength = Quantity<CapacitancePerLengthDimension>
/// See ``SlewRateDimension``.
package typealias SlewRate = Quantity<SlewRateDimension>
/// See ``LearningRateDimension``.
package typealias LearningRate = Quantity<LearningRateDimension>
/// See ``CurrentLearningRateDimension``.
package typealias CurrentLearningRate = Quantity<CurrentLearningRateDimension>

/// All dimensions, to name the one that was found where another was due.
let allDimensions: [any Dimension.Type] = [
  VoltageDimension.self, CurrentDimension.self, ConductanceDimension.self,
  ResistanceDimension.self, CapacitanceDimension.self, DurationDimension.self,
  FrequencyDimension.self, LengthDimension.self, AreaDimension.self,
  EnergyDimension.self, PowerDimension.self, TemperatureDimension.self,
  RatioDimension.self, ResistancePerLengthDimension.self, SheetResistanceDimension.self,
  CapacitancePerLengthDimension.self, SlewRateDimension.self, LearningRateDimension.self,
  CurrentLearningRateDimension.self,
]
