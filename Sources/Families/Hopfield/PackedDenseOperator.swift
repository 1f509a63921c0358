import CKernels
import Kernels

/// A matrix between all neurons of two layers in float32, packed once an update for products of few rows.
///
/// What happens once a minibatch is left to the general operator, whose weights these are.
final class PackedDenseOperator: CouplingOperator {
  private let general: DenseOperator<Float>
  private let from: LayerLayout
  private let to: LayerLayout
  private let packed: (forward: Tensor<Float>, backward: Tensor<Float>)
  /// Values of a row that a product with the transpose sums: a dense layer's without those behind its last neuron.
  private let backwardDepth: Int
  private let isa: gd_isa

  /// Makes an operator with weights of 0; nil for layers that do not fill whole vectors.
  init?(from: LayerLayout, to: LayerLayout, isa: gd_isa = gd_best_isa()) {
    guard from.size % 16 == 0, to.size % 16 == 0 else { return nil }
    (self.from, self.to, self.isa) = (from, to, isa)
    general = DenseOperator(from: from, to: to)
    backwardDepth = to.size == to.stride ? (to.shape.channels + 3) / 4 * 4 : to.size
    packed = (
      Tensor(gd_product_packed_count(from.size, to.size)),
      Tensor(gd_product_packed_count(backwardDepth, from.size))
    )
  }

  var weights: Tensor<Float> { general.weights }
  var fullSize: Int { general.fullSize }
  var choosesPlaces: Bool { false }
  var separatesRows: Bool { 4 * packed.forward.count <= Self.sharedLimit }
  func place(ofWeight index: Int) -> Int { general.place(ofWeight: index) }

  func prepare(_ seat: WorkerTeam.Seat) {
    let matrix = gd_matrix(values: weights.base, rows: from.size, columns: to.size, stride: to.size)
    let forward = seat.part(of: gd_product_panels(to.size))
    gd_product_pack(isa, matrix, 0, factor.forward, forward.lowerBound, forward.upperBound)
    let backward = seat.part(of: gd_product_panels(from.size))
    gd_product_pack(isa, matrix, 1, factor.backward, backward.lowerBound, backward.upperBound)
  }

  /// The packed weights in the kernels' terms.
  private var factor: (forward: gd_packed, backward: gd_packed) {
    let (forward, backward) = packed
    return (
      gd_packed(values: forward.base, count: forward.count, depth: from.size, columns: to.size),
      gd_packed(values: backward.base, count: backward.count, depth: backwardDepth, columns: from.size)
    )
  }

  func forward(
    _ from: UnsafeMutablePointer<Float>, rows: Int, _ pooling: PoolingChoice,
    into out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat
  ) {
    run(factor.forward, from, stride: self.from.size, rows: rows, out, seat)
  }

  func backward(
    _ to: UnsafeMutablePointer<Float>, rows: Int, into out: UnsafeMutablePointer<Float>,
    _ seat: WorkerTeam.Seat
  ) {
    run(factor.backward, to, stride: self.to.size, rows: rows, out, seat)
  }

  var settlesBackward: Bool { true }

  func settleBackward(
    _ to: UnsafeMutablePointer<Float>, rows: Int, _ clamp: ClampedCurve<Float>,
    fixed: UnsafeMutablePointer<Float>, into states: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat
  ) {
    let matrix = gd_matrix(values: fixed, rows: rows, columns: from.size, stride: from.size)
    let settle = gd_settle(fixed: matrix, slope: clamp.slope, low: clamp.low, high: clamp.high)
    run(factor.backward, to, stride: self.to.size, rows: rows, states, seat, settle)
  }

  /// Weights that every thread may read whole, bytes: half of a second-level cache.
  private static let sharedLimit = 512 << 10

  /// This thread's part of a product: some of its columns or, with few weights, some of its rows, so that what a thread
  /// writes is what it reads next. An element's sum has the same order either way.
  private func run(
    _ packed: gd_packed, _ left: UnsafeMutablePointer<Float>, stride: Int, rows: Int,
    _ out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat, _ settle: gd_settle? = nil
  ) {
    let columns = packed.columns
    let panels = gd_product_panels(columns)
    let splitsRows = 4 * packed.count <= Self.sharedLimit && rows >= 4 * seat.threads
    let rowPart = splitsRows ? seat.part(of: rows) : 0..<rows
    let panelPart = splitsRows ? 0..<panels : seat.part(of: panels)
    guard !rowPart.isEmpty else { return }
    /// This thread's rows of a matrix.
    func part(_ values: UnsafeMutablePointer<Float>, columns: Int) -> gd_matrix {
      gd_matrix(
        values: values + rowPart.lowerBound * columns, rows: rowPart.count, columns: columns, stride: columns)
    }
    func run(_ settle: UnsafePointer<gd_settle>?) {
      gd_product_run(
        isa, part(left, columns: stride), packed, part(out, columns: columns), panelPart.lowerBound,
        panelPart.upperBound, settle)
    }
    guard var settle else { return run(nil) }
    settle.fixed = part(settle.fixed.values, columns: settle.fixed.stride)
    run(&settle)
  }

  func expand(
    _ to: UnsafeMutablePointer<Float>, rows: Int, into out: UnsafeMutablePointer<Float>,
    _ seat: WorkerTeam.Seat
  ) { general.expand(to, rows: rows, into: out, seat) }

  func gradient(_ rows: GradientRows<Float>, into out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat) {
    general.gradient(rows, into: out, seat)
  }
}
