import Fabrics
import Foundation
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
    let longest = Self.longestStep * Self.resolved(dynamics, end, slowest)
    guard longest > 0 else { return }
    // A loop of two poles may ring, and pass its equilibrium: it has come to rest when it stays there.
    let patience = dynamics.lags.backward.isEmpty ? 0 : 2 * dynamics.lags.slowest
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
    // Amplifiers with a delay are where they were.
    var amplifiers = dynamics.amplifiers(start, dynamics.point(start, drive, nudge: nudge))
    var here = dynamics.point(
      v, drive, nudge: nudge,
      dynamics.amplification.step(0, lags: dynamics.lags, from: amplifiers, dynamics))
    var (time, miss) = (0.0, misses(v))
    var still = miss.contains { $0 > 0.1 } ? 0.0 : .infinity
    for _ in 0..<Self.maximumSteps where still <= patience {
      // The method SDIRK2 (Alexander 1977, doi 10.1137/0714068): two implicit steps of γ h, the second from
      // v + (1 − γ) h v̇ of the first; L-stable, so that stiff rectifiers just follow.
      let tau = gamma * h
      func between(_ a: [Double], _ b: [Double]) -> [Double] {
        zip(a, b).map { $0 + (1 - gamma) / gamma * ($1 - $0) }
      }
      let first = dynamics.implicitStep(
        from: v, amplifiers: amplifiers, tau, guess: v, drive, nudge: nudge, precision: precision)
      let middle = between(v, first.v)
      let second = dynamics.implicitStep(
        from: middle, amplifiers: .line(amplifiers, first.amplifiers, at: (1 - gamma) / gamma), tau,
        guess: zip(middle, zip(first.v, v)).map { $0 + $1.0 - $1.1 }, drive, nudge: nudge,
        precision: precision)
      let missThen = misses(second.v)
      for index in tolerances.indices where miss[index] > 1 && missThen[index] <= 1 {
        // Exponential decay between the two points.
        settling[index].si = time + h * log(miss[index]) / log(miss[index] / missThen[index])
      }
      let mean = 0.5 * (here.power + second.point.power) - power
      excess = excess + mean.energy(over: TimeSpan(si: h))
      (v, amplifiers, here, miss) = (second.v, second.amplifiers, second.point, missThen)
      time += h
      still = miss.contains { $0 > 0.1 } ? 0 : still + h
      h = min(Self.growth * h, longest)
    }
  }

  /// What the longest steps have to resolve: the slowest decay, or a loop of amplifiers that swings. Two poles τ and τ' in a
  /// loop of the strength L = A B D_w/D swing with the angular frequency √((1 + L)/(τ τ')) at most.
  private static func resolved(
    _ dynamics: NodeDynamics, _ point: NodeDynamics.Point, _ slowest: Double
  ) -> Double {
    let decay = max(slowest, dynamics.lags.slowest)
    return dynamics.lags.backward.enumerated().reduce(decay) { shortest, layer in
      let (k, lag) = (layer.offset, layer.element)
      guard lag > 0 else { return shortest }
      let columns = dynamics.fabric.nodeCount(k + 1)
      let loop = dynamics.nodes(k).enumerated().reduce(0.0) { strongest, node in
        let row = point.cells[k][node.offset * columns..<(node.offset + 1) * columns].reduce(0, +)
        let back = dynamics.fabric.loopGain(k) * row
        return max(strongest, back / max(point.slopes[node.element] - back, .leastNormalMagnitude))
      }
      return min(shortest, (dynamics.lags.forward[k] * lag / (1 + loop)).squareRoot())
    }
  }

  /// The fastest time constant of a node whose rectifier is off.
  private static func fastest(_ dynamics: NodeDynamics, _ point: NodeDynamics.Point) -> Double {
    let fabric = dynamics.fabric
    var fastest = Double.infinity
    for k in 0..<dynamics.layerCount {
      for j in dynamics.nodes(k) where point.slopes[j] > 0 {
        let cells = Double(fabric.rowCount(k)) * dynamics.cell
        let slope = point.slopes[j]
        let isOn = slope > fabric.rectifier.onConductance.si
        fastest = min(
          fastest,
          (dynamics.ground[k] + dynamics.fabric.loopGain(k) * dynamics.row[k] + cells)
            / (isOn ? max(slope - fabric.rectifier.onConductance.si, 1e-30) : slope))
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
