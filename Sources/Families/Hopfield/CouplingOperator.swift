import Kernels

/// What a max-pooling does with a map.
enum PoolingChoice {
  /// Finds the largest value of every window and remembers its place.
  case choose
  /// Takes the values at the places remembered: the derivative of the pooling.
  case keep
}

/// The rows of states whose products make a gradient, Σ leftᵀ right summed over the rows of both.
struct GradientRows<Scalar: EngineScalar> {
  /// Values of the earlier layer.
  var left: UnsafeMutablePointer<Scalar>
  /// Values of the later layer; for a convolution on the full map, before pooling.
  var right: UnsafeMutablePointer<Scalar>
  /// Number of rows.
  var count: Int
}

/// The arithmetic of a coupling, on rows of states; each thread of a team calls it and does its part of the work.
///
/// The parts and the order of additions do not depend on the number of threads. The caller puts a
/// wait between a call and the use of what it wrote.
protocol CouplingOperator<Scalar>: AnyObject, Sendable {
  /// Its numbers.
  associatedtype Scalar: EngineScalar

  /// The weights, in the operator's layout.
  var weights: Tensor<Scalar> { get }
  /// Where the weights of files are: `place(i)` of the i-th value of ``HopfieldNetwork/weightShape(_:)``.
  func place(ofWeight index: Int) -> Int
  /// Values of a row of the later layer's map before pooling.
  var fullSize: Int { get }
  /// Whether `backward` and `expand` depend on what the last `forward` chose.
  var choosesPlaces: Bool { get }
  /// Whether each thread may take some of the rows through all sweeps: its weights fit a cache that every thread has for
  /// itself, an element's sum does not depend on the rows it is computed with, and it remembers nothing of a row.
  var separatesRows: Bool { get }

  /// Makes what depends on the weights alone, after they changed.
  func prepare(_ seat: WorkerTeam.Seat)
  /// out[r] = P(w ∗ from[r]) for the first `rows` rows.
  func forward(
    _ from: UnsafeMutablePointer<Scalar>, rows: Int, _ pooling: PoolingChoice,
    into out: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat)
  /// out[r] = ∂⟨to[r], P(w ∗ s)⟩/∂s, with the places of the last forward.
  func backward(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat)
  /// Whether it has ``settleBackward(_:rows:_:fixed:into:_:)``.
  var settlesBackward: Bool { get }
  /// states[r] = σ(fixed[r] + wᵀ to[r]): the earlier layer moved by this coupling and fixed drives, in one pass.
  func settleBackward(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, _ clamp: ClampedCurve<Scalar>,
    fixed: UnsafeMutablePointer<Scalar>, into states: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat)
  /// out[r] = Pᵀ(to[r]), on the full map, with the places of the last forward.
  func expand(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat)
  /// out = Σ left ⊗ right, in the layout of the weights.
  func gradient(_ rows: GradientRows<Scalar>, into out: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat)
}

extension CouplingOperator {
  var separatesRows: Bool { false }
  var settlesBackward: Bool { false }
  func settleBackward(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, _ clamp: ClampedCurve<Scalar>,
    fixed: UnsafeMutablePointer<Scalar>, into states: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat
  ) { preconditionFailure("this operator makes drives only") }
}
