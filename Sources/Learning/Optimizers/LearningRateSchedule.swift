import Foundation
import Specification

/// The course of the learning rates: a factor on all of them, epoch by epoch.
package enum LearningRateSchedule: Sendable, Equatable {
  /// 1.
  case constant
  /// decayᵉ.
  case exponential(decay: Double)
  /// floor + (1 − floor) ½ (1 + cos(π e/period)) (Loshchilov & Hutter 2017, arXiv 1608.03983, without restarts).
  case cosine(period: Int, floor: Double)
  /// decay^⌊e/every⌋.
  case step(every: Int, decay: Double)
  /// factorᵉ, rising: of a range test, never of a spec.
  case geometric(factor: Double)

  /// The course that a spec asks for.
  /// - Parameters:
  ///   - decay: an exponential course, when `spec` is nil.
  ///   - epochs: of the training, for a cosine without a period.
  package init(_ spec: ScheduleSpec?, decay: Double = 1, epochs: Int) {
    switch spec {
    case nil: self = .exponential(decay: decay)
    case .constant: self = .constant
    case .exponential(let decay): self = .exponential(decay: decay)
    case .cosine(let period, let floor): self = .cosine(period: period ?? max(1, epochs), floor: floor)
    case .step(let every, let decay): self = .step(every: every, decay: decay)
    }
  }

  /// The factor of an epoch, counted from 0.
  package func factor(epoch: Int) -> Double {
    // By products, not pow: the same bits as a rate that is multiplied epoch by epoch.
    func power(_ base: Double, _ exponent: Int) -> Double {
      var product = 1.0
      for _ in 0..<exponent { product *= base }
      return product
    }
    switch self {
    case .constant: return 1
    case .exponential(let decay): return power(decay, epoch)
    case .cosine(let period, let floor):
      return floor + (1 - floor) * 0.5 * (1 + cos(.pi * Double(epoch) / Double(period)))
    case .step(let every, let decay): return power(decay, epoch / every)
    case .geometric(let factor): return power(factor, epoch)
    }
  }

  /// All that decides the course, as text; for checkpoints.
  package var fingerprintText: String {
    switch self {
    case .constant: "decay 1.0"
    case .exponential(let decay): "decay \(decay)"
    case .cosine(let period, let floor): "cosine \(period) \(floor)"
    case .step(let every, let decay): "step \(every) \(decay)"
    case .geometric(let factor): "geometric \(factor)"
    }
  }

  /// The course of η for people.
  package var formula: String {
    switch self {
    case .constant: "stays"
    case .exponential(let decay): decay == 1 ? "stays" : "× \(decay) after each epoch"
    case .cosine(let period, let floor): "down half a cosine to \(floor) of it within \(period) epochs"
    case .step(let every, let decay): "× \(decay) after every \(every) epochs"
    case .geometric(let factor): "× \(factor) after each epoch"
    }
  }
}
