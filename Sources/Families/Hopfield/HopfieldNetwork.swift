import Specification

/// A layer of neurons.
package struct HopfieldLayer: Sendable, Equatable {
  /// Its sizes.
  package var shape: FeatureShape
  /// Its activation.
  package var activation: Activation

  /// Makes a layer.
  package init(shape: FeatureShape, activation: Activation) {
    (self.shape, self.activation) = (shape, activation)
  }
}

/// A symmetric coupling of two layers: its part of Φ is ⟨s_to, P(w ∗ s_from)⟩.
package struct HopfieldCoupling: Sendable, Equatable {
  /// What the weights do.
  package enum Kind: Sendable, Equatable {
    /// A matrix from every neuron to every neuron.
    case dense
    /// Shared weights of a window, and pooling behind them.
    case convolution(Window, Pooling?)
  }

  /// The earlier layer; 0 is the input.
  package var from: Int
  /// The later layer.
  package var to: Int
  /// What the weights do.
  package var kind: Kind

  /// Makes a coupling.
  package init(from: Int, to: Int, kind: Kind) { (self.from, self.to, self.kind) = (from, to, kind) }
}

/// A layered Hopfield network, dense or convolutional, with symmetric couplings.
///
///   E(s) = Σ_k Σ_i H_k(s_i) − Φ(s),   Φ(s) = Σ_couplings ⟨s_to, P(w ∗ s_from)⟩ + Σ_k Σ_i b_i s_i
///
/// with s_0 the clamped input and H_k the potential of a layer's ``Activation``. The energy is least over a layer,
/// the others held, at s = σ(∂Φ/∂s); with max-pooling, where Φ is convex and piecewise linear in the layer below as
/// long as the layer above is not negative, the same step lowers the energy without reaching the minimum at once.
/// Negative states above a max-pooling make it concave: a step of `fixed-point` may then raise the energy, small ones
/// of `gradient` do not. (Scellier & Bengio 2017, doi
/// 10.3389/fncom.2017.00024; Laborieux et al. 2021, doi 10.3389/fnins.2021.633674, eq. 9; Scellier et al. 2023, arXiv
/// 2312.15103.)
package struct HopfieldNetwork: Sendable, Equatable {
  /// Sizes of the clamped layer.
  package var input: FeatureShape
  /// The free layers, first to last: layer k of a coupling is `layers[k - 1]`.
  package var layers: [HopfieldLayer]
  /// The couplings: of every layer with the one before it, in order; then skips.
  package var couplings: [HopfieldCoupling]
  /// Number of classes.
  package var classes: Int
  /// What class values are compared with the target by.
  package var cost: CostKind
  /// Output neurons of a class, one after the other; a class's value is their mean.
  package var replicas: Int

  /// Makes a network of parts that fit.
  package init(
    input: FeatureShape, layers: [HopfieldLayer], couplings: [HopfieldCoupling], classes: Int, cost: CostKind,
    replicas: Int = 1
  ) {
    (self.input, self.layers, self.couplings) = (input, layers, couplings)
    (self.classes, self.cost, self.replicas) = (classes, cost, replicas)
  }

  /// Sizes of a layer, 0 the input.
  package func shape(_ layer: Int) -> FeatureShape { layer == 0 ? input : layers[layer - 1].shape }

  /// Shape of a coupling's weights as they are written to files: [from, to] of a dense one (the earlier layer in the
  /// order channel, row, column), [to, from, row, column] of a convolution's kernel.
  package func weightShape(_ coupling: HopfieldCoupling) -> [Int] {
    switch coupling.kind {
    case .dense: [shape(coupling.from).count, shape(coupling.to).count]
    case .convolution(let window, _):
      [shape(coupling.to).channels, shape(coupling.from).channels, window.size, window.size]
    }
  }

  /// Number of weights that lead to a neuron of the later layer.
  package func fanIn(_ coupling: HopfieldCoupling) -> Int {
    switch coupling.kind {
    case .dense: shape(coupling.from).count
    case .convolution(let window, _): shape(coupling.from).channels * window.size * window.size
    }
  }

  /// Shape of the softmax read-out's weights, [last hidden layer, classes]; nil without one.
  package var readoutShape: [Int]? {
    cost == .crossEntropy ? [shape(layers.count).count, classes] : nil
  }

  /// Whether outputs are read and nudged by the internal states of binary neurons.
  package var readsInternalStates: Bool {
    cost == .squaredError && layers.last?.activation.isBinary == true
  }

  /// Number of weights and biases.
  package var parameterCount: Int {
    couplings.reduce(0) { $0 + weightShape($1).reduce(1, *) } + layers.reduce(0) { $0 + $1.shape.channels }
      + (readoutShape.map { $0[0] * $0[1] + $0[1] } ?? 0)
  }

  /// Whether complex nudges are allowed: all activations holomorphic, no max-pooling, no read-out.
  package var isHolomorphic: Bool {
    layers.allSatisfy(\.activation.isHolomorphic) && cost == .squaredError
      && couplings.allSatisfy {
        if case .convolution(_, let pooling?) = $0.kind { pooling.kind != .max } else { true }
      }
  }
}
