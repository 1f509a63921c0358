/// All numbers of a Hopfield network at work: parameters, states of the rows that relax together, and the drives
/// that couplings make of them.
///
/// A *row* is one sample in one phase; rows of the same phase follow each other, phase by phase.
final class HopfieldMemory<Scalar: EngineScalar>: Sendable {
  let network: HopfieldNetwork
  /// Layout of every layer, the input first.
  let layouts: [LayerLayout]
  /// One a coupling.
  let operators: [any CouplingOperator<Scalar>]
  /// One a free layer: a value a channel.
  let biases: [Tensor<Scalar>]
  /// The softmax read-out's weights [neuron][class] and biases; nil without one.
  let readout: (weights: Tensor<Scalar>, biases: Tensor<Scalar>)?
  /// Channels of a row of class values.
  let classStride: Int

  /// States of every layer, the input's first.
  let states: [Tensor<Scalar>]
  /// Internal states of binary neurons, one array a layer; without values for others.
  let internals: [Tensor<Scalar>]
  /// What the last layer's neurons showed at the end of the free phase, a row a sample: internal states of binary
  /// neurons; without values for others.
  let freeOutputs: Tensor<Scalar>
  /// Drive of every free layer that does not change in a phase: biases and couplings with the input; a row a sample.
  let statics: [Tensor<Scalar>]
  /// Drive of the later and of the earlier layer, one each a coupling.
  let forwards: [Tensor<Scalar>], backwards: [Tensor<Scalar>]
  /// Class values and ∂C/∂(class values) of the free states, a row a sample.
  let classValues: Tensor<Scalar>, classErrors: Tensor<Scalar>
  /// C and the class with the largest value of the free states, one a sample.
  let costs: Tensor<Double>, predictions: Tensor<Double>
  /// Adjoint states of backpropagation.
  let adjoints: [Tensor<Scalar>]

  /// Rows of a gradient's products, one pair a layer, the input's first; and full maps of convolutions.
  let lefts: [Tensor<Scalar>], rights: [Tensor<Scalar>]
  let fullMaps: Tensor<Scalar>, fullRights: Tensor<Scalar>
  /// All that a free layer's neurons remember from sweep to sweep.
  var carried: [Tensor<Scalar>] { states.dropFirst() + internals.filter { $0.count > 0 } }

  /// Gradients in the layouts of the parameters.
  let weightGradients: [Tensor<Scalar>], biasGradients: [Tensor<Scalar>]
  let readoutGradient: (weights: Tensor<Scalar>, biases: Tensor<Scalar>)?

  /// Most rows at a time.
  let rows: Int
  /// Largest change of a state in the last sweep, one value a thread.
  let changes: Tensor<Scalar>
  /// Most rows that a thread takes through all sweeps at a time; nil where all rows move together.
  let groupRows: Int?

  /// Memory for a network.
  /// - Parameters:
  ///   - samples: samples of a minibatch.
  ///   - phases: phases that relax together or are kept.
  ///   - threads: size of the team.
  init(_ network: HopfieldNetwork, samples: Int, phases: Int, threads: Int) {
    self.network = network
    let rows = samples * phases
    self.rows = rows
    let layouts = (0...network.layers.count).map { LayerLayout(network.shape($0), isInput: $0 == 0) }
    self.layouts = layouts
    let operators = network.couplings.map { coupling -> any CouplingOperator<Scalar> in
      CouplingOperators.make(
        coupling, from: layouts[coupling.from], to: layouts[coupling.to], rows: rows, threads: threads)
    }
    self.operators = operators
    let free = layouts.dropFirst()
    biases = free.map { Tensor($0.stride) }
    biasGradients = free.map { Tensor($0.stride) }
    classStride = (network.classes + 15) / 16 * 16
    let last = layouts[layouts.count - 1]
    let classStride = self.classStride
    func readoutArrays() -> (weights: Tensor<Scalar>, biases: Tensor<Scalar>)? {
      network.cost == .crossEntropy ? (Tensor(last.size * classStride), Tensor(classStride)) : nil
    }
    (readout, readoutGradient) = (readoutArrays(), readoutArrays())
    states = layouts.map { Tensor(rows * $0.size) }
    internals = layouts.enumerated().map { layer, layout in
      Tensor(layer > 0 && network.layers[layer - 1].activation.isBinary ? rows * layout.size : 0)
    }
    freeOutputs = Tensor(network.readsInternalStates ? rows * last.size : 0)
    statics = layouts.map { Tensor($0 == layouts[0] ? 0 : rows * $0.size) }
    forwards = network.couplings.map { Tensor(rows * layouts[$0.to].size) }
    backwards = network.couplings.map { Tensor($0.from == 0 ? 0 : rows * layouts[$0.from].size) }
    (classValues, classErrors) = (Tensor(rows * classStride), Tensor(rows * classStride))
    (costs, predictions) = (Tensor(rows), Tensor(rows))
    adjoints = layouts.map { Tensor(samples * $0.size) }
    lefts = layouts.map { Tensor(rows * $0.size) }
    rights = layouts.map { Tensor(rows * $0.size) }
    weightGradients = operators.map { Tensor($0.weights.count) }
    let full =
      zip(operators, network.couplings).map { op, coupling in
        coupling.kind == .dense ? 0 : (coupling.from == 0 ? samples : rows) * op.fullSize
      }.max() ?? 0
    (fullMaps, fullRights) = (Tensor(full), Tensor(full))
    changes = Tensor(16 * threads)
    groupRows = Self.groupRows(operators, network, layouts)
  }

