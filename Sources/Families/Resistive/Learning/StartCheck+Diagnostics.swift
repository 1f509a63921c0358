import Diagnostics
import Quantities
import Specification

// The bounds were chosen on the specs of specs/ and specs/published, which train well: the class values' root mean
// square is 0.027 (fashion-mnist) to 1.35 (iris-sky130) of the target, 0.15 in the geometric mean; the spread 0.15
// (drn-3h) to 3.5 of the class values; 39 to 65 % of the nodes of a kind rest. drn-xs with a gain of 1 instead of 100
// has class values of 0.0011 of the target.
extension StartCheck {
  /// Class values over target that are about an order of magnitude off the typical share.
  private static let usual = 0.015...10.0
  /// Class values over target of networks that train well, in the geometric mean.
  package static let typicalShare = 0.15
  /// Spread over class values below which all outputs are the same.
  private static let leastSpread = 0.01
  /// Share of the nodes of a kind from which they count as all.
  private static let allResting = 0.99

  /// What looks wrong in the free states before the training: warnings.
  package func diagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    gainDiagnostics(spec) + spreadDiagnostics(spec) + restingDiagnostics(spec)
  }

  private func gainDiagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    let noun = network.output.targets == .label ? "class values" : "output values"
    let input = spec.network.input
    // What a cost measures class values by: a softmax knows the temperature, and its target only scales the cost.
    let (scale, name): (Voltage, String) =
      switch network.output.cost {
      case .squared: (network.output.target, "target")
      case .crossEntropy(let temperature): (temperature, "temperature")
      }
    let ratio = classValues / scale.si
    guard scale.si > 0, !Self.usual.contains(ratio) else { return [] }
    let place = input.fullScale.location
    guard classValues > 0, classValues.isFinite else {
      return [
        Diagnostic(
          .warning, "GD0431",
          "the \(noun) of the first training samples are \(Voltage(si: classValues)) under the initial "
            + "conductances, whatever the input gain: nothing reaches the outputs", at: place)
      ]
    }
    let fitting = Voltage(si: input.fullScale.value.si * Self.typicalShare / ratio).formatted(digits: 1)
    return [
      Diagnostic(
        .warning, "GD0431",
        "the input gain looks wrong: under the initial conductances the \(noun) of the first training samples are "
          + "\(Voltage(si: classValues).formatted(digits: 2)) (rms), the \(name) is \(scale); networks "
          + "that train well start between \(Self.usual.lowerBound) and \(Self.usual.upperBound) of the \(name)",
        at: place, suggestion: "full-scale: \(fitting)")
    ]
  }

  private func spreadDiagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    guard network.output.targets == .label, classValues > 0, spread < Self.leastSpread * classValues else {
      return []
    }
    return [
      Diagnostic(
        .warning, "GD0432",
        "all classes have the same value under the initial conductances: they differ by "
          + "\(Voltage(si: spread).formatted(digits: 2)) of \(Voltage(si: classValues).formatted(digits: 2)) (rms); are "
          + "the initial conductances all the same?",
        at: spec.training.initial?.location ?? spec.network.output.classes.location)
    ]
  }

  private func restingDiagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    zip(spec.network.hidden, resting).enumerated().flatMap { k, layer -> [Diagnostic] in
      let (hidden, share) = layer
      return [("excitatory", share.excitatory), ("inhibitory", share.inhibitory)].filter {
        $0.1 >= Self.allResting
      }.map { kind, _ in
        Diagnostic(
          .warning, "GD0433",
          "all \(kind) nodes of hidden layer \(k + 1) sit on their rectifiers for the first training samples, so that "
            + "they carry no signal; rows of both signs (input encoding complementary, bias rows) would move them",
          at: hidden.location)
      }
    }
  }

  /// Imported weights that were trained under other conventions: they classify much better with the other rectifier
  /// scheme, or no better than chance.
  /// - Parameters:
  ///   - error: share of the test samples that they misclassify.
  ///   - other: the same with the other rectifier scheme in every layer.
  package static func importDiagnostics(
    _ spec: ChipSpec, testError error: Double, withOtherRectifiers other: Double
  ) -> [Diagnostic] {
    guard let weights = spec.training.initialWeights else { return [] }
    let isOfClasses = spec.network.targets == .label
    func percent(_ share: Double) -> String { "\(Ratio(si: 100 * share).formatted(digits: 3)) %" }
    func warning(_ text: String, at location: SourceLocation, suggestion: String? = nil) -> [Diagnostic] {
      [
        Diagnostic(
          .warning, "GD0434",
          isOfClasses
            ? "the imported weights misclassify \(percent(error)) of the test samples\(text)"
            : "the imported weights leave \(percent(error)) of the test targets' variance unexplained\(text)",
          at: location,
          suggestion: suggestion)
      ]
    }
    // On the digits a swapped scheme makes 25 % of 5 %; a few samples more or less would be chance.
    if let layer = spec.network.hidden.first, other < 0.5 * error, error - other > 0.02 {
      let scheme = layer.value.rectifiers == .halves ? RectifierScheme.alternating : .halves
      return warning(
        ", but only \(percent(other)) with the other rectifier scheme", at: layer.location,
        suggestion: "rectifiers: \(scheme.rawValue)")
    }
    // Wrong orders of rows or outputs are as good as random weights.
    let chance = isOfClasses ? 0.75 * (1 - 1 / Double(spec.network.output.classes.value)) : 1
    guard error > chance else { return [] }
    guard isOfClasses else {
      return warning(
        ", more than their mean would; if they are trained, the conventions differ: output encoding, order of the rows "
          + "(all +x, then all −x), target-scale", at: weights.location)
    }
    return warning(
      ", little less than chance; if they are trained, the conventions differ: output encoding (one node a class, or "
        + "interlaced pairs), order of the rows (all +x, then all −x), order of the classes",
      at: weights.location)
  }
}
