import Diagnostics
import Quantities

extension DesignRule {
  /// Signals of the outputs against offset, noise and step of the circuits that read them.
  ///
  /// A decision compares two class values. Each of the nodes that they are read from has the neuron's offset o, the read-out's
  /// noise n and a rounding error of its step q, so that the difference has the standard deviation
  /// σ = √(m (o² + n² + q²/12)), at the node: a gain before the converter divides q. m = 4 nodes
  /// for differential classes and 2 for others (a reference node cancels).
  static let senseRange = DesignRule(code: "GD1109", stage: .estimate) { subject in
    let states = subject.trained?.testStates ?? []
    let output = subject.fabric.output
    let (neuron, peripherals) = (
      subject.chip.technology.neuron.variability, subject.chip.technology.peripherals.variability
    )
    let offset = neuron.offset?.value.si ?? 0
    let noise = peripherals.readoutNoise?.value.si ?? 0
    let step = (peripherals.readoutStep?.si ?? 0) / output.readGain
    let nodes = output.encoding == .differential ? 4.0 : 2.0
    let sigma = (nodes * (offset * offset + noise * noise + step * step / 12)).squareRoot()
    let place = subject.spec.network.output.classes.location
    var found: [Diagnostic] = []
    if let range = peripherals.readoutRange.map({ $0.value.si / output.readGain }) {
      let largest = states.flatMap { $0.nodes.layers.last ?? [] }.reduce(0) { max($0, abs($1)) }
      if largest > range {
        found.append(
          Diagnostic(
            .warning, "GD1109",
            "outputs reach \(Voltage(si: largest).formatted(digits: 3)), beyond the read-out's range of "
              + "\(Voltage(si: range).formatted(digits: 3)): they are clipped", at: place,
            advice: "a smaller target, or lower gains"))
      }
    }
    // The margin of every sample that is classified rightly, from the smallest on; values have none.
    let margins = states.compactMap { state -> Double? in
      guard case .label(let label) = state.target else { return nil }
      let values = output.classValues(state.nodes.layers.last ?? [])
      let others = values.enumerated().filter { $0.offset != label }.map(\.element).max()
      return others.map { values[label] - $0 }.flatMap { $0 > 0 ? $0 : nil }
    }.sorted()
    guard sigma > 0, !margins.isEmpty else { return RuleOutcome(found) }
    let small = margins[margins.count / 20]
    let doubtful = Double(margins.count { $0 < 2 * sigma }) / Double(margins.count)
    if doubtful > 0.05 {
      found.append(
        Diagnostic(
          .warning, "GD1109",
          "\(percent(doubtful)) of the test samples that are classified rightly have a margin between the two best classes "
            + "below \(Voltage(si: 2 * sigma).formatted(digits: 3)), twice the error of the sense circuits (offset "
            + "\(Voltage(si: offset).formatted(digits: 3)), noise \(Voltage(si: noise).formatted(digits: 3)), step "
            + "\(Voltage(si: step).formatted(digits: 3)))", at: place,
          advice: "a larger target or full scale"))
    }
    return RuleOutcome(
      found,
      figures: [
        DesignFigure(
          "sense-margin", "Margin of the 5th-percentile sample over the error of the sense circuits",
          small / sigma, unit: "", better: .higher)
      ])
  }
}
