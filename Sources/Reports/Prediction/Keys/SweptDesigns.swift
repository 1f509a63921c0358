import Datasets
import Designs
import Diagnostics
import Foundation
import Learning
import Mapping
import Resistive
import Specification

/// The designs of sweeps over keys of a spec: all of them are made and looked at before anything is trained.
///
/// ```swift
/// let swept = try SweptDesigns(sweeps, settings: settings, base: design, data: data, modes: [.program], make: load)
/// let curves = try swept.curves(trained: software) { try train($0.design, $0.data, $0.checkpoint) }
/// let summary = try PredictionRun(trials, request, curves: curves).run()
/// ```
package struct SweptDesigns {
  /// A value's design.
  private struct Point {
    let value: KeySweep.Value
    let design: ChipDesign
    let data: Dataset
    let training: ResultCache.Key
    var isTrained: Bool { SpecTrials.needTraining(design.spec) }
  }
  /// A training that some of the designs need.
  package struct Training {
    /// The first of them, and its data.
    package let design: ChipDesign
    package let data: Dataset
    /// What its values are, for people: "training.epochs: 20".
    package let label: String
    /// A name for its files, the same whenever the same is trained.
    package let name: String
  }

  private let sweeps: [(sweep: KeySweep, points: [Point])]
  private let baseKey: ResultCache.Key
  private let isBaseTrained: Bool
  /// Messages of the designs that are not errors and not those of the base.
  package let warnings: [Diagnostic]

  /// Makes the designs.
  /// - Parameters:
  ///   - settings: those of the base; a value's own comes behind them.
  ///   - base: the design without the sweeps; how its chips are made is how all chips are made.
  ///   - weights: trained weights that are given; nil for none.
  ///   - make: reads the spec with settings.
  /// - Throws: `DiagnosticsError`: everything that is wrong with any value, each once.
  package init(
    _ sweeps: [KeySweep], settings: SpecSettings, base: ChipDesign, data: Dataset, weights: String? = nil,
    make: (SpecSettings) throws -> ChipDesign
  ) throws {
    let modes = base.spec.prediction.modes
    baseKey = SpecKey.training(base.spec, base.technologyFiles, weights: weights)
    isBaseTrained = SpecTrials.needTraining(base.spec)
    var found = Messages()
    var known: [(request: String, data: Dataset)] = [(Self.text(base.spec), data)]
    func point(_ sweep: KeySweep, _ value: KeySweep.Value) throws -> Point {
      var design = try make(sweep.settings(value, after: settings))
      design.spec.prediction.modes = modes
      try RegisteredNames.check(design.spec)
      let text = Self.text(design.spec)
      let data = try known.first { $0.request == text }?.data ?? DataSets.load(DataRequest(spec: design.spec))
      known.append((text, data))
      try TrainingRun(spec: design.spec, network: design.resistive, data: data).check()
      return Point(
        value: value, design: design, data: data,
        training: SpecKey.training(design.spec, design.technologyFiles, weights: weights))
    }
    // What is wrong without any sweep is not said of a value.
    if let value = sweeps.first?.values.first {
      let point = Point(value: value, design: base, data: data, training: baseKey)
      _ = try Self.fingerprint(point, hasWeights: weights != nil)
    }
    self.sweeps = try sweeps.enumerated().map { index, sweep in
      var points: [Point] = []
      var chips: Set<String> = []
      for value in sweep.values {
        func told(_ diagnostic: Diagnostic) -> Diagnostic {
          sweep.told(diagnostic, of: value, line: index + 1, count: settings.texts.count + 1)
        }
        do {
          let point = try point(sweep, value)
          found.add(point.design.warnings.filter { !base.warnings.contains($0) }.map(told))
          chips.insert(try Self.fingerprint(point, hasWeights: weights != nil))
          points.append(point)
        } catch let error as DiagnosticsError {
          found.add(error.diagnostics.filter { $0.severity == .error }.map(told))
        } catch let diagnostic as Diagnostic {
          found.add([told(diagnostic)])
        }
      }
      if points.count == sweep.values.count, chips.count == 1 {
        found.add([
          Diagnostic(
            .error, "GD0493",
            "the sweep of \(sweep.key) changes no figure of this prediction "
              + "(\(modes.value.map(\.rawValue).joined(separator: " and "))): all its values make the same chips",
            at: sweep.place())
        ])
      }
      return (sweep, points)
    }
    let errors = found.all.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticsError(errors) }
    warnings = found.all
  }

  /// Trains what must be trained and is not the base's training, each training once, and makes the trials.
  /// - Parameters:
  ///   - base: what the base's training gave.
  ///   - train: trains a design.
  package func curves(
    trained base: ChipTraining.Result, train: (Training) throws -> ChipTraining.Result
  ) throws -> [KeyCurveTrials] {
    var known = [(key: baseKey, isTrained: isBaseTrained, result: base)]
    return try sweeps.map { sweep, points in
      KeyCurveTrials(
        key: sweep.key,
        points: try points.map { point in
          let result: ChipTraining.Result
          if let same = known.first(where: { $0.key == point.training && ($0.isTrained || !point.isTrained) })
          {
            result = same.result
          } else {
            result = try train(
              Training(
                design: point.design, data: point.data, label: "\(sweep.key): \(point.value.text)",
                name: String(point.training.name.prefix(PredictionFiles.trainingNameLength))))
            known.append((point.training, point.isTrained, result))
          }
          return KeyCurveTrials.Point(
            value: point.value.text, number: point.value.number,
            trials: try SpecTrials(point.design, trained: result, data: point.data))
        })
    }
  }

  /// What its chips depend on, whatever the training will give.
  private static func fingerprint(_ point: Point, hasWeights: Bool) throws -> String {
    let blank = ChipTraining.Result(
      parameters: BiasedConductances(
        zeroOf: point.design.resistive, hasBiases: point.design.spec.network.biasCurrent.value == .trained),
      summary: TrainingSummary(data: point.data, history: [], testAccuracy: 0))
    let trials = try SpecTrials(point.design, trained: blank, data: point.data)
    let chips = try point.design.spec.prediction.modes.value.map {
      try trials.trial($0, replacing: [:]).fingerprint
    }
    // Weights that are given are not trained.
    return (chips + (hasWeights || !point.isTrained ? [] : [point.training.name])).joined(separator: " ")
  }

  /// What the samples depend on.
  private static func text(_ spec: ChipSpec) -> String { "\(DataRequest(spec: spec))" }
}

/// Messages, each once.
private struct Messages {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      // The same fault of the spec is the same whatever the value.
      var bare = diagnostic
      bare.notes = []
      if seen.insert(bare).inserted { all.append(diagnostic) }
    }
  }
}
