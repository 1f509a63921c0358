import Quantities

/// What pulls at the outputs: a spring, a current β (y_c − o_c) into the positive node of class c and out of the other;
/// for β = ∞, outputs held at y_c; or currents I_c that stay while the outputs move.
package struct Nudge: Sendable, Equatable {
  /// β in siemens; may be negative. Infinite: the outputs are held.
  package var siemens: Double
  /// y_c in volts, one a class.
  package var target: [Double]
  /// β_c/β of every class, for springs that differ; nil: all are alike.
  package var factors: [Double]?
  /// I_c in amperes, one a class; nil: none.
  package var currents: [Double]?

  /// Makes a spring toward `target`.
  package init(conductance: Conductance, target: [Double]) {
    (self.siemens, self.target) = (conductance.si, target)
  }
  /// Currents into the classes' positive nodes and out of the others.
  package static func currents(_ currents: [Current]) -> Nudge {
    var nudge = Nudge(conductance: .zero, target: currents.map { _ in 0 })
    nudge.currents = currents.map(\.si)
    return nudge
  }
  /// Holds the outputs at `target`.
  package static func holding(_ target: [Double]) -> Nudge {
    Nudge(conductance: Conductance(si: .infinity), target: target)
  }
  /// β of a class, siemens.
  package func strength(_ c: Int) -> Double { siemens * (factors?[c] ?? 1) }
  /// Current into a class's positive node, amperes.
  package func current(_ c: Int, at value: Double) -> Double {
    strength(c) * (target[c] - value) + (currents?[c] ?? 0)
  }
  /// The nudge's part of the energy over c_out: Σ_c ½ β_c (o_c − y_c)² − I_c o_c, V² S.
  package func energy(_ values: [Double]) -> Double {
    values.indices.reduce(0) { sum, c in
      let miss = values[c] - target[c]
      return sum + 0.5 * strength(c) * miss * miss - (currents?[c] ?? 0) * values[c]
    }
  }
  /// Whether the outputs are held.
  package var isHolding: Bool { siemens == .infinity }
  /// Whether it pulls at all.
  package var isPulling: Bool { siemens != 0 || currents != nil }
}
