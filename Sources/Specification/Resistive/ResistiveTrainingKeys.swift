import Quantities

/// What computes the equilibria of a training.
package enum TrainingEngine: String, Sendable, CaseIterable {
  /// Every phase to its equilibrium in float64; every network and device.
  case exact
  /// A fixed number of sweeps in float32; linear devices, ideal rectifiers.
  case fast
}

/// The keys of `training:` that resistive networks have.
package struct ResistiveTrainingKeys: Sendable, Equatable {
  /// What computes the equilibria.
  package var engine: Located<TrainingEngine>
  /// What pulls the outputs toward their targets; nil for rules and outputs without it.
  package var nudge: Located<NudgeSpec>?
  /// What the training makes small.
  package var cost: Located<CostSpec>
  /// Samples whose class values are all nearer to what they should be than this share of the target are not learned
  /// from; nil: all are.
  package var skip: Located<Ratio>? = nil
  /// Range of the uniform initial conductances; nil = the device's whole range.
  package var initial: Located<InitialSpec>?
  /// s of initial conductances drawn from ±s/√rows and put into the device's range: half of them at its lower
  /// end. Instead of `initial`.
  package var initialScale: Conductance?
  /// When a relaxation ends.
  package var relaxation: Located<RelaxationSpec>

  /// Makes keys.
  package init(
    engine: Located<TrainingEngine>, nudge: Located<NudgeSpec>?, cost: Located<CostSpec>,
    skip: Located<Ratio>? = nil, initial: Located<InitialSpec>? = nil, initialScale: Conductance? = nil,
    relaxation: Located<RelaxationSpec>
  ) {
    (self.engine, self.nudge, self.cost, self.skip) = (engine, nudge, cost, skip)
    (self.initial, self.initialScale, self.relaxation) = (initial, initialScale, relaxation)
  }
}

/// `training.initial:` — bounds of the uniform distribution of initial conductances.
package struct InitialSpec: Sendable, Equatable {
  /// Lower bound.
  package var low: Conductance
  /// Upper bound.
  package var high: Conductance
}

/// `training.relaxation:`
package struct RelaxationSpec: Sendable, Equatable {
  /// A phase has converged when at every free node the residual current of Kirchhoff's law is at most this
  /// fraction of (total conductance at the node × largest source voltage).
  package var tolerance: Double
  /// Sweeps after which a phase ends in any case (reported when training hits it).
  package var maximumSweeps: Int
  /// Sweeps of every phase, whatever the residual; nil = as many as the tolerance asks for.
  package var sweeps: Int? = nil
  /// Whether the residual of the free phases is reported with each epoch.
  package var residual = ResidualReport.none
}

/// Whether residuals are reported.
package enum ResidualReport: String, Sendable, CaseIterable {
  /// They are not.
  case none
  /// The largest one, relative as ``RelaxationSpec/tolerance``, goes into each epoch's record.
  case report
}
