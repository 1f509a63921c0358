import Datasets
import Foundation
import Learning
import Reports
import Resistive
import Specification
import Technology

/// One epoch of a published deep resistive network on MNIST: 60,000 training and 10,000 test images.
///
/// The spec is `specs/published/drn-NAME.yaml`. The time is the best of a few epochs, data loading left out. The
/// peer is `tools/peers/drn_numpy.py` on the same machine, scaled up from some minibatches to the epoch.
struct DRNCase: BenchCase {
  let name: String
  private let spec: String
  private let epochs: Int
  private let peerMinibatches: Int

  /// Test error of the published network after all of its epochs (arXiv 2402.11674).
  let publishedTestError: Double

  /// A network of the reference table.
  init(_ spec: String, published: Double, epochs: Int, peerMinibatches: Int) {
    (self.spec, self.epochs, self.peerMinibatches) = (spec, epochs, peerMinibatches)
    publishedTestError = published
    name = "drn-\(spec)-epoch"
  }

  /// Name of the spec in specs/published.
  var specName: String { "drn-\(spec)" }

  func run() throws -> BenchResult {
    var spec = try ChipSpec.load(path: "specs/published/\(specName).yaml").spec
    spec.training.epochs = epochs
    let technology = try TechnologyLibrary(for: spec).load(spec.technology).technology
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    let data = try DataSets.load(DataRequest(spec: spec))
    let settings = TrainingSettings(spec: spec, network: network)
    let trainer = try FastTrainer(network: network, data: data, settings: settings)
    var times: [Double] = []
    let clock = ContinuousClock()
    var last = clock.now
    var loop = TrainingLoop(trainer, epochs: epochs)
    try loop.run { event in
      if case .epoch = event {
        times.append(last.duration(to: clock.now) / .seconds(1))
        last = clock.now
      }
      return true
    }
    let time = times.min() ?? 0
    let work = DRNWork(network, settings: settings, data: data)
    return BenchResult(
      name, seconds: time, peer: "numpy float32 (\(peerMinibatches) minibatches, scaled)",
      peerSeconds: peerSeconds(spec), bound: work.bound(seconds: time))
  }

  /// Seconds of an epoch of the peer; nil when there is no Python with numpy.
  private func peerSeconds(_ spec: ChipSpec) -> Double? {
    let training = spec.training
    func each(_ rates: [Double]) -> [String] {
      let count = spec.network.hidden.count + 1
      return (rates.count == 1 ? [Double](repeating: rates[0], count: count) : rates).map { "\($0)" }
    }
    let arguments =
      [".data/mnist"]
      + spec.network.hidden.flatMap { ["--hidden", "\($0.value.units)"] }
      + ["--gain", "\(spec.network.input.fullScale.value.si / spec.network.output.target.si)"]
      + [
        "--sweeps", "\(training.relaxation.value.sweeps ?? 1)", "--beta",
        "\(training.nudge?.value.strength ?? 1)",
      ]
      + ["--rates"] + each(training.learningRates.value.map(\.si))
      + ["--bias-rates"] + each((training.biasRates?.value ?? []).map(\.si))
      + ["--minibatches", "\(peerMinibatches)"]
    return PythonPeer(script: "drn_numpy.py", arguments: arguments).seconds()
  }
}

/// The arithmetic and the memory traffic of an epoch, counted for a method that does no more than it must.
struct DRNWork {
  /// Floating-point operations, a multiplication and an addition counted as two.
  let flops: Double
  /// Bytes of weights that are read and written.
  let bytes: Double
  /// Bytes of all weights.
  let weightBytes: Double

  /// Counts: the input matrix's product and update, 4 multiply-adds each a pair of rows, for the
  /// pixels that are not 0; hidden matrices' two products a sweep with the states that differ, and the update.
  init(_ network: ResistiveNetwork, settings: TrainingSettings, data: Dataset) {
    let batch = Double(settings.batch)
    let sweeps = settings.sweeps ?? 1
    let minibatches = Double(data.train.count) / batch
    let units = network.hidden.map { Double($0.units) }
    let layers = network.hidden.count
    let pixels = Double(network.input.valueCount)
    // Share of pixels that are not 0 in some image of a minibatch, from the first minibatches.
    var used = 0
    let seen = min(200, data.train.count / settings.batch)
    for k in 0..<seen {
      var any = [Bool](repeating: false, count: network.input.valueCount)
      for s in 0..<settings.batch {
        for (p, value) in data.train.values(k * settings.batch + s).enumerated() where value != 0 {
          any[p] = true
        }
      }
      used += any.count { $0 }
    }
    let share = Double(used) / Double(max(1, seen)) / pixels
    var madds = units[0] * pixels * batch * 2 * share
    var traffic = 2 * 2 * pixels * units[0]
    var weights = 2 * pixels * units[0]
    for h in 0..<layers {
      let size = units[h] * (h + 1 < layers ? units[h + 1] : Double(network.output.nodeCount))
      // Sweeps before the nudge has reached layer h run one state for both signs.
      let common = (layers - h) / 2 + (layers - h) % 2
      let states =
        Double(sweeps) * batch + Double(min(common, sweeps)) * batch
        + Double(max(0, sweeps - common)) * 2 * batch
      madds += size * (2 * states + 2 * batch)
      traffic += size * Double(2 * sweeps + 2)
      weights += size
    }
    let testSamples = Double(data.test.count)
    let inner = weights - 2 * pixels * units[0]
    let testMadds = testSamples * (units[0] * pixels * 0.2 + inner * 2 * Double(sweeps))
    let testTraffic = testSamples / 8 * (2 * pixels * units[0] * share + inner * Double(sweeps))
    flops = 2 * (minibatches * madds + testMadds)
    bytes = 4 * (minibatches * traffic + testTraffic)
    weightBytes = 4 * weights
  }

  /// What limits it, with figures.
  func bound(seconds: Double) -> String {
    // 3.24 GHz × 32 flop on two cores; L3 read-modify-write, and DRAM when the weights exceed a 32 MB L3 (measured
    // on the development machine).
    let fits = weightBytes < 24e6
    let (peak, bandwidth) = (206e9, fits ? 224e9 : 45e9)
    let (compute, transfer) = (flops / peak, bytes / bandwidth)
    let limit =
      compute > transfer ? "FMA throughput" : fits ? "bandwidth of the L3 cache" : "bandwidth of the memory"
    return String(
      format: "%.0f Gflop at %.0f GFLOP/s, %.0f GB of weights at %.0f GB/s; bound by %@, %.2g s on 2 cores",
      flops / 1e9, flops / seconds / 1e9, bytes / 1e9, bytes / seconds / 1e9, limit, max(compute, transfer))
  }
}
