import Foundation
import Mapping
import Networks

/// A connection whose cells are solved together with their wires.
///
/// Unknown are the currents I of the cells. With the voltages r of the rows' starts and v of the nodes, T the wires
/// (``ConnectionWires/drops(_:into:scratch:)``) and i the read law, a solution has
///
///   I = i(r − v − d),  d = T I,
///
/// so Kirchhoff's law holds on all wires by construction, and what a cell misses is m = i(r − v − d) − I. Newton's step is
/// (S⁻¹ + T) δI = S⁻¹ m with the slopes S = i′, or (1 + √S T √S) y = m/√S and δI = √S y: symmetric, positive definite, and
/// close to 1, as wires conduct far better than cells, so that conjugate gradients take a few passes over the trees and
/// no matrix is made. Nothing is extracted when conductances change.
struct SolvedConnection: Sendable {
  /// Network row on each physical row.
  let order: [Int]
  let wires: ConnectionWires
  /// v₀ in volts; nil = linear.
  let v0: Double?
  /// Conductances, [physical row][column], siemens.
  let siemens: [Double]

  /// - Parameter siemens: as the network has them.
  init(_ matrix: ConductanceMatrix, _ order: [Int], _ wires: ConnectionWires, v0: Double?) {
    (self.order, self.wires, self.v0) = (order, wires, v0)
    siemens = order.flatMap { matrix.siemens[$0 * matrix.columns..<($0 + 1) * matrix.columns] }
  }

  private var rows: Int { wires.rows }
  private var columns: Int { wires.columns }
  private var count: Int { siemens.count }

  /// What the wires of one sample carry.
  struct State: Sendable {
    /// Arrays of one value a cell.
    fileprivate var storage: [Double]
    /// I in amperes, d in volts, e^{−d/v₀} and e^{d/v₀}.
    fileprivate enum Field { static let (current, drop, minus, plus, count) = (0, 1, 2, 3, 4) }

    /// I of every cell, amperes, [physical row][column].
    var currents: [Double] { Array(storage[..<(storage.count / Field.count)]) }

    /// No current.
    init(cells: Int) {
      storage = [Double](repeating: 0, count: 2 * cells) + [Double](repeating: 1, count: 2 * cells)
    }
  }

  /// The voltages at a connection's ends: e^{±r/v₀} of physical rows and e^{±v/v₀} of columns; for the linear law the
  /// plain voltages, and nothing for the minus.
  struct Ends: Sendable {
    var rowPlus, rowMinus, columnPlus, columnMinus: [Double]
  }

  /// What the columns' nodes are given: Σ_i g e^{(r−d)/v₀} and Σ_i g e^{−(r−d)/v₀}; Σ_i g (r − d) and 0 for the linear law.
  func columnSums(_ state: State, _ ends: Ends) -> (plus: [Double], minus: [Double]) {
    var plus = [Double](repeating: 0, count: columns)
    var minus = plus
    let n = columns
    with(state) { g, s in
      plus.withUnsafeMutableBufferPointer { plus in
        minus.withUnsafeMutableBufferPointer { minus in
          for i in 0..<rows {
            let k = i * n
            guard v0 != nil else {
              let (r, drop) = (ends.rowPlus[i], s + State.Field.drop * count + k)
              for j in 0..<n { plus[j] += g[k + j] * (r - drop[j]) }
              continue
            }
            let (up, down) = (ends.rowPlus[i], ends.rowMinus[i])
            let (x, y) = (s + State.Field.minus * count + k, s + State.Field.plus * count + k)
            for j in 0..<n {
              plus[j] += g[k + j] * x[j] * up
              minus[j] += g[k + j] * y[j] * down
            }
          }
        }
      }
    }
    return (plus, minus)
  }

  /// What the first network rows are given: Σ_j g e^{(v+d)/v₀} and Σ_j g e^{−(v+d)/v₀}; Σ_j g (v + d) and 0 for the linear law.
  func rowSums(_ state: State, _ ends: Ends, signals: Int) -> (plus: [Double], minus: [Double]) {
    var plus = [Double](repeating: 0, count: signals)
    var minus = plus
    let n = columns
    with(state) { g, s in
      ends.columnPlus.withUnsafeBufferPointer { up in
        ends.columnMinus.withUnsafeBufferPointer { down in
          for i in 0..<rows where order[i] < signals {
            let k = i * n
            var (sumPlus, sumMinus) = (0.0, 0.0)
            if v0 == nil {
              let drop = s + State.Field.drop * count + k
              for j in 0..<n { sumPlus += g[k + j] * (up[j] + drop[j]) }
            } else {
              let (x, y) = (s + State.Field.minus * count + k, s + State.Field.plus * count + k)
              for j in 0..<n {
                sumPlus += g[k + j] * y[j] * up[j]
                sumMinus += g[k + j] * x[j] * down[j]
              }
            }
            (plus[order[i]], minus[order[i]]) = (sumPlus, sumMinus)
          }
        }
      }
    }
    return (plus, minus)
  }

