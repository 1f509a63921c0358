import Datasets
import Designs
import Diagnostics
import Estimation
import Foundation
import Mapping
import Specification
import Verification

extension ReportContent {
  /// Adds what rules and limits say, with as much as the content knows by now: the mapping, a training, estimates, a prediction.
  /// - Parameters:
  ///   - warnings: of the estimate.
  ///   - folder: where the report will lie.
  /// - Throws: what solving tiles and relaxing samples throws.
  package mutating func check(_ job: ChipWorkflow, warnings: [Diagnostic] = [], folder: URL) throws {
    let design = job.design
    let stage: CheckStage = prediction != nil ? .predict : training != nil ? .estimate : .chip
    var noted = design.warnings
    if stage >= .estimate {
      let states = try job.states()
      if let start = states.startSignals, let end = states.endSignals, start.isFinite, end.isFinite {
        signals = LearningSignals(design, start: start, end: end, trained: states.conductances)
      }
      noted += try job.trained().findings
    }
    let figures = DesignFigures(
      DesignFigure.figures(of: design.chip) + (training.map(DesignFigure.figures(of:)) ?? [])
        + (estimates.first.map(DesignFigure.figures(of:)) ?? []))
    let found = try job.findings(
      upTo: stage, figures: figures, estimates: estimates, prediction: prediction)
    verdicts = found.verdicts
    findings = (noted + warnings + found.diagnostics).map { diagnostic in
      design.spec.checks.apply(to: diagnostic).named { InputList.name(ofFile: $0, from: folder) }
    }
    add(found.tileLoads)
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
