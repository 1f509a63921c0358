import Foundation
import Quantities
import Specification

/// Inputs as the widths of pulses, in cycles of a clock; a converter at each output counts the charge meanwhile. As IBM's
/// cores with current-controlled oscillators (Khaddam-Aljameh et al., JSSC 57, 1027 (2022)).
///
/// A signed input of b bits takes up to 2^(b−1) cycles; the whole is repeated in every phase.
struct PulseWidthScheme: ReadSchemeLaw {
  static let name = "pulse-width"
  /// Cycles a second.
  var clock: Cited<Frequency>
  /// Cycles before and after the pulses.
  var overhead: Cited<Ratio>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadSchemeLaw> {
    .object(
      "pulse width",
      Field("clock", constants.constant(FrequencyDimension.self, in: .positive), "Cycles a second."),
      Field("overhead", constants.count(in: 0...1_000_000), "Cycles before and after the pulses.")
    ) { Self(clock: $0, overhead: $1) }
  }

  func activity(inputBits: Int, outputBits: Int, phases: Int) -> ReadActivity {
    let repeats = Double(max(1, phases))
    let steps = exp2(Double(max(1, inputBits - 1)))
    let cycles = repeats * (steps + overhead.value.si)
    return ReadActivity(
      duration: TimeSpan(si: cycles / clock.value.si),
      conduction: TimeSpan(si: repeats * steps / clock.value.si), inputPulses: repeats,
      wordLinePulses: repeats,
      actions: [
        .inputBit: repeats, .integration: repeats, .conversionStep: repeats * Double(outputBits),
        .conversion: repeats, .clock: cycles,
      ])
  }
}
