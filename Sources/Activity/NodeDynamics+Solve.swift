import Fabrics
import Foundation
import Kernels

// Linear algebra of the circuit: products with M and K, and (a M + b K)⁻¹ by conjugate gradients. Rows are scaled by
// c_k, which makes both matrices symmetric; amplifiers are those of the point that is asked about.
extension NodeDynamics {
  /// a M x + b K x, row k times c_k.
  /// - Parameter point: where K is taken.
  func product(_ x: [Double], _ a: Double, _ b: Double, at point: Point, nudge: Nudge?) -> [Double] {
    var y = [Double](repeating: 0, count: nodeCount)
    let scales = point.amplification.scales
    for k in 0..<layerCount {
      let mass = a * capacitance(k, point.amplification)
      for j in nodes(k) { y[j] = (mass + b * point.slopes[j]) * x[j] }
    }
    for k in 1..<max(1, layerCount) { subtractCoupling(k, x, a, b, point, from: &y) }
    if let nudge {
      forEachSpring(nudge) { positive, negative, beta, _ in
        let pull = b * beta * (x[positive] - (negative.map { x[$0] } ?? 0))
        y[positive] += pull
        if let negative { y[negative] -= pull }
      }
    }
    for k in 0..<layerCount { for j in nodes(k) { y[j] *= scales[k] } }
    return y
  }

  /// What a node of a layer moves when all others stand still: its own capacitance, and that of its cells.
  private func capacitance(_ k: Int, _ amplification: Amplification) -> Double {
    ground[k] + cell * Double(fabric.rowCount(k))
      + amplification.forward[k] * amplification.backward[k] * rowCapacitance(k)
  }

  /// What the amplifier of a node of a layer moves when the next layer stands still.
  private func rowCapacitance(_ k: Int) -> Double {
    row[k] + (k + 1 < layerCount ? cell * Double(fabric.nodeCount(k + 1)) : 0)
  }

  /// What layers k − 1 and k do to each other.
  private func subtractCoupling(
    _ k: Int, _ x: [Double], _ a: Double, _ b: Double, _ point: Point, from y: inout [Double]
  ) {
    let (rows, columns) = (fabric.signalRowCount(k), fabric.nodeCount(k))
    let (above, own) = (offsets[k - 1], offsets[k])
    let (gain, back) = (point.amplification.forward[k - 1], point.amplification.backward[k - 1])
    var forward = [Double](repeating: 0, count: columns)
    var backward = [Double](repeating: 0, count: rows)
    point.cells[k - 1].withUnsafeBufferPointer { cells in
      x.withUnsafeBufferPointer { x in
        guard let cells = cells.baseAddress, let x = x.baseAddress else { return }
        DenseKernels.addColumnProduct(cells, rows: rows, columns: columns, x + above, into: &forward)
        DenseKernels.rowProduct(cells, rows: rows, columns: columns, x + own, into: &backward)
      }
    }
    let charge = a * cell
    let (sumAbove, sumOwn) = (
      x[above..<above + rows].reduce(0, +) * charge, x[own..<own + columns].reduce(0, +) * charge
    )
    for j in 0..<columns { y[own + j] -= gain * (sumAbove + b * forward[j]) }
    for i in 0..<rows { y[above + i] -= back * (sumOwn + b * backward[i]) }
  }

