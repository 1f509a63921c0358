import Quantities

/// `training:` — the keys that all families share, and the family's own, which read as if they were these: `training.nudge`.
@dynamicMemberLookup
package struct TrainingSpec<Keys: TrainingKeys>: Sendable, Equatable {
  /// A registered learning rule, such as `equilibrium-propagation`.
  package var rule: Located<String>
  /// Which equilibria equilibrium propagation takes the gradient from.
  package var estimator: Located<GradientEstimator>
  /// How far toward their targets outputs are held, for rules that hold them.
  package var clamp: Located<Ratio>? = nil
  /// Points on the circle of complex nudges, for the estimator `holomorphic`.
  package var points: Located<Int>? = nil
  /// Passes over the training set.
  package var epochs: Int
  /// Samples an update.
  package var batch: Int
  /// η of Δw = −η ∂C/∂w, one a connection (or one for all).
  package var learningRates: Located<[Keys.Rate]>
  /// Instead of ``learningRates``, which are none then: the step under a typical gradient as a share of the range of the
  /// weights, one a connection or one for all.
  package var relativeRates: [Ratio]? = nil
  /// η of the biases, one a layer (or one for all); nil: what the family does without them.
  package var biasRates: Located<[Keys.BiasRate]>?
  /// Factor on η after each epoch: short for an exponential ``schedule``.
  package var decay = 1.0
  /// How η changes from epoch to epoch; nil: by ``decay``.
  package var schedule: ScheduleSpec? = nil
  /// How a gradient becomes a step.
  package var optimizer: OptimizerSpec
  /// Weights to start from, instead of random ones: a folder of `.npy` files or one safetensors file, already
  /// resolved relative to the spec file.
  package var initialWeights: Located<String>?
  /// Which state a minibatch's free phase starts from.
  package var state: Located<PhaseStart>
  /// The keys of the family.
  package var keys: Keys

  /// Makes a training.
  package init(
    rule: Located<String>, estimator: Located<GradientEstimator>, epochs: Int, batch: Int,
    learningRates: Located<[Keys.Rate]>, optimizer: OptimizerSpec, state: Located<PhaseStart>, keys: Keys
  ) {
    (self.rule, self.estimator, self.epochs, self.batch) = (rule, estimator, epochs, batch)
    (self.learningRates, self.optimizer, self.state, self.keys) = (learningRates, optimizer, state, keys)
  }

  /// A key of the family.
  package subscript<Value>(dynamicMember key: WritableKeyPath<Keys, Value>) -> Value {
    get { keys[keyPath: key] }
    set { keys[keyPath: key] = newValue }
  }
}

/// Numbers of epochs that are taken, in specs and on the command line.
package enum EpochRange {
  /// The least and the most.
  package static let all = 0...1_000_000
}
