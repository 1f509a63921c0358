import Datasets
import Foundation
import Learning

/// How a trained network answers the test samples with values, in the values' own units.
package struct RegressionSummary: Codable, Sendable, Equatable {
  /// One target value.
  package struct Column: Codable, Sendable, Equatable {
    /// Its name.
    package var name: String
    /// R² of the test samples, and root of their mean squared miss in the target's own unit.
    package var rSquared, rmse: Double
    /// The same of a linear read-out of the inputs; nil: there was no fit.
    package var linearRSquared, linearRMSE: Double?
    /// Targets of test samples and what they were answered with, in the target's own unit: all, or evenly chosen ones.
    package var targets, answers: [Double]
  }
  /// In the order of the outputs.
  package var columns: [Column]

  /// Test samples that are kept to be drawn, at most.
  static let mostSamples = 1000

  /// What an evaluation of the test samples says; nil where targets are classes.
  init?(_ data: Dataset, _ evaluation: Evaluation) {
    guard let fit = evaluation.fit, case .vectors(let targets) = data.test.targets,
      let errors = data.rootMeanSquareErrors(evaluation)
    else { return nil }
    let step = max(1, (targets.count + Self.mostSamples - 1) / Self.mostSamples)
    columns = data.answerNames.enumerated().map { c, name in
      let samples = Array(stride(from: 0, to: targets.count, by: step))
      func raw(_ values: [Double]) -> [Double] {
        samples.map { data.raw(values[$0 * targets.width + c], target: c) }
      }
      return Column(
        name: name, rSquared: fit.determinations[c], rmse: errors[c], targets: raw(targets.values),
        answers: raw(fit.answers))
    }
  }

  /// Adds what a linear read-out of the inputs does.
  mutating func add(linear fit: VectorFit, _ data: Dataset) {
    for c in columns.indices {
      columns[c].linearRSquared = fit.determinations[c]
      columns[c].linearRMSE = fit.deviations[c] * (data.targetScaling?.unit(c) ?? 1)
    }
  }

  /// Lines for the terminal.
  var lines: [String] {
    columns.map { column in
      "value".padding(14)
        + "\(column.name): R² \(Figure.number(column.rSquared)), RMSE \(Figure.number(column.rmse))"
        + (column.linearRSquared.flatMap { r in
          column.linearRMSE.map {
            "; a linear read-out of the inputs \(Figure.number(r)) and \(Figure.number($0))"
          }
        } ?? "")
    }
  }
}
