import Datasets
import Designs
import Diagnostics
import Estimation
import Fabrics
import Files
import Foundation
import Mapping
import Specification
import Technology
import Verification

/// The checks of one spec, stage by stage.
struct SpecCheck: Sendable {
  /// The spec file, as the user named it.
  let path: String
  /// What is asked.
  let options: CheckOptions
  /// Kept results; nil for none.
  let cache: ResultCache?
  /// Threads of this spec; no result depends on it.
  let threads: Int?
  /// What specs may be of.
  let families: NetworkFamilies

  /// What was found, and whether it was kept from an earlier run.
  struct Outcome: Sendable {
    var facts: SpecFacts
    var checks: ChecksSpec
    var location: SourceLocation
    var isKept = false
  }

  /// Runs the checks, or takes what is kept of them.
  /// - Parameter report: told what begins.
  func run(report: (CheckRun.Activity) -> Void) -> Outcome {
    let none = Outcome(
      facts: SpecFacts(name: nil, stage: .spec, checks: [], diagnostics: []), checks: ChecksSpec(),
      location: SourceLocation(file: path, line: 1, column: 1))
    let loaded: any LoadedDesign
    do { loaded = try families.load(path: path, settings: options.settings) } catch {
      var outcome = none
      outcome.facts = SpecFacts(stage: .spec, error)
      return outcome
    }
    func opened(_ loaded: some LoadedDesign) -> Outcome { run(loaded.design, report) }
    return opened(loaded)
  }

  private func run<Network: FamilyNetwork>(
    _ design: FamilyDesign<Network>, _ report: (CheckRun.Activity) -> Void
  ) -> Outcome {
    let spec = design.spec
    let stage = stage(of: design)
    func outcome(_ facts: SpecFacts, isKept: Bool = false) -> Outcome {
      Outcome(facts: facts, checks: spec.checks, location: spec.name.location, isKept: isKept)
    }
    var facts = SpecFacts(name: spec.name.value, stage: stage, checks: [], diagnostics: [])
    do {
      let parts = try Network.parts(of: spec)
      func makeKey() -> ResultCache.Key {
        SpecKey.check(spec, design.inputFiles + parts.inputFiles, path: path, stage, options)
      }
      let key = makeKey()
      if let kept = cache?[key].flatMap({ try? JSONDecoder().decode(SpecFacts.self, from: $0) }) {
        return outcome(kept, isKept: true)
      }
      try RegisteredNames.check(spec, of: Network.self)
      facts.diagnostics = design.warnings + parts.warnings
      if Network.Keys.hasChips, stage > .spec, let chip = try Network.chip(design.loaded) {
        try run(stages: stage, chip, &facts, report)
      } else if stage > .spec || !Network.Keys.hasChips {
        try run(stages: stage, design, &facts, report)
      }
      // Not of files that have changed meanwhile.
      if let cache, key == makeKey(), let data = try? JSONEncoder().encode(facts) {
        cache.keep(data, for: key)
      }
    } catch {
      // Nothing is kept of what did not end: a data set may be there the next time.
      facts.diagnostics += Self.diagnostics(of: error, at: spec.name.location)
    }
    return outcome(facts)
  }

  /// The stage that is asked for, as far as the family has it: without chips there is a spec and its training.
  private func stage<Network: FamilyNetwork>(of design: FamilyDesign<Network>) -> CheckStage {
    let asked = options.stage ?? Budget.stage(for: design.spec.limits)
    guard !Network.Keys.hasChips else { return asked }
    return asked >= .estimate ? .estimate : .spec
  }

