import COpenBLAS
import Foundation
import Specification

/// A matrix in memory, row-major: element (i, j) at `base[i * stride + j]`, or (j, i) when it is read transposed.
struct MatrixView<Scalar> {
  /// The first element.
  var base: UnsafeMutablePointer<Scalar>
  /// Elements from one row to the next.
  var stride: Int
  /// Whether rows and columns change places.
  var isTransposed = false

  /// The same elements with rows and columns exchanged.
  var transposed: MatrixView { MatrixView(base: base, stride: stride, isTransposed: !isTransposed) }
}

/// The numbers a Hopfield engine works in, with their matrix product.
protocol EngineScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// c ← a b (+ c when `adding`), c of `rows` × `columns`, over an inner dimension.
  static func product(
    rows: Int, columns: Int, inner: Int, _ a: MatrixView<Self>, _ b: MatrixView<Self>, adding: Bool,
    into c: MatrixView<Self>)
  /// eˣ.
  static func exponential(_ x: Self) -> Self
  /// ln x.
  static func logarithm(_ x: Self) -> Self
}

extension Float: EngineScalar {
  static func exponential(_ x: Float) -> Float { exp(x) }
  static func logarithm(_ x: Float) -> Float { log(x) }

  static func product(
    rows: Int, columns: Int, inner: Int, _ a: MatrixView<Float>, _ b: MatrixView<Float>, adding: Bool,
    into c: MatrixView<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(rows), blasint(columns), blasint(inner), 1, a.base, blasint(a.stride), b.base,
      blasint(b.stride),
      adding ? 1 : 0, c.base, blasint(c.stride))
  }
}

extension Double: EngineScalar {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }

  static func product(
    rows: Int, columns: Int, inner: Int, _ a: MatrixView<Double>, _ b: MatrixView<Double>, adding: Bool,
    into c: MatrixView<Double>
  ) {
    cblas_dgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(rows), blasint(columns), blasint(inner), 1, a.base, blasint(a.stride), b.base,
      blasint(b.stride),
      adding ? 1 : 0, c.base, blasint(c.stride))
  }
}

/// Keeps the library's own threads out: the engine's threads call it, each for its own part.
enum BLASThreads {
  /// Every later product runs on the thread that asks for it.
  static func useCallersOnly() { openblas_set_num_threads(1) }
}
