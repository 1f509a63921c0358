/// The trainable parameters of a network, as the learning code, checkpoints and exports see them.
public protocol NetworkParameters: Sendable, Equatable {
  /// One flat array a connection, SI units. Setting keeps the shapes.
  var values: [[Double]] { get set }
}

extension Conductances: NetworkParameters {
  /// Siemens, row-major, one array a connection.
  public var values: [[Double]] {
    get { connections.map(\.siemens) }
    set {
      precondition(newValue.count == connections.count, "one array a connection")
      for k in connections.indices {
        connections[k] = ConductanceMatrix(
          rows: connections[k].rows, columns: connections[k].columns, siemens: newValue[k])
      }
    }
  }
}

/// An energy-based network with its way to an equilibrium: the one interface the learning code knows.
///
/// A model relaxes one layer given the others, knows the derivative of its energy by its parameters, and the
/// total energy. Layers of equal parity share no connection, so even and odd layers alternate. Another energy
/// family, or a faster engine of the same family, is another conforming type.
public protocol EnergyModel: Sendable {
  /// What is learned.
  associatedtype Parameters: NetworkParameters
  /// Parameters with all that depends on them alone, made once a minibatch.
  associatedtype Prepared: Sendable
  /// What depends on parameters and one input, made once a sample and shared by its phases.
  associatedtype Drive: Sendable
  /// The free variables of one sample, with scratch space so that a sweep does not allocate.
  associatedtype State: Sendable
  /// τ = ds/dβ, how the equilibrium of one sample moves with a weak nudge, with scratch space.
  associatedtype Tangent: Sendable

  /// Number of free layers; the last is the output layer.
  var layerCount: Int { get }
  /// Number of input values.
  var inputCount: Int { get }
  /// Number of classes.
  var classCount: Int { get }

  /// Allowed values of every parameter, SI units; nil = no limits.
  var parameterRange: ClosedRange<Double>? { get }
  /// All that decides the model's behaviour, as text with every digit; for checkpoints.
  var fingerprintText: String { get }

  /// Parameters with given initial values, `value(connection, index)`.
  func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Parameters
  /// Derives what depends on the parameters alone.
  func prepare(_ parameters: Parameters) -> Prepared
  /// Derives what depends on one input (values in 0…1).
  func drive(_ inputs: [Double], _ prepared: Prepared) -> Drive
  /// The state every free phase starts from.
  func restingState() -> State
  /// Largest relative residual of a layer's equilibrium condition, given the other layers.
  func residual(layer: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?)
    -> Double
  /// Moves a layer to its exact minimum of the energy, given the other layers.
  func relax(layer: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?)
  /// Total energy, including the nudge.
  func energy(of state: State, inputs: [Double], _ prepared: Prepared, nudge: Nudge?) -> Double
  /// Whether the nudged energy has a minimum.
  /// - Throws: a `Diagnostic` that names the node and the numbers.
  func checkNudge(_ siemens: Double, _ prepared: Prepared) throws
  /// Class values (o_c) of a state.
  func classValues(of state: State) -> [Double]
  /// Target of a label.
  func target(ofClass label: Int) -> [Double]
  /// A state as it is read: `reading(node, volts)` of every node, all layers in a row. Only derivatives are taken of it.
  func observed(_ state: State, _ reading: (_ node: Int, _ volts: Double) -> Double) -> State
  /// Forgets what a state keeps of the parameters it was relaxed with: to be called when they have changed.
  func refresh(_ state: inout State)
  /// scale · Σ_samples [∂E/∂θ(plus) − ∂E/∂θ(minus)] / c_out, in a form without differences of large squares;
  /// independent of `threads` to the last bit.
  func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [Drive], scale: Double, threads: Int
  ) -> Parameters

  // MARK: how an equilibrium answers to a weak nudge

  /// A tangent that starts from 0.
  func restingTangent(at state: State, _ drive: Drive, _ prepared: Prepared) -> Tangent
  /// Moves a layer of a tangent to its exact solution, given the other layers: the linearized equations of an
  /// equilibrium under a spring of strength β → 0 toward `target`, ∂²E/∂s² τ = −∂C/∂s.
  /// - Returns: the largest change and the largest value of the layer.
  func relax(tangent: inout Tangent, layer: Int, target: [Double], _ prepared: Prepared) -> (
    change: Double, size: Double
  )
  /// scale · Σ_samples τ · ∂²E/∂s∂θ / c_out: with τ relaxed, scale times the sum of dC/dθ; independent of `threads` to
  /// the last bit.
  func derivative(along tangents: [Tangent], _ drives: [Drive], scale: Double, threads: Int) -> Parameters
}
