import Datasets
import Fabrics
import Foundation
import Quantities
import Specification

// The cost of class values and what pulls at them, in volts.
extension OutputLayer {
  /// What the output values are to be, volts: y at a label's class and 0 V elsewhere, or y times every number of a vector.
  package func target(of target: Target) -> [Double] {
    switch target {
    case .label(let label): (0..<classes).map { $0 == label ? self.target.si : 0 }
    case .vector(let values): values.map { $0 * self.target.si }
    }
  }

  /// C of output values, V²: ½ Σ_c (o_c − y_c)², or −y T ln softmax(o/T) at a label.
  package func cost(_ values: [Double], target: Target) -> Double {
    switch (cost, target) {
    case (.crossEntropy(let temperature), .label(let label)):
      let largest = values.max() ?? 0
      let sum = values.reduce(0) { $0 + exp(($1 - largest) / temperature.si) }
      return self.target.si * (temperature.si * log(sum) + largest - values[label])
    // A spec with values has no cross-entropy (GD0256).
    case (.squared, _), (.crossEntropy, .vector):
      return zip(values, self.target(of: target)).reduce(0) { $0 + 0.5 * ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
  }

  /// −∂C/∂o_c of output values, volts: y_c − o_c, or y (1 − p_c) at a label and −y p_c elsewhere, p = softmax(o/T).
  package func pull(_ values: [Double], target: Target) -> [Double] {
    switch (cost, target) {
    case (.squared, _), (.crossEntropy, .vector):
      return zip(self.target(of: target), values).map { $0 - $1 }
    case (.crossEntropy(let temperature), .label(let label)):
      let largest = values.max() ?? 0
      let weights = values.map { exp(($0 - largest) / temperature.si) }
      let sum = weights.reduce(0, +)
      return weights.indices.map { c in self.target.si * ((c == label ? 1 : 0) - weights[c] / sum) }
    }
  }

  /// The nudge of a strength β on outputs whose free values are known.
  package func nudge(_ beta: Conductance, target: Target, free values: [Double]) -> Nudge {
    switch nudge {
    case .spring: Nudge(conductance: beta, target: self.target(of: target))
    case .current: .currents(pull(values, target: target).map { Current(si: beta.si * $0) })
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
