import Quantities

// Dimensions that only a description of metal layers needs.

/// Capacitance of a layer per area, farad per square metre.
package enum CapacitancePerAreaDimension: Dimension {
  package static let name = "capacitance per area"
  package static let unit = "F/m^2"
  package static let example = "25 aF/um^2"
}
/// Current per width of a wire, ampere per metre.
package enum CurrentPerLengthDimension: Dimension {
  package static let name = "current per length"
  package static let unit = "A/m"
  package static let example = "2.8 mA/um"
}

/// See ``CapacitancePerAreaDimension``.
package typealias CapacitancePerArea = Quantity<CapacitancePerAreaDimension>
/// See ``CurrentPerLengthDimension``.
package typealias CurrentPerLength = Quantity<CurrentPerLengthDimension>
