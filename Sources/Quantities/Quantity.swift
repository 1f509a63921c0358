/// A physical quantity: a number of coherent SI units of the dimension `D`.
///
/// ```swift
/// let supply: Voltage = try .parse("0.9 V")
/// let load = try Resistance.parse("100 kΩ")
/// print(supply / load)  // 9 uA
/// ```
package struct Quantity<D: Dimension>: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The value in the coherent SI unit of `D`: volts, siemens, square metres.
  package var si: Double

  /// Makes a quantity from a value in the coherent SI unit.
  package init(si: Double) { self.si = si }

  /// Nothing of it.
  package static var zero: Self { Self(si: 0) }

  package static func < (a: Self, b: Self) -> Bool { a.si < b.si }

  /// Sum of two quantities of one dimension.
  package static func + (a: Self, b: Self) -> Self { Self(si: a.si + b.si) }
  /// Difference of two quantities of one dimension.
  package static func - (a: Self, b: Self) -> Self { Self(si: a.si - b.si) }
  /// The opposite quantity.
  package static prefix func - (a: Self) -> Self { Self(si: -a.si) }
  /// A multiple.
  package static func * (a: Double, b: Self) -> Self { Self(si: a * b.si) }
  /// A multiple.
  package static func * (a: Self, b: Double) -> Self { Self(si: a.si * b) }
  /// A fraction.
  package static func / (a: Self, b: Double) -> Self { Self(si: a.si / b) }
  /// The ratio of two quantities of one dimension, a pure number.
  package static func / (a: Self, b: Self) -> Double { a.si / b.si }

  /// The value with the SI prefix that leaves one to three digits before the point, and at most six
  /// significant digits: "9 uA", "4 mm^2".
  package var description: String { formatted(digits: 6) }
}

// Products and quotients that change the dimension: the ones circuits need.

/// Ohm's law.
package func * (g: Conductance, v: Voltage) -> Current { Current(si: g.si * v.si) }
/// Ohm's law.
package func / (v: Voltage, r: Resistance) -> Current { Current(si: v.si / r.si) }
/// Ohm's law.
package func / (i: Current, g: Conductance) -> Voltage { Voltage(si: i.si / g.si) }
/// Dissipated power.
package func * (v: Voltage, i: Current) -> Power { Power(si: v.si * i.si) }
/// Energy of a constant power.
package func * (p: Power, t: TimeSpan) -> Energy { Energy(si: p.si * t.si) }
/// Area of a rectangle.
package func * (a: Length, b: Length) -> Area { Area(si: a.si * b.si) }
/// Time constant of a resistance and a capacitance.
package func * (r: Resistance, c: Capacitance) -> TimeSpan { TimeSpan(si: r.si * c.si) }
/// Time constant of a capacitance and a conductance.
package func / (c: Capacitance, g: Conductance) -> TimeSpan { TimeSpan(si: c.si / g.si) }
/// Resistance of a length of wire.
package func * (r: ResistancePerLength, l: Length) -> Resistance { Resistance(si: r.si * l.si) }
/// Capacitance of a length of wire.
package func * (c: CapacitancePerLength, l: Length) -> Capacitance { Capacitance(si: c.si * l.si) }
/// Resistance per length of a wire of a width: sheet resistance over width.
package func / (r: SheetResistance, w: Length) -> ResistancePerLength {
  ResistancePerLength(si: r.si / w.si)
}

extension Quantity where D == ConductanceDimension {
  /// The reciprocal.
  package var resistance: Resistance { Resistance(si: 1 / si) }
}
extension Quantity where D == ResistanceDimension {
  /// The reciprocal.
  package var conductance: Conductance { Conductance(si: 1 / si) }
}

extension Quantity where D == EnergyDimension {
  /// The value in electronvolts.
  package var electronvolts: Double { si / 1.602176634e-19 }
}
