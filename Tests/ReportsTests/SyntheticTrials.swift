import Foundation
import Kernels
import Specification

@testable import Prediction
@testable import Reports

/// Chips whose accuracies follow from a formula: what they lose is linear in the magnitudes, times random numbers; one
/// that learns by itself loses a tenth of it.
struct SyntheticTrials: PredictionTrials {
  var facts = PredictionFacts(
    name: "synthetic", technology: "paper", seed: 11, dataSet: "nothing", testSamples: 1000,
    softwareAccuracy: 0.97, assumptions: ["all is made up"])
  /// How often a chip of any trial was run.
  var runs = Counter()
  /// Chips after this many runs take for ever.
  var last = Int.max

  func magnitudes(_ mode: PredictionMode) -> [ImperfectionName: Double] {
    [.deviceSpread: 0.1, .stuckOff: 0.02, .neuronOffset: 0.002, .readNoise: 0, .temperature: 300]
  }
  func sources(_ mode: PredictionMode) -> [RandomSource] { [.devices, .faults, .neurons] }
  /// How wires are taken into account.
  var wires = ParasiticsModel.ideal

  func wireModels(_ mode: PredictionMode) -> [ParasiticsModel] {
    wires == .ideal ? [] : ParasiticsModel.allCases
  }
  func trial(
    _ mode: PredictionMode, replacing: [ImperfectionName: Double], wires: ParasiticsModel?
  ) -> any ChipTrial {
    SyntheticTrial(
      seed: facts.seed, mode: mode, magnitudes: magnitudes(mode).merging(replacing) { $1 },
      wires: wires ?? self.wires, runs: runs, last: last)
  }
}

/// One of them.
struct SyntheticTrial: ChipTrial {
  let seed: UInt64
  let mode: PredictionMode
  let magnitudes: [ImperfectionName: Double]
  /// Effective wires cost 30 samples of a thousand, solved ones 40.
  let wires: ParasiticsModel
  let runs: Counter
  let last: Int

  var fingerprint: String {
    let sizes = magnitudes.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "\($0.key.rawValue) \($0.value)"
    }
    return "\(seed) \(mode.rawValue) \(sizes) \(wires.rawValue)"
  }

  func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    runs.increase()
    if runs.value > last {
      while !isStopped() { usleep(500) }
      throw ChipStopped()
    }
    func uniform(_ purpose: UInt32) -> Double {
      Philox(seed: seed).uniform(purpose: purpose, stream: 0, index: UInt64(draw.chip(for: purpose)))
    }
    let inWires =
      switch wires {
      case .ideal: 0.0
      case .effective: 0.03
      case .solved: 0.04
      }
    let drawn =
      0.8 * (magnitudes[.deviceSpread] ?? 0) * uniform(31) + (magnitudes[.stuckOff] ?? 0) * uniform(32)
      + 5 * (magnitudes[.neuronOffset] ?? 0) * uniform(37)
    let loss = inWires + drawn
    let written = ((0.97 - loss) * 1000).rounded() / 1000
    guard mode == .inSitu else { return ChipRecord(chip: draw.chip, accuracy: written, writeFailures: 3) }
    let learned = ((0.97 - loss / 10) * 1000).rounded() / 1000
    return ChipRecord(
      chip: draw.chip, accuracy: learned, programmedAccuracy: written, pulsesPerDevice: 12,
      curve: [.init(updates: 0, accuracy: written), .init(updates: 100, accuracy: learned)])
  }
}

/// Counts on several threads.
final class Counter: Sendable {
  private let lock = NSLock()
  nonisolated(unsafe) private var count = 0
  var value: Int { lock.withLock { count } }
  func increase() { lock.withLock { count += 1 } }
}

/// A folder that is removed at the end.
final class TemporaryFolder {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
  func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}
