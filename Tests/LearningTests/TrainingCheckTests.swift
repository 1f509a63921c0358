import Diagnostics
import Foundation
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Designs
@testable import Learning

/// Signs of a training that came to nothing.
@Suite struct TrainingCheckTests {
  /// Two classes on a line, at 0…0.4 and at 0.6…1, with as many of each.
  private func data(_ count: Int = 100, warnings: [Diagnostic] = []) -> Dataset {
    func samples(_ count: Int) -> Samples {
      let labels = (0..<count).map { $0 % 2 }
      return Samples(
        valueCount: 1,
        values: labels.enumerated().map { 0.6 * Double($1) + 0.4 * Double($0) / Double(count) },
        labels: labels)
    }
    var data = Dataset(name: "line", shape: [1], train: samples(40), test: samples(count))
    data.warnings = warnings
    return data
  }

  /// Predictions with the given number of wrong ones, the first ones of each class in turn.
  private func evaluation(_ data: Dataset, wrong: Int) -> Evaluation {
    let labels = data.test.labels
    return Evaluation(
      predictions: labels.enumerated().map { $0 < wrong ? 1 - $1 : $1 }, labels: labels, EpochProgress())
  }

  private func course(losses: [Double] = [1, 0.5], trainError: Double = 0.4, shareAtEnds: Double? = nil)
    -> TrainingCheck.Course
  {
    let data = data()
    let history = losses.enumerated().map { index, loss in
      var progress = EpochProgress()
      (progress.samples, progress.cost) = (1000, 1000 * loss)
      progress.errors = Int(1000 * trainError)
      return EpochRecord(
        epoch: index + 1, progress, evaluation(data, wrong: 50), validation: nil, writes: nil)
    }
    return TrainingCheck.Course(
      history: history,
      TrainingSigns(shareAtEnds: shareAtEnds, deadShares: [0.2, 0.95], layerLocations: [here, here]),
      rateLocation: here)
  }

  private func found(
    _ data: Dataset, _ evaluation: Evaluation, _ course: TrainingCheck.Course
  ) -> [Diagnostic] {
    TrainingCheck(data, evaluation, classes: 2, threads: 1).diagnostics(course).filter { $0.code != "GD0472" }
  }

  @Test func accuracies() {
    let data = data()
    let check = TrainingCheck(data, evaluation(data, wrong: 10), classes: 2, threads: 2)
    #expect(check.majorityAccuracy == 0.5 && check.linearAccuracy == 1)
  }

  @Test func nearChance() {
    let data = data()
    // Wilson's interval of 59 of 100 is 0.492 to 0.681, that of 61 of 100 0.512 to 0.700.
    #expect(found(data, evaluation(data, wrong: 41), course()).map(\.code) == ["GD0470"])
    #expect(found(data, evaluation(data, wrong: 39), course()).map(\.code) == ["GD0473"])
    let diagnostic = found(data, evaluation(data, wrong: 50), course()).first
    #expect(diagnostic?.severity == .warning && diagnostic?.location == here)
    #expect(
      diagnostic?.message.contains("50 % of 100 test samples (40.4 % to 59.6 %") == true,
      "\(diagnostic?.message ?? "")")
    #expect(diagnostic?.message.contains("a linear read-out of the inputs reaches 100 %") == true)
  }

  @Test func oneClassOnly() {
    let data = data()
    let same = Evaluation(
      predictions: [Int](repeating: 1, count: 100), labels: data.test.labels, EpochProgress())
    let diagnostic = found(data, same, course()).first
    #expect(diagnostic?.code == "GD0471")
    #expect(diagnostic?.message.contains("taken for class 1") == true)
  }

  @Test func worseThanTheReadout() {
    let data = data()
    // All 10 that only one of the two gets right are the read-out's: p = 2⁻¹⁰; of 9, 2⁻⁹.
    #expect(found(data, evaluation(data, wrong: 10), course()).map(\.code) == ["GD0473"])
    #expect(found(data, evaluation(data, wrong: 9), course()).isEmpty)
    // Significant in 1000 samples, but less than 2 %.
    let many = self.data(1000)
    #expect(found(many, evaluation(many, wrong: 19), course()).isEmpty)
    #expect(found(many, evaluation(many, wrong: 21), course()).map(\.code) == ["GD0473"])
  }

  @Test func likelyCauses() {
    let data = data()
    func message(_ data: Dataset, _ course: TrainingCheck.Course) -> String {
      found(data, evaluation(data, wrong: 50), course).first?.message ?? ""
    }
    #expect(message(data, course(losses: [1, 0.99])).contains("too small"))
    #expect(message(data, course(losses: [1, 1.5])).contains("too large"))
    #expect(message(data, course(shareAtEnds: 0.95)).contains("at an end of their range"))
    #expect(message(data, course(losses: [1, 0.5], trainError: 0.01)).contains("unlike them"))
    #expect(message(data, course(losses: [1, 0.5])).contains("more epochs"))
    let flat = self.data(warnings: [
      Diagnostic(.warning, "GD0616", "x", at: here, suggestion: "scale: min-max")
    ])
    let diagnostic = found(flat, evaluation(flat, wrong: 50), course()).first
    #expect(diagnostic?.message.contains("GD0616") == true && diagnostic?.suggestion == "scale: min-max")
    // Nothing was trained, nothing is judged.
    #expect(found(data, evaluation(data, wrong: 50), course(losses: [])).isEmpty)
  }

  @Test func deadNeurons() {
    let data = data()
    let all = TrainingCheck(data, evaluation(data, wrong: 0), classes: 2, threads: 1).diagnostics(course())
    #expect(all.map(\.code) == ["GD0472"])
    #expect(all.first?.message.hasPrefix("95 % of the neurons of hidden layer 2 are dead") == true)
  }

  @Test func signTest() {
    #expect(abs(TrainingCheck.signTest(3, of: 3) - 1 / 8) < 1e-12)
    #expect(abs(TrainingCheck.signTest(2, of: 3) - 4 / 8) < 1e-12)
    #expect(TrainingCheck.signTest(0, of: 3) == 1)
  }

  /// The threshold of least squares lies halfway between two classes of equal spread.
  @Test func linearReadout() throws {
    let line = Samples(valueCount: 1, values: [0, 0.1, 0.3, 0.4], labels: [0, 0, 1, 1])
    let readout = try #require(LinearReadout(line, classes: 2))
    #expect([0.19, 0.21].map { readout.prediction([$0]) } == [0, 1])
    // Exclusive or is beyond it.
    let xor = Samples(valueCount: 2, values: [0, 0, 0, 1, 1, 0, 1, 1], labels: [0, 1, 1, 0])
    let linear = try #require(LinearReadout(xor, classes: 2)).predictions(xor)
    #expect(zip(linear, xor.labels).count { $0 == $1 } <= 3)
    #expect(LinearReadout(Samples(valueCount: 1, values: [], labels: []), classes: 2) == nil)
  }
}
