import Quantities

/// `limits:` — what a chip design must hold; nil for what is not limited.
public struct LimitsSpec: Sendable, Equatable {
  /// Least accuracy of a chip that passes.
  public var accuracy: Located<Ratio>?
  /// Least share of chips that pass.
  public var yield: Located<Ratio>?
  /// Largest area of the whole chip.
  public var area: Located<Area>?
  /// Most energy of an inference.
  public var energyPerInference: Located<Energy>?
  /// Longest time of an inference.
  public var latency: Located<TimeSpan>?
  /// Most energy of a training example.
  public var energyPerTrainingExample: Located<Energy>?
  /// Largest share of a row's voltage that the wires of a tile take.
  public var irDrop: Located<Ratio>?
  /// Least share of the tiles' cells that hold a device.
  public var utilization: Located<Ratio>?
  /// Where the chip must fit.
  public var die: Located<DieSpec>?
  /// Most pads.
  public var pads: Located<Int>?
  /// What a training in software must reach.
  public var training: Located<TrainingLimit>?

  /// No limits.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { node.isEmptyMapping }
}

/// `limits.training:`
public struct TrainingLimit: Sendable, Equatable {
  /// What a sign of a failed training counts as.
  public enum Failure: String, Sendable, CaseIterable {
    case error, warning
  }
  /// Least share of the test samples that the trained network classifies rightly in software; nil: any.
  public var atLeast: Located<Ratio>?
  /// What a sign of a failed training counts as.
  public var failure = Failure.error

  /// Makes a limit.
  public init(atLeast: Located<Ratio>? = nil, failure: Failure = .error) {
    (self.atLeast, self.failure) = (atLeast, failure)
  }
}

/// `limits.die:`
public enum DieSpec: Sendable, Equatable {
  /// A rectangle, which the chip may also fill turned by a quarter.
  case size(width: Length, height: Length)
  /// A named slot of a shuttle.
  case slot(Located<String>)
}
