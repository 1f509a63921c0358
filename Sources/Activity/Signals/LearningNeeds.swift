import Datasets
import Designs
import Mapping
import Quantities
import Specification

/// What a chip needs to learn by itself with the circuits that it has, and what of it a design lacks at the start of a
/// training.
///
/// ```swift
/// let needs = try LearningNeeds(of: design, data: data)
/// if let needs, needs.areMet { … }
/// ```
package struct LearningNeeds: Sendable, Equatable {
  /// One need.
  package enum Need: String, Sendable, Codable, CaseIterable {
    /// The ratio of movement and noise is at least ``SignalBudget/marginalRatio``.
    case ratio
    /// The loop through the amplifiers is stable and does not ring (``LoopStability/leastDamping``).
    case loop
    /// Twice the movement's root mean square, times the difference's gain, is within the converter's range.
    case converter
    /// No row is driven beyond the read limit of the device.
    case voltage
  }

  /// Movements and noise.
  package let budget: SignalBudget
  /// Poles; nil without amplifiers that take time.
  package let loop: LoopStability?
  /// What is lacking.
  package let missing: [Need]
  /// Whether nothing is.
  package var areMet: Bool { missing.isEmpty }

  /// Looks at the start of a training; nil for a rule that compares no two nudged states.
  /// - Throws: what ``SignalBudget/start(of:data:threads:)`` throws.
  package init?(of design: ChipDesign, data: Dataset, threads: Int? = nil) throws {
    guard let budget = try SignalBudget.start(of: design, data: data, threads: threads) else { return nil }
    let loop = LoopStability.start(of: design)
    let limit = design.technology.device.maximumReadVoltage.value
    (self.budget, self.loop) = (budget, loop)
    missing = Need.allCases.filter { need in
      switch need {
      case .ratio: budget.ratio < SignalBudget.marginalRatio
      case .loop: loop.map { $0.sharpest.damping < LoopStability.leastDamping } ?? false
      case .converter: budget.layers.contains { $0.limit > .zero && 2 * $0.movement > $0.limit }
      case .voltage: budget.layers.dropLast().contains { $0.reach > limit }
      }
    }
  }
}
