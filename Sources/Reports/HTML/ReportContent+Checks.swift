import Datasets
import Designs
import Diagnostics
import Estimation
import Foundation
import Mapping
import Specification
import Verification

extension ReportContent {
  /// Runs the rules of a design and holds its limits, with as much as the content knows by now: the mapping, a training,
  /// estimates, a prediction.
  /// - Parameters:
  ///   - trained: nil before a training.
  ///   - warnings: of the estimate.
  ///   - folder: where the report will lie.
  /// - Throws: what solving tiles and relaxing samples throws.
  package mutating func check(
    _ design: ChipDesign, trained: (result: ChipTraining.Result, data: Dataset)?, warnings: [Diagnostic] = [],
    folder: URL, threads: Int? = nil
  ) throws {
    let stage: CheckStage = prediction != nil ? .predict : trained != nil ? .estimate : .chip
    let states = trained.map { trained in
      TrainedDesign(
        design, trained.result.parameters.conductances,
        hasBiasCurrents: !trained.result.parameters.biasCurrents.isEmpty, data: trained.data, threads: threads
      )
    }
    if let states, let start = states.startSignals, let end = states.endSignals,
      start.isFinite, end.isFinite
    {
      signals = LearningSignals(design, start: start, end: end, trained: states.conductances)
    }
    let subject = try RuleSubject(design, trained: states, estimates: estimates, threads: threads)
    let outcomes = try DesignRule.all.filter { $0.stage <= stage }.map { try $0.outcome(subject) }
    let figures = DesignFigures(
      DesignFigure.figures(of: design.chip) + (training.map(DesignFigure.figures(of:)) ?? [])
        + (estimates.first.map(DesignFigure.figures(of:)) ?? [])
        + outcomes.flatMap(\.figures))
    verdicts = try BudgetVerdict.all(of: design.spec.limits, figures: figures, prediction, asked: stage)
    let diagnostics =
      design.warnings + (trained?.result.findings ?? []) + warnings + outcomes.flatMap(\.diagnostics)
      + verdicts.compactMap(\.diagnostic)
    findings = diagnostics.map { diagnostic in
      design.spec.checks.apply(to: diagnostic).named { InputList.name(ofFile: $0, from: folder) }
    }
    add(subject.tileLoads)
  }

  /// Adds what the tiles lose in their wires.
  package mutating func add(_ loads: [TileLoad]) {
    tileLosses = Dictionary(loads.map { ($0.tile, $0.drop) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Finding {
  /// The finding with the names of files as seen from elsewhere.
  func named(_ name: (String) -> String) -> Finding {
    var finding = self
    finding.diagnostic.location?.file = diagnostic.location.map { name($0.file) } ?? ""
    for index in finding.diagnostic.notes.indices {
      finding.diagnostic.notes[index].location.file = name(diagnostic.notes[index].location.file)
    }
    return finding
  }
}
