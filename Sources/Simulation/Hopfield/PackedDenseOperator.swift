import CKernels
import Networks

/// A matrix between all neurons of two layers in float32, packed once an update for products of few rows.
///
/// What happens once a minibatch is left to the general operator, whose weights these are.
final class PackedDenseOperator: CouplingOperator {
  private let general: DenseOperator<Float>
  private let from: LayerLayout
  private let to: LayerLayout
  private let packed: (forward: Tensor<Float>, backward: Tensor<Float>)
  private let isa: gd_isa

  /// Makes an operator with weights of 0; nil for layers that do not fill whole vectors.
  /// - Parameter isBothWays: whether `backward` will be used.
  init?(from: LayerLayout, to: LayerLayout, isBothWays: Bool, isa: gd_isa = gd_best_isa()) {
    guard from.size % 16 == 0, to.size % 16 == 0 else { return nil }
    (self.from, self.to, self.isa) = (from, to, isa)
    general = DenseOperator(from: from, to: to)
    packed = (
      Tensor(gd_product_packed_count(from.size, to.size)),
      Tensor(isBothWays ? gd_product_packed_count(to.size, from.size) : 0)
    )
  }

  var weights: Tensor<Float> { general.weights }
  var fullSize: Int { general.fullSize }
  var choosesPlaces: Bool { false }
  func place(ofWeight index: Int) -> Int { general.place(ofWeight: index) }

  func prepare(_ seat: WorkerTeam.Seat) {
    let forward = seat.part(of: gd_product_panels(to.size))
    gd_product_pack(
      isa, weights.base, to.size, 0, from.size, to.size, packed.forward.base, forward.lowerBound,
      forward.upperBound)
    guard packed.backward.count > 0 else { return }
    let backward = seat.part(of: gd_product_panels(from.size))
    gd_product_pack(
      isa, weights.base, to.size, 1, to.size, from.size, packed.backward.base, backward.lowerBound,
      backward.upperBound)
  }

  func forward(
    _ from: UnsafeMutablePointer<Float>, rows: Int, _ pooling: PoolingChoice,
    into out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat
  ) {
    let part = seat.part(of: gd_product_panels(to.size))
    gd_product_run(
      isa, packed.forward.base, self.from.size, to.size, from, self.from.size, rows, out, to.size,
      part.lowerBound, part.upperBound)
  }

  func backward(
    _ to: UnsafeMutablePointer<Float>, rows: Int, into out: UnsafeMutablePointer<Float>,
    _ seat: WorkerTeam.Seat
  ) {
    let part = seat.part(of: gd_product_panels(from.size))
    gd_product_run(
      isa, packed.backward.base, self.to.size, from.size, to, self.to.size, rows, out, from.size,
      part.lowerBound, part.upperBound)
  }

  func expand(
    _ to: UnsafeMutablePointer<Float>, rows: Int, into out: UnsafeMutablePointer<Float>,
    _ seat: WorkerTeam.Seat
  ) { general.expand(to, rows: rows, into: out, seat) }

  func gradient(_ rows: GradientRows<Float>, into out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat) {
    general.gradient(rows, into: out, seat)
  }
}
