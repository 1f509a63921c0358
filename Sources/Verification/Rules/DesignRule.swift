import Designs
import Diagnostics
import Estimation
import Fabrics
import Mapping
import Quantities
import Specification

/// A rule that a design must obey. Adding one is one value in a file of its own, its entry in ``all`` and its page.
///
/// Rules that the mapping alone decides, with bounds for every programming, are `MappingCheck`s; these here need more.
package struct DesignRule: Sendable {
  /// Code of its messages.
  package let code: String
  /// The first stage that knows what it needs. It also runs in later ones, where it may know more.
  package let stage: CheckStage
  /// Finds violations and figures.
  let run: @Sendable (RuleSubject) throws -> RuleOutcome

  /// Every rule, in the order of their messages.
  package static let all = [
    floatingNodes, silentNeurons, idleRows, fanOut, wireDrop, trainedWireCurrent, writeVoltage, halfSelect,
    senseRange, couplingSymmetry, signals, loop, endurance,
  ]

  /// The outcome of a rule.
  /// - Throws: `Diagnostic` and `DiagnosticsError` of what cannot be computed.
  package func outcome(_ subject: RuleSubject) throws -> RuleOutcome { try run(subject) }
}

/// What rules look at.
package struct RuleSubject: Sendable {
  /// The mapped design.
  package let design: ChipDesign
  /// Its trained weights with equilibria of samples; nil before there are such.
  package let trained: TrainedDesign?
  /// Estimates, one a corner, typical first; empty before there are such.
  package let estimates: [Estimate]
  /// Currents and voltages of every tile, at the trained weights, else at the highest conductances.
  package let tileLoads: [TileLoad]

  /// Gathers what is known of a design.
  /// - Throws: what solving the tiles throws.
  package init(
    _ design: ChipDesign, trained: TrainedDesign? = nil, estimates: [Estimate] = [], threads: Int? = nil
  ) throws {
    (self.design, self.trained, self.estimates) = (design, trained, estimates)
    tileLoads = try TileLoad.all(of: design.chip, at: trained?.conductances, threads: threads)
  }

  /// The chip.
  var chip: Chip { design.chip }
  /// Its circuits.
  var fabric: Fabric { chip.fabric }
  /// The spec, whose places serve the messages.
  var spec: ChipSpec { design.spec }

  /// Place of the neurons or outputs of a layer.
  func location(ofLayer k: Int) -> SourceLocation {
    k < spec.network.hidden.count ? spec.network.hidden[k].location : spec.network.output.classes.location
  }
  /// Name of a layer.
  func name(ofLayer k: Int) -> String {
    k < fabric.outputLayer ? "hidden layer \(k + 1)" : "the output layer"
  }
}

/// What a rule found.
package struct RuleOutcome: Sendable {
  /// Violations.
  package var diagnostics: [Diagnostic]
  /// Figures that are worth a budget or a baseline.
  package var figures: [DesignFigure]
  /// Figures of parts of the chip, by the parts' names.
  package var parts: [DesignFigure]

  /// Makes an outcome.
  package init(_ diagnostics: [Diagnostic] = [], figures: [DesignFigure] = [], parts: [DesignFigure] = []) {
    (self.diagnostics, self.figures, self.parts) = (diagnostics, figures, parts)
  }
}

/// The first names of a list, for a message.
func someOf(_ names: [String], limit: Int = 4) -> String {
  names.prefix(limit).joined(separator: ", ") + (names.count > limit ? ", …" : "")
}

/// A share in percent.
func percent(_ share: Double) -> String { "\(Ratio(si: 100 * share).formatted(digits: 3)) %" }
