import Foundation
import Quantities
import Specification

/// Signed inputs bit by bit, each bit a pulse of either sign, whose settled charge is integrated 2ⁱ times; then one step of
/// conversion a bit. As the voltage-mode neurons of NeuRRAM (Wan et al., Nature 608, 504 (2022), Methods), with the counts
/// of CiMLoop's model of it.
///
/// The bits of the magnitude, one fewer than those of the input but at least one, come in one phase, or in two halves so
/// that fewer charges are integrated: n bits take 2ⁿ − 1 of them. The second phase converts the bits that are left.
struct PulseTrainScheme: ReadSchemeLaw {
  static let name = "pulse-train"
  /// Of one pulse, while cells conduct.
  var pulse: Cited<TimeSpan>
  /// Of one integration.
  var integration: Cited<TimeSpan>
  /// Of one step of conversion.
  var conversionStep: Cited<TimeSpan>
  /// Between phases.
  var interval: Cited<TimeSpan>
  /// Most bits of the magnitude that come in one phase also when two are allowed.
  var singlePhaseBits: Cited<Ratio>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadSchemeLaw> {
    let time = constants.constant(DurationDimension.self, in: .positive)
    return .object(
      "pulse train",
      Field("pulse", time, "Duration of one pulse, while cells conduct."),
      Field("integration", time, "Duration of one integration."),
      Field("conversion-step", time, "Duration of one step of the conversion."),
      Field("interval", time, "Duration between phases."),
      Field(
        "single-phase-bits", constants.count(in: 1...16),
        "Most bits of the magnitude that come in one phase also when two are allowed.")
    ) {
      Self(pulse: $0, integration: $1, conversionStep: $2, interval: $3, singlePhaseBits: $4)
    }
  }

  func activity(inputBits: Int, outputBits: Int, phases: Int) -> ReadActivity {
    let magnitude = max(1, inputBits - 1)
    let split = phases > 1 && Double(magnitude) > singlePhaseBits.value.si
    let parts = split ? [(magnitude + 1) / 2, magnitude / 2] : [magnitude]
    let integrations = parts.reduce(0) { $0 + (exp2(Double($1)) - 1) }
    var done = 0
    var steps = 0
    for part in parts {
      steps += max(0, outputBits - done)
      done += part
    }
    let pulses = Double(magnitude)
    return ReadActivity(
      duration: integrations * integration.value + Double(steps) * conversionStep.value
        + Double(parts.count) * interval.value,
      conduction: pulses * pulse.value, inputPulses: pulses, wordLinePulses: pulses,
      actions: [
        .inputBit: pulses, .integration: integrations, .conversionStep: Double(steps),
        .conversion: Double(parts.count), .clock: pulses + integrations + Double(steps),
      ])
  }
}