  /// Rows whose states and drives take half of a second-level cache, at least as many as a tile of a product has.
  private static func groupRows(
    _ operators: [any CouplingOperator<Scalar>], _ network: HopfieldNetwork, _ layouts: [LayerLayout]
  ) -> Int? {
    let inner = zip(operators, network.couplings).filter { $0.1.from > 0 }
    guard inner.allSatisfy({ $0.0.separatesRows }) else { return nil }
    let values =
      layouts.dropFirst().reduce(0) { $0 + 2 * $1.size }
      + inner.reduce(0) { $0 + layouts[$1.1.from].size + layouts[$1.1.to].size }
    return max(8, (512 << 10) / (values * MemoryLayout<Scalar>.stride))
  }

  /// The parameters as files have them: the couplings' weights, the layers' biases (a value a channel), the
  /// read-out's weights and biases.
  var parameters: [[Double]] {
    get {
      var arrays = zip(network.couplings, operators).map { coupling, op in
        let count = network.weightShape(coupling).reduce(1, *)
        return (0..<count).map { Double(op.weights[op.place(ofWeight: $0)]) }
      }
      arrays += zip(network.layers, biases).map { layer, bias in
        (0..<layer.shape.channels).map { Double(bias[$0]) }
      }
      if let readout {
        arrays.append((0..<readoutCount).map { Double(readout.weights[readoutPlace($0)]) })
        arrays.append((0..<network.classes).map { Double(readout.biases[$0]) })
      }
      return arrays
    }
    set {
      var arrays = newValue[...]
      for op in operators {
        for (i, value) in (arrays.popFirst() ?? []).enumerated() {
          op.weights[op.place(ofWeight: i)] = Scalar(value)
        }
      }
      for bias in biases {
        for (i, value) in (arrays.popFirst() ?? []).enumerated() { bias[i] = Scalar(value) }
      }
      if let readout {
        for (i, value) in (arrays.popFirst() ?? []).enumerated() {
          readout.weights[readoutPlace(i)] = Scalar(value)
        }
        for (i, value) in (arrays.popFirst() ?? []).enumerated() { readout.biases[i] = Scalar(value) }
      }
    }
  }

  /// The gradients in the order and layout of ``parameters``.
  var gradients: [[Double]] {
    var arrays = zip(network.couplings, zip(operators, weightGradients)).map { coupling, pair in
      (0..<network.weightShape(coupling).reduce(1, *)).map { Double(pair.1[pair.0.place(ofWeight: $0)]) }
    }
    arrays += zip(network.layers, biasGradients).map { layer, gradient in
      (0..<layer.shape.channels).map { Double(gradient[$0]) }
    }
    if let readoutGradient {
      arrays.append((0..<readoutCount).map { Double(readoutGradient.weights[readoutPlace($0)]) })
      arrays.append((0..<network.classes).map { Double(readoutGradient.biases[$0]) })
    }
    return arrays
  }

  private var readoutCount: Int { (network.readoutShape ?? [0]).reduce(1, *) }
  private func readoutPlace(_ index: Int) -> Int {
    let neuron = index / network.classes
    return layouts[layouts.count - 1].place(ofNeuron: neuron) * classStride + index % network.classes
  }
}

/// Which operator does the arithmetic of a coupling.
enum CouplingOperators {
  /// The fastest operator that can do a coupling.
  static func make<Scalar: EngineScalar>(
    _ coupling: HopfieldCoupling, from: LayerLayout, to: LayerLayout, rows: Int, threads: Int
  ) -> any CouplingOperator<Scalar> {
    switch coupling.kind {
    case .dense:
      // A product with the input is taken once an update, for which packing does not pay.
      let packed =
        Scalar.self == Float.self && coupling.from > 0 ? PackedDenseOperator(from: from, to: to) : nil
      return packed as? any CouplingOperator<Scalar> ?? DenseOperator(from: from, to: to)
    case .convolution(let window, let pooling):
      let geometry = ConvolutionGeometry(from: from, to: to, window: window, pooling: pooling)
      let winograd =
        Scalar.self == Float.self ? WinogradOperator(geometry, rows: rows, threads: threads) : nil
      return winograd as? any CouplingOperator<Scalar>
        ?? ConvolutionOperator(geometry, rows: rows, threads: threads)
    }
  }
}
