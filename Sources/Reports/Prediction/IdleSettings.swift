import Designs
import Diagnostics
import Mapping
import Resistive
import Specification

/// Settings of a prediction that change none of its figures, with what would give them an effect. What an imperfection
/// needs is declared with it (``ImperfectionName/conditions``).
package struct IdleSettings {
  private let spec: ChipSpec
  private let request: PredictionRequest
  private let hasWeights: Bool
  private let circumstances: [PredictionCircumstances]

  /// Looks at what is asked of a design.
  /// - Parameter hasWeights: whether trained weights are given.
  package init(_ design: ChipDesign, _ request: PredictionRequest, hasWeights: Bool = false) {
    (spec, self.request, self.hasWeights) = (design.spec, request, hasWeights)
    circumstances = request.modes.map {
      PredictionCircumstances(design.spec, design.resistive, design.technology, $0)
    }
  }

  /// Errors for what is asked on the command line and comes out flat in all modes, warnings for all else.
  package var diagnostics: [Diagnostic] { sweeps + imperfections + keys + options }

  private var sweeps: [Diagnostic] {
    request.sweeps.compactMap { sweep in
      idle(sweep.name, "the sweep of \(sweep.name.rawValue)", isAsked: true, at: nil)
    }
  }

  /// Those that take something away are no loss where there is nothing.
  private var imperfections: [Diagnostic] {
    ImperfectionName.allCases.compactMap { name in
      guard let magnitude = spec.prediction.imperfections[name], magnitude.value != 0,
        circumstances.allSatisfy({ !name.missingConditions(in: $0).isEmpty })
      else { return nil }
      return idle(
        name, "\(name.rawValue) of prediction.imperfections", isAsked: false, at: magnitude.location)
    }
  }

  private func idle(
    _ name: ImperfectionName, _ what: String, isAsked: Bool, at location: SourceLocation?
  ) -> Diagnostic? {
    let missing = circumstances.map { (mode: $0.mode, conditions: name.missingConditions(in: $0)) }
      .filter { !$0.conditions.isEmpty }
    guard let first = missing.first else { return nil }
    let isEverywhere = missing.count == circumstances.count
    let modes = missing.map(\.mode.rawValue).joined(separator: " and ")
    return Diagnostic(
      isAsked && isEverywhere ? .error : .warning, "GD0493",
      "\(what) changes no figure of this prediction (\(modes)): it needs "
        + first.conditions.map(\.remedy).joined(separator: "; and "), at: location)
  }

  private var options: [Diagnostic] {
    func idle(_ isIdle: Bool, _ option: String, _ remedy: String) -> [Diagnostic] {
      guard isIdle else { return [] }
      return [
        Diagnostic(
          .warning, "GD0493", "\(option) changes no figure of this prediction: it needs \(remedy)")
      ]
    }
    return idle(
      hasWeights && !SpecTrials.needTraining(spec), "--weights",
      "chips that are given weights (mode: program, or in-situ: { start: programmed })")
      + idle(
        request.runsAllChips && (request.accuracyLimit == nil || request.yieldLimit == nil), "--all-chips",
        "a limit of the yield, which ends a run early (--accuracy 95% --yield 90%)")
  }

  /// Keys of the section beside another one that makes them idle; their defaults are no setting.
  private var keys: [Diagnostic] {
    let (prediction, standard) = (spec.prediction, PredictionSpec.standard)
    let (write, inSitu) = (prediction.write, prediction.inSitu)
    let learns = request.modes.contains(.inSitu)
    let swept = Set(request.sweeps.map(\.name))
    var found: [Diagnostic] = []
    func check(_ isIdle: Bool, _ key: String, _ remedy: String, _ place: SourceLocation) {
      guard isIdle else { return }
      found.append(
        Diagnostic(
          .warning, "GD0493", "prediction.\(key) changes no figure of this prediction: it needs \(remedy)",
          at: place))
    }
    let procedure = write.procedure
    check(
      write.tolerance != standard.write.tolerance && procedure.value != .writeVerify, "write.tolerance",
      "writing with a look at the result (procedure: write-verify)", procedure.location)
    check(
      write.pulses != standard.write.pulses && procedure.value == .published, "write.pulses",
      "writing by pulses (procedure: write-verify)", procedure.location)
    check(
      prediction.age.value.temperature != nil && prediction.age.value.time.si == 0 && !swept.contains(.age)
        && (prediction.imperfections[.age]?.value ?? 0) == 0,
      "age.temperature", "an age (age: { time: 1 year })", prediction.age.location)
    check(
      inSitu.threshold.si != 0 && ![.fixedPulse, .accumulated].contains(inSitu.update.value),
      "in-situ.threshold", "pulses of one size or counters (update: accumulated)", inSitu.update.location)
    check(
      inSitu.longestTrain != standard.inSitu.longestTrain
        && [.exact, .fixedPulse].contains(inSitu.update.value),
      "in-situ.longest-train", "updates by several pulses (update: stochastic)", inSitu.update.location)
    check(
      inSitu.readings != standard.inSitu.readings && learns && !swept.contains(.readoutNoise)
        && circumstances.contains { $0.imperfections.readoutNoise == 0 },
      "in-situ.readings", "readings with noise (imperfections: { readout-noise: 1 mV })",
      prediction.modes.location)
    check(
      (inSitu.readings != standard.inSitu.readings || inSitu.phases.value != standard.inSitu.phases.value)
        && !learns,
      "in-situ", "chips that learn by themselves (mode: in-situ)", prediction.modes.location)
    return found
  }
}
