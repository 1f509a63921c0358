import Fabrics
import Foundation
import Quantities
import Specification
import Testing

@testable import Datasets
@testable import Learning

/// Units that couple to each other in any graph, lateral and skip couplings among them: E = ½ Σ s² − Σ_ab J_ab s_a s_b − Σ x_a s_a,
/// at rest where s_a = x_a + Σ_b J_ab s_b. What is relaxed at once is one unit; the last one answers.
private struct LateralUnits: EnergyModel {
  struct Couplings: NetworkParameters { var values: [[Double]] }
  struct State: Sendable { var s: [Double] }
  struct Tangent: Sendable { var s, values: [Double] }

  let layerCount: Int
  let edges: [(Int, Int)]
  let blocks: [[Int]]
  var inputCount: Int { layerCount }
  let classCount = 1
  var parameterRange: ClosedRange<Double>? { nil }
  var fingerprintText: String { "lateral units \(layerCount) \(edges)" }

  init(count: Int, edges: [(Int, Int)]) {
    (layerCount, self.edges) = (count, edges)
    blocks = Colouring.blocks(of: count, couplings: edges)
  }

  private func pull(on unit: Int, _ s: [Double], _ couplings: Couplings) -> Double {
    zip(edges, couplings.values[0]).reduce(0) { sum, coupling in
      let ((a, b), strength) = coupling
      return sum + (a == unit ? strength * s[b] : b == unit ? strength * s[a] : 0)
    }
  }
  private func balance(_ unit: Int, _ s: [Double], _ drive: [Double], _ couplings: Couplings, _ nudge: Nudge?)
    -> Double
  {
    let field = drive[unit] + pull(on: unit, s, couplings)
    guard unit == layerCount - 1, let nudge else { return field }
    return (field + nudge.siemens * nudge.target[0]) / (1 + nudge.siemens)
  }

  func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Couplings {
    Couplings(values: [edges.indices.map { value(0, $0) }])
  }
  func prepare(_ parameters: Couplings) -> Couplings { parameters }
  func drive(_ inputs: [Double], _ prepared: Couplings) -> [Double] { inputs }
  func restingState() -> State { State(s: [Double](repeating: 0, count: layerCount)) }
  func residual(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Couplings, nudge: Nudge?)
    -> Double
  { abs(state.s[layer] - balance(layer, state.s, drive, prepared, nudge)) }
  func relax(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Couplings, nudge: Nudge?) {
    state.s[layer] = balance(layer, state.s, drive, prepared, nudge)
  }
  func energy(of state: State, inputs: [Double], _ prepared: Couplings, nudge: Nudge?) -> Double {
    zip(state.s, inputs).reduce(0) { $0 + 0.5 * $1.0 * $1.0 - $1.0 * $1.1 }
      - zip(edges, prepared.values[0]).reduce(0) { $0 + $1.1 * state.s[$1.0.0] * state.s[$1.0.1] }
  }
  func checkNudge(_ beta: Double, _ prepared: Couplings) throws {}
  func classValues(of state: State) -> [Double] { [state.s[layerCount - 1]] }
  func classValues(of readings: NodeReadings) -> [Double] { [readings.nodes[layerCount - 1]] }
  func target(of target: Target) -> [Double] {
    switch target {
    case .label(let label): [Double(label)]
    case .vector(let values): values
    }
  }
  func cost(_ values: [Double], target: Target) -> Double {
    pull(values, target: target).reduce(0) { $0 + 0.5 * $1 * $1 }
  }
  func pull(_ values: [Double], target: Target) -> [Double] {
    zip(self.target(of: target), values).map { $0 - $1 }
  }
  func beta(_ strength: Double, _ prepared: Couplings) -> Double { strength }
  func nudge(_ beta: Double, target: Target, free values: [Double]) -> Nudge {
    Nudge(conductance: Conductance(si: beta), target: self.target(of: target))
  }
  func readings(of state: State) -> NodeReadings { NodeReadings(nodes: state.s, rows: state.s) }
  func refresh(_ state: inout State) {}
  func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [[Double]], scale: Double, threads: Int
  ) -> Couplings {
    Couplings(values: [
      edges.map { a, b in
        zip(minus, plus).reduce(0) { $0 - scale * ($1.1.s[a] * $1.1.s[b] - $1.0.s[a] * $1.0.s[b]) }
      }
    ])
  }
  func derivativeDifference(
    from minus: [NodeReadings], to plus: [NodeReadings], around centers: [NodeReadings]?,
    _ drives: [[Double]], scale: Double, threads: Int
  ) -> Couplings {
    derivativeDifference(
      from: minus.map { State(s: $0.nodes) }, to: plus.map { State(s: $0.nodes) }, drives, scale: scale,
      threads: threads)
  }
  func restingTangent(at state: State, _ drive: [Double], _ prepared: Couplings) -> Tangent {
    Tangent(s: state.s, values: state.s.map { _ in 0 })
  }
  func relax(tangent: inout Tangent, layer: Int, pull: [Double], _ prepared: Couplings) -> (
    change: Double, size: Double
  ) {
    let value =
      self.pull(on: layer, tangent.values, prepared) + (layer == layerCount - 1 ? pull[0] : 0)
    let change = abs(value - tangent.values[layer])
    tangent.values[layer] = value
    return (change, abs(value))
  }
  func derivative(along tangents: [Tangent], _ drives: [[Double]], scale: Double, threads: Int) -> Couplings {
    Couplings(values: [
      edges.map { a, b in
        tangents.reduce(0) { $0 - scale * ($1.values[a] * $1.s[b] + $1.s[a] * $1.values[b]) }
      }
    ])
  }
}

