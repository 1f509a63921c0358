import Diagnostics
import Fabrics
import Foundation
import Quantities

// The nudged output layer: its nodes are joined by the nudge, so they are solved as one block.
extension ResistiveModel {
  /// The exact minimum of the output block under a nudge.
  ///
  /// Newton's method on a strictly convex function: the Hessian is the diagonal of the synapses plus the nudge's
  /// 1×1 (`single`), 2×2 (`differential`) or arrow (`reference-column`) pattern, eliminated exactly. One step is
  /// exact for the linear law; for the sinh law a backtracking line search keeps the energy from rising.
  func relaxNudgedOutput(_ s: UnsafeMutablePointer<Double>, _ prepared: Prepared, _ nudge: Nudge) {
    let n = nodeTotal
    let k = layerCount - 1
    let range = offsets[k]..<nodeTotal
    if v0 == nil {
      for j in range { s[Field.slope * n + j] = prepared.columnSums[j] }
      fillCurrents(layer: k, s, prepared, nudge: nudge)
      solveBlock(s, nudge)
      for j in range { s[j] += s[Field.step * n + j] }
      return
    }
    for _ in 0..<60 {
      for j in range {
        s[Field.slope * n + j] =
          0.5
          * (s[Field.upPlus * n + j] * s[Field.columnMinus * n + j]
            + s[Field.upMinus * n + j] * s[Field.columnPlus * n + j])
      }
      fillCurrents(layer: k, s, prepared, nudge: nudge)
      solveBlock(s, nudge)
      var largest = 0.0
      for j in range { largest = max(largest, abs(s[Field.step * n + j])) }
      let before = blockEnergy(s, nudge)
      var fraction = 1.0
      for j in range { s[j] += s[Field.step * n + j] }
      refreshTransforms(layer: k, s)
      // Near the minimum differences drown in rounding; there a full step is right anyway.
      while largest * fraction > 1e-7 * network.largestSource.si, !(blockEnergy(s, nudge) <= before) {
        for j in range { s[j] -= 0.5 * fraction * s[Field.step * n + j] }
        fraction *= 0.5
        refreshTransforms(layer: k, s)
      }
      if largest <= 1e-9 * (v0 ?? 1) { return }
    }
  }

  /// Energy of the output block given the layer above, over c_out, up to a constant.
  private func blockEnergy(_ s: UnsafeMutablePointer<Double>, _ nudge: Nudge) -> Double {
    let n = nodeTotal
    let base = offsets[layerCount - 1]
    let v0 = v0 ?? 1
    var sum = 0.0
    for j in base..<nodeTotal {
      sum +=
        0.5 * v0 * v0
        * (s[Field.upPlus * n + j] * s[Field.columnMinus * n + j]
          + s[Field.upMinus * n + j] * s[Field.columnPlus * n + j])
    }
    return sum
      + nudge.energy(network.output.classValues(Array(UnsafeBufferPointer(start: s + base, count: n - base))))
  }

  /// step = (diag(slope) + pattern of β_c)⁻¹ current.
  private func solveBlock(_ s: UnsafeMutablePointer<Double>, _ nudge: Nudge) {
    let base = offsets[layerCount - 1]
    let current = s + Field.current * nodeTotal + base
    let slope = s + Field.slope * nodeTotal + base
    let step = s + Field.step * nodeTotal + base
    let classes = network.output.classes
    // A node that nothing holds stays where it is.
    func ratio(_ current: Double, _ conductance: Double) -> Double {
      conductance == 0 ? 0 : current / conductance
    }
    switch network.output.encoding {
    case .single:
      for c in 0..<classes { step[c] = ratio(current[c], slope[c] + nudge.strength(c)) }
    case .differential:
      for c in 0..<classes {
        let (i, j) = (2 * c, 2 * c + 1)
        let beta = nudge.strength(c)
        let (a, b) = (slope[i] + beta, slope[j] + beta)
        // a b − β², written without the difference of squares.
        let determinant = slope[i] * slope[j] + beta * (slope[i] + slope[j])
        step[i] = ratio(b * current[i] + beta * current[j], determinant)
        step[j] = ratio(beta * current[i] + a * current[j], determinant)
      }
    case .referenceColumn:
      // Eliminate the class nodes: x_c = (f_c + β_c x_r)/(d_c + β_c), then the reference alone.
      var pivot = slope[classes]
      var right = current[classes]
      for c in 0..<classes {
        let beta = nudge.strength(c)
        pivot += ratio(beta * slope[c], slope[c] + beta)
        right += ratio(beta * current[c], slope[c] + beta)
      }
      step[classes] = ratio(right, pivot)
      for c in 0..<classes {
        let beta = nudge.strength(c)
        step[c] = ratio(current[c] + beta * step[classes], slope[c] + beta)
      }
    }
  }

  /// Checks that the nudged energy is convex in the outputs.
  ///
  /// A negative β needs diag(Σg) − |β| pattern to be positive definite: Σg > |β| (`single`), the series
  /// conductance a b/(a + b) of the pair > |β| (`differential`), and for `reference-column` also
  /// Σg_ref > Σ_c |β| a_c/(a_c − |β|). A sinh synapse's slope is at least its conductance, so the same bound
  /// serves it.
  /// - Throws: `Diagnostic` GD0408 with the node and the numbers.
  package func checkNudge(_ beta: Double, _ prepared: Prepared) throws {
    // A current that stays leaves the energy as convex as it is.
    guard beta < 0, network.output.nudge == .spring else { return }
    let base = offsets[layerCount - 1]
    let sums = prepared.columnSums[base..<nodeTotal].map { $0 }
    let strength = -beta
    func failure(_ nodes: String, _ what: String, _ have: Double, _ need: Double) -> Diagnostic {
      Diagnostic(
        .error, "GD0408",
        "a nudge of -\(Conductance(si: strength)) has no equilibrium at output \(nodes): \(what) is "
          + "\(Conductance(si: have)), expected more than \(Conductance(si: need)); use a smaller nudge or the "
          + "one-sided estimator")
    }
    switch network.output.encoding {
    case .single:
      for (j, sum) in sums.enumerated() where sum <= strength {
        throw failure("node \(j)", "its total conductance", sum, strength)
      }
    case .differential:
      for c in 0..<network.output.classes {
        let (a, b) = (sums[2 * c], sums[2 * c + 1])
        let series = a + b > 0 ? a * b / (a + b) : 0
        if series <= strength {
          throw failure("nodes \(2 * c) and \(2 * c + 1)", "their series conductance", series, strength)
        }
      }
    case .referenceColumn:
      let classes = network.output.classes
      for c in 0..<classes where sums[c] <= strength {
        throw failure("node \(c)", "its total conductance", sums[c], strength)
      }
      let need = (0..<classes).reduce(0) { $0 + strength * sums[$1] / (sums[$1] - strength) }
      if sums[classes] <= need {
        throw failure("node \(classes) (the reference)", "its total conductance", sums[classes], need)
      }
    }
  }
}
