/// Matrix-vector products of the relaxation, over unsafe pointers: row-major matrices, no allocation, one fixed
/// order of additions, so that a result never depends on the number of threads.
///
/// Internal: pointers stay inside the module.
package enum DenseKernels {
  /// y_j += Σ_i m[i,j] x_i; rows with x_i = 0 are skipped.
  package static func addColumnProduct(
    _ m: UnsafePointer<Double>, rows: Int, columns: Int, _ x: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      let a = x[i]
      if a == 0 { continue }
      let row = m + i * columns
      for j in 0..<columns { y[j] += row[j] * a }
    }
  }

  /// y_j += Σ_i m[i,j] x_i and z_j += Σ_i m[i,j] w_i in one pass over the matrix.
  package static func addColumnProducts(
    _ m: UnsafePointer<Double>, rows: Int, columns: Int, _ x: UnsafePointer<Double>,
    _ w: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      let (a, b) = (x[i], w[i])
      let row = m + i * columns
      for j in 0..<columns {
        y[j] += row[j] * a
        z[j] += row[j] * b
      }
    }
  }

  /// y_i = Σ_j m[i,j] x_j.
  package static func rowProduct(
    _ m: UnsafePointer<Double>, rows: Int, columns: Int, _ x: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      let row = m + i * columns
      // Four partial sums: the compiler may not reorder floating-point additions by itself.
      var sum = SIMD4<Double>.zero
      var j = 0
      while j + 4 <= columns {
        sum += load(row + j) * load(x + j)
        j += 4
      }
      var tail = 0.0
      while j < columns {
        tail += row[j] * x[j]
        j += 1
      }
      y[i] = sum.sum() + tail
    }
  }

  /// y_i = Σ_j m[i,j] x_j and z_i = Σ_j m[i,j] w_j in one pass over the matrix.
  package static func rowProducts(
    _ m: UnsafePointer<Double>, rows: Int, columns: Int, _ x: UnsafePointer<Double>,
    _ w: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      let row = m + i * columns
      var (sumX, sumW) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      var j = 0
      while j + 4 <= columns {
        let g = load(row + j)
        sumX += g * load(x + j)
        sumW += g * load(w + j)
        j += 4
      }
      var (tailX, tailW) = (0.0, 0.0)
      while j < columns {
        tailX += row[j] * x[j]
        tailW += row[j] * w[j]
        j += 1
      }
      y[i] = sumX.sum() + tailX
      z[i] = sumW.sum() + tailW
    }
  }

  /// y_j += Σ_i m[i,j].
  package static func addColumnSums(
    _ m: UnsafePointer<Double>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      let row = m + i * columns
      for j in 0..<columns { y[j] += row[j] }
    }
  }

  /// y_i = Σ_j m[i,j].
  package static func rowSums(
    _ m: UnsafePointer<Double>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows {
      let row = m + i * columns
      var sum = 0.0
      for j in 0..<columns { sum += row[j] }
      y[i] = sum
    }
  }

  /// y_j += a x_j + b w_j.
  package static func addCombination(
    _ a: Double, _ x: UnsafePointer<Double>, _ b: Double, _ w: UnsafePointer<Double>, count: Int,
    into y: UnsafeMutablePointer<Double>
  ) {
    for j in 0..<count { y[j] += a * x[j] + b * w[j] }
  }

  /// y_j += (s a_j − c b_j)(t d_j − u e_j): one row of the product of two differences of the EP gradient, with
  /// (a, b, d, e) the columns' (cosh v̄, sinh v̄, cosh δ, sinh δ) and (s, c, t, u) the row's.
  package static func addDifferenceProduct(
    _ s: Double, _ c: Double, _ t: Double, _ u: Double, _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>,
    _ d: UnsafePointer<Double>, _ e: UnsafePointer<Double>, count: Int, into y: UnsafeMutablePointer<Double>
  ) {
    for j in 0..<count { y[j] += (s * a[j] - c * b[j]) * (t * d[j] - u * e[j]) }
  }

  @inline(__always)
  private static func load(_ p: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD4<Double>.self)
  }
}
