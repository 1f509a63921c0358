/// What was measured of a circuit on a bench in a corner, in SI units.
package struct BenchFigures: Codable, Sendable, Equatable {
  /// What is measured, in the order in which it is shown.
  package enum Figure: String, CaseIterable, Codable, Sendable, CodingKeyRepresentable {
    /// The response at rest.
    case output
    /// The response's error at rest; of a decision, the threshold's, referred to the input.
    case offset
    /// Standard deviation of the offset over draws of mismatch, and their number.
    case offsetDeviation = "offset-deviation"
    case draws
    /// The response's slope at rest, and how much it misses the wanted one by, as a share.
    case gain
    case gainError = "gain-error"
    /// The largest error of the swept range.
    case largestError = "largest-error"
    /// Responses between which the error, the offset aside, is within the bench's tolerance.
    case lowestOutput = "lowest-output"
    case highestOutput = "highest-output"
    /// Frequency at which the response to small signals has fallen by 3 dB.
    case bandwidth
    /// Time after which the response to the bench's step stays within 1 % of its change, and that change.
    case settling
    case stepChange = "step-change"
    /// Of the broken loop: gain at low frequency, frequency at which it is 1, degrees of phase left there.
    case loopGain = "loop-gain"
    case unityGainFrequency = "unity-gain-frequency"
    case phaseMargin = "phase-margin"
    /// Noise of the response, root mean square from 1 Hz to 10 GHz.
    case noise
    /// Power from the supply at rest.
    case power
  }

  /// Bench and corner.
  package var bench, corner: String
  /// What was measured and has a value.
  private var values: [Figure: Double] = [:]

  /// No figures yet.
  package init(bench: String, corner: String) { (self.bench, self.corner) = (bench, corner) }

  /// Figures by their names; names of none are left out.
  package init(bench: String, corner: String, named: [String: Double]) {
    self.init(bench: bench, corner: corner)
    for (name, value) in named { if let figure = Figure(rawValue: name) { values[figure] = value } }
  }

  /// A figure; nil = not measured, or it has no value.
  package subscript(figure: Figure) -> Double? {
    get { values[figure] }
    set { values[figure] = newValue }
  }

  /// The figures by their names, in order.
  package var named: [(name: String, value: Double)] {
    Figure.allCases.compactMap { figure in values[figure].map { (figure.rawValue, $0) } }
  }
}
