import Fabrics
import Foundation
import Mapping
import Quantities
import Specification

/// How long a chip takes to settle: an upper estimate from its own capacitances and conductances.
///
/// Near the equilibrium the nodes obey C dv/dt = −(D − W) v, with C the capacitance and D the total conductance at
/// each node and W the conductances between free nodes; an amplifier reflects a load of conductance or
/// capacitance at its output to its input A B times (voltage times A, current times B). D − W is symmetric after
/// scaling (the network has an energy), so the slowest time constant is at most max_j(C_j/D_j)/(1 − ρ), where ρ is
/// the largest eigenvalue of D⁻¹W, and for any positive vector x, ρ ≤ max_j (D⁻¹W x)_j/x_j (Collatz and Wielandt).
/// Conducting rectifiers and sinh synapses only add to D. Wires add their own R C products, which is Elmore's
/// bound for a tree driven at its root.
package struct SettlingTime: Sendable, Equatable {
  /// Upper estimate of the slowest time constant; 0 for a chip without capacitances.
  package let timeConstant: TimeSpan

  /// e^−20 is 2·10⁻⁹: what remains after so many time constants is far below a transient's tolerance.
  static let timeConstants = 20.0
  /// Steps a run is divided into at least; ngspice takes no longer ones, and most of its time goes into them.
  static let steps = 100.0

  /// End of a transient. A chip without capacitances follows its sources at once; then 1 ns.
  package var stop: TimeSpan {
    TimeSpan(si: timeConstant.si > 0 ? Self.rounded(Self.timeConstants * timeConstant.si) : 1e-9)
  }
  /// Step of the output and rise time of the sources.
  package var step: TimeSpan { stop / Self.steps }

  /// Estimates a chip's time constant.
  package init(chip: Chip, conductances: Conductances, wires: WireModel) {
    let fabric = chip.fabric
    let totals = Self.totals(fabric, conductances)
    let capacitances = fabric.arrays.indices.map { chip.nodeLoad($0, wires: wires).total.si }
    var slowest = 0.0
    for k in totals.indices {
      for j in totals[k].indices where totals[k][j] > 0 {
        slowest = max(slowest, capacitances[k] / totals[k][j])
      }
    }
    let coupling = Self.couplingBound(fabric, conductances, totals)
    // A node without a path to a source (ρ = 1) would never settle; the bound then says nothing.
    timeConstant = TimeSpan(
      si: slowest / max(1 - coupling, 1e-4) + chip.wireTimeConstants(wires).si)
  }

  /// Total conductance at each free node.
  private static func totals(_ fabric: Fabric, _ conductances: Conductances) -> [[Double]] {
    var totals = fabric.arrays.indices.map { [Double](repeating: 0, count: fabric.nodeCount($0)) }
    for (k, matrix) in conductances.connections.enumerated() {
      for i in 0..<matrix.rows {
        for j in 0..<matrix.columns {
          let g = matrix.siemens[i * matrix.columns + j]
          totals[k][j] += g
          if k > 0, i < fabric.signalRowCount(k) { totals[k - 1][i] += fabric.loopGain(k - 1) * g }
        }
      }
    }
    return totals
  }

  /// Largest (D⁻¹W x)_j/x_j after some steps of the power iteration, which bring x near the eigenvector.
  private static func couplingBound(
    _ fabric: Fabric, _ conductances: Conductances, _ totals: [[Double]]
  ) -> Double {
    guard fabric.layers.count > 1 else { return 0 }
    var x = totals.map { $0.map { _ in 1.0 } }
    var bound = 1.0
    for _ in 0..<40 {
      var y = x.map { $0.map { _ in 0.0 } }
      for k in 1..<fabric.layers.count {
        let matrix = conductances.connections[k]
        let (gain, reverse) = (fabric.gain(k - 1), fabric.reverseGain(k - 1))
        for i in 0..<fabric.signalRowCount(k) {
          for j in 0..<matrix.columns {
            let g = matrix.siemens[i * matrix.columns + j]
            y[k][j] += g * gain * x[k - 1][i]
            y[k - 1][i] += g * reverse * x[k][j]
          }
        }
      }
      var largest = 0.0
      for k in y.indices {
        for j in y[k].indices where totals[k][j] > 0 {
          y[k][j] /= totals[k][j]
          largest = max(largest, y[k][j] / x[k][j])
        }
      }
      bound = min(bound, largest)
      // Half of the old vector keeps the iteration of a bipartite graph from swinging.
      for k in x.indices {
        for j in x[k].indices { x[k][j] = 0.5 * (x[k][j] + y[k][j] / max(bound, 1e-300)) }
      }
    }
    return bound
  }

  /// Rounded up to two digits, so that the netlist reads well.
  private static func rounded(_ seconds: Double) -> Double {
    let unit = pow(10, (log10(seconds)).rounded(.down) - 1)
    return (seconds / unit).rounded(.up) * unit
  }
}
