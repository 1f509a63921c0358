import Datasets
import Specification

/// How well targets are answered, as a score that is 1 for perfect answers; 1 less it is the error.
package enum Metric: String, Sendable, Codable, CaseIterable {
  /// Share of the labels that are named rightly.
  case accuracy
  /// R² = 1 − Σ (y − a)² / Σ (y − ȳ)² of answers a to target values y: 0 for always answering their mean, and less for worse;
  /// the mean over the values of a sample.
  case rSquared = "r-squared"

  /// The metric of a kind of targets.
  package init(_ kind: TargetKind) {
    self =
      switch kind {
      case .label: .accuracy
      case .vector: .rSquared
      }
  }

  /// What it is called in a sentence.
  package var name: String {
    switch self {
    case .accuracy: "accuracy"
    case .rSquared: "R²"
    }
  }

  /// Scores that there can be.
  package var range: ClosedRange<Double> {
    switch self {
    case .accuracy: 0...1
    case .rSquared: -Double.greatestFiniteMagnitude...1
    }
  }
}

/// How well vectors are answered.
package struct VectorFit: Sendable, Equatable {
  /// The answers in the unit of scaled targets, one sample after another.
  package let answers: [Double]
  /// R² of every column.
  package let determinations: [Double]
  /// Root of the mean squared miss of every column, in the unit of scaled targets.
  package let deviations: [Double]

  /// Compares answers with targets.
  package init(answers: [Double], _ targets: VectorTargets) {
    precondition(answers.count == targets.values.count, "an answer a target")
    self.answers = answers
    var squares = [Double](repeating: 0, count: targets.width)
    for (index, answer) in answers.enumerated() {
      let miss = answer - targets.values[index]
      squares[index % targets.width] += miss * miss
    }
    let means = squares.map { $0 / Double(max(1, targets.count)) }
    deviations = means.map { $0.squareRoot() }
    determinations = zip(means, targets.variances).map { 1 - $0 / $1 }
  }

  /// R², the mean over the columns.
  package var rSquared: Double { determinations.reduce(0, +) / Double(determinations.count) }
}
