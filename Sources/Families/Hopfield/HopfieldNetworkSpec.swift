import Specification

/// `network:` of a Hopfield network.
package struct HopfieldNetworkSpec: Sendable, Equatable {
  /// The energy family, `hopfield`.
  package var family: Located<String>
  /// Sizes of the input array: [values], [height, width] or [channels, height, width].
  package var inputShape: Located<[Int]>
  /// Activation of the hidden layers that name none.
  package var activation: Located<String>
  /// Hidden layers, first to last; each is coupled with the one before it.
  package var hidden: [Located<HopfieldLayerSpec>]
  /// Couplings between layers that do not follow each other.
  package var skips: [Located<SkipSpec>]
  /// The layer that is read.
  package var output: HopfieldOutputSpec
}

/// One entry of `network.hidden:`, a layer with its coupling to the layer before.
package struct HopfieldLayerSpec: Sendable, Equatable {
  /// Number of neurons of a dense coupling; nil for a convolution.
  package var units: Located<Int>?
  /// The convolution; nil for a dense coupling.
  package var convolution: Located<ConvolutionSpec>?
  /// Pooling behind the convolution.
  package var pooling: Located<PoolingSpec>?
  /// Registered name of an activation; nil: the network's.
  package var activation: Located<String>?
}

/// `convolution:` — the shared weights of a convolutional coupling.
package struct ConvolutionSpec: Sendable, Equatable {
  /// Output channels; nil where the layer it leads to decides them.
  package var channels: Located<Int>?
  /// Height and width of the kernel.
  package var kernel: Int
  /// Zeros around the input, on each side.
  package var padding: Int
  /// Steps of the kernel over the input.
  package var stride: Int
}

/// What is kept of the values of a pooling window.
package enum PoolingKind: String, Sendable, CaseIterable {
  /// The largest.
  case max
  /// The mean.
  case average
}

/// `pooling:`
package struct PoolingSpec: Sendable, Equatable {
  /// What is kept of a window.
  package var kind: PoolingKind
  /// Height and width of the window.
  package var size: Int
  /// Steps of the window; nil: its size.
  package var stride: Int?
}

/// One entry of `network.skips:`, a coupling between layers that do not follow each other.
package struct SkipSpec: Sendable, Equatable {
  /// Number of the earlier layer; 0 is the input.
  package var from: Int
  /// Number of the later layer; hidden layers count from 1, the output follows the last.
  package var to: Int
  /// The convolution; nil for a dense coupling.
  package var convolution: Located<ConvolutionSpec>?
  /// Pooling behind the convolution.
  package var pooling: Located<PoolingSpec>?
}

/// What the class values are compared with the target by.
package enum CostKind: String, Sendable, CaseIterable {
  /// C = ½ Σ (o − y)², with output neurons in the relaxation.
  case squaredError = "squared-error"
  /// C = −ln softmax(W s + b) at the class, read from the last hidden layer by weights outside the relaxation.
  case crossEntropy = "cross-entropy"
}

/// `network.output:` of a Hopfield network.
package struct HopfieldOutputSpec: Sendable, Equatable {
  /// Number of classes.
  package var classes: Located<Int>
  /// The cost.
  package var cost: Located<CostKind>
  /// Activation of the output neurons of `squared-error`.
  package var activation: Located<String>
  /// Output neurons of a class.
  package var replicas: Located<Int>
}

/// How a layer moves, given the others.
package enum RelaxationMethod: String, Sendable, CaseIterable {
  /// To the minimum of its energy, s ← σ(z).
  case fixedPoint = "fixed-point"
  /// A step down the energy, s ← σ((1 − ε) σ⁻¹(s) + ε z).
  case gradient
}

/// Which layers see which.
package enum RelaxationOrder: String, Sendable, CaseIterable {
  /// Odd layers, then even ones, each from the newest states of the others.
  case asynchronous
  /// All layers at once from the states before the sweep.
  case synchronous
}

/// Width of the numbers of a training.
package enum Precision: String, Sendable, CaseIterable {
  /// 32 bits.
  case single
  /// 64 bits.
  case double
}

/// `training.relaxation:` of a Hopfield network.
package struct HopfieldRelaxationSpec: Sendable, Equatable {
  /// How a layer moves.
  package var method: RelaxationMethod
  /// Which layers see which.
  package var order: RelaxationOrder
  /// Sweeps of the free phase.
  package var free: Int
  /// Sweeps of a nudged phase.
  package var nudged: Int
  /// ε of `gradient`.
  package var step: Double
  /// Largest change of a state in a sweep at which a phase ends early; nil: never.
  package var tolerance: Double?
}
