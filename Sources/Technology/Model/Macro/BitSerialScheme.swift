import Quantities
import Specification

/// Inputs bit by bit, all at once, each bit a cycle of settling and converting.
struct BitSerialScheme: ReadSchemeLaw {
  static let name = "bit-serial"
  /// Of one bit, settling and conversion.
  var cycle: Cited<TimeSpan>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadSchemeLaw> {
    .object(
      "bit serial",
      Field(
        "cycle", constants.constant(DurationDimension.self, in: .positive),
        "Duration of one bit: settling and conversion.")
    ) { Self(cycle: $0) }
  }

  func activity(inputBits: Int, outputBits: Int, phases: Int) -> ReadActivity {
    let cycles = Double(inputBits * max(1, phases))
    let duration = cycles * cycle.value
    return ReadActivity(
      duration: duration, conduction: duration, inputPulses: cycles, wordLinePulses: cycles,
      actions: [
        .inputBit: cycles, .integration: cycles, .conversionStep: cycles * Double(outputBits),
        .conversion: cycles, .clock: cycles,
      ])
  }
}
