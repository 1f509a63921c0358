import Quantities

/// `training:` — the keys that all families share, and the family's own, which read as if they were these: `training.nudge`.
@dynamicMemberLookup
public struct TrainingSpec<Keys: TrainingKeys>: Sendable, Equatable {
  /// A registered learning rule, such as `equilibrium-propagation`.
  public var rule: Located<String>
  /// Which equilibria equilibrium propagation takes the gradient from.
  public var estimator: Located<GradientEstimator>
  /// How far toward their targets outputs are held, for rules that hold them.
  public var clamp: Located<Ratio>? = nil
  /// Points on the circle of complex nudges, for the estimator `holomorphic`.
  public var points: Located<Int>? = nil
  /// Passes over the training set.
  public var epochs: Int
  /// Samples an update.
  public var batch: Int
  /// η of Δw = −η ∂C/∂w, one a connection (or one for all).
  public var learningRates: Located<[Keys.Rate]>
  /// Instead of ``learningRates``, which are none then: the step under a typical gradient as a share of the range of the
  /// weights, one a connection or one for all.
  public var relativeRates: [Ratio]? = nil
  /// η of the biases, one a layer (or one for all); nil: what the family does without them.
  public var biasRates: Located<[Keys.BiasRate]>?
  /// Factor on η after each epoch: short for an exponential ``schedule``.
  public var decay = 1.0
  /// How η changes from epoch to epoch; nil: by ``decay``.
  public var schedule: ScheduleSpec? = nil
  /// How a gradient becomes a step.
  public var optimizer: OptimizerSpec
  /// Weights to start from, instead of random ones: a folder of `.npy` files or one safetensors file, already
  /// resolved relative to the spec file.
  public var initialWeights: Located<String>?
  /// Which state a minibatch's free phase starts from.
  public var state: Located<PhaseStart>
  /// The keys of the family.
  public var keys: Keys

  /// Makes a training.
  public init(
    rule: Located<String>, estimator: Located<GradientEstimator>, epochs: Int, batch: Int,
    learningRates: Located<[Keys.Rate]>, optimizer: OptimizerSpec, state: Located<PhaseStart>, keys: Keys
  ) {
    (self.rule, self.estimator, self.epochs, self.batch) = (rule, estimator, epochs, batch)
    (self.learningRates, self.optimizer, self.state, self.keys) = (learningRates, optimizer, state, keys)
  }

  /// A key of the family.
  public subscript<Value>(dynamicMember key: WritableKeyPath<Keys, Value>) -> Value {
    get { keys[keyPath: key] }
    set { keys[keyPath: key] = newValue }
  }
}

/// Numbers of epochs that are taken, in specs and on the command line.
public enum EpochRange {
  /// The least and the most.
  public static let all = 0...1_000_000
}
