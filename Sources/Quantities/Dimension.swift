/// The powers of the base units that make up a unit: metre, kilogram, second, ampere, kelvin; and the "square" of
/// sheet resistance, which is no SI unit but tells "Ohm/sq" from "Ohm".
package struct Exponents: Sendable, Hashable {
  /// Powers of m, kg, s, A, K and squares, in this order.
  package var metre, kilogram, second, ampere, kelvin, square: Int

  /// Makes a vector of powers; what is not named is 0.
  package init(
    metre: Int = 0, kilogram: Int = 0, second: Int = 0, ampere: Int = 0, kelvin: Int = 0, square: Int = 0
  ) {
    (self.metre, self.kilogram, self.second) = (metre, kilogram, second)
    (self.ampere, self.kelvin, self.square) = (ampere, kelvin, square)
  }

  /// The powers of a product of units.
  package static func + (a: Exponents, b: Exponents) -> Exponents {
    Exponents(
      metre: a.metre + b.metre, kilogram: a.kilogram + b.kilogram, second: a.second + b.second,
      ampere: a.ampere + b.ampere, kelvin: a.kelvin + b.kelvin, square: a.square + b.square)
  }

  /// The powers of a unit raised to an integer power.
  package static func * (a: Exponents, n: Int) -> Exponents {
    Exponents(
      metre: a.metre * n, kilogram: a.kilogram * n, second: a.second * n, ampere: a.ampere * n,
      kelvin: a.kelvin * n, square: a.square * n)
  }
}

/// A physical dimension, used as the type parameter of ``Quantity``.
///
/// Adding a dimension is one `enum` in `Dimensions.swift` (its name, its coherent SI unit, an example) and its
/// line in the list there.
package protocol Dimension: Sendable {
  /// What a person calls it, as used in error messages: "voltage".
  static var name: String { get }
  /// The coherent SI unit, in the notation of ``Quantity/parse(_:)``: "V", "m^2", "Ohm/m".
  static var unit: String { get }
  /// The power of the SI prefix when printing: 1 for "V", 2 for "m^2"; 0 prints without a prefix.
  static var prefixPower: Int { get }
  /// An example for error messages, as a user would write it: "0.9 V".
  static var example: String { get }
}

extension Dimension {
  /// Most units take a prefix as it is.
  package static var prefixPower: Int { 1 }
}