  /// (a M + b K)⁻¹ of a right side whose rows are not scaled: conjugate gradients with the diagonal as preconditioner,
  /// to a residual of 10⁻⁷ of the right side, or as far as rounding lets it.
  func solve(_ rightSide: [Double], _ a: Double, _ b: Double, at point: Point, nudge: Nudge?) -> [Double] {
    let n = nodeCount
    var inverse = [Double](repeating: 0, count: n)
    var residual = rightSide
    let scales = point.amplification.scales
    for k in 0..<layerCount {
      let mass = a * capacitance(k, point.amplification)
      for j in nodes(k) {
        inverse[j] = scales[k] * (mass + b * point.slopes[j])
        residual[j] *= scales[k]
      }
    }
    if let nudge {
      forEachSpring(nudge) { positive, negative, beta, _ in
        // A negative spring is not in the preconditioner, which stays positive then.
        inverse[positive] += scales[layerCount - 1] * b * max(0, beta)
        if let negative { inverse[negative] += scales[layerCount - 1] * b * max(0, beta) }
      }
    }
    // A floating node without capacitance stays where it is.
    for j in 0..<n { inverse[j] = inverse[j] > 0 ? 1 / inverse[j] : 0 }
    var x = [Double](repeating: 0, count: n)
    var direction = (0..<n).map { inverse[$0] * residual[$0] }
    var size = zip(residual, direction).reduce(0) { $0 + $1.0 * $1.1 }
    let goal = 1e-14 * size
    for _ in 0..<2 * n + 20 where size > goal && size > 0 {
      let image = product(direction, a, b, at: point, nudge: nudge)
      let curvature = zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 }
      guard curvature > 0 else { break }
      let length = size / curvature
      var next = 0.0
      for j in 0..<n {
        x[j] += length * direction[j]
        residual[j] -= length * image[j]
        next += inverse[j] * residual[j] * residual[j]
      }
      let share = next / size
      size = next
      for j in 0..<n { direction[j] = inverse[j] * residual[j] + share * direction[j] }
    }
    return x
  }

  /// The slowest time constant at an operating point: the largest eigenvalue of K⁻¹ M, by power iteration from a
  /// start that has some of it; where the slowest ones are close to each other, a mean of them, a percent or so below.
  func slowestTimeConstant(at point: Point, nudge: Nudge?, from start: [Double]) -> Double {
    var x = start
    var value = 0.0
    for _ in 0..<60 {
      let mass = product(x, 1, 0, at: point, nudge: nudge)
      let energy = zip(x, mass).reduce(0) { $0 + $1.0 * $1.1 }
      guard energy > 0 else { return value }
      let norm = 1 / energy.squareRoot()
      var unscaled = mass
      for k in 0..<layerCount { for j in nodes(k) { unscaled[j] *= norm / scales[k] } }
      let next = solve(unscaled, 0, 1, at: point, nudge: nudge)
      let old = value
      // xᵀ M K⁻¹ M x for xᵀ M x = 1.
      value = zip(next, mass).reduce(0) { $0 + $1.0 * $1.1 } * norm
      x = next
      if abs(value - old) <= 1e-5 * value { break }
    }
    return value
  }

  /// The end of a step of the implicit Euler method: the v with M (v − w) = τ i(v), by Newton's method. It is the
  /// minimum of a convex function, so it is there and the only one.
  /// - Parameters:
  ///   - before: the amplifiers at the start.
  ///   - start: a first guess.
  /// - Returns: the nodes, the amplifiers, and the circuit there.
  func implicitStep(
    from w: [Double], amplifiers before: Amplification.State, _ tau: Double, guess start: [Double],
    _ drive: Drive, nudge: Nudge?, precision: Double
  ) -> (v: [Double], amplifiers: Amplification.State, point: Point) {
    let amplification = amplification.step(tau, lags: lags, from: before, self)
    let lead = leadingCharge(w, before.outputs, amplification)
    var v = start
    var here = point(v, drive, nudge: nudge, amplification)
    for iteration in 0..<40 {
      let moved = zip(v, w).map(-)
      let charge = product(moved, 1, 0, at: here, nudge: nudge)
      var missing = here.currents
      for k in 0..<layerCount {
        for j in nodes(k) {
          missing[j] = tau * missing[j] - charge[j] / amplification.scales[k] - lead[j]
        }
      }
      let step = solve(missing, 1, tau, at: here, nudge: nudge)
      // Full steps of a piecewise linear function could swing between two pieces; half steps end that.
      let fraction = iteration < 10 ? 1.0 : 0.5
      for j in v.indices { v[j] += fraction * step[j] }
      here = point(v, drive, nudge: nudge, amplification)
      if step.allSatisfy({ abs($0) <= precision }) { break }
    }
    return (v, amplifiers(v, here, from: w, before, tau), here)
  }

  /// The amplifiers at the end of a step: u = f v + r, and w = b i + s with the current i of the cells and of the charge
  /// that the row needs.
  private func amplifiers(
    _ v: [Double], _ point: Point, from w: [Double], _ before: Amplification.State, _ tau: Double
  ) -> Amplification.State {
    var state = before
    for k in 0..<max(0, layerCount - 1) {
      let amplification = point.amplification
      let followed = cell * nodes(k + 1).reduce(0) { $0 + v[$1] - w[$1] }
      for j in nodes(k) {
        state.outputs[j] = amplification.forward[k] * v[j] + amplification.offset(j)
        let charge = rowCapacitance(k) * (state.outputs[j] - before.outputs[j]) - followed
        state.currents[j] =
          amplification.backward[k] * (point.rowCurrents[j] + charge / tau) + amplification.current(j)
      }
    }
    return state
  }

  /// Charge that the cells at each node need because outputs that lag behind their nodes move on when the nodes stand
  /// still: the rows go by f (v − w) + d with d = f w + r − u₀.
  private func leadingCharge(_ w: [Double], _ before: [Double], _ amplification: Amplification) -> [Double] {
    var lead = [Double](repeating: 0, count: nodeCount)
    for (k, lag) in lags.forward.enumerated() where lag > 0 {
      var sum = 0.0
      for i in nodes(k) {
        let d = amplification.forward[k] * w[i] + amplification.offset(i) - before[i]
        lead[i] += amplification.backward[k] * rowCapacitance(k) * d
        sum += d
      }
      for j in nodes(k + 1) { lead[j] -= cell * sum }
    }
    return lead
  }
}
