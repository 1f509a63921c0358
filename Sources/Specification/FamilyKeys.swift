import Quantities

/// The keys of a family's specs, beside the sections that all families share (``Spec``): everything that a spec's decoding, its
/// resolved text and the JSON Schema know of a family.
package protocol FamilyKeys: Sendable, Equatable {
  /// `network:`
  associatedtype Network: NetworkKeys
  /// Its own keys of `training:`
  associatedtype Training: TrainingKeys

  /// What `network: { family: … }` says.
  static var family: String { get }
  /// One sentence.
  static var summary: String { get }
  /// The papers.
  static var reference: String { get }
  /// Whether its networks become chips: then its specs have `prediction:` and limits of chips.
  static var hasChips: Bool { get }
  /// Whether inputs may have any value, not only those of 0…1.
  static var allowsAnyInput: Bool { get }
  /// The keys beside the shared ones, `network` among them.
  static var fields: FieldGroup<Self> { get }
  /// All keys in the order in which they are documented and written; those that are not named come last.
  static var order: [String] { get }

  /// The network.
  var network: Network { get }
  /// Registered dialects of netlists to write; empty for families without chips.
  var dialects: [Located<String>] { get }
  /// The keys with everything at one value that a training in software does not depend on.
  var ofTraining: Self { get }
  /// The keys beside the shared ones and `network`, as they are written.
  /// - Parameter paths: how paths are written.
  func entries(_ paths: ResolvedPaths) -> [(String, YAMLNode)]
  /// Looks whether the sections of a spec fit each other.
  static func check(_ spec: Spec<Self>, _ check: inout Validation)
}

extension FamilyKeys {
  package static var allowsAnyInput: Bool { false }
  package var dialects: [Located<String>] { [] }
  package var ofTraining: Self { self }
  package static var order: [String] { [] }
  package func entries(_ paths: ResolvedPaths) -> [(String, YAMLNode)] { [] }
  package static func check(_ spec: Spec<Self>, _ check: inout Validation) {}
}

/// `network:` of a family.
package protocol NetworkKeys: Sendable, Equatable {
  /// The energy family, a registered name.
  var family: Located<String> { get }
  /// Sizes of the input array; their product is the number of values.
  var inputShape: Located<[Int]> { get }
  /// Number of output values: classes that it tells apart, or values that it answers with.
  var classes: Located<Int> { get }
  /// Which of both.
  var targets: TargetKind { get }
  /// Number of weight arrays, each with a learning rate.
  var connectionCount: Int { get }
  /// Number of layers of free nodes, each with a bias.
  var layerCount: Int { get }
  /// As it is written.
  var node: YAMLNode { get }
}

extension NetworkKeys {
  package var targets: TargetKind { .label }
}

/// The keys of `training:` that a family has beside the shared ones, and what its rates are.
package protocol TrainingKeys: Sendable, Equatable {
  /// η of Δw = −η ∂C/∂w.
  associatedtype Rate: Sendable, Equatable
  /// η of the biases.
  associatedtype BiasRate: Sendable, Equatable

  /// `learning-rate`
  static var rate: RateKey<Rate> { get }
  /// `bias-rate`
  static var biasRate: RateKey<BiasRate> { get }
  /// Names of the arrays that `initial-weights` reads, for its documentation.
  static var weightNames: String { get }
  /// The keys beside the shared ones.
  static var fields: FieldGroup<Self> { get }
  /// All keys in the order in which they are documented and written; those that are not named come last.
  static var order: [String] { get }

  /// Strength of the nudge in the family's unit, as learning rules have it; nil for rules without one.
  var nudgeStrength: Located<Double>? { get }
  /// What nudges.
  var nudgeKind: NudgeKind { get }
  /// A nudge as a spec has it, for a message.
  static var exampleNudge: String { get }
  /// The keys beside the shared ones, as they are written.
  var entries: [(String, YAMLNode)] { get }
  /// Looks whether the keys fit each other.
  func check(_ check: inout Validation)
}

extension TrainingKeys {
  package var nudgeKind: NudgeKind { .spring }
  package static var order: [String] { [] }
  package func check(_ check: inout Validation) {}
}

/// A rate as a family has it.
package struct RateKey<Rate: Sendable>: Sendable {
  /// One rate.
  package let schema: Schema<Rate>
  /// One sentence.
  package let summary: String
  /// As a user would write it.
  package let example: String
  /// How many there may be.
  package let count: ClosedRange<Int>
  /// As it is written.
  package let node: @Sendable (Rate) -> YAMLNode
  /// Its number in the coherent unit, and the rate of a number.
  package let number: @Sendable (Rate) -> Double, rate: @Sendable (Double) -> Rate

  /// A rate with a unit.
  package init<D: Dimension>(_ summary: String, example: String, count: ClosedRange<Int>)
  where Rate == Quantity<D> {
    (self.summary, self.example, self.count) = (summary, example, count)
    schema = .quantity(D.self, in: .nonNegative)
    node = { .quantity($0) }
    number = { $0.si }
    rate = { Quantity(si: $0) }
  }

  /// A rate without a unit.
  package init(_ summary: String, example: String, count: ClosedRange<Int>) where Rate == Double {
    (self.summary, self.example, self.count) = (summary, example, count)
    schema = .number(in: .nonNegative)
    node = { .number($0) }
    number = { $0 }
    rate = { $0 }
  }

  /// One rate for all, or one each.
  func node(_ rates: [Rate]) -> YAMLNode {
    rates.count == 1 ? node(rates[0]) : .list(rates.map(node))
  }
}

/// How a resolved spec writes paths: as seen from the folder that it is written to.
package struct ResolvedPaths: Sendable {
  /// That folder.
  package let directory: String

  /// A path.
  func node(_ path: String) -> YAMLNode { .text(FilePath.relative(to: path, from: directory)) }
}