  /// Σ_i |m| of every column, amperes.
  func missing(_ state: State, _ ends: Ends) -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    with(state) { g, s in
      sums.withUnsafeMutableBufferPointer { sums in
        for i in 0..<rows {
          forEachCell(ofRow: i, g, s, ends) { j, current, _ in
            sums[j] += abs(current - s[State.Field.current * count + i * columns + j])
          }
        }
      }
    }
    return sums
  }

  /// The currents of a row's cells at their voltages, and the slopes.
  @inline(__always)
  private func forEachCell(
    ofRow i: Int, _ g: UnsafePointer<Double>, _ s: UnsafePointer<Double>, _ ends: Ends,
    _ body: (_ column: Int, _ current: Double, _ slope: Double) -> Void
  ) {
    let (n, k) = (columns, i * columns)
    ends.columnPlus.withUnsafeBufferPointer { columnPlus in
      ends.columnMinus.withUnsafeBufferPointer { columnMinus in
        guard let v0 else {
          let (r, drop) = (ends.rowPlus[i], s + State.Field.drop * count + k)
          for j in 0..<n { body(j, g[k + j] * (r - columnPlus[j] - drop[j]), g[k + j]) }
          return
        }
        let (up, down) = (0.5 * ends.rowPlus[i], 0.5 * ends.rowMinus[i])
        let (x, y) = (s + State.Field.minus * count + k, s + State.Field.plus * count + k)
        for j in 0..<n {
          let forward = g[k + j] * (up * columnMinus[j]) * x[j]
          let backward = g[k + j] * (down * columnPlus[j]) * y[j]
          body(j, v0 * (forward - backward), forward + backward)
        }
      }
    }
  }

  /// Share of what is missed, in the energy norm, at which the linear equation of a step is solved.
  ///
  /// Between two steps of a connection the nodes move, so that a more exact one is wasted.
  private static let linearTolerance = 0.1
  /// Passes of one step at most.
  private static let limit = 200
  /// Largest change of a cell's voltage in one step, in v₀.
  private static let largestStep = 4.0

  /// One Newton step of the currents, the ends' voltages given.
  func step(_ state: inout State, _ ends: Ends) {
    let (cells, n) = (count, columns)
    with(&state) { g, s in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 7 * cells + wires.scratchCount) { memory in
        guard let root = memory.baseAddress else { return }
        let (residual, direction) = (root + cells, root + 2 * cells)
        // Σ α p and Σ α T √S p: √S times the first is δI, the second is δd.
        let (solution, drop) = (root + 3 * cells, root + 4 * cells)
        let (currents, image, scratch) = (root + 5 * cells, root + 6 * cells, root + 7 * cells)
        var squared = 0.0
        for i in 0..<rows {
          forEachCell(ofRow: i, g, s, ends) { j, current, slope in
            let k = i * n + j
            root[k] = slope.squareRoot()
            let value = slope > 0 ? (current - s[State.Field.current * cells + k]) / root[k] : 0
            (residual[k], direction[k], solution[k], drop[k]) = (value, value, 0, 0)
            squared += value * value
          }
        }
        guard squared > 0, squared.isFinite else { return }
        let goal = Self.linearTolerance * Self.linearTolerance * squared
        for _ in 0..<Self.limit {
          for k in 0..<cells { currents[k] = root[k] * direction[k] }
          wires.drops(currents, into: image, scratch: scratch)
          var curvature = 0.0
          for k in 0..<cells { curvature += direction[k] * direction[k] + currents[k] * image[k] }
          let length = squared / curvature
          var next = 0.0
          for k in 0..<cells {
            solution[k] += length * direction[k]
            drop[k] += length * image[k]
            residual[k] -= length * (direction[k] + root[k] * image[k])
            next += residual[k] * residual[k]
          }
          guard next > goal else { break }
          let ratio = next / squared
          squared = next
          for k in 0..<cells { direction[k] = residual[k] + ratio * direction[k] }
        }
        advance(s, root, solution, drop)
      }
    }
  }

  /// Moves the currents by the solution as far as is safe, and the drops and their exponentials with them.
  private func advance(
    _ s: UnsafeMutablePointer<Double>, _ root: UnsafePointer<Double>, _ solution: UnsafePointer<Double>,
    _ drop: UnsafePointer<Double>
  ) {
    let cells = count
    let length = v0.map { min(1, Self.largestStep * $0 / Self.largest(drop, cells)) } ?? 1
    let (current, drops) = (s + State.Field.current * cells, s + State.Field.drop * cells)
    for k in 0..<cells {
      current[k] += length * root[k] * solution[k]
      drops[k] += length * drop[k]
    }
    guard let v0 else { return }
    let (minus, plus) = (s + State.Field.minus * cells, s + State.Field.plus * cells)
    guard Self.largest(drops, cells) <= v0 / 16 else {
      for k in 0..<cells {
        let e = exp(drops[k] / v0)
        (plus[k], minus[k]) = (e, 1 / e)
      }
      return
    }
    // Below a sixteenth the series of cosh and sinh to the ninth power are exact to the last bit.
    let scale = 1 / v0
    for k in 0..<cells {
      let x = scale * drops[k]
      let y = x * x
      let cosh = 1 + y * (0.5 + y * (1.0 / 24 + y * (1.0 / 720 + y * (1.0 / 40320))))
      let sinh = x * (1 + y * (1.0 / 6 + y * (1.0 / 120 + y * (1.0 / 5040 + y * (1.0 / 362880)))))
      (plus[k], minus[k]) = (cosh + sinh, cosh - sinh)
    }
  }

  private static func largest(_ values: UnsafePointer<Double>, _ count: Int) -> Double {
    var largest = 0.0
    for k in 0..<count { largest = max(largest, abs(values[k])) }
    return largest
  }

  private func with(_ state: State, _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Void) {
    siemens.withUnsafeBufferPointer { g in
      state.storage.withUnsafeBufferPointer { s in
        guard let g = g.baseAddress, let s = s.baseAddress else { return }
        body(g, s)
      }
    }
  }

  private func with(
    _ state: inout State, _ body: (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) {
    siemens.withUnsafeBufferPointer { g in
      state.storage.withUnsafeMutableBufferPointer { s in
        guard let g = g.baseAddress, let s = s.baseAddress else { return }
        body(g, s)
      }
    }
  }
}