  /// The stages of a network that is not mapped: it is made, trained when its limits or the options ask for it, and its chips are
  /// predicted where the family can.
  private func run<Network: FamilyNetwork>(
    stages stage: CheckStage, _ design: FamilyDesign<Network>, _ facts: inout SpecFacts,
    _ report: (CheckRun.Activity) -> Void
  ) throws {
    let (network, warnings) = try Network.network(of: design.spec)
    facts.diagnostics += warnings
    guard stage >= .estimate else { return }
    report(.training)
    let told = Collected()
    let job = NetworkWorkflow(
      design.spec, network: network, files: try Network.parts(of: design.spec).inputFiles, settings: settings,
      watch: QuietWatch(told.add))
    let trained = try told.stage(&facts) { try job.trained() }
    facts.figures.add(DesignFigure.figures(of: trained.summary))
    var prediction: PredictionSummary?
    if stage >= .predict {
      report(.predicting)
      prediction = try job.predicted(PredictionRequest(design.spec, chips: options.chips))
    }
    if let prediction {
      facts.figures.add(DesignFigure.figures(of: prediction))
      facts.diagnostics += prediction.warnings(at: design.spec.prediction.modes.location)
    }
    facts.add(
      try DesignFindings(
        design.spec.limits, upTo: stage, figures: facts.figures, prediction: prediction, subject: nil))
  }

  private func run(
    stages stage: CheckStage, _ made: ChipDesign, _ facts: inout SpecFacts,
    _ report: (CheckRun.Activity) -> Void
  ) throws {
    var design = made
    if let chips = options.chips { design.spec.prediction.chips = chips }
    // The design's warnings include those of its files.
    facts.diagnostics = design.warnings
    facts.checks = MappingCheck.codes
    facts.figures.add(DesignFigure.figures(of: design.chip))
    let told = Collected()
    let job = ChipWorkflow(design, settings: settings, watch: QuietWatch(told.add))
    var (estimates, prediction): ([Estimate], PredictionSummary?) = ([], nil)
    if stage >= .estimate {
      report(.training)
      let trained = try told.stage(&facts) { try job.trained() }
      facts.figures.add(DesignFigure.figures(of: trained.summary))
      report(.estimating)
      estimates = self.estimates(of: job, &facts)
    }
    if stage >= .predict {
      report(.predicting)
      let request = PredictionRequest(design.spec)
      facts.diagnostics += IdleSettings(design, request).diagnostics
      let summary = try job.predicted(request)
      facts.figures.add(DesignFigure.figures(of: summary))
      facts.diagnostics += summary.warnings(at: design.spec.prediction.modes.location)
      prediction = summary
    }
    facts.add(
      try job.findings(upTo: stage, figures: facts.figures, estimates: estimates, prediction: prediction))
  }

  private var settings: WorkflowSettings {
    WorkflowSettings(weights: options.weights, cache: cache, threads: threads)
  }

  /// The estimates, the typical corner first; what cannot be priced is a finding, and no rule of the weights is lost for it.
  private func estimates(of job: ChipWorkflow, _ facts: inout SpecFacts) -> [Estimate] {
    do {
      let result = try job.estimate()
      facts.diagnostics += result.warnings
      let estimates = result.estimates.typicalFirst
      if let first = estimates.first { facts.figures.add(DesignFigure.figures(of: first)) }
      return estimates
    } catch {
      facts.diagnostics += Self.diagnostics(of: error, at: job.design.spec.name.location)
      return []
    }
  }

  /// What an error says, with a place.
  private static func diagnostics(of error: any Error, at place: SourceLocation) -> [Diagnostic] {
    switch error {
    case let error as DiagnosticsError: error.diagnostics
    case let error as Diagnostic: [error]
    case let error as OutputFailure: [Diagnostic(.error, error.code, error.description, at: place)]
    default: [Diagnostic(.error, "GD0901", error.systemReason, at: place)]
    }
  }
}

extension SpecFacts {
  /// Takes what rules and limits say.
  fileprivate mutating func add(_ found: DesignFindings) {
    checks += found.checks.filter { !checks.contains($0) }
    diagnostics += found.diagnostics
    figures = found.figures
    parts += found.parts
    verdicts = found.verdicts
  }
}

/// What is warned of while a stage runs.
private final class Collected {
  private var all: [Diagnostic] = []
  func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }

  /// Runs a stage and tells its warnings, however it ends.
  func stage<Value>(_ facts: inout SpecFacts, _ stage: () throws -> Value) rethrows -> Value {
    defer { facts.diagnostics += all }
    return try stage()
  }
}
