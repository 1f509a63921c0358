import Datasets
import Devices
import Dispatch
import Foundation
import Kernels
import Learning
import Mapping
import Quantities
import Resistive
import Specification
import Synchronization

import struct Technology.TechnologyLibrary

/// 100 sampled chips of the network drn-1h (initial conductances: the time does not depend on them), each measured on
/// the 10,000 test images: spread of both ends of the ranges, programming error, stuck devices. Chips run in parallel.
struct PredictCase: BenchCase {
  let name = "predict-100-chips"
  private static let chips = 100
  /// The devices of the peer.
  private static var magnitudes: DeviceMagnitudes {
    var magnitudes = DeviceMagnitudes(low: 0, high: 0.1)
    (magnitudes.lowerSpread, magnitudes.upperSpread) = (0.02, 0.1)
    (magnitudes.stuckOff, magnitudes.stuckOn) = (0.009, 0.001)
    return magnitudes
  }

  func run() throws -> BenchResult {
    let spec = try ChipSpec.load(path: "specs/published/drn-1h.yaml").spec
    let technology = try TechnologyLibrary(for: spec).load(spec.technology).technology
    var network = try ResistiveNetwork(spec: spec, technology: technology)
    network.conductanceRange = Conductance(si: 0)...Conductance(si: 0.1)
    let data = try DataSets.load(DataRequest(spec: spec))
    let settings = TrainingSettings(spec: spec, network: network)
    let trainer = try FastTrainer(network: network, data: data, settings: settings)
    let targets = trainer.parameters.conductances.connections.map { $0.siemens.map(Float.init) }
    let measurement = try ChipMeasurement(network, data, settings: settings)
    let sites = (0..<network.connectionCount).map {
      DeviceSites(network.fabric, connection: $0, tileShape: TileShape(rows: 256, columns: 256))
    }
    let processors = min(2, ProcessInfo.processInfo.activeProcessorCount)
    let next = Atomic<Int>(0)
    let accuracies = Mutex([Double](repeating: 0, count: Self.chips))
    let drawing = Mutex(0.0)
    let measuring = Mutex(0.0)
    let time = seconds {
      DispatchQueue.concurrentPerform(iterations: processors) { _ in
        let chip = FastChip(measurement)
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < Self.chips else { break }
          let first = seconds {
            let instance = ChipInstance(seed: 1, chip: UInt32(index))
            let sampler = ChipSampling(Self.magnitudes, instance, error: 0.02 * 0.1)
            for (k, site) in sites.enumerated() {
              for row in 0..<site.rows {
                chip.program(k, row: row) { siemens in
                  sampler.fill(site, row: row, targets: targets[k], into: siemens)
                }
              }
            }
          }
          drawing.withLock { $0 += first }
          let second = seconds {
            let accuracy = chip.measure().accuracy
            accuracies.withLock { $0[index] = accuracy }
          }
          measuring.withLock { $0 += second }
        }
      }
    }
    let peer = PythonPeer(
      script: "chips_numpy.py",
      arguments: [
        ".data/mnist", "--hidden", "\(network.hidden[0].units)", "--gain",
        "\(network.input.fullScale.si / network.output.target.si)", "--sweeps", "\(settings.sweeps ?? 1)",
        "--chips", "3", "--scale", "\(Self.chips)",
      ]
    ).seconds()
    let mean = accuracies.withLock { $0.reduce(0, +) } / Double(Self.chips)
    return BenchResult(
      name, seconds: time, peer: "numpy float32 (3 chips, scaled)", peerSeconds: peer,
      bound: String(
        format:
          "on %d threads; of a chip %.3f s for the devices, %.3f s for 10,000 images; mean accuracy %.2f %% "
          + "untrained; bound by L3 bandwidth and FMA throughput",
        processors, drawing.withLock { $0 } / Double(Self.chips),
        measuring.withLock { $0 } / Double(Self.chips),
        100 * mean))
  }
}

/// What the devices of a chip make of target conductances.
private struct ChipSampling {
  let sampler: DeviceSampler
  let programming: Philox
  /// Standard deviation of a programmed conductance, siemens.
  let error: Float

  init(_ magnitudes: DeviceMagnitudes, _ instance: ChipInstance, error: Double) {
    sampler = DeviceSampler(magnitudes, instance)
    programming = instance.philox(RandomPurpose.programming)
    self.error = Float(error)
  }

  func fill(
    _ site: DeviceSites, row: Int, targets: [Float], into siemens: UnsafeMutableBufferPointer<Float>
  ) {
    guard let to = siemens.baseAddress else { return }
    targets.withUnsafeBufferPointer { targets in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * site.columns) { scratch in
        guard let low = scratch.baseAddress, let from = targets.baseAddress else { return }
        let (high, noise) = (low + site.columns, low + 2 * site.columns)
        for span in site.spans(row: row) {
          let first = span.networkColumns.lowerBound
          sampler.fillRanges(span, low: low, high: high)
          programming.fillNormals(span.counter(purpose: RandomPurpose.programming), count: span.count, noise)
          for k in 0..<span.count {
            let aimed = from[row * site.columns + first + k] + error * noise[k]
            to[first + k] = min(max(aimed, low[k]), high[k])
          }
          sampler.forEachFault(span) { k, fault in
            to[first + k] = fault == .stuckOff ? low[k] : high[k]
          }
        }
      }
    }
  }
}
