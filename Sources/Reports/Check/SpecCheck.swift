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
    let data = try DataSets.load(DataRequest(spec: design.spec))
    var training = TrainingStage(
      design.spec, network: network, files: try Network.parts(of: design.spec).inputFiles, data: data,
      weights: options.weights.map { URL(fileURLWithPath: $0) }, threads: threads)
    training.cache = cache
    let result = try training.run(report: { facts.add($0) })
    facts.figures.add(DesignFigure.figures(of: result.summary))
    var prediction: PredictionSummary?
    if stage >= .predict,
      let trials = try network.trials(
        design.spec, trained: result.parameters, softwareAccuracy: result.summary.testAccuracy, data: data)
    {
      report(.predicting)
      var run = PredictionRun(
        trials, PredictionRequest(design.spec, chips: options.chips), threads: threads)
      run.cache = cache
      prediction = try run.run()
    }
    if let prediction {
      facts.figures.add(DesignFigure.figures(of: prediction))
      facts.diagnostics += prediction.warnings(at: design.spec.prediction.modes.location)
    }
    try judge(design.spec.limits, prediction, stage, &facts)
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
    var (subject, prediction): (RuleSubject?, PredictionSummary?) = (nil, nil)
    if stage >= .estimate {
      report(.training)
      let data = try DataSets.load(DataRequest(spec: design.spec))
      var software = TrainingStage(
        design, data: data, weights: options.weights.map { URL(fileURLWithPath: $0) }, threads: threads)
      software.cache = cache
      let trained = try software.run(report: { facts.add($0) })
      facts.figures.add(DesignFigure.figures(of: trained.summary))
      let conductances = trained.parameters.conductances
      report(.estimating)
      let estimates = estimates(of: design, conductances, data, &facts)
      subject = try RuleSubject(
        design,
        trained: TrainedDesign(
          design, conductances, hasBiasCurrents: !trained.parameters.biasCurrents.isEmpty, data: data,
          threads: threads), estimates: estimates, threads: threads)
      if stage >= .predict {
        report(.predicting)
        let request = PredictionRequest(design.spec)
        facts.diagnostics += IdleSettings(design, request).diagnostics
        var run = PredictionRun(
          try SpecTrials(design, trained: trained, data: data), request, threads: threads)
        run.cache = cache
        let summary = try run.run()
        facts.figures.add(DesignFigure.figures(of: summary))
        facts.diagnostics += summary.warnings(at: design.spec.prediction.modes.location)
        prediction = summary
      }
    }
    let known = try subject ?? RuleSubject(design, threads: threads)
    for rule in DesignRule.all where rule.stage <= stage {
      let found = try rule.outcome(known)
      facts.checks.append(rule.code)
      facts.diagnostics += found.diagnostics
      facts.figures.add(found.figures)
      facts.parts += found.parts
    }
    try judge(design.spec.limits, prediction, stage, &facts)
  }

  /// The estimates, the typical corner first; what cannot be priced is a finding, and no rule of the weights is lost for it.
  private func estimates(
    of design: ChipDesign, _ conductances: Conductances, _ data: Dataset, _ facts: inout SpecFacts
  ) -> [Estimate] {
    do {
      var run = EstimateRun(design: design, trained: conductances, data: data, threads: threads)
      run.cache = cache
      let result = try run.result()
      facts.diagnostics += result.warnings
      let estimates = result.estimates.typicalFirst
      if let first = estimates.first { facts.figures.add(DesignFigure.figures(of: first)) }
      return estimates
    } catch {
      facts.diagnostics += Self.diagnostics(of: error, at: design.spec.name.location)
      return []
    }
  }

  private func judge(
    _ limits: LimitsSpec, _ prediction: PredictionSummary?, _ stage: CheckStage, _ facts: inout SpecFacts
  ) throws {
    facts.verdicts = try BudgetVerdict.all(of: limits, figures: facts.figures, prediction, asked: stage)
    for verdict in facts.verdicts {
      let code = verdict.outcome == .unknown ? "GD1119" : verdict.code
      if !facts.checks.contains(code) { facts.checks.append(code) }
      if let diagnostic = verdict.diagnostic { facts.diagnostics.append(diagnostic) }
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
  /// Takes what a training warns of.
  fileprivate mutating func add(_ event: TrainingRunEvent) {
    if case .warning(let diagnostic) = event { diagnostics.append(diagnostic) }
  }
}
