import COpenBLAS
import Kernels

extension LoopCircuit {
  /// An eigenvalue of −M⁻¹ K, per unit of time.
  struct Pole: Sendable, Equatable {
    var real, imaginary: Double
    var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }
  }

  /// All poles; nil where LAPACK finds none.
  func allPoles() -> [Pole]? {
    let n = stateCount
    var (mass, stiffness): ([Double], [Double]) = ([], [])
    var unit = [Double](repeating: 0, count: n)
    for column in 0..<n {
      unit[column] = 1
      mass += product(unit, 1, 0)
      stiffness += product(unit, 0, -1)
      unit[column] = 0
    }
    var (size, info) = (Int32(n), Int32(0))
    var pivots = [Int32](repeating: 0, count: n)
    dgetrf_(&size, &size, &mass, &size, &pivots, &info)
    guard info == 0 else { return nil }
    dgetrs_("N", &size, &size, mass, &size, pivots, &stiffness, &size, &info)
    return Self.eigenvalues(&stiffness, n)?.map { Pole(real: $0.real, imaginary: $0.imaginary) }
  }

  /// The poles that matter, by Arnoldi's method for the Cayley transforms (K + σM)⁻¹ (K − σM), whose eigenvalues
  /// (λ + σ)/(λ − σ) are the larger the more λ is to the right (K. Meerbergen, D. Roose, IMA J. Numer. Anal. 16, 1996,
  /// doi 10.1093/imanum/16.3.297); σ goes through the rates that the circuit has. Only those with a small residual.
  func rightmostPoles() -> [Pole]? {
    var found: [Pole] = []
    for shift in shifts {
      guard let factors = Factors(self, shift: shift) else { return nil }
      guard
        let values = Self.arnoldi(
          stateCount, { x in factors.solve(product(x, -shift, 1)) })
      else { return nil }
      for (real, imaginary) in values {
        // λ = σ (μ + 1)/(μ − 1)
        let norm = (real - 1) * (real - 1) + imaginary * imaginary
        guard norm > 1e-12 else { continue }
        found.append(
          Pole(
            real: shift * (real * real + imaginary * imaginary - 1) / norm,
            imaginary: -2 * shift * imaginary / norm))
      }
    }
    return found.isEmpty ? nil : found
  }

  /// From the slowest amplifier's rate to the fastest node's, a factor of at most 4 apart.
  private var shifts: [Double] {
    let fastest =
      layers.map { layer in (layer.conductances.max() ?? 0) / layer.capacitance }.max() ?? 1
    let most = min(max(1, fastest), 1e4)
    return Array(sequence(first: 0.5) { $0 * 4 < 2 * most ? $0 * 4 : nil })
  }

  private static let dimensions = 120
  /// Residual of an eigenvector that counts, relative to a transform whose eigenvalues are about 1.
  private static let residual = 1e-4

  /// Eigenvalues of an operator that an Arnoldi process of some vectors has found.
  private static func arnoldi(
    _ n: Int, _ apply: ([Double]) -> [Double]
  ) -> [(real: Double, imaginary: Double)]? {
    let m = min(dimensions, n - 1)
    var hessenberg = [Double](repeating: 0, count: m * m)
    // A start that has some of every mode, the same each time.
    let random = Philox(seed: 0)
    var start = (0..<n).map {
      random.uniform(purpose: RandomPurpose.loopStart, stream: 0, index: UInt64($0)) - 0.5
    }
    let length = cblas_dnrm2(Int32(n), start, 1)
    for i in 0..<n { start[i] /= length }
    var basis = [start]
    var last = 0.0
    var used = m
    for j in 0..<m {
      var w = apply(basis[j])
      // Twice is enough.
      for _ in 0..<2 {
        for i in 0...j {
          let share = cblas_ddot(Int32(n), basis[i], 1, w, 1)
          hessenberg[j * m + i] += share
          cblas_daxpy(Int32(n), -share, basis[i], 1, &w, 1)
        }
      }
      last = cblas_dnrm2(Int32(n), w, 1)
      guard last.isFinite else { return nil }
      guard last > 1e-12 else {
        (used, last) = (j + 1, 0)
        break
      }
      guard j + 1 < m else { break }
      hessenberg[j * m + j + 1] = last
      for i in 0..<n { w[i] /= last }
      basis.append(w)
    }
    var small = (0..<used * used).map { hessenberg[$0 / used * m + $0 % used] }
    var tails: [Double]? = []
    guard let values = eigenvalues(&small, used, tails: &tails), let tails else { return nil }
    return zip(values, tails).filter { last * $1 < residual }.map { $0.0 }
  }

  private static func eigenvalues(_ a: inout [Double], _ n: Int) -> [(real: Double, imaginary: Double)]? {
    var none: [Double]?
    return eigenvalues(&a, n, tails: &none)
  }

  /// Eigenvalues of a column-major matrix, which is lost.
  /// - Parameter tails: if not nil, takes the magnitudes of the last elements of the eigenvectors, whose norm is 1.
  private static func eigenvalues(
    _ a: inout [Double], _ n: Int, tails: inout [Double]?
  ) -> [(real: Double, imaginary: Double)]? {
    // Its threads would make the last bits depend on their number.
    openblas_set_num_threads(1)
    let wantsVectors = tails != nil
    var real = [Double](repeating: 0, count: n)
    var imaginary = real
    var vectors = [Double](repeating: 0, count: wantsVectors ? n * n : 1)
    var (size, one, info) = (Int32(n), Int32(1), Int32(0))
    var leading = wantsVectors ? size : one
    var work = [Double](repeating: 0, count: 8 * n)
    var workSize = Int32(work.count)
    var unused = 0.0
    dgeev_(
      "N", wantsVectors ? "V" : "N", &size, &a, &size, &real, &imaginary, &unused, &one, &vectors,
      &leading, &work, &workSize, &info)
    guard info == 0, real.allSatisfy(\.isFinite), imaginary.allSatisfy(\.isFinite) else { return nil }
    if wantsVectors {
      tails = (0..<n).map { j in
        guard imaginary[j] != 0 else { return abs(vectors[j * n + n - 1]) }
        // Real and imaginary part of a pair are two columns.
        let first = imaginary[j] > 0 ? j : j - 1
        let (x, y) = (vectors[first * n + n - 1], vectors[(first + 1) * n + n - 1])
        return (x * x + y * y).squareRoot()
      }
    }
    return zip(real, imaginary).map { ($0, $1) }
  }
}
