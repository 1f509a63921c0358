import Datasets
import Diagnostics
import Foundation
import Testing

@testable import Learning
@testable import Prediction

/// A checkpoint whose checksum is right and whose numbers are not those of any training.
@Suite("Forged checkpoints")
struct ForgedCheckpointTests {
  /// A rule that is never asked.
  private struct Nothing: LearningRule {
    static let (name, summary, reference) = ("nothing", "", "")
    static func needs(_ settings: RuleSettings) -> Set<RuleKey> { [] }
    init() {}
    init(_ settings: RuleSettings) {}
    func plan(minibatch: Int) -> GradientPlan { .adjoint }
  }

  /// An engine of one number.
  private final class Engine: LearningEngine {
    let fingerprint = "forged"
    var values = [[0.0]]
    let data: Dataset = {
      let samples = Samples(
        valueCount: 1, bytes: [UInt8](repeating: 0, count: 10), labels: [Int](repeating: 0, count: 10))
      return Dataset(name: "none", shape: [1], train: samples, test: samples)
    }()
    let course = TrainingCourse(rule: Nothing(), batch: 10, schedule: .constant, seed: 1)

    func learn(
      _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
    ) {
      progress.samples = sampleCount
      progress.sweeps += 1
    }
    func divergence(epoch: Int, _ progress: EpochProgress) -> Diagnostic {
      Diagnostic(.error, "GD0415", "diverged")
    }
    func evaluate() -> Evaluation { Evaluation(predictions: [0], labels: [0], EpochProgress()) }
    func evaluateValidation() -> Evaluation? { nil }
  }

  private func resume(_ change: (inout Checkpoint) -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("forged-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    var loop = TrainingLoop(Engine(), epochs: 1)
    try loop.run(checkpoint: file)
    var checkpoint = try Checkpoint(reading: file, fingerprint: "forged", like: [1], samples: 10)
    change(&checkpoint)
    try checkpoint.write(to: file)
    var other = TrainingLoop(Engine(), epochs: 3)
    try other.resume(from: file)
    try other.run()
  }

  @Test("is gone on from when nothing is changed") func unchanged() throws { try resume { _ in } }

  @Test("counts that no training counts are refused, and none is counted on from", arguments: 0..<8)
  func counts(_ index: Int) throws {
    let error = #expect(throws: Diagnostic.self) {
      try resume { checkpoint in
        switch index {
        case 0: checkpoint.progress.samples = 11
        case 1: checkpoint.progress.samples = -1
        case 2: checkpoint.progress.sweeps = .max
        case 3: checkpoint.progress.phases = -.max
        case 4: checkpoint.progress.errors = .max
        case 5: checkpoint.history[0].epoch = .max
        case 6: checkpoint.history[0].testError = 1e308
        default: checkpoint.history[0].unconverged = .min
        }
      }
    }
    #expect(error?.code == "GD0409")
  }

  @Test("chips that cannot be are refused", arguments: [1e308, -0.1])
  func chips(_ accuracy: Double) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("forged-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    var store = ChipStore()
    store["trial", ChipDraw(chip: 0)] = ChipRecord(chip: 0, accuracy: accuracy)
    try store.write(to: file)
    let error = #expect(throws: Diagnostic.self) { try ChipStore(reading: file) }
    #expect(error?.code == "GD0450")
  }
}
