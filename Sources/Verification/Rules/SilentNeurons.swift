import Diagnostics

extension DesignRule {
  /// Rectifier neurons that sit on their rectifier for every sample: they carry no signal, and their devices learn nothing
  /// that is used.
  static let silentNeurons = DesignRule(code: "GD1102", stage: .estimate) { subject in
    let states = subject.trained?.trainingStates ?? []
    guard !states.isEmpty else { return RuleOutcome() }
    var (found, silentCount, neurons) = ([Diagnostic](), 0, 0)
    for k in subject.fabric.hiddenLayers {
      let layer = subject.fabric.layers[k]
      let silent = (0..<layer.count).filter { unit in
        states.allSatisfy { state in
          let volts = state.layers[k][unit]
          return layer.isExcitatory(unit) ? volts <= 0 : volts >= 0
        }
      }
      silentCount += silent.count
      neurons += layer.count
      guard !silent.isEmpty else { continue }
      found.append(
        Diagnostic(
          .warning, "GD1102",
          "\(silent.count) of \(layer.count) neurons of \(subject.name(ofLayer: k)) are active for none of the first "
            + "\(states.count) training samples (neurons \(someOf(silent.map(String.init))))",
          at: subject.location(ofLayer: k)))
    }
    guard neurons > 0 else { return RuleOutcome() }
    return RuleOutcome(
      found,
      figures: [
        DesignFigure(
          "silent-neurons", "Share of hidden neurons that no sample activates",
          Double(silentCount) / Double(neurons), better: .lower)
      ])
  }
}
