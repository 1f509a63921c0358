import Simulation

/// The trials of a sweep over a key of the spec: those of one design a value.
public struct KeyCurveTrials: Sendable {
  /// A value.
  public struct Point: Sendable {
    /// As it stands in a spec.
    public var value: String
    /// The number and its unit; nil for what is no number.
    public var number: (value: Double, unit: String)?
    /// The trials of its chips.
    public var trials: any PredictionTrials

    /// A point.
    public init(value: String, number: (value: Double, unit: String)? = nil, trials: any PredictionTrials) {
      (self.value, self.number, self.trials) = (value, number, trials)
    }
  }

  /// The key, with dots.
  public var key: String
  /// Its values, in the order in which they are asked for.
  public var points: [Point]

  /// A sweep.
  public init(key: String, points: [Point]) { (self.key, self.points) = (key, points) }

  /// The unit of all values; nil when one is no number, or has another.
  var unit: String? {
    let units = points.map { $0.number?.unit }
    return units.allSatisfy { $0 == units.first } ? units.first ?? nil : nil
  }
}
