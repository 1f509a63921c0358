import Foundation
import Networks
import Quantities

/// A circuit on its way from one state to an equilibrium.
struct Transient: Sendable {
  /// When the class values were within each tolerance of the equilibrium for good.
  var settling: [TimeSpan]
  /// The slowest time constant at the equilibrium.
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
  ///   - tolerances: of the class values, volts, each above 0.
  init(
    _ dynamics: NodeDynamics, _ drive: NodeDynamics.Drive, nudge: Nudge?, rowsBefore: [Double],
    from start: [Double], to equilibrium: [Double], tolerances: [Double]
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
    guard slowest > 0 else { return }
    let goals = dynamics.classValues(equilibrium)
    func deviation(_ v: [Double]) -> Double {
      zip(dynamics.classValues(v), goals).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    let strictest = tolerances.min() ?? 0
    let precision = 0.01 * strictest
    let gamma = 1 - 0.5.squareRoot()
    var h = Self.firstStep * Self.fastest(dynamics, end)
    var v = Self.jump(dynamics, drive, rowsBefore, start, step: h, at: end, nudge: nudge)
    var here = dynamics.point(v, drive, nudge: nudge)
    var (time, miss) = (0.0, deviation(v))
    for _ in 0..<Self.maximumSteps where miss > 0.1 * strictest {
      // The method SDIRK2 (Alexander 1977, doi 10.1137/0714068): two implicit steps of γ h, the second from
      // v + (1 − γ) h v̇ of the first; L-stable, so that stiff rectifiers just follow.
      let tau = gamma * h
      let first = dynamics.implicitStep(
        from: v, tau, guess: v, drive, nudge: nudge, precision: precision)
      let between = zip(v, first.v).map { $0 + (1 - gamma) / gamma * ($1 - $0) }
      let second = dynamics.implicitStep(
        from: between, tau, guess: zip(between, zip(first.v, v)).map { $0 + $1.0 - $1.1 }, drive,
        nudge: nudge,
        precision: precision)
      let missThen = deviation(second.v)
      for (index, tolerance) in tolerances.enumerated() where miss > tolerance && missThen <= tolerance {
        // Exponential decay between the two points.
        settling[index].si = time + h * log(miss / tolerance) / log(miss / missThen)
      }
      let mean = 0.5 * (here.power + second.point.power) - power
      excess = excess + mean.energy(over: TimeSpan(si: h))
      (v, here, miss, time) = (second.v, second.point, missThen, time + h)
      h = min(Self.growth * h, Self.longestStep * slowest)
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
    let change = zip(drive.rows, rowsBefore).reduce(0) { $0 + $1.0 - $1.1 }
    guard abs(change) > 1e-12 else { return start }
    var charge = [Double](repeating: 0, count: dynamics.nodeCount)
    for j in dynamics.nodes(0) { charge[j] = dynamics.cell * change }
    // A sliver of K, for nodes without capacitance.
    let moved = dynamics.solve(charge, 1, 1e-3 * step, at: point, nudge: nudge)
    return zip(start, moved).map { $0 + $1 }
  }
}
