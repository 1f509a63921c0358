import CKernels
import Foundation
import Kernels
import Resistive

/// One synchronous relaxation step of the inner convolutions of the Hopfield network 128-256-512-512 on CIFAR-10
/// (arXiv 2006.03824): the product and the transposed product of each, with max pooling, on two threads.
///
/// The time of a step is the sum of the shortest times of its six products, each measured in the sequence of whole
/// steps, so with the caches as a step leaves them. The peer is `tools/peers/conv_step_torch.py`, measured likewise.
struct ConvolutionCase: BenchCase {
  /// Images of a minibatch.
  let batch: Int
  var name: String { "conv-step-\(batch)" }
  let kind = BenchKind.solver

  /// Rows and columns, read and written channels of the convolutions.
  private static let shapes = [(16, 128, 256), (8, 256, 512), (4, 512, 512)]
  private static let steps = 40

  func run() throws -> BenchResult {
    let products = Self.shapes.flatMap { side, inputs, outputs in
      let shape = gd_convolution(
        images: batch, height: side, width: side, in: inputs, out: outputs, pooling: GD_POOL_MAX)
      let argmax = FloatMemory(batch * side * side * outputs / 16)
      return [GD_FORWARD, GD_BACKWARD].map { ConvolutionProduct(shape, $0, argmax: argmax) }
    }
    let direct = products.reduce(0) { $0 + $1.directFlops }
    let own = products.reduce(0) { $0 + $1.flops }
    let figures = [1, 2].map { threads in
      let time = step(products, threads: threads)
      let peak = Self.peak(threads: threads)
      let text = String(
        format:
          "%.1f ms on %d thread%@, %.0f GFLOP/s as a direct convolution, %.0f in its products (%.0f %% of %.0f)",
        time * 1e3, threads, threads == 1 ? "" : "s", direct / time / 1e9, own / time / 1e9,
        100 * own / time / peak, peak / 1e9)
      return (time: time, text: text)
    }
    let peer = PythonPeer(
      script: "conv_step_torch.py",
      arguments: ["--batch", "\(batch)", "--threads", "2", "--shapes"]
        + Self.shapes.map { "\($0),\($1),\($2)" })
    return BenchResult(
      name, seconds: figures[1].time, peer: "PyTorch float32, 2 threads", peerSeconds: peer.seconds(),
      bound: figures.map(\.text).joined(separator: "; ") + "; bound by FMA throughput")
  }

  /// Seconds of a step.
  private func step(_ products: [ConvolutionProduct], threads: Int) -> Double {
    let times = FloatMemory(products.count)
    for k in products.indices { times[k] = .infinity }
    let scratch = (0..<threads).map { _ in FloatMemory(products.map(\.scratchCount).max() ?? 0) }
    let clock = ContinuousClock()
    WorkerTeam.run(threads: threads) { seat in
      for _ in 0..<Self.steps {
        for (k, product) in products.enumerated() {
          seat.wait()
          let start = clock.now
          product.run(seat, scratch: scratch[seat.index])
          seat.wait()
          if seat.index == 0 { times[k] = min(times[k], Float(start.duration(to: clock.now) / .seconds(1))) }
        }
      }
    }
    return products.indices.reduce(0) { $0 + Double(times[$1]) }
  }

  /// Floating-point operations a second of multiply-adds in registers.
  private static func peak(threads: Int) -> Double {
    let best = FloatMemory(threads)
    let clock = ContinuousClock()
    WorkerTeam.run(threads: threads) { seat in
      let sums = FloatMemory(16)
      for _ in 0..<20 {
        seat.wait()
        let start = clock.now
        let count = gd_multiply_adds(gd_best_isa(), 200_000, 0.999, sums.vector)
        best[seat.index] = max(best[seat.index], Float(count / (start.duration(to: clock.now) / .seconds(1))))
      }
    }
    return (0..<threads).reduce(0) { $0 + Double(best[$1]) }
  }
}

/// One product of the case with its memory. Threads write disjoint parts of it.
private struct ConvolutionProduct: Sendable {
  private let plan: gd_winograd
  private let packed, input, output, argmax: FloatMemory

  /// A product of random weights and activations.
  init(_ shape: gd_convolution, _ direction: gd_direction, argmax: FloatMemory) {
    var plan = gd_winograd_plan(shape, direction)
    let weights = Self.random(9 * shape.in * shape.out)
    packed = FloatMemory(gd_winograd_packed_count(&plan))
    gd_winograd_pack(gd_best_isa(), &plan, weights.vector, packed.vector, 0, plan.panels)
    let (below, above) = (
      shape.images * shape.height * shape.width * shape.in,
      shape.images * (shape.height / 2) * (shape.width / 2) * shape.out
    )
    input = Self.random(direction == GD_FORWARD ? below : above)
    output = FloatMemory(direction == GD_FORWARD ? above : below)
    (self.plan, self.argmax) = (plan, argmax)
  }

  private static func random(_ count: Int) -> FloatMemory {
    let memory = FloatMemory(count)
    let philox = Philox(seed: 1)
    for k in 0..<count {
      memory[k] = Float(philox.uniform(purpose: 0, stream: 0, index: UInt64(k % 65536))) - 0.5
    }
    return memory
  }

  /// Operations of a direct convolution, and those of the products that Winograd's tiles need.
  var directFlops: Double {
    2 * 9 * Double(plan.shape.images * plan.shape.height * plan.shape.width * plan.shape.in * plan.shape.out)
  }
  var flops: Double { 2 * 36 * Double(plan.tiles * plan.shape.in * plan.shape.out) }
  var scratchCount: Int { withUnsafePointer(to: plan) { gd_winograd_scratch_count($0) } }

  /// One thread's share.
  func run(_ seat: WorkerTeam.Seat, scratch: FloatMemory) {
    let bytes = UnsafeMutableRawPointer(argmax.base).assumingMemoryBound(to: UInt8.self)
    withUnsafePointer(to: plan) {
      gd_winograd_run(
        gd_best_isa(), $0, packed.vector,
        gd_images(input: input.base, argmax: bytes, output: output.base), scratch.vector,
        plan.items * seat.index / seat.threads, plan.items * (seat.index + 1) / seat.threads)
    }
  }
}
