import Diagnostics
import Specification

extension Dataset {
  /// Scales raw target values by the training samples.
  /// - Parameter found: GD0627 for a column that is the same in all samples of a part, for which R² is not defined, GD0629
  ///   for one that leaves the range of doubles.
  mutating func scaleTargets(for request: DataRequest, _ found: inout [Diagnostic]) {
    guard targetScaling == nil, case .vectors(let training) = train.targets, train.count > 0 else { return }
    let scaling = TargetScaling(request.targetScale?.value, training)
    let parts = [("training", train), ("test", test)] + (validation.map { [("validation", $0)] } ?? [])
    let before = found.count
    for (part, samples) in parts where samples.count > 0 {
      guard case .vectors(let targets) = samples.targets else { continue }
      let scaled = scaling.applied(to: targets)
      for column in targets.constantColumns {
        found.append(
          Diagnostic(
            .error, "GD0627",
            "data set '\(name)': \(targetName(column)) is \(targets.values[column]) in all \(samples.count) \(part) samples: "
              + (part == "training" ? "there is nothing to learn" : "R² is not defined for it"),
            at: request.targetColumns?.location ?? location))
      }
      if let index = scaled.values.firstIndex(where: { !$0.isFinite || abs($0) > Self.largestTarget }),
        before == found.count
      {
        found.append(
          Diagnostic(
            .error, "GD0629",
            "data set '\(name)': \(targetName(index % targets.width)) of \(part) sample \(index / targets.width + 1) is "
              + "\(targets.values[index]), which is \(scaled.values[index]) when scaled; expected about −1 to 1",
            at: request.targetScale?.location ?? location, suggestion: "target-scale: min-max"))
      }
    }
    guard before == found.count else { return }
    func apply(_ samples: inout Samples) {
      if case .vectors(let targets) = samples.targets {
        samples.retarget(.vectors(scaling.applied(to: targets)))
      }
    }
    apply(&train)
    apply(&test)
    if var part = validation {
      apply(&part)
      validation = part
    }
    targetScaling = scaling
  }

  /// A scaled target beyond this is a slip of the scale: no output reaches it.
  private static let largestTarget = 1e3

  /// What a target is called in messages.
  private func targetName(_ column: Int) -> String {
    targetNames.map { "target '\($0[column].prefix(40))'" } ?? "target \(column + 1)"
  }

  /// Names of the target values, or their numbers from 1; empty where targets are classes.
  package var answerNames: [String] {
    guard case .vectors(let targets) = train.targets else { return [] }
    return targetNames ?? (1...targets.width).map { "value \($0)" }
  }

  /// A scaled answer in its target's own unit.
  package func raw(_ value: Double, target column: Int) -> Double {
    targetScaling?.raw(value, column: column) ?? value
  }
}
