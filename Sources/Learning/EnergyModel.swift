import Datasets
import Fabrics
import Quantities

/// An energy-based network with its way to an equilibrium: the one interface the learning code knows.
///
/// A model relaxes one layer given the others, knows the derivative of its energy by its parameters, and the
/// total energy. Layers that no coupling joins move at once, so blocks of these take turns: even and odd layers of a chain.
/// Another energy family, or a faster engine of the same family, is another conforming type.
package protocol EnergyModel: Sendable {
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

  /// Number of free layers, or of whatever else is moved to its minimum at once; the last is the output layer.
  var layerCount: Int { get }
  /// Layers that no coupling joins, block by block in the order in which they are relaxed.
  var blocks: [[Int]] { get }
  /// Number of input values.
  var inputCount: Int { get }
  /// Number of output values: classes, or numbers that samples are answered with.
  var classCount: Int { get }

  /// What the exact engine can do with it.
  var capabilities: Capabilities { get }
  /// Allowed values of every parameter, SI units; nil = no limits.
  var parameterRange: ClosedRange<Double>? { get }
  /// All that decides the model's behaviour, as text with every digit; for checkpoints.
  var fingerprintText: String { get }

  /// Parameters with given initial values, `value(connection, index)`.
  func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Parameters
  /// Derives what depends on the parameters alone.
  func prepare(_ parameters: Parameters) -> Prepared
  /// Derives it for what one read finds of devices.
  /// - Parameter prepared: of their mean.
  func prepare(_ read: DeviceRead<Parameters>, near prepared: Prepared) -> Prepared
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
  /// - Parameter beta: as ``beta(_:_:)`` gives it.
  func checkNudge(_ beta: Double, _ prepared: Prepared) throws
  /// Output values (o_c) of a state.
  func classValues(of state: State) -> [Double]
  /// Output values of voltages as they are read.
  func classValues(of readings: NodeReadings) -> [Double]
  /// What the output values are to be.
  func target(of target: Target) -> [Double]
  /// C of output values, V².
  func cost(_ values: [Double], target: Target) -> Double
  /// −∂C/∂o of output values.
  func pull(_ values: [Double], target: Target) -> [Double]
  /// β of F = E + c_out β C for a strength in the unit of the network's nudge circuit: a number without a unit to the learning
  /// code, which divides contrasts by it.
  func beta(_ strength: Double, _ prepared: Prepared) -> Double
  /// The nudge of a β.
  /// - Parameter values: output values of the free state.
  func nudge(_ beta: Double, target: Target, free values: [Double]) -> Nudge
  /// The exact voltages of a state's nodes and of the rows that they drive.
  func readings(of state: State) -> NodeReadings
  /// Forgets what a state keeps of the parameters it was relaxed with: to be called when they have changed.
  func refresh(_ state: inout State)
  /// scale · Σ_samples [∂E/∂θ(plus) − ∂E/∂θ(minus)] / c_out, in a form without differences of large squares;
  /// independent of `threads` to the last bit.
  func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [Drive], scale: Double, threads: Int
  ) -> Parameters
  /// The same from voltages as they are read.
  /// - Parameter centers: what the differences are multiplied with; nil: the means of `minus` and `plus`.
  func derivativeDifference(
    from minus: [NodeReadings], to plus: [NodeReadings], around centers: [NodeReadings]?, _ drives: [Drive],
    scale: Double, threads: Int
  ) -> Parameters

  // MARK: how an equilibrium answers to a weak nudge

  /// A tangent that starts from 0.
  func restingTangent(at state: State, _ drive: Drive, _ prepared: Prepared) -> Tangent
  /// Moves a layer of a tangent to its exact solution, given the other layers: the linearized equations of an
  /// equilibrium under a nudge of strength β → 0, ∂²E/∂s² τ = −∂C/∂s.
  /// - Parameter pull: −∂C/∂o of the free class values.
  /// - Returns: the largest change and the largest value of the layer.
  func relax(tangent: inout Tangent, layer: Int, pull: [Double], _ prepared: Prepared) -> (
    change: Double, size: Double
  )
  /// scale · Σ_samples τ · ∂²E/∂s∂θ / c_out: with τ relaxed, scale times the sum of dC/dθ; independent of `threads` to
  /// the last bit.
  func derivative(along tangents: [Tangent], _ drives: [Drive], scale: Double, threads: Int) -> Parameters
}

extension EnergyModel {
  /// Those of a chain of layers.
  package var blocks: [[Int]] {
    Colouring.blocks(of: layerCount, couplings: (1..<max(1, layerCount)).map { ($0 - 1, $0) })
  }

  /// All that the exact engine can do.
  package var capabilities: Capabilities {
    Capabilities(
      engine: "the exact engine", family: "networks with this energy", code: "GD0412",
      features: [
        .plan(.springs), .plan(.clamps), .plan(.continual), .plan(.adjoint), .anyOptimizer, .targets(.label),
        .targets(.vector),
      ])
  }

  /// Output values in the unit of scaled target values.
  package func answer(_ values: [Double]) -> [Double] {
    zip(values, target(of: .vector([Double](repeating: 1, count: values.count)))).map { $0 / $1 }
  }

  /// Derives it anew, with each device by itself.
  package func prepare(_ read: DeviceRead<Parameters>, near prepared: Prepared) -> Prepared {
    prepare(read.parameters)
  }
}
