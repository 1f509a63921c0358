import Datasets
import Foundation
import Hopfield
import Learning
import Reports
import Specification

/// One epoch of a dense Hopfield network on MNIST: 60,000 training and 10,000 test images.
///
/// The time is the best of a few epochs, data loading left out. The peer is `tools/peers/hopfield_torch.py`, as published and
/// in the fastest formulation that was found, scaled up from some minibatches of training images.
struct HopfieldEpochCase: BenchCase {
  let name: String
  /// Path of the spec.
  let spec: String
  /// Epochs that are timed.
  let epochs: Int
  /// Arguments of the peer for its published and its fastest formulation.
  let published, fastest: [String]
  /// Arguments of the peer beside these and those of the spec.
  let peerArguments: [String]

  func run() throws -> BenchResult {
    var spec = try HopfieldSpec.load(path: spec).spec
    spec.training.epochs = epochs
    let network = try HopfieldNetwork(spec: spec)
    let data = try DataSets.load(DataRequest(spec: spec))
    let settings = try HopfieldSettings(spec: spec, network: network)
    var loop = TrainingLoop(
      try HopfieldTrainer(network: network, data: data, settings: settings), epochs: epochs)
    var times: [Double] = []
    let clock = ContinuousClock()
    var last = clock.now
    try loop.run { event in
      if case .epoch = event {
        times.append(last.duration(to: clock.now) / .seconds(1))
        last = clock.now
      }
      return true
    }
    let time = times.min() ?? 0
    let relaxation = spec.training.relaxation
    let sizes = [network.input.count] + network.layers.map(\.shape.count)
    func peer(_ formulation: [String]) -> Double? {
      [1, 2].compactMap { threads in
        PythonPeer(
          script: "hopfield_torch.py",
          arguments: [
            "--dense", sizes.map(String.init).joined(separator: "-"), "--free", "\(relaxation.free)",
            "--nudged", "\(relaxation.nudged)", "--batch", "\(spec.training.batch)", "--threads",
            "\(threads)",
          ] + formulation + peerArguments, key: "secondsPerEpoch"
        ).seconds()
      }.min()
    }
    return BenchResult(
      name, seconds: time,
      peer: "PyTorch float32, closed form, the faster of one and two threads, scaled from some minibatches",
      peerSeconds: peer(fastest), publishedSeconds: peer(published),
      bound: bound(network, settings: spec.training, data: data, seconds: time))
  }

  /// Products that must be done: the input's once a phase-less minibatch and for the gradient, the others' both ways
  /// a sweep, and twice for the gradient.
  private func bound(
    _ network: HopfieldNetwork, settings: TrainingSpec<HopfieldTrainingKeys>, data: Dataset, seconds: Double
  ) -> String {
    var training = 0.0
    var test = 0.0
    let isCentered = settings.estimator.value == .centered
    let sweeps = Double(settings.relaxation.free + (isCentered ? 2 : 1) * settings.relaxation.nudged)
    for coupling in network.couplings {
      let size = Double(network.weightShape(coupling).reduce(1, *))
      training += coupling.from == 0 ? 2 * size : (2 * sweeps + 2) * size
      test += coupling.from == 0 ? size : 2 * Double(settings.relaxation.free) * size
    }
    let flops = 2 * (training * Double(data.train.count) + test * Double(data.test.count))
    return String(
      format: "%.0f Gflop at %.0f GFLOP/s of 236 on two cores; bound by short loops over states and barriers",
      flops / 1e9, flops / seconds / 1e9)
  }
}
