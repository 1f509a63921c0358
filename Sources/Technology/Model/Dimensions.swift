import Quantities

// Dimensions that only a description of metal layers needs.

/// Capacitance of a layer per area, farad per square metre.
public enum CapacitancePerAreaDimension: Dimension {
  public static let name = "capacitance per area"
  public static let unit = "F/m^2"
  public static let example = "25 aF/um^2"
}
/// Current per width of a wire, ampere per metre.
public enum CurrentPerLengthDimension: Dimension {
  public static let name = "current per length"
  public static let unit = "A/m"
  public static let example = "2.8 mA/um"
}

/// See ``CapacitancePerAreaDimension``.
public typealias CapacitancePerArea = Quantity<CapacitancePerAreaDimension>
/// See ``CurrentPerLengthDimension``.
public typealias CurrentPerLength = Quantity<CurrentPerLengthDimension>
