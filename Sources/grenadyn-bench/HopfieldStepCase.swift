import Datasets
import Foundation
import Hopfield
import Learning
import Reports
import Specification

/// A relaxation step of the convolutional Hopfield network 128-256-512-512-10 on 3 × 32 × 32 images, as it is in
/// training: the time of some minibatches, gradient and update included, over the number of steps of all phases.
///
/// The peer is `tools/peers/hopfield_torch.py`, as published and in the fastest formulation that was found; its times are those
/// of its steps alone.
struct HopfieldStepCase: BenchCase {
  let name: String
  let kind = BenchKind.solver
  /// Images of a minibatch.
  let batch: Int
  /// Which layers see which: `synchronous` as by autograd, `asynchronous` by hand.
  let order: RelaxationOrder

  private static let spec = "specs/published/dchn-cifar10.yaml"
  private static let minibatches = 3

  func run() throws -> BenchResult {
    var spec = try HopfieldSpec.load(path: Self.spec).spec
    spec.training.batch = batch
    spec.training.relaxation.order = order
    spec.data.normalize = nil
    spec.data.augment = nil
    let network = try HopfieldNetwork(spec: spec)
    let settings = try HopfieldSettings(spec: spec, network: network)
    // Times do not depend on what the images show.
    let images = Samples(
      valueCount: network.input.count,
      bytes: (0..<Self.minibatches * batch * network.input.count).map {
        UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13)
      },
      labels: (0..<Self.minibatches * batch).map { $0 % network.classes })
    let data = Dataset(name: "random", shape: [3, 32, 32], train: images, test: images)
    let trainer = try HopfieldTrainer(network: network, data: data, settings: settings)
    var times: [Double] = []
    let clock = ContinuousClock()
    var last = clock.now
    var progress = EpochProgress()
    try trainer.train(epoch: 0, &progress) { _ in
      times.append(last.duration(to: clock.now) / .seconds(1))
      last = clock.now
      return true
    }
    let steps = Double(spec.training.relaxation.free + 2 * spec.training.relaxation.nudged)
    // The first minibatch warms up.
    let time = (times.dropFirst().min() ?? 0) / steps
    let multiplications = network.couplings.dropFirst().reduce(0.0) { sum, coupling in
      guard case .convolution(let window, _) = coupling.kind else { return sum }
      let places = window.output(of: network.shape(coupling.from), channels: 1).count
      return sum + Double(network.weightShape(coupling).reduce(1, *) * places)
    }
    let direct = 2 * 2 * multiplications * Double(batch)
    func peer(_ formulation: [String]) -> Double? {
      PythonPeer(
        script: "hopfield_torch.py",
        arguments: [
          "--conv", "128-256-512-512", "--free", "60", "--nudged", "20", "--batch", "\(batch)",
          "--timed-steps", "6", "--minibatches", "3", "--threads", "2",
        ] + formulation, key: "secondsPerStep"
      ).seconds()
    }
    let published = peer(["--order", order.rawValue, "--recompute"])
    let byHand = peer(["--order", order == .synchronous ? "by-hand" : order.rawValue])
    return BenchResult(
      name, seconds: time, peer: "PyTorch float32, 2 threads, a step",
      peerSeconds: [published, byHand].compactMap(\.self).min(), publishedSeconds: published,
      bound: String(
        format:
          "%.0f GFLOP/s as direct convolutions, %.0f in Winograd's products of 236 on two cores; bound by FMA throughput",
        direct / time / 1e9, direct / 4 / time / 1e9))
  }

}
