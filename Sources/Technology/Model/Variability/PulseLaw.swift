import Quantities
import Specification

/// How the step of a pulse depends on the state.
///
/// Adding a law is a file with a type of this protocol and its line in ``PulseShape/laws``.
protocol PulseLaw: Sendable, Equatable {
  /// Its name in device files.
  static var name: String { get }
  /// The keys of its parameters.
  static func schema(_ constants: ConstantSchemas) -> Schema<any PulseLaw>
  /// Its parameters, for `describe`; keys are those of the file.
  var facts: [Description.Fact] { get }
  /// Step at x over the step at x = ½ of the same direction; at least 0.
  func shape(_ x: Double, up: Bool) -> Double
}

/// The law of a device's steps, out of the registry of laws.
package struct PulseShape: Sendable, Equatable {
  /// All laws.
  static let laws: [any PulseLaw.Type] = [
    LinearPulseLaw.self, SoftBoundsPulseLaw.self, ExponentialPulseLaw.self, PowerPulseLaw.self,
  ]

  let law: any PulseLaw

  /// The law's name in device files: `soft-bounds`.
  package var name: String { type(of: law).name }

  /// Step at x over the step at x = ½ of the same direction; at least 0.
  package func callAsFunction(_ x: Double, up: Bool) -> Double { law.shape(x, up: up) }

  package static func == (a: PulseShape, b: PulseShape) -> Bool {
    func equal<Law: PulseLaw>(_ law: Law) -> Bool { law == b.law as? Law }
    return equal(a.law)
  }
}
