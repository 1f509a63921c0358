import Datasets
import Diagnostics
import Foundation
import Quantities
import Specification
import Statistics

/// Whether a training has come to anything: its score beside chance and beside a linear read-out of the inputs.
///
/// A run that ends is not one that has learned; these signs are warnings with the likely cause, or errors where the
/// spec's `limits: { training: … }` says so.
package struct TrainingCheck: Sendable {
  /// Codes of all signs.
  package static let codes = ["GD0470", "GD0471", "GD0472", "GD0473"]

  /// Share of the test samples that the most frequent class of the training samples would get right; of values, the R² of
  /// always answering the mean of the training samples.
  package let majorityAccuracy: Double
  /// Share that a linear read-out of the inputs gets right, or its R²; nil: there was no fit.
  package let linearAccuracy: Double?
  /// How a linear read-out answers values; nil: there was no fit, or targets are classes.
  package let linearFit: VectorFit?
  private let data: Dataset
  private let evaluation: Evaluation
  private let linear: [Int]?
  private let majority: Int

  /// Confidence of the interval of the accuracy.
  private static let confidence = 0.95
  /// Chance by which a read-out as good as the network would look as much better.
  private static let significance = 1e-3
  /// Least advantage of a read-out that is worth a word, in shares of the test samples or of their variance.
  private static let advantage = 0.02
  /// Share of a layer's neurons that may be dead.
  private static let deadShare = 0.9

  /// Fits the linear read-out.
  /// - Parameters:
  ///   - evaluation: of the test samples after the training.
  ///   - classes: of the network, or its output values.
  package init(_ data: Dataset, _ evaluation: Evaluation, classes: Int, threads: Int) {
    (self.data, self.evaluation) = (data, evaluation)
    if case .vectors(let training) = data.train.targets, case .vectors(let test) = data.test.targets {
      (majority, linear) = (0, nil)
      let means = (0..<test.count).flatMap { _ in training.means }
      majorityAccuracy = VectorFit(answers: means, test).rSquared
      linearFit = LinearReadout(data.train, classes: classes)?.fit(data.test, test, threads: threads)
      linearAccuracy = linearFit?.rSquared
      return
    }
    linearFit = nil
    var counts = [Int: Int]()
    for label in data.train.labels { counts[label, default: 0] += 1 }
    majority = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 0
    let majority = majority
    let tests = Double(max(1, data.test.count))
    majorityAccuracy = Double(data.test.labels.count { $0 == majority }) / tests
    linear = LinearReadout(data.train, classes: classes)?.predictions(data.test, threads: threads)
    linearAccuracy = linear.map { linear in
      Double(zip(linear, data.test.labels).count { $0 == $1 }) / tests
    }
  }

  /// What a training did, for the likely cause of a failure.
  package struct Course: Sendable {
    /// Every epoch.
    package var history: [EpochRecord]
    /// What the trained network shows.
    package var signs: TrainingSigns
    /// Where the spec has the learning rate.
    package var rateLocation: SourceLocation

    /// Makes a course.
    package init(history: [EpochRecord], _ signs: TrainingSigns, rateLocation: SourceLocation) {
      (self.history, self.signs, self.rateLocation) = (history, signs, rateLocation)
    }
  }

  /// Signs of a failed training: warnings with the likely cause; none without an epoch.
  package func diagnostics(_ course: Course) -> [Diagnostic] {
    guard !course.history.isEmpty, evaluation.samples > 0 else { return [] }
    let failure = data.test.targets.vectors.map { valueFailure(course, $0) } ?? failure(course)
    return [failure].compactMap { $0 } + dead(course)
  }

  /// Outputs that are all equal, else an accuracy near chance, else one below the read-out's.
  private func failure(_ course: Course) -> Diagnostic? {
    let tests = evaluation.samples
    let (cause, suggestion) = likelyCause(course)
    func warning(_ code: String, _ text: String) -> Diagnostic {
      Diagnostic(
        .warning, code, "the training has failed: \(text)\(linearText); \(cause)", at: course.rateLocation,
        suggestion: suggestion)
    }
    let classes = Set(data.test.labels)
    if tests > 1, classes.count > 1, let only = evaluation.predictions.first,
      evaluation.predictions.allSatisfy({ $0 == only })
    {
      return warning(
        "GD0471",
        "every one of the \(tests) test samples is taken for class \(data.className(only)), which is "
          + "\(percent(evaluation.accuracy)) right")
    }
    let right = tests - evaluation.errors
    let interval = YieldInterval(passed: right, of: tests, confidence: Self.confidence)
    if classes.count > 1, interval.low <= majorityAccuracy {
      return warning(
        "GD0470",
        "\(percent(evaluation.accuracy)) of \(tests) test samples (\(percent(interval.low)) to \(percent(interval.high)) at "
          + "\(percent(Self.confidence)) confidence) is no better than always answering class \(data.className(majority)), "
          + "\(percent(majorityAccuracy))")
    }
    guard let linear, let linearAccuracy else { return nil }
    var (onlyNetwork, onlyLinear) = (0, 0)
    for (index, label) in data.test.labels.enumerated() {
      switch (evaluation.predictions[index] == label, linear[index] == label) {
      case (true, false): onlyNetwork += 1
      case (false, true): onlyLinear += 1
      default: break
      }
    }
    guard linearAccuracy - evaluation.accuracy >= Self.advantage,
      Self.signTest(onlyLinear, of: onlyLinear + onlyNetwork) < Self.significance
    else { return nil }
    return Diagnostic(
      .warning, "GD0473",
      "the network does worse than a linear read-out of its inputs: \(percent(evaluation.accuracy)) of \(tests) test samples, "
        + "the read-out \(percent(linearAccuracy)) (\(onlyLinear) samples only it gets right, \(onlyNetwork) only the network); "
        + cause, at: course.rateLocation, suggestion: suggestion)
  }

  private var linearText: String {
    linearAccuracy.map { "; a linear read-out of the inputs reaches \(scoreText($0))" } ?? ""
  }

  /// The same for values: answers that do not move, else ones no better than the mean, else worse than the read-out's.
  private func valueFailure(_ course: Course, _ targets: VectorTargets) -> Diagnostic? {
    guard let fit = evaluation.fit else { return nil }
    let (cause, suggestion) = likelyCause(course)
    func warning(_ code: String, _ text: String) -> Diagnostic {
      Diagnostic(.warning, code, text, at: course.rateLocation, suggestion: suggestion)
    }
    let answers = VectorTargets(width: targets.width, values: fit.answers)
    if zip(answers.variances, targets.variances).allSatisfy({ $0 < Self.leastVariance * $1 }) {
      return warning(
        "GD0471",
        "the training has failed: every one of the \(targets.count) test samples is answered with the same values, which is an "
          + "R² of \(scoreText(evaluation.score))\(linearText); \(cause)")
    }
    if evaluation.score <= max(0, majorityAccuracy) {
      return warning(
        "GD0470",
        "the training has failed: an R² of \(scoreText(evaluation.score)) on \(targets.count) test samples is no better than "
          + "always answering their mean\(linearText); \(cause)")
    }
    guard let linearFit, linearFit.rSquared - evaluation.score >= Self.advantage else { return nil }
    var (onlyNetwork, onlyLinear) = (0, 0)
    for index in 0..<targets.count {
      let range = index * targets.width..<(index + 1) * targets.width
      let own = targets.unexplained(targets[index], by: Array(fit.answers[range]))
      let other = targets.unexplained(targets[index], by: Array(linearFit.answers[range]))
      if own < other { onlyNetwork += 1 } else if other < own { onlyLinear += 1 }
    }
    guard Self.signTest(onlyLinear, of: onlyLinear + onlyNetwork) < Self.significance else { return nil }
    return warning(
      "GD0473",
      "the network does worse than a linear read-out of its inputs: an R² of \(scoreText(evaluation.score)) on "
        + "\(targets.count) test samples, the read-out \(scoreText(linearFit.rSquared)) (nearer to the target in \(onlyLinear) "
        + "samples, the network in \(onlyNetwork)); \(cause)")
  }

  /// Variance of the answers over that of the targets below which they do not move.
  private static let leastVariance = 1e-6

  private func scoreText(_ score: Double) -> String {
    evaluation.metric == .accuracy ? percent(score) : Ratio(si: score).formatted(digits: 3)
  }

  private func dead(_ course: Course) -> [Diagnostic] {
    zip(course.signs.deadShares, course.signs.layerLocations).enumerated().compactMap { k, layer in
      guard layer.0 >= Self.deadShare else { return nil }
      return Diagnostic(
        .warning, "GD0472",
        "\(percent(layer.0)) of the neurons of hidden layer \(k + 1) are dead after the training: no training sample moves "
          + "them; lower learning rates, bias rows, or rows of both signs keep them alive", at: layer.1)
    }
  }

  /// The likely cause, in words, and what to do.
  private func likelyCause(_ course: Course) -> (String, String?) {
    let findRate = "grenadyn train --find-rate"
    if let odd = data.warnings.last(where: { ["GD0616", "GD0617", "GD0620", "GD0621"].contains($0.code) }) {
      return ("the likely cause is what \(odd.code) says of the data", odd.suggestion)
    }
    let losses = course.history.map(\.loss)
    guard let first = losses.first, let last = losses.last, let record = course.history.last else {
      return ("", nil)
    }
    func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 3) }
    if let share = course.signs.shareAtEnds, share > 0.9 {
      return (
        "\(percent(share)) of the conductances are at an end of their range: the learning rates are likely too large",
        findRate
      )
    }
    if losses.count > 1, last > 1.02 * first {
      return (
        "the loss has grown from \(number(first)) to \(number(last)): the learning rates are likely too large",
        findRate
      )
    }
    if record.trainError < 0.5 * record.testError {
      return (
        (evaluation.metric == .accuracy
          ? "\(percent(1 - record.trainError)) of the training samples are learned"
          : "the R² of the training samples is \(scoreText(1 - record.trainError))")
          + ": the test samples are unlike them, or the training samples too few", nil
      )
    }
    if losses.count > 1, last > 0.98 * first {
      return (
        "the loss has hardly moved, from \(number(first)) to \(number(last)): the learning rates are likely too small, or "
          + "nothing of the inputs reaches the outputs", findRate
      )
    }
    return (
      "the loss is still \(number(last)) after \(losses.count) epoch\(losses.count == 1 ? "" : "s"): more epochs, other "
        + "learning rates or more hidden units may help", findRate
    )
  }

  /// Chance that a fair coin gives so many heads or more.
  static func signTest(_ heads: Int, of count: Int) -> Double {
    guard heads > 0 else { return 1 }
    // P(X ≥ h) of n fair throws is I_½(h, n − h + 1).
    return exp(SpecialFunctions.logIncompleteBeta(0.5, Double(heads), Double(count - heads + 1)))
  }

  private func percent(_ share: Double) -> String { "\(Ratio(si: 100 * share).formatted(digits: 3)) %" }
}
