import Kernels
import Specification

/// A matrix between all neurons of two layers: out = from W, and to Wᵀ back.
final class DenseOperator<Scalar: EngineScalar>: CouplingOperator {
  let weights: Tensor<Scalar>
  let choosesPlaces = false
  private let from: LayerLayout
  private let to: LayerLayout
  /// Columns of a part of a product, wide enough for the library, and rows of a part of a gradient, fine enough to
  /// keep threads even.
  private static var columnBlock: Int { 256 }
  private static var rowBlock: Int { 32 }

  /// Makes an operator with weights of 0.
  init(from: LayerLayout, to: LayerLayout) {
    (self.from, self.to) = (from, to)
    weights = Tensor(from.size * to.size)
  }

  var fullSize: Int { to.size }

  func place(ofWeight index: Int) -> Int {
    let count = to.shape.count
    return from.place(ofNeuron: index / count) * to.size + to.place(ofNeuron: index % count)
  }

  func prepare(_ seat: WorkerTeam.Seat) {}

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func forward(
    _ from: UnsafeMutablePointer<Scalar>, rows: Int, _ pooling: PoolingChoice,
    into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    let (inner, columns) = (self.from.size, to.size)
    Self.blocks(columns, of: Self.columnBlock, seat) { block in
      Scalar.product(
        rows: rows, columns: block.count, inner: inner, MatrixView(base: from, stride: inner),
        MatrixView(base: weights.base + block.lowerBound, stride: columns), adding: false,
        into: MatrixView(base: out + block.lowerBound, stride: columns))
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func backward(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    let (columns, inner) = (from.size, self.to.size)
    Self.blocks(columns, of: Self.columnBlock, seat) { block in
      Scalar.product(
        rows: rows, columns: block.count, inner: inner, MatrixView(base: to, stride: inner),
        MatrixView(base: weights.base + block.lowerBound * inner, stride: inner).transposed, adding: false,
        into: MatrixView(base: out + block.lowerBound, stride: columns))
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func expand(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    let range = Tensor<Scalar>.part(seat.index, of: seat.threads, count: rows * self.to.size)
    (out + range.lowerBound).update(from: to + range.lowerBound, count: range.count)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func gradient(_ rows: GradientRows<Scalar>, into out: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat)
  {
    let (height, width) = (from.size, to.size)
    Self.blocks(height, of: Self.rowBlock, seat) { block in
      Scalar.product(
        rows: block.count, columns: width, inner: rows.count,
        MatrixView(base: rows.left + block.lowerBound, stride: height).transposed,
        MatrixView(base: rows.right, stride: width), adding: false,
        into: MatrixView(base: out + block.lowerBound * width, stride: width))
    }
  }

  /// This thread's blocks of a range from 0, whose bounds do not depend on the number of threads.
  private static func blocks(
    _ count: Int, of blockSize: Int, _ seat: WorkerTeam.Seat, _ body: (Range<Int>) -> Void
  ) {
    let parts = (count + blockSize - 1) / blockSize
    for part in 0..<parts where seat.owns(part, of: parts) {
      body(part * blockSize..<min(count, (part + 1) * blockSize))
    }
  }
}
