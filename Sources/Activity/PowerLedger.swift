import Quantities

/// Where the power of a circuit goes to and where it comes from; or, integrated over a time, its energy.
///
/// At an equilibrium both sides are equal (Tellegen's theorem): ``dissipated`` = ``delivered``.
package struct Ledger<D: Dimension>: Sendable, Equatable, Codable {
  /// Into the cells of each connection, first to last: Σ g v₀ sinh(Δv/v₀) Δv.
  package var cells: [Quantity<D>]
  /// Into the conducting rectifiers.
  package var rectifiers: Quantity<D>
  /// Into the springs between outputs and targets, Σ β (o − y)²; below 0 under a negative nudge, which is a circuit that
  /// delivers.
  package var springs: Quantity<D>
  /// From the drivers of the input rows.
  package var inputs: Quantity<D>
  /// From the drivers of the bias rows, of all connections.
  package var biases: Quantity<D>
  /// From the amplifiers' supply: A v i out of their outputs less B v i into their inputs.
  package var amplifiers: Quantity<D>
  /// From the sources of the targets, or of the currents that nudge.
  package var targets: Quantity<D>

  /// A ledger of nothing.
  package init(connections: Int) {
    cells = [Quantity<D>](repeating: .zero, count: connections)
    (rectifiers, springs) = (.zero, .zero)
    (inputs, biases, amplifiers, targets) = (.zero, .zero, .zero, .zero)
  }

  /// Into everything.
  package var dissipated: Quantity<D> { cells.reduce(rectifiers + springs, +) }
  /// From everything.
  package var delivered: Quantity<D> { inputs + biases + amplifiers + targets }

  /// Item by item.
  package static func + (a: Self, b: Self) -> Self { a.combined(b) { $0 + $1 } }
  /// Item by item.
  package static func - (a: Self, b: Self) -> Self { a.combined(b) { $0 - $1 } }
  /// Every item times a factor.
  package static func * (factor: Double, a: Self) -> Self { a.map { factor * $0 } }

  private func combined(_ other: Self, _ join: (Quantity<D>, Quantity<D>) -> Quantity<D>) -> Self {
    var result = self
    for k in cells.indices { result.cells[k] = join(cells[k], other.cells[k]) }
    for item in Self.items { result[keyPath: item] = join(self[keyPath: item], other[keyPath: item]) }
    return result
  }

  /// The ledger with every item changed, perhaps to another dimension.
  package func map<E: Dimension>(_ change: (Quantity<D>) -> Quantity<E>) -> Ledger<E> {
    var result = Ledger<E>(connections: cells.count)
    result.cells = cells.map(change)
    for (from, to) in zip(Self.items, Ledger<E>.items) { result[keyPath: to] = change(self[keyPath: from]) }
    return result
  }

  private static var items: [WritableKeyPath<Self, Quantity<D>>] {
    [\.rectifiers, \.springs, \.inputs, \.biases, \.amplifiers, \.targets]
  }
}

/// Watts.
package typealias PowerLedger = Ledger<PowerDimension>
/// Joules.
package typealias EnergyLedger = Ledger<EnergyDimension>

extension Ledger where D == PowerDimension {
  /// The energy in a time.
  package func energy(over time: TimeSpan) -> EnergyLedger { map { $0 * time } }
}
