import Datasets
import Devices
import Foundation
import Learning
import Mapping
import Quantities
import Resistive
import Specification
import Technology

/// One epoch of a chip that learns by itself, the network drn-1h with imperfect devices: 60,000 training and 10,000 test
/// images, on all cores. The peer is the epoch of ideal devices.
struct InSituCase: BenchCase {
  let name = "in-situ-1h-epoch"
  private static let epochs = 3

  func run() throws -> BenchResult {
    let spec = try ChipSpec.load(path: "specs/published/drn-1h.yaml").spec
    let technology = try TechnologyLibrary(for: spec).load(spec.technology).technology
    var network = try ResistiveNetwork(spec: spec, technology: technology)
    // The range that the trained conductances use.
    network.conductanceRange = Conductance(si: 0)...Conductance(si: 0.5)
    let data = try DataSets.load(DataRequest(spec: spec))
    let settings = TrainingSettings(spec: spec, network: network)
    let ideal = try Self.epoch(FastTrainer(network: network, data: data, settings: settings))
    let trainer = try FastTrainer(
      network: network, data: data, settings: settings, devices: Self.devices(network))
    let time = try Self.epoch(trainer)
    let writes = trainer.pulseCount ?? PulseCount()
    let devices = Double(network.devices)
    let minibatches = Double(Self.epochs * ((data.train.count + settings.batch - 1) / settings.batch))
    return BenchResult(
      name, seconds: time.seconds, peer: "the same epoch with ideal devices", peerSeconds: ideal.seconds,
      bound: String(
        format:
          "%.2g times the ideal epoch, %.2g by processor time; test error %.2f %% after %d epochs (ideal %.2f %%); "
          + "%.2f %% of the devices get pulses in an update, %.2f pulses each; bound by random numbers and the search "
          + "for pulses",
        time.seconds / ideal.seconds, time.processor / ideal.processor, 100 * time.error, Self.epochs,
        100 * ideal.error,
        100 * Double(writes.writes) / devices / minibatches,
        Double(writes.pulses) / Double(max(1, writes.writes))))
  }

  /// Soft-bounds devices of 1000 steps with 30 % spread of everything, 1 % of them stuck.
  static func devices(_ network: ResistiveNetwork) -> InSituDevices {
    var magnitudes = DeviceMagnitudes(
      low: network.conductanceRange.lowerBound.si, high: network.conductanceRange.upperBound.si)
    (magnitudes.lowerSpread, magnitudes.upperSpread) = (0, 0.3)
    (magnitudes.stepSpread, magnitudes.asymmetrySpread) = (0.3, 0.05)
    (magnitudes.stuckOff, magnitudes.stuckOn) = (0.009, 0.001)
    let response = PulseTable(noise: PulseNoise(up: 0.0003, down: 0.0003)) { x, up in
      0.001 * (up ? 1.5 - x : 0.5 + x)
    }
    return InSituDevices(
      instance: ChipInstance(seed: 1, chip: 0),
      sites: (0..<network.connectionCount).map {
        DeviceSites(network.fabric, connection: $0, tileShape: TileShape(rows: 256, columns: 256))
      },
      magnitudes: magnitudes,
      pulses: PulseSettings(scheme: .stochastic, longestTrain: 31, response: response))
  }

  /// The shortest time of an epoch with its evaluation, and the error at the end.
  ///
  /// On a machine with other work the processor time tells more than the wall's.
  private static func epoch(
    _ trainer: FastTrainer
  ) throws -> (seconds: Double, processor: Double, error: Double) {
    var loop = TrainingLoop(trainer, epochs: epochs)
    var times: [Double] = []
    let clock = ContinuousClock()
    var last = clock.now
    let start = Foundation.clock()
    try loop.run { event in
      if case .epoch = event {
        times.append(last.duration(to: clock.now) / .seconds(1))
        last = clock.now
      }
      return true
    }
    let processor = Double(Foundation.clock() - start) / Double(CLOCKS_PER_SEC) / Double(epochs)
    return (times.min() ?? 0, processor, loop.history.last?.testError ?? 1)
  }
}

extension ResistiveNetwork {
  /// Number of synapse devices.
  fileprivate var devices: Int {
    (0..<connectionCount).reduce(0) { $0 + rowCount($1) * nodeCount($1) }
  }
}
