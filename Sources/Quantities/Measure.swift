/// A number with a dimension that is known at run time only, as formulas have it; ``Quantity`` is for all else.
package struct Measure: Sendable, Hashable {
  /// The value in coherent SI units.
  package var si: Double
  /// What it measures.
  package var dimension: Exponents

  /// Makes a measure of a value in coherent SI units; without a dimension it is a pure number.
  package init(si: Double, dimension: Exponents = .none) { (self.si, self.dimension) = (si, dimension) }

  /// The same as a quantity.
  package init<D>(_ quantity: Quantity<D>) {
    self.init(si: quantity.si, dimension: Quantity<D>.exponents)
  }

  /// Reads a number and a unit that were told apart before: "40" and "uS".
  ///
  /// The power of ten of the unit joins the decimal digits before the one rounding to binary, as in ``Quantity/parse(_:)``.
  /// - Returns: nil for what is no unit, or where the number is beyond the range of doubles, at either end.
  package init?(number: String, unit: String) {
    guard let unit = Unit.limited(unit) else { return nil }
    let parts = number.split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count <= 2, let exponent = parts.count == 2 ? Int(parts[1]) : 0,
      (-9999...9999).contains(exponent), let value = Double("\(parts[0])e\(exponent + unit.decade)"),
      value.isFinite, value != 0 || !parts[0].contains(where: { ("1"..."9").contains($0) })
    else { return nil }
    self.init(si: value * unit.factor + unit.offset, dimension: unit.exponents)
  }
}

extension Quantity {
  /// The dimension as a value.
  package static var exponents: Exponents { Unit(D.unit)?.exponents ?? .none }
}

extension Exponents {
  /// Those of a pure number.
  package static let none = Exponents()

  /// The dimension of a unit; nil for what is no unit, or one of powers of a base unit beyond the twelfth, of which
  /// ``unit`` could not be read.
  package init?(unit: String) {
    guard let unit = Unit.limited(unit) else { return nil }
    self = unit.exponents
  }

  /// A name for people: "voltage"; nil for a dimension that has none.
  package var name: String? { named?.name }

  /// The coherent unit: "V", "Ohm/m"; of a dimension without a name a product of base units: "m*kg^2".
  package var unit: String {
    if let named { return named.unit }
    let factors = [
      ("m", metre), ("kg", kilogram), ("s", second), ("A", ampere), ("K", kelvin), ("sq", square),
    ].filter { $0.1 != 0 }.map { $0.1 == 1 ? $0.0 : "\($0.0)^\($0.1)" }
    return factors.joined(separator: "*")
  }

  fileprivate var largestPower: Int {
    [metre, kilogram, second, ampere, kelvin, square].map(abs).max() ?? 0
  }

  private var named: (any Dimension.Type)? { allDimensions.first { Unit($0.unit)?.exponents == self } }

  /// The powers of a square root; nil where a power is odd.
  package var squareRoot: Exponents? {
    let powers = [metre, kilogram, second, ampere, kelvin, square]
    guard powers.allSatisfy({ $0 % 2 == 0 }) else { return nil }
    return Exponents(
      metre: metre / 2, kilogram: kilogram / 2, second: second / 2, ampere: ampere / 2, kelvin: kelvin / 2,
      square: square / 2)
  }
}

extension Unit {
  /// A unit of no higher powers than what is made of it can be written with.
  fileprivate static func limited(_ text: String) -> Unit? {
    Unit(text).flatMap { $0.exponents.largestPower <= 12 ? $0 : nil }
  }
}
