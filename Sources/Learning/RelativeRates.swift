import Datasets
import Diagnostics
import Quantities
import Specification

/// Learning rates without a unit: `learning-rate: { relative: 2 % }`.
///
/// Relative to the range of what is trained: under a gradient of typical size an update moves a parameter by that share
/// of its range. For plain descent, η = r · range · (1 − momentum) / G with G the root mean square of ∂C/∂θ over the
/// parameters of a connection and the first minibatches under the initial parameters (with momentum μ, the steps of a
/// steady gradient add up to 1/(1 − μ) of one); for Adam, whose step is about η whatever the gradient (Kingma & Ba
/// 2015, arXiv 1412.6980, §2.1), η = r · range. The range is that of the device's conductances, or of a Hopfield
/// network's random initial weights, 2 s/√fan-in.
package enum RelativeRates {
  /// Minibatches of the first epoch that are looked at.
  package static let minibatches = 4

  /// Relative rates for people.
  package static func text(_ rates: [Ratio]) -> String {
    rates.map { "\(Ratio(si: 100 * $0.si).formatted(digits: 3)) %" }.joined(separator: ", ")
      + " of the range under a typical gradient of the data"
  }

  /// Looks whether an optimizer has steps of a rate.
  /// - Throws: GD0476 for one that has none.
  package static func check(_ optimizer: OptimizerSpec, at place: SourceLocation) throws(DiagnosticsError) {
    _ = try factor(optimizer, at: place)
  }

  /// What a step of plain descent is divided by for a steady gradient; nil: steps do not depend on the gradient's size.
  package static func factor(_ optimizer: OptimizerSpec, at place: SourceLocation) throws(DiagnosticsError)
    -> Double?
  {
    switch optimizer.kind.value {
    case SGD.name: return 1 - optimizer.value(.momentum, default: 0)
    case Adam.name: return nil
    default:
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0476",
          "the optimizer '\(optimizer.kind.value)' moves weights from level to level, whatever the rate: a relative rate "
            + "means nothing to it", at: place, suggestion: "learning-rate: 0")
      ])
    }
  }

  package static func firstBatches(_ order: [Int], batch: Int) -> [ArraySlice<Int>] {
    let size = max(1, min(batch, order.count))
    return stride(from: 0, to: order.count, by: size).prefix(minibatches).map {
      order[$0..<min($0 + size, order.count)]
    }
  }

  package static func meanSquare(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))
  }

  package static func unit(
    _ range: Double, _ gradient: Double, _ connection: Int, at place: SourceLocation
  ) throws(DiagnosticsError) -> Double {
    let rate = range / gradient
    guard gradient > 0, rate.isFinite else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0477",
          "the gradient of connection \(connection + 1) is 0 in the first minibatches, so that no rate is relative to "
            + "it: nothing reaches this connection, or nothing comes back", at: place)
      ])
    }
    return rate
  }
}
