import Diagnostics
import Quantities
import Specification

/// What is asked of a component: where it is built and how it is used.
struct ComponentRequest: Sendable {
  /// The component's name, for messages.
  var name: String
  /// Node of the process.
  var node: Length
  /// Supply of the circuit.
  var supply: Voltage
  /// Resolution; nil where the user states none.
  var bits: Int?
  /// Actions a second; nil where the user states none.
  var rate: Frequency?
  /// How figures of another node and supply convert.
  var scaling: TechnologyScaling

  /// The resolution, for a law that needs one.
  /// - Throws: `GD0320`, `GD0321`.
  func requiredBits(in range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    guard let bits else {
      throw Diagnostic(
        .error, "GD0320", "component '\(name)' has no price without a number of bits",
        advice: "state the resolution of what it converts")
    }
    guard range.contains(bits) else {
      throw Diagnostic(
        .error, "GD0321",
        "component '\(name)' is known from \(range.lowerBound) to \(range.upperBound) bits, not at \(bits)")
    }
    return bits
  }

  /// The rate, for a law that needs one.
  /// - Throws: `GD0320`.
  func requiredRate() throws(Diagnostic) -> Frequency {
    guard let rate else {
      throw Diagnostic(
        .error, "GD0320", "component '\(name)' has no price without a rate",
        advice: "state how many actions a second it makes")
    }
    guard rate > .zero, rate.si.isFinite else {
      throw Diagnostic(.error, "GD0321", "component '\(name)' cannot work at a rate of \(rate)")
    }
    return rate
  }
}

/// How the cost of a component follows from where and how it is used.
///
/// Adding a law is a file with a type of this protocol and its line in ``Component/laws``.
protocol ComponentLaw: Sendable, Equatable {
  /// Its name in component files.
  static var name: String { get }
  /// The keys of its parameters.
  static func schema(_ constants: ConstantSchemas) -> Schema<any ComponentLaw>
  /// Its parameters, for `describe`; keys are those of the file.
  var facts: [Description.Fact] { get }
  /// Whether it uses the tables of technology scaling.
  var isScaled: Bool { get }
  /// The figures at the request's node and supply; `uncertainty` is what the law adds to the component's own.
  func cost(_ request: ComponentRequest) throws(Diagnostic) -> ComponentCost
}
