import Fabrics
import Foundation
import Quantities
import Specification

// The cost of class values and what pulls at them, in volts.
extension OutputLayer {
  /// The target of a label: y at the class, 0 V elsewhere; volts.
  package func target(ofClass label: Int) -> [Double] { (0..<classes).map { $0 == label ? target.si : 0 } }

  /// C of class values, V²: ½ Σ_c (o_c − y_c)², or −y T ln softmax(o/T) at the label.
  package func cost(_ values: [Double], label: Int) -> Double {
    switch cost {
    case .squared:
      return zip(values, target(ofClass: label)).reduce(0) { $0 + 0.5 * ($1.0 - $1.1) * ($1.0 - $1.1) }
    case .crossEntropy(let temperature):
      let largest = values.max() ?? 0
      let sum = values.reduce(0) { $0 + exp(($1 - largest) / temperature.si) }
      return target.si * (temperature.si * log(sum) + largest - values[label])
    }
  }

  /// −∂C/∂o_c of class values, volts: y_c − o_c, or y (1 − p_c) at the label and −y p_c elsewhere, p = softmax(o/T).
  package func pull(_ values: [Double], label: Int) -> [Double] {
    switch cost {
    case .squared: return zip(target(ofClass: label), values).map { $0 - $1 }
    case .crossEntropy(let temperature):
      let largest = values.max() ?? 0
      let weights = values.map { exp(($0 - largest) / temperature.si) }
      let sum = weights.reduce(0, +)
      return weights.indices.map { c in target.si * ((c == label ? 1 : 0) - weights[c] / sum) }
    }
  }

  /// The nudge of a strength β on outputs whose free class values are known.
  package func nudge(_ beta: Conductance, label: Int, free values: [Double]) -> Nudge {
    switch nudge {
    case .spring: Nudge(conductance: beta, target: target(ofClass: label))
    case .current: .currents(pull(values, label: label).map { Current(si: beta.si * $0) })
    }
  }

  /// β of a nudge's strength in the unit of its circuit: of a current that moves an output of conductance G by V for an
  /// error of 1, β = V G / y.
  /// - Parameter conductance: mean total conductance of the output nodes.
  package func nudgeConductance(_ strength: Double, outputs conductance: Conductance) -> Conductance {
    switch nudge {
    case .spring: Conductance(si: strength)
    case .current: Conductance(si: strength * conductance.si / target.si)
    }
  }
}

extension ResistiveNetwork {
  /// Mean total conductance of the output nodes.
  package func meanOutputConductance(_ conductances: Conductances) -> Conductance {
    let last = conductances.connections[connectionCount - 1]
    return Conductance(si: last.siemens.reduce(0, +) / Double(max(1, last.columns)))
  }
}
