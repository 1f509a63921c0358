import Diagnostics
import Foundation
import Quantities

/// How area, energy and delay of a circuit change with the node and the supply.
///
/// After A. Stillmaker and B. Baas, Integration 58, 74 (2017), doi 10.1016/j.vlsi.2017.02.002: relative area by node,
/// energy e₂V² + e₁V + e₀ and delay d₃V³ + d₂V² + d₁V + d₀ of a gate by node and supply V. A figure converts by the ratio
/// of the two sides' values; between the tabulated nodes the values are interpolated in the logarithms of both. Each
/// node's fit holds within a range of supplies only: beyond it the energy goes with V² from the nearest end, and the
/// delay stays that of the end.
package struct TechnologyScaling: Sendable, Equatable {
  /// A node and a supply.
  typealias Point = (node: Length, supply: Voltage)

  /// What a figure is multiplied by.
  struct Factors {
    var area = 1.0
    var energy = 1.0
    var delay = 1.0
    var leakage = 1.0
    var activePower = 1.0
    var uncertainty = 1.0
    var grounds: [ComponentCost.Ground] = []
  }

  /// One sentence.
  package var summary: String
  /// The tabulated nodes, largest first.
  package var nodes: Cited<[Length]>
  /// Area of a circuit, relative to one of the nodes.
  package var area: Cited<[Ratio]>
  /// e₂, e₁, e₀ by node.
  package var energy: [Cited<[Ratio]>]
  /// d₃, d₂, d₁, d₀ by node.
  package var delay: [Cited<[Ratio]>]
  /// Lowest supply that a node's polynomials hold for.
  package var lowestSupply: Cited<[Voltage]>
  /// Highest supply that they hold for.
  package var highestSupply: Cited<[Voltage]>
  /// Error bar of a figure that was moved to another node.
  package var uncertainty: Cited<Ratio>
  /// How the figures of analog circuits scale; a constant only for its origin: the exponent 1 of the node in their area.
  package var analog: Cited<Ratio>
  /// How leakage scales; a constant only for its origin: the exponent 1 of the node and of the supply.
  package var leakage: Cited<Ratio>

  /// Area at a node over the area at another.
  /// - Throws: `GD0322` for a node outside of the table.
  package func area(from: Length, to: Length) throws(Diagnostic) -> Double {
    func at(_ node: Length) throws(Diagnostic) -> Double {
      try interpolated(node) { area.value[$0].si }
    }
    return try at(to) / at(from)
  }

  /// Energy at a node and supply over the energy at another.
  /// - Throws: `GD0322` for a node outside of the table.
  package func energy(
    from: Length, supply fromSupply: Voltage, to: Length, supply toSupply: Voltage
  ) throws(Diagnostic) -> Double {
    func at(_ node: Length, _ supply: Voltage) throws(Diagnostic) -> Double {
      try interpolated(node) { index in
        let inside = clamped(supply.si, index)
        return polynomial(energy, index, inside) * (supply.si / inside) * (supply.si / inside)
      }
    }
    return try at(to, toSupply) / at(from, fromSupply)
  }

  /// Delay at a node and supply over the delay at another.
  /// - Throws: `GD0322` for a node outside of the table.
  package func delay(
    from: Length, supply fromSupply: Voltage, to: Length, supply toSupply: Voltage
  ) throws(Diagnostic) -> Double {
    func at(_ node: Length, _ supply: Voltage) throws(Diagnostic) -> Double {
      try interpolated(node) { polynomial(delay, $0, clamped(supply.si, $0)) }
    }
    return try at(to, toSupply) / at(from, fromSupply)
  }

  /// What the figures of a circuit are multiplied by.
  func factors(_ kind: ScalingKind, from: Point, to: Point) throws(Diagnostic) -> Factors {
    var factors = Factors()
    // A circuit on its own node at its own supply is as published, also outside of the table.
    if from.node == to.node && from.supply == to.supply { return factors }
    let node = to.node / from.node
    let supply = to.supply / from.supply
    switch kind {
    case .logic:
      factors.area = try area(from: from.node, to: to.node)
      factors.energy = try energy(
        from: from.node, supply: from.supply, to: to.node, supply: to.supply)
      factors.delay = try delay(from: from.node, supply: from.supply, to: to.node, supply: to.supply)
    case .analog:
      factors.area = node
      factors.energy = node * supply * supply
    }
    factors.leakage = node * supply
    factors.activePower = supply
    if from.node != to.node { factors.uncertainty = uncertainty.value.si }
    let how = "from \(from.node) at \(from.supply) to \(to.node) at \(to.supply)"
    func ground<Value>(_ figure: String, _ constant: Cited<Value>) -> ComponentCost.Ground {
      .init(
        figure: figure, provenance: constant.provenance,
        note: [how, constant.note].compactMap { $0 }.joined(separator: ": "))
    }
    factors.grounds = [
      kind == .logic ? ground("scaling", area) : ground("scaling", analog),
      ground("leakage-scaling", leakage),
    ]
    return factors
  }

  // MARK: Tables

  private func polynomial(_ coefficients: [Cited<[Ratio]>], _ index: Int, _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1.value[index].si }
  }

  private func clamped(_ supply: Double, _ index: Int) -> Double {
    min(max(supply, lowestSupply.value[index].si), highestSupply.value[index].si)
  }

  /// A positive value of the table's rows at a node between them, straight in both logarithms.
  private func interpolated(_ node: Length, _ value: (Int) -> Double) throws(Diagnostic) -> Double {
    let nodes = nodes.value
    guard let first = nodes.first, let last = nodes.last, node <= first, node >= last,
      let below = nodes.firstIndex(where: { $0 <= node })
    else {
      throw Diagnostic(
        .error, "GD0322",
        "technology scaling is known from \(nodes.last ?? .zero) to \(nodes.first ?? .zero), not at \(node)")
    }
    if nodes[below] == node { return value(below) }
    let share = log(nodes[below - 1] / node) / log(nodes[below - 1] / nodes[below])
    return exp((1 - share) * log(value(below - 1)) + share * log(value(below)))
  }
}
