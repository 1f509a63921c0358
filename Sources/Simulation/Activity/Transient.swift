import Foundation
import Networks
import Quantities

/// A circuit on its way from one state to an equilibrium.
struct Transient: Sendable {
  /// How far from the equilibrium a circuit may be that is called settled.
  struct Tolerance: Sendable {
    /// Of the class values, volts, above 0.
    var classValues: Double
    /// Of the nodes of each hidden layer, volts, above 0; empty where only the class values are looked at.
    var hidden: [Double] = []
  }

  /// When the circuit was within each tolerance of the equilibrium for good.
  var settling: [TimeSpan]
  /// The slowest time constant at the equilibrium, of the network with amplifiers without delay.
  var timeConstant: TimeSpan
  /// At the equilibrium.
  var power: PowerLedger
  /// What the way took beyond the power of the equilibrium: ∫ (P − P_equilibrium) dt.
  var excess: EnergyLedger

  /// Least tolerance over the largest source's voltage.
  static let rounding = 1e-12
  /// Longest step over the slowest time constant: the error of e^−x per step is then 10⁻³ of it.
  private static let longestStep = 0.3
  /// Growth of the steps, which resolve fast modes first and slow ones later.
  private static let growth = 1.25
  /// First step over the fastest time constant.
  private static let firstStep = 0.02
  /// Steps after which it ends in any case: 10⁸ times the first step at the growth above, and 2000 of the longest.
  private static let maximumSteps = 2100

  /// Follows the circuit.
  /// - Parameters:
  ///   - drive: the rows, which have their voltages from time 0 on.
  ///   - rowsBefore: volts of the rows before; their step moves charge through the cells.
  ///   - start: volts of the nodes before.
  ///   - equilibrium: volts of the nodes in the end.
  ///   - tolerances: each with a time of its own.
  init(
    _ dynamics: NodeDynamics, _ drive: NodeDynamics.Drive, nudge: Nudge?, rowsBefore: [Double],
    from start: [Double], to equilibrium: [Double], tolerances: [Tolerance]
  ) {
    let end = dynamics.point(equilibrium, drive, nudge: nudge)
    power = end.power
    excess = EnergyLedger(connections: dynamics.layerCount)
    settling = tolerances.map { _ in .zero }
    timeConstant = .zero
    guard !dynamics.isInstant else { return }
    let difference = zip(start, equilibrium).map { $0 - $1 }
    let slowest = dynamics.slowestTimeConstant(
      at: end, nudge: nudge, from: difference.contains { $0 != 0 } ? difference : difference.map { _ in 1 })
    timeConstant = TimeSpan(si: slowest)
    let longest = Self.longestStep * max(slowest, dynamics.slowestLag)
    guard longest > 0 else { return }
    let goals = dynamics.classValues(equilibrium)
    // Deviations over each tolerance: settled at 1.
    func misses(_ v: [Double]) -> [Double] {
      let classes = zip(dynamics.classValues(v), goals).reduce(0) { max($0, abs($1.0 - $1.1)) }
      return tolerances.map { tolerance in
        tolerance.hidden.enumerated().reduce(classes / tolerance.classValues) { worst, layer in
          dynamics.nodes(layer.offset).reduce(worst) {
            max($0, abs(v[$1] - equilibrium[$1]) / layer.element)
          }
        }
      }
    }
    let precision = 0.01 * (tolerances.flatMap { [$0.classValues] + $0.hidden }.min() ?? 0)
    let gamma = 1 - 0.5.squareRoot()
    var h = min(Self.firstStep * Self.fastest(dynamics, end), longest)
    var v = Self.jump(dynamics, drive, rowsBefore, start, step: h, at: end, nudge: nudge)
    // The outputs of amplifiers with a delay are where they were.
    var outputs = dynamics.outputs(start)
    var here = dynamics.point(
      v, drive, nudge: nudge,
      dynamics.amplification.step(0, lags: dynamics.lags, from: outputs, dynamics))
    var (time, miss) = (0.0, misses(v))
    for _ in 0..<Self.maximumSteps where miss.contains(where: { $0 > 0.1 }) {
      // The method SDIRK2 (Alexander 1977, doi 10.1137/0714068): two implicit steps of γ h, the second from
      // v + (1 − γ) h v̇ of the first; L-stable, so that stiff rectifiers just follow.
      let tau = gamma * h
      func between(_ a: [Double], _ b: [Double]) -> [Double] {
        zip(a, b).map { $0 + (1 - gamma) / gamma * ($1 - $0) }
      }
      let first = dynamics.implicitStep(
        from: v, outputs: outputs, tau, guess: v, drive, nudge: nudge, precision: precision)
      let middle = between(v, first.v)
      let second = dynamics.implicitStep(
        from: middle, outputs: between(outputs, first.outputs), tau,
        guess: zip(middle, zip(first.v, v)).map { $0 + $1.0 - $1.1 }, drive, nudge: nudge,
        precision: precision)
      let missThen = misses(second.v)
      for index in tolerances.indices where miss[index] > 1 && missThen[index] <= 1 {
        // Exponential decay between the two points.
        settling[index].si = time + h * log(miss[index]) / log(miss[index] / missThen[index])
      }
      let mean = 0.5 * (here.power + second.point.power) - power
      excess = excess + mean.energy(over: TimeSpan(si: h))
      (v, outputs, here, miss, time) = (second.v, second.outputs, second.point, missThen, time + h)
      h = min(Self.growth * h, longest)
    }
  }

  /// The fastest time constant of a node whose rectifier is off.
  private static func fastest(_ dynamics: NodeDynamics, _ point: NodeDynamics.Point) -> Double {
    let network = dynamics.network
    var fastest = Double.infinity
    for k in 0..<dynamics.layerCount {
      for j in dynamics.nodes(k) where point.slopes[j] > 0 {
        let cells = Double(network.rowCount(k)) * dynamics.cell
        let slope = point.slopes[j]
        let isOn = slope > network.rectifier.onConductance.si
        fastest = min(
          fastest,
          (dynamics.ground[k] + cells)
            / (isOn ? max(slope - network.rectifier.onConductance.si, 1e-30) : slope))
      }
    }
    return fastest
  }

  /// The voltages right after a step of the rows, M Δv = c Σ_i Δr_i; rows of both signs cancel.
  private static func jump(
    _ dynamics: NodeDynamics, _ drive: NodeDynamics.Drive, _ rowsBefore: [Double], _ start: [Double],
    step: Double, at point: NodeDynamics.Point, nudge: Nudge?
  ) -> [Double] {
    var point = point
    point.amplification = dynamics.amplification.frozen(lags: dynamics.lags)
    let change = zip(drive.rows, rowsBefore).reduce(0) { $0 + $1.0 - $1.1 }
    guard abs(change) > 1e-12 else { return start }
    var charge = [Double](repeating: 0, count: dynamics.nodeCount)
    for j in dynamics.nodes(0) { charge[j] = dynamics.cell * change }
    // A sliver of K, for nodes without capacitance.
    let moved = dynamics.solve(charge, 1, 1e-3 * step, at: point, nudge: nudge)
    return zip(start, moved).map { $0 + $1 }
  }
}
