import Quantities
import Specification

/// What makes a circuit of a macro act.
package enum ReadAction: String, Sendable, Hashable, CaseIterable {
  /// Every bit of the inputs.
  case inputBit = "input-bit"
  /// Every charge that is integrated.
  case integration
  /// Every step of a conversion, one a bit.
  case conversionStep = "conversion-step"
  /// Every conversion.
  case conversion
  /// Every cycle of the clock.
  case clock
  /// Nothing: it only stands there, and leaks.
  case none
}

/// What happens in a core for one product.
package struct ReadActivity: Sendable, Equatable {
  /// First input to last output.
  package var duration: TimeSpan
  /// Time that cells conduct.
  package var conduction: TimeSpan
  /// Times that an active input line is charged.
  package var inputPulses: Double
  /// Times that a word line is switched on.
  package var wordLinePulses: Double
  /// How often each action happens.
  package var actions: [ReadAction: Double]
}

/// How a macro applies inputs and converts outputs.
///
/// Adding a scheme is a file with a type of this protocol and its line in ``ReadScheme/laws``.
protocol ReadSchemeLaw: Sendable, Equatable {
  /// Its name in macro files.
  static var name: String { get }
  /// The keys of its parameters.
  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadSchemeLaw>
  /// What happens for one product.
  func activity(inputBits: Int, outputBits: Int, phases: Int) -> ReadActivity
}

/// The scheme of a macro, out of the registry of schemes.
package struct ReadScheme: Sendable, Equatable {
  /// All schemes.
  static let laws: [any ReadSchemeLaw.Type] = [
    PulseTrainScheme.self, PulseWidthScheme.self, BitSerialScheme.self,
  ]

  let law: any ReadSchemeLaw

  /// The scheme's name in macro files.
  package var name: String { type(of: law).name }

  /// What happens for one product.
  package func activity(_ point: MacroPoint) -> ReadActivity {
    law.activity(inputBits: point.inputBits, outputBits: point.outputBits, phases: point.phases)
  }

  package static func == (a: ReadScheme, b: ReadScheme) -> Bool {
    func equal<Law: ReadSchemeLaw>(_ law: Law) -> Bool { law == b.law as? Law }
    return equal(a.law)
  }
}
