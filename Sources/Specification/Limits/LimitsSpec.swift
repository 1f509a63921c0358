import Quantities

/// `limits:` — what a chip design must hold; nil for what is not limited.
package struct LimitsSpec: Sendable, Equatable {
  /// Least accuracy of a chip that passes.
  package var accuracy: Located<Ratio>?
  /// The same of a network that answers with values: least R² of a chip that passes.
  package var rSquared: Located<Ratio>?
  /// Least share of chips that pass.
  package var yield: Located<Ratio>?
  /// Largest area of the whole chip.
  package var area: Located<Area>?
  /// Most energy of an inference.
  package var energyPerInference: Located<Energy>?
  /// Longest time of an inference.
  package var latency: Located<TimeSpan>?
  /// Most energy of a training example.
  package var energyPerTrainingExample: Located<Energy>?
  /// Largest share of a row's voltage that the wires of a tile take.
  package var irDrop: Located<Ratio>?
  /// Least share of the tiles' cells that hold a device.
  package var utilization: Located<Ratio>?
  /// Where the chip must fit.
  package var die: Located<DieSpec>?
  /// Most pads.
  package var pads: Located<Int>?
  /// What a training in software must reach.
  package var training: Located<TrainingLimit>?

  /// No limits.
  package init() {}

  /// Least score of a chip that passes, by the metric of its targets.
  package var score: Located<Ratio>? { accuracy ?? rSquared }

  /// Sets the least score of a chip that passes, for targets of a kind.
  package mutating func setScore(_ score: Located<Ratio>, _ targets: TargetKind) {
    switch targets {
    case .label: accuracy = score
    case .vector: rSquared = score
    }
  }

  /// Whether there are none.
  package var isEmpty: Bool { node.isEmptyMapping }
}

/// `limits.training:`
package struct TrainingLimit: Sendable, Equatable {
  /// What a sign of a failed training counts as.
  package enum Failure: String, Sendable, CaseIterable {
    case error, warning
  }
  /// Least share of the test samples that the trained network classifies rightly in software; nil: any.
  package var atLeast: Located<Ratio>?
  /// What a sign of a failed training counts as.
  package var failure = Failure.error

  /// Makes a limit.
  package init(atLeast: Located<Ratio>? = nil, failure: Failure = .error) {
    (self.atLeast, self.failure) = (atLeast, failure)
  }
}

/// `limits.die:`
package enum DieSpec: Sendable, Equatable {
  /// A rectangle, which the chip may also fill turned by a quarter.
  case size(width: Length, height: Length)
  /// A named slot of a shuttle.
  case slot(Located<String>)
}
