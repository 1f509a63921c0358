import Datasets
import Designs
import Devices
import Diagnostics
import Fabrics
import Learning
import Mapping
import Specification

extension ChipDesign {
  /// What the training of the design starts from.
  package var initialConductances: Conductances { network.initialConductances(spec) }
}

extension LoopStability {
  /// The loop of a design with its initial conductances; nil where there is none.
  package static func start(of design: ChipDesign) -> LoopStability? {
    LoopStability(design.chip, design.initialConductances)
  }
}

extension SignalBudget {
  /// Training samples that are looked at.
  private static let samples = 32

  /// The budget of a design with its initial conductances; nil for a rule that compares no two nudged states.
  /// - Throws: what the rule's settings and equilibria throw.
  package static func start(of design: ChipDesign, data: Dataset, threads: Int? = nil) throws -> SignalBudget?
  {
    try of(design, design.initialConductances, data: data, threads: threads)
  }

  /// The budget of a design with some conductances; nil for a rule that compares no two nudged states.
  /// - Throws: what the rule's settings and equilibria throw.
  package static func of(
    _ design: ChipDesign, _ conductances: Conductances, data: Dataset, threads: Int? = nil
  ) throws -> SignalBudget? {
    let spec = design.spec
    let rule = try LearningRules.make(RuleSettings(spec.training, seed: spec.seed))
    let imperfections = Imperfections(
      design.technology, fabric: design.chip.fabric, prediction: spec.prediction, estimate: spec.estimate)
    return try SignalBudget(
      design.network.model(of: nil), design.chip, conductances, samples: data.train.prefix(samples),
      plan: rule.plan(minibatch: 0),
      readout: UpdateReadout(spec, imperfections), threads: threads)
  }
}
