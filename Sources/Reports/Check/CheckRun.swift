import Designs
import Diagnostics
import Families
import Foundation
import Kernels
import Specification
import Verification

/// What is asked of a check.
package struct CheckOptions: Sendable {
  /// How far every spec is taken; nil = as far as its limits need.
  package var stage: CheckStage?
  /// Chips of predictions at most, instead of the specs' numbers.
  package var chips: Int?
  /// Trained weights instead of a training: a folder or a safetensors file.
  package var weights: String?
  /// Keys of the specs that are set from outside.
  package var settings = SpecSettings()
  /// Number of threads; nil for one a processor. No result depends on it.
  package var threads: Int?

  /// The defaults.
  package init() {}
}

/// Checks of many specs, several at a time; the results are in the order of the specs, however they end.
package struct CheckRun: Sendable {
  /// What a spec is being taken through.
  package enum Activity: String, Sendable {
    /// Trained in software.
    case training
    /// Estimated.
    case estimating
    /// Chips are predicted.
    case predicting
  }
  /// What happens, for a progress display; told from several threads.
  package enum Event: Sendable {
    /// A long part of a spec begins.
    case began(spec: String, Activity)
    /// A spec is done.
    case finished(spec: String, isKept: Bool)
  }

  private let specs: [String]
  private let options: CheckOptions
  private let cache: ResultCache?
  private let baseline: Baseline?
  private let families: NetworkFamilies

  /// Prepares checks.
  /// - Parameters:
  ///   - specs: paths of spec files.
  ///   - cache: keeps results; nil = nothing is kept.
  ///   - baseline: figures to compare with; nil for none.
  ///   - families: what specs may be of.
  package init(
    _ specs: [String], options: CheckOptions = CheckOptions(), cache: ResultCache? = nil,
    baseline: Baseline? = nil, families: NetworkFamilies = .standard
  ) {
    (self.specs, self.options, self.cache) = (specs, options, cache)
    (self.baseline, self.families) = (baseline, families)
  }

  /// Runs the checks.
  package func run(report: @escaping @Sendable (Event) -> Void = { _ in }) -> CheckReport {
    let all = options.threads ?? Parallel.processorCount
    let workers = max(1, min(all, specs.count))
    let results = Parallel.map(count: specs.count, threads: workers) { index in
      let path = specs[index]
      let check = SpecCheck(
        path: path, options: options, cache: cache, threads: max(1, all / workers),
        families: families)
      let outcome = check.run { report(.began(spec: path, $0)) }
      report(.finished(spec: path, isKept: outcome.isKept))
      return SpecReport(path: path, outcome, baseline: baseline)
    }
    return CheckReport(specs: results)
  }
}
