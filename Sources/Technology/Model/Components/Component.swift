import Diagnostics
import Quantities

/// A circuit with a price: its area, and the energy and duration of what it does, at any node.
///
/// ```swift
/// let gate = try TechnologyLibrary().component("nand2-sky130")
/// let cost = try gate.cost(at: technology.process)
/// print(cost.area, cost.energy, cost.uncertainty)
/// ```
package struct Component: Sendable, Equatable {
  /// All laws that a component's cost may follow.
  static let laws: [any ComponentLaw.Type] = [
    FixedComponentLaw.self, LinearComponentLaw.self, ExponentialComponentLaw.self,
    SurveyConverterLaw.self, FittedSARLaw.self,
  ]

  /// Name in the library, or the file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Error bar f ≥ 1 of every figure, where it was published: the truth is expected between a figure over f and a figure
  /// times f.
  package var uncertainty: Cited<Ratio>
  let law: any ComponentLaw
  let scaling: TechnologyScaling

  /// The cost on a process.
  /// - Parameters:
  ///   - supply: of the circuit; nil = the process's own.
  ///   - bits: resolution of a converter or width of a register; a component that needs one and gets none throws.
  ///   - rate: actions a second; likewise.
  /// - Throws: `GD0320` for something that is not stated, `GD0321` for what lies outside of the law's range, `GD0322` for
  ///   a node that nothing is known of.
  package func cost(
    at process: Process, supply: Voltage? = nil, bits: Int? = nil, rate: Frequency? = nil
  ) throws(Diagnostic) -> ComponentCost {
    try cost(
      node: process.node.value, supply: supply ?? process.supply.value, bits: bits, rate: rate)
  }

  /// The cost at a node and supply.
  /// - Throws: as ``cost(at:supply:bits:rate:)``.
  package func cost(
    node: Length, supply: Voltage, bits: Int? = nil, rate: Frequency? = nil
  ) throws(Diagnostic) -> ComponentCost {
    var cost = try law.cost(
      ComponentRequest(
        name: name, node: node, supply: supply, bits: bits, rate: rate, scaling: scaling))
    cost.uncertainty *= uncertainty.value.si
    cost.grounds.append(.init("uncertainty", uncertainty))
    return cost
  }

  package static func == (a: Component, b: Component) -> Bool {
    func equal<Law: ComponentLaw>(_ law: Law) -> Bool { law == b.law as? Law }
    return a.name == b.name && a.summary == b.summary && a.uncertainty == b.uncertainty
      && a.scaling == b.scaling && equal(a.law)
  }
}
