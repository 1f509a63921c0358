// The dimensions that specs, technologies, chips and reports speak of. Each is a namespace, never a value.

/// Electric potential difference, volt.
public enum VoltageDimension: Dimension {
  public static let name = "voltage"
  public static let unit = "V"
  public static let example = "0.9 V"
}
/// Electric current, ampere.
public enum CurrentDimension: Dimension {
  public static let name = "current"
  public static let unit = "A"
  public static let example = "10 uA"
}
/// Conductance, siemens.
public enum ConductanceDimension: Dimension {
  public static let name = "conductance"
  public static let unit = "S"
  public static let example = "40 uS"
}
/// Resistance, ohm.
public enum ResistanceDimension: Dimension {
  public static let name = "resistance"
  public static let unit = "Ohm"
  public static let example = "100 kOhm"
}
/// Capacitance, farad.
public enum CapacitanceDimension: Dimension {
  public static let name = "capacitance"
  public static let unit = "F"
  public static let example = "10 fF"
}
/// Time, second.
public enum DurationDimension: Dimension {
  public static let name = "time"
  public static let unit = "s"
  public static let example = "10 ns"
}
/// Frequency or rate, hertz.
public enum FrequencyDimension: Dimension {
  public static let name = "frequency"
  public static let unit = "Hz"
  public static let example = "10 MHz"
}
/// Length, metre.
public enum LengthDimension: Dimension {
  public static let name = "length"
  public static let unit = "m"
  public static let example = "0.5 um"
}
/// Area, square metre.
public enum AreaDimension: Dimension {
  public static let name = "area"
  public static let unit = "m^2"
  public static let prefixPower = 2
  public static let example = "4 mm^2"
}
/// Energy, joule.
public enum EnergyDimension: Dimension {
  public static let name = "energy"
  public static let unit = "J"
  public static let example = "2 nJ"
}
/// Power, watt.
public enum PowerDimension: Dimension {
  public static let name = "power"
  public static let unit = "W"
  public static let example = "5 mW"
}
/// Thermodynamic temperature, kelvin; "27 °C" is read too.
public enum TemperatureDimension: Dimension {
  public static let name = "temperature"
  public static let unit = "K"
  public static let prefixPower = 0
  public static let example = "300 K"
}
/// A pure number; a bare number, "85 %" and "500 ppm" are all read.
public enum RatioDimension: Dimension {
  public static let name = "ratio"
  public static let unit = "1"
  public static let prefixPower = 0
  public static let example = "85 %"
}
/// Resistance of a wire per length, ohm per metre.
public enum ResistancePerLengthDimension: Dimension {
  public static let name = "resistance per length"
  public static let unit = "Ohm/m"
  public static let example = "0.5 Ohm/um"
}
/// Sheet resistance, ohm per square.
public enum SheetResistanceDimension: Dimension {
  public static let name = "sheet resistance"
  public static let unit = "Ohm/sq"
  public static let example = "0.125 Ohm/sq"
}
/// Capacitance of a wire per length, farad per metre.
public enum CapacitancePerLengthDimension: Dimension {
  public static let name = "capacitance per length"
  public static let unit = "F/m"
  public static let example = "0.2 fF/um"
}
/// Change of a voltage in time, volt per second.
public enum SlewRateDimension: Dimension {
  public static let name = "slew rate"
  public static let unit = "V/s"
  public static let example = "42 V/us"
}
/// Learning rate of a conductance: the step Δg = −η ∂C/∂g with C in V² and g in S, so η is in S²/V².
public enum LearningRateDimension: Dimension {
  public static let name = "learning rate"
  public static let unit = "S^2/V^2"
  public static let prefixPower = 2
  public static let example = "100 uS^2/V^2"
}
/// Learning rate of a current: the step Δb = −η ∂C/∂b with C in V² and b in A, so η is in A²/V² = S².
public enum CurrentLearningRateDimension: Dimension {
  public static let name = "learning rate of a current"
  public static let unit = "S^2"
  public static let prefixPower = 2
  public static let example = "0.006 S^2"
}

/// See ``VoltageDimension``.
public typealias Voltage = Quantity<VoltageDimension>
/// See ``CurrentDimension``.
public typealias Current = Quantity<CurrentDimension>
/// See ``ConductanceDimension``.
public typealias Conductance = Quantity<ConductanceDimension>
/// See ``ResistanceDimension``.
public typealias Resistance = Quantity<ResistanceDimension>
/// See ``CapacitanceDimension``.
public typealias Capacitance = Quantity<CapacitanceDimension>
/// See ``DurationDimension``; named so as not to hide the standard library's `Duration`.
public typealias TimeSpan = Quantity<DurationDimension>
/// See ``FrequencyDimension``.
public typealias Frequency = Quantity<FrequencyDimension>
/// See ``LengthDimension``.
public typealias Length = Quantity<LengthDimension>
/// See ``AreaDimension``.
public typealias Area = Quantity<AreaDimension>
/// See ``EnergyDimension``.
public typealias Energy = Quantity<EnergyDimension>
/// See ``PowerDimension``.
public typealias Power = Quantity<PowerDimension>
/// See ``TemperatureDimension``.
public typealias Temperature = Quantity<TemperatureDimension>
/// See ``RatioDimension``.
public typealias Ratio = Quantity<RatioDimension>
/// See ``ResistancePerLengthDimension``.
public typealias ResistancePerLength = Quantity<ResistancePerLengthDimension>
/// See ``SheetResistanceDimension``.
public typealias SheetResistance = Quantity<SheetResistanceDimension>
/// See ``CapacitancePerLengthDimension``.
public typealias CapacitancePerLength = Quantity<CapacitancePerLengthDimension>
/// See ``SlewRateDimension``.
public typealias SlewRate = Quantity<SlewRateDimension>
/// See ``LearningRateDimension``.
public typealias LearningRate = Quantity<LearningRateDimension>
/// See ``CurrentLearningRateDimension``.
public typealias CurrentLearningRate = Quantity<CurrentLearningRateDimension>

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
