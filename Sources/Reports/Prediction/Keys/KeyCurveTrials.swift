import Prediction

/// The trials of a sweep over a key of the spec: those of one design a value.
package struct KeyCurveTrials: Sendable {
  /// A value.
  package struct Point: Sendable {
    /// As it stands in a spec.
    package var value: String
    /// The number and its unit; nil for what is no number.
    package var number: (value: Double, unit: String)?
    /// The trials of its chips.
    package var trials: any PredictionTrials

    /// A point.
    package init(value: String, number: (value: Double, unit: String)? = nil, trials: any PredictionTrials) {
      (self.value, self.number, self.trials) = (value, number, trials)
    }
  }

  /// The key, with dots.
  package var key: String
  /// Its values, in the order in which they are asked for.
  package var points: [Point]

  /// A sweep.
  package init(key: String, points: [Point]) { (self.key, self.points) = (key, points) }

  /// The unit of all values; nil when one is no number, or has another.
  var unit: String? {
    let units = points.map { $0.number?.unit }
    return units.allSatisfy { $0 == units.first } ? units.first ?? nil : nil
  }
}
