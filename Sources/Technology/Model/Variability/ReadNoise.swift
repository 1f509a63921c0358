import Quantities
import Specification

/// How much one read differs from the mean conductance.
///
/// Adding a law is a file with a type of this protocol and its line in ``ReadNoise/laws``.
protocol ReadNoiseLaw: Sendable, Equatable {
  /// Its name in device files.
  static var name: String { get }
  /// The keys of its parameters.
  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadNoiseLaw>
  /// Its parameters, for `describe`; keys are those of the file.
  var facts: [Description.Fact] { get }
  /// Standard deviation over g of a read `time` seconds after programming, at a share g/g_max.
  func relativeDeviation(share: Double, time: Double) -> Double
}

/// The law of a device's read noise, out of the registry of laws.
package struct ReadNoise: Sendable, Equatable {
  /// All laws.
  static let laws: [any ReadNoiseLaw.Type] = [ProportionalReadNoise.self, FlickerReadNoise.self]

  let law: any ReadNoiseLaw

  /// The law's name in device files: `proportional`.
  package var name: String { type(of: law).name }

  package static func == (a: ReadNoise, b: ReadNoise) -> Bool {
    func equal<Law: ReadNoiseLaw>(_ law: Law) -> Bool { law == b.law as? Law }
    return equal(a.law)
  }
}
