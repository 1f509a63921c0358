import Diagnostics
import Quantities
import Specification

/// How the figures of a circuit change with the node.
enum ScalingKind: String, Sendable, CaseIterable {
  /// A clocked or gate circuit: area, energy and delay as the tables of ``TechnologyScaling``.
  case logic
  /// Amplifiers and matched devices, which noise and mismatch keep large: see ``TechnologyScaling/analog``.
  case analog
}

/// The figures of a circuit at the node and supply they were published for.
struct PublishedFigures: Sendable, Equatable {
  var node: Cited<Length>
  var supply: Cited<Voltage>
  var kind: ScalingKind
  var area: Cited<Area>
  /// Of one action; nil where the circuit only draws its active power.
  var energy: Cited<Energy>?
  var latency: Cited<TimeSpan>
  var leakage: Cited<Power>
  /// While switched on; nil for a clocked circuit.
  var activePower: Cited<Power>?
  /// Of an operational amplifier: how fast it is in a loop; nil where the duration of an action says all.
  var amplifier: AmplifierFigures?

  /// The figures at another node and supply.
  /// - Parameter size: how many times as large the circuit is; duration is not multiplied.
  /// - Throws: `GD0322`.
  func cost(_ request: ComponentRequest, size: Double = 1) throws(Diagnostic) -> ComponentCost {
    let from = (node: node.value, supply: supply.value)
    let to = (node: request.node, supply: request.supply)
    let factors = try request.scaling.factors(kind, from: from, to: to)
    var grounds: [ComponentCost.Ground] = [.init("area", area)]
    if let energy { grounds.append(.init("energy", energy)) }
    grounds += [.init("latency", latency), .init("leakage", leakage)]
    if let activePower { grounds.append(.init("active-power", activePower)) }
    if let amplifier { grounds += amplifier.grounds }
    grounds += factors.grounds
    return ComponentCost(
      area: size * factors.area * area.value,
      energy: size * factors.energy * (energy?.value ?? .zero),
      latency: factors.delay * latency.value, leakage: size * factors.leakage * leakage.value,
      activePower: size * factors.activePower * (activePower?.value ?? .zero),
      amplifier: amplifier?.response(delay: factors.delay)
        ?? AmplifierResponse(unityGainSettling: factors.delay * latency.value),
      uncertainty: factors.uncertainty, grounds: grounds, warnings: [])
  }
}
