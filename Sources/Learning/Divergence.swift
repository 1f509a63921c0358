import Diagnostics
import Specification

/// What ran away when training diverged, and which setting to lower.
package struct Divergence {
  /// Trained arrays, first to last: what each is, its setting in `training:`, and that setting's value as text.
  private let arrays: [(what: String, setting: String, value: String)]
  private let settings: TrainingSettings

  /// The arrays of an engine: the connections' conductances, then the layers' bias currents, if any.
  package init(_ settings: TrainingSettings) {
    self.settings = settings
    arrays =
      settings.learningRates.enumerated().map {
        ("the conductances of connection \($0 + 1)", "learning-rate", "\($1)")
      }
      + (settings.biasRates ?? []).enumerated().map {
        ("the bias currents of layer \($0 + 1)", "bias-rate", "\($1)")
      }
  }

  /// GD0415: the first array with values that are not finite, else the one whose mean magnitude has grown most.
  /// - Parameters:
  ///   - epoch: from 0.
  ///   - progress: with the minibatch that diverged.
  ///   - first: the arrays at the start, nil when they are not known; `last`: what they are now.
  package func diagnostic(epoch: Int, _ progress: EpochProgress, from first: [[Double]]?, to last: [[Double]])
    -> Diagnostic
  {
    let batch = max(1, settings.batch)
    let minibatch = (progress.samples + batch - 1) / batch
    let place = "training diverged in epoch \(epoch + 1) at minibatch \(minibatch)"
    guard let (index, reason) = culprit(first, last), index < arrays.count else {
      return Diagnostic(
        .error, "GD0415",
        "\(place): the node voltages are not finite although no parameter has run away; lower the voltages "
          + "(full-scale, gain)", at: settings.rule.name.location)
    }
    let array = arrays[index]
    return Diagnostic(
      .error, "GD0415",
      "\(place): \(array.what) \(reason); lower \(array.setting), here \(array.value)",
      at: settings.rule.name.location)
  }

  private func culprit(_ first: [[Double]]?, _ last: [[Double]]) -> (Int, String)? {
    if let index = last.firstIndex(where: { !$0.allSatisfy(\.isFinite) }) {
      return (index, "are no longer finite numbers")
    }
    guard let first else { return nil }
    func size(_ values: [Double]) -> Double {
      values.reduce(0) { $0 + abs($1) } / Double(max(1, values.count))
    }
    let growth = zip(first, last).map { size($1) / max(size($0), .leastNormalMagnitude) }
    guard let index = growth.indices.max(by: { growth[$0] < growth[$1] }), growth[index] > 2 else {
      return nil
    }
    return (index, "have run away, from \(size(first[index])) to \(size(last[index])) in the mean")
  }
}