/// Blocks come from the graph of the couplings: lateral, skip and all-to-all ones are allowed.
@Suite struct LateralModelTests {
  @Test(
    arguments: [
      ("a chain is even and odd layers", 5, [(0, 1), (1, 2), (2, 3), (3, 4)], [[0, 2, 4], [1, 3]]),
      ("one layer", 1, [], [[0]]),
      ("nothing that couples", 3, [], [[0, 1, 2]]),
      ("a triangle", 3, [(2, 0), (0, 1), (1, 2)], [[0], [1], [2]]),
      ("a chain with a skip of two", 4, [(0, 1), (1, 2), (2, 3), (0, 2)], [[0, 3], [1], [2]]),
      ("all to all", 4, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], [[0], [1], [2], [3]]),
      ("a coupling with itself is none", 2, [(0, 0), (1, 0)], [[0], [1]]),
    ] as [(String, Int, [(Int, Int)], [[Int]])])
  func colouring(_ name: String, _ count: Int, _ couplings: [(Int, Int)], _ blocks: [[Int]]) {
    #expect(Colouring.blocks(of: count, couplings: couplings) == blocks, "\(name)")
    for block in Colouring.blocks(of: count, couplings: couplings) {
      for (a, b) in couplings where a != b { #expect(!(block.contains(a) && block.contains(b))) }
    }
  }

  /// A ring of five with two chords: the state is at rest at every unit, and contrast, adjoint and finite difference agree.
  @Test func learning() throws {
    let model = LateralUnits(count: 5, edges: [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (1, 3), (0, 2)])
    #expect(model.blocks.count == 3)
    let couplings = model.initialParameters { _, k in 0.12 - 0.05 * Double(k % 4) }
    let inputs = [0.3, -0.2, 0.5, 0.1, 0.4]
    let relaxation = Relaxation(tolerance: 1e-14, maximumSweeps: 500)
    func rest(_ couplings: LateralUnits.Couplings) -> (state: LateralUnits.State, report: RelaxationReport) {
      var state = model.restingState()
      let report = relaxation.run(model, &state, inputs, couplings, nudge: nil)
      return (state, report)
    }
    var (state, report) = rest(couplings)
    #expect(report.converged && report.sweeps > 1)
    for unit in 0..<5 {
      #expect(model.residual(layer: unit, of: &state, inputs, couplings, nudge: nil) <= 1e-14)
    }
    let engine = ExactEngine(model, relaxation: relaxation)
    for plan in [GradientPlan.contrast(minus: .nudged(-1e-4), plus: .nudged(1e-4), span: 2e-4), .adjoint] {
      let gradient = try engine.gradient(
        plan, couplings, batch: [TargetedInput(values: inputs, target: [0.9])]
      ).gradient.values[0]
      for k in couplings.values[0].indices {
        var (up, down) = (couplings, couplings)
        up.values[0][k] += 1e-5
        down.values[0][k] -= 1e-5
        func cost(_ couplings: LateralUnits.Couplings) -> Double {
          model.cost(model.classValues(of: rest(couplings).state), target: [0.9])
        }
        #expect(abs(gradient[k] - (cost(up) - cost(down)) / 2e-5) < 1e-7, "\(plan), coupling \(k)")
      }
    }
  }
}
