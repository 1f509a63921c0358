import CKernels
import Kernels

/// A convolution of 3 × 3 kernels with stride 1 and padding 1, without pooling or with pooling of 2 × 2, in float32 by
/// Winograd's F(4 × 4, 3 × 3): a quarter of the multiplications, with weights packed once an update.
///
/// What happens once a minibatch is left to the general operator, whose weights and places these are.
final class WinogradOperator: CouplingOperator, @unchecked Sendable {
  private let general: ConvolutionOperator<Float>
  private let shape: gd_convolution
  private let packed: (forward: Tensor<Float>, backward: Tensor<Float>)
  /// A thread's own.
  private let scratch: [Tensor<Float>]
  /// Maps before pooling, where places that were chosen earlier are kept; empty without max-pooling.
  private let fullMaps: Tensor<Float>
  private let isa: gd_isa

  /// Makes an operator with weights of 0; nil for other convolutions.
  init?(_ geometry: ConvolutionGeometry, rows: Int, threads: Int, isa: gd_isa = gd_best_isa()) {
    guard geometry.window == Window(size: 3, padding: 1, stride: 1), geometry.input.stride % 16 == 0,
      geometry.pooling.map({ $0.window == Window(size: 2, stride: 2) }) ?? true
    else { return nil }
    self.isa = isa
    general = ConvolutionOperator(geometry, rows: rows, threads: threads)
    let pooling: gd_pooling =
      switch geometry.pooling?.kind {
      case nil: GD_POOL_NONE
      case .max: GD_POOL_MAX
      case .average: GD_POOL_AVERAGE
      }
    shape = gd_convolution(
      images: rows, height: geometry.input.shape.height, width: geometry.input.shape.width,
      in: geometry.input.stride, out: geometry.full.stride, pooling: pooling)
    var plans = (
      forward: gd_winograd_plan(shape, GD_FORWARD), backward: gd_winograd_plan(shape, GD_BACKWARD)
    )
    packed = (
      Tensor(gd_winograd_packed_count(&plans.forward)), Tensor(gd_winograd_packed_count(&plans.backward))
    )
    let size = max(gd_winograd_scratch_count(&plans.forward), gd_winograd_scratch_count(&plans.backward))
    fullMaps = Tensor(general.choosesPlaces ? rows * general.fullSize : 0)
    scratch = (0..<threads).map { _ in Tensor(size) }
  }

  var weights: Tensor<Float> { general.weights }
  var fullSize: Int { general.fullSize }
  var choosesPlaces: Bool { general.choosesPlaces }
  func place(ofWeight index: Int) -> Int { general.place(ofWeight: index) }

  private func plan(_ direction: gd_direction, rows: Int) -> gd_winograd {
    var shape = shape
    shape.images = rows
    return gd_winograd_plan(shape, direction)
  }

  func prepare(_ seat: WorkerTeam.Seat) {
    // It packs what it knows of rounding with the weights: what the general operator does, it does with places kept.
    for (direction, target) in [(GD_FORWARD, packed.forward), (GD_BACKWARD, packed.backward)] {
      var plan = plan(direction, rows: 1)
      let part = seat.part(of: plan.panels)
      gd_winograd_pack(isa, &plan, weights.vector, target.vector, part.lowerBound, part.upperBound)
    }
  }

  func forward(
    _ from: UnsafeMutablePointer<Float>, rows: Int, _ pooling: PoolingChoice,
    into out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat
  ) {
    guard pooling == .keep, choosesPlaces else {
      return run(plan(GD_FORWARD, rows: rows), packed.forward, from, out, seat)
    }
    // The kernel would choose: it makes the full maps, of which the places that were chosen are taken.
    var unpooled = shape
    (unpooled.images, unpooled.pooling) = (rows, GD_POOL_NONE)
    run(gd_winograd_plan(unpooled, GD_FORWARD), packed.forward, from, fullMaps.base, seat)
    seat.wait()
    general.keepPlaces(of: fullMaps.base, rows: rows, into: out, seat)
  }

  private func run(
    _ plan: gd_winograd, _ packed: Tensor<Float>, _ input: UnsafeMutablePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat
  ) {
    var plan = plan
    let part = seat.part(of: plan.items)
    gd_winograd_run(
      isa, &plan, packed.vector, gd_images(input: input, argmax: general.places, output: output),
      scratch[seat.index].vector, part.lowerBound, part.upperBound)
  }

  func backward(
    _ to: UnsafeMutablePointer<Float>, rows: Int, into out: UnsafeMutablePointer<Float>,
    _ seat: WorkerTeam.Seat
  ) {
    run(plan(GD_BACKWARD, rows: rows), packed.backward, to, out, seat)
  }

  func expand(
    _ to: UnsafeMutablePointer<Float>, rows: Int, into out: UnsafeMutablePointer<Float>,
    _ seat: WorkerTeam.Seat
  ) { general.expand(to, rows: rows, into: out, seat) }

  func gradient(_ rows: GradientRows<Float>, into out: UnsafeMutablePointer<Float>, _ seat: WorkerTeam.Seat) {
    general.gradient(rows, into: out, seat)
  }
}
