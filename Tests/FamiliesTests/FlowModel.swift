import Datasets
import Fabrics
import Learning
import Quantities

/// Pressures p of basins that are fed from reservoirs of pressures x through pipes of conductances k and emptied through leaks:
/// E = ½ Σ_ij k_ij (x_i − p_j)² + ½ l Σ_j p_j², the dissipated power, is least at p_j = Σ_i k_ij x_i / (l + Σ_i k_ij).
struct FlowModel: EnergyModel {
  struct Pipes: NetworkParameters { var values: [[Double]] }
  struct State: Sendable { var pressures: [Double] }
  struct Tangent: Sendable {
    var state: State
    var values: [Double]
  }

  let layerCount = 1
  let inputCount, classCount: Int
  let leak: Double
  var parameterRange: ClosedRange<Double>? { 0...1 }
  var fingerprintText: String { "flow \(inputCount) \(classCount) \(leak)" }

  private func conductance(_ pipes: Pipes, _ i: Int, _ j: Int) -> Double {
    pipes.values[0][i * classCount + j]
  }
  private func total(_ pipes: Pipes, _ j: Int) -> Double {
    (0..<inputCount).reduce(leak) { $0 + conductance(pipes, $1, j) }
  }
  private func balance(_ j: Int, _ inputs: [Double], _ pipes: Pipes, _ nudge: Nudge?) -> Double {
    let inflow = (0..<inputCount).reduce(0) { $0 + conductance(pipes, $1, j) * inputs[$1] }
    guard let nudge else { return inflow / total(pipes, j) }
    return (inflow + nudge.siemens * nudge.target[j]) / (total(pipes, j) + nudge.siemens)
  }

  func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Pipes {
    Pipes(values: [(0..<inputCount * classCount).map { value(0, $0) }])
  }
  func prepare(_ parameters: Pipes) -> Pipes { parameters }
  func drive(_ inputs: [Double], _ prepared: Pipes) -> [Double] { inputs }
  func restingState() -> State { State(pressures: [Double](repeating: 0, count: classCount)) }
  func residual(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Pipes, nudge: Nudge?)
    -> Double
  {
    (0..<classCount).map { abs(state.pressures[$0] - balance($0, drive, prepared, nudge)) }.max() ?? 0
  }
  func relax(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Pipes, nudge: Nudge?) {
    for j in 0..<classCount { state.pressures[j] = balance(j, drive, prepared, nudge) }
  }
  func energy(of state: State, inputs: [Double], _ prepared: Pipes, nudge: Nudge?) -> Double {
    (0..<classCount).reduce(0) { sum, j in
      let p = state.pressures[j]
      let pumped = nudge.map { $0.siemens * ($0.target[j] - p) * ($0.target[j] - p) } ?? 0
      return (0..<inputCount).reduce(sum + 0.5 * (leak * p * p + pumped)) {
        $0 + 0.5 * conductance(prepared, $1, j) * (inputs[$1] - p) * (inputs[$1] - p)
      }
    }
  }
  func checkNudge(_ beta: Double, _ prepared: Pipes) throws {}
  func classValues(of state: State) -> [Double] { state.pressures }
  func classValues(of readings: NodeReadings) -> [Double] { readings.nodes }
  func target(of target: Target) -> [Double] {
    switch target {
    case .label(let label): (0..<classCount).map { $0 == label ? 0.5 : 0 }
    case .vector(let values): values.map { 0.5 * $0 }
    }
  }
  func cost(_ values: [Double], target: Target) -> Double {
    pull(values, target: target).reduce(0) { $0 + 0.5 * $1 * $1 }
  }
  func pull(_ values: [Double], target: Target) -> [Double] {
    zip(self.target(of: target), values).map { $0 - $1 }
  }
  func beta(_ strength: Double, _ prepared: Pipes) -> Double { strength }
  func nudge(_ beta: Double, target: Target, free values: [Double]) -> Nudge {
    Nudge(conductance: Conductance(si: beta), target: self.target(of: target))
  }
  func readings(of state: State) -> NodeReadings {
    NodeReadings(nodes: state.pressures, rows: state.pressures)
  }
  func refresh(_ state: inout State) {}

  func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [[Double]], scale: Double, threads: Int
  ) -> Pipes {
    derivative(
      zip(minus, plus).map { a, b in zip(a.pressures, b.pressures).map { ($1 - $0, ($0 + $1) / 2) } }, drives,
      scale)
  }
  func derivativeDifference(
    from minus: [NodeReadings], to plus: [NodeReadings], around centers: [NodeReadings]?,
    _ drives: [[Double]],
    scale: Double, threads: Int
  ) -> Pipes {
    derivativeDifference(
      from: minus.map { State(pressures: $0.nodes) }, to: plus.map { State(pressures: $0.nodes) }, drives,
      scale: scale, threads: threads)
  }
  /// Σ (p − x) Δp of every pipe, for changes Δp around pressures p.
  private func derivative(_ moves: [[(by: Double, around: Double)]], _ drives: [[Double]], _ scale: Double)
    -> Pipes
  {
    var result = [Double](repeating: 0, count: inputCount * classCount)
    for (move, inputs) in zip(moves, drives) {
      for i in 0..<inputCount {
        for j in 0..<classCount {
          result[i * classCount + j] += scale * (move[j].around - inputs[i]) * move[j].by
        }
      }
    }
    return Pipes(values: [result])
  }

  func restingTangent(at state: State, _ drive: [Double], _ prepared: Pipes) -> Tangent {
    Tangent(state: state, values: state.pressures.map { _ in 0 })
  }
  func relax(tangent: inout Tangent, layer: Int, pull: [Double], _ prepared: Pipes) -> (
    change: Double, size: Double
  ) {
    let old = tangent.values
    tangent.values = pull.enumerated().map { $1 / total(prepared, $0) }
    return (zip(old, tangent.values).map { abs($0 - $1) }.max() ?? 0, tangent.values.map(abs).max() ?? 0)
  }
  func derivative(along tangents: [Tangent], _ drives: [[Double]], scale: Double, threads: Int) -> Pipes {
    derivative(tangents.map { t in zip(t.values, t.state.pressures).map { ($0, $1) } }, drives, scale)
  }
}
