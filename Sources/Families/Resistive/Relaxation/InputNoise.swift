import Fabrics
import Kernels
import Learning

/// What one read of linear devices finds otherwise in the connection with the driven rows.
///
/// A node of the first layer knows of its devices only S = Σ_i g_i and P = Σ_i g_i r_i, and the voltages r of the rows are the
/// same in all phases of a sample. With independent normal deviations of σ_i these two are normal, with
///
///   var S = Σ σ_i² = a,  cov(S, P) = Σ σ_i² r_i = b,  var P = Σ σ_i² r_i² = c,
///
/// so that δS = √a ξ₁ and δP = (b/√a) ξ₁ + √(c − b²/a) ξ₂ have the distribution that a number a device would give, at two
/// numbers a node.
struct InputNoise: Sendable {
  private let variances: [Double]
  private let sums: [Double]
  private let normals: [SIMD2<Double>]

  /// The noise of a read; nil where the sums are not normal.
  init?(_ read: DeviceRead<Conductances>) {
    guard let variances = read.devices.inputVariances else { return nil }
    (self.variances, sums) = variances
    normals = read.columnNormals(ofArray: 0)
  }

  /// Adds δS of every node.
  func add(toSums total: inout [Double]) {
    for j in total.indices { total[j] += sums[j].squareRoot() * normals[j].x }
  }

  /// Adds δP of every node.
  /// - Parameter rows: voltages of the rows, bias rows included.
  func add(toCurrents currents: inout [Double], ofRows rows: [Double]) {
    var mixed = [Double](repeating: 0, count: currents.count)
    var squared = mixed
    let squares = rows.map { $0 * $0 }
    mixed.withUnsafeMutableBufferPointer { mixed in
      squared.withUnsafeMutableBufferPointer { squared in
        variances.withUnsafeBufferPointer { variances in
          guard let v = variances.baseAddress, let b = mixed.baseAddress, let c = squared.baseAddress else {
            return
          }
          DenseKernels.addColumnProducts(
            v, rows: rows.count, columns: currents.count, rows, squares, into: b, c)
        }
      }
    }
    for j in currents.indices where sums[j] > 0 {
      let along = mixed[j] / sums[j].squareRoot()
      currents[j] += along * normals[j].x + max(0, squared[j] - along * along).squareRoot() * normals[j].y
    }
  }
}
