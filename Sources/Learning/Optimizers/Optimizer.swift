import Diagnostics
import Specification

/// A way from a gradient to a step, for one array of parameters at a time; engines of any scalar share it.
///
/// An implementation is specialized (`@_specialize`) for `Float` and `Double`, since engines call it through
/// `any Optimizer`.
package protocol Optimizer: Sendable {
  /// Registered name.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// The papers.
  static var reference: String { get }
  /// The options of a spec that it knows; those it cannot do without.
  static var options: [OptimizerOption] { get }
  static var neededOptions: [OptimizerOption] { get }
  /// Whether it only moves between a weight and its negative, so that conductances are out of its reach.
  static var needsSignedWeights: Bool { get }
  /// Makes the optimizer of a spec that ``Optimizers/make(_:)`` has checked.
  init(_ spec: OptimizerSpec)

  /// Arrays of its own that it keeps for each array of parameters, 0 at first: none for plain descent, 1 for momentum,
  /// 2 for Adam.
  var slotCount: Int { get }
  /// All that decides its steps, as text with every digit; for checkpoints.
  var fingerprintText: String { get }

  /// Where it counts how often each parameter changed its level; nil for parameters without levels. Such an optimizer
  /// moves weights only: biases, which have no range, move by plain steps.
  var writes: OptimizerWrites? { get }
  /// How weights on levels move, for people; nil for steps of the learning rate.
  var formula: String? { get }
  /// The step Δθ that it makes of a gradient, for people; nil for −η times the gradient, and for weights on levels.
  var stepFormula: String? { get }
  /// The optimizer for weights of a range.
  func fitted(to weights: WeightRange) -> Self
  /// The value nearest to a weight that it can reach.
  func nearest(_ weight: Double) -> Double

  /// Turns a gradient into a step, in place.
  /// - Parameters:
  ///   - gradient: ∂C/∂θ on entry, Δθ on return.
  ///   - parameters: θ, as long as `gradient`.
  ///   - slots: ``slotCount`` arrays, as long as `gradient`.
  ///   - rate: η.
  ///   - update: number of this update of the array, counted from 1 at the start of the training.
  func step<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutableBufferPointer<Scalar>, parameters: UnsafeBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], rate: Scalar, update: Int)
}

extension Optimizer {
  package var writes: OptimizerWrites? { nil }
  package var formula: String? { nil }
  package var stepFormula: String? { nil }
  package func fitted(to weights: WeightRange) -> Self { self }
  package func nearest(_ weight: Double) -> Double { weight }
}

/// The values that weights may take.
package enum WeightRange: Sendable, Equatable {
  /// Those of a device, in the unit of the weights.
  case device(ClosedRange<Double>)
  /// Free; random initial ones lie within ± this.
  case initial(Double)
}

/// How an optimizer of weights on levels counts what it writes.
package struct OptimizerWrites: Sendable, Equatable {
  /// Number of the slot with the changes of each weight since the start.
  package var countSlot: Int
  /// Devices that a change of one weight writes.
  package var devicesPerChange: Int
}

/// The optimizers a spec may name: one line each.
package enum Optimizers {
  /// Every registered optimizer.
  package static let all: [any Optimizer.Type] = [SGD.self, Adam.self, BinaryFlip.self, LevelStep.self]

  /// Makes the optimizer that a spec names.
  /// - Throws: located diagnostics: GD0423 for an unknown name, with the nearest known one; GD0424 for every option
  ///   that it needs and does not have, or has and does not know.
  package static func make(_ spec: OptimizerSpec) throws(DiagnosticsError) -> any Optimizer {
    guard let type = all.first(where: { $0.name == spec.kind.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("optimizer", spec.kind, known: all.map { $0.name }, code: "GD0423")
      ])
    }
    var found: [Diagnostic] = []
    for option in OptimizerOption.allCases {
      if let value = spec.options[option], !type.options.contains(option) {
        let known = type.options.map(\.rawValue).joined(separator: ", ")
        found.append(
          Diagnostic(
            .error, "GD0424", "the optimizer '\(type.name)' has no '\(option.rawValue)'; it has \(known)",
            at: value.location))
      } else if spec.options[option] == nil, type.neededOptions.contains(option) {
        found.append(
          Diagnostic(
            .error, "GD0424", "the optimizer '\(type.name)' needs '\(option.rawValue)', which is not given",
            at: spec.kind.location))
      }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
    return type.init(spec)
  }
}
