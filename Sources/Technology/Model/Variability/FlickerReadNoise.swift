import Foundation
import Quantities
import Specification

/// 1/f noise as of phase-change memory: σ = g Q √(ln((t + t_r)/(2 t_r))), Q = min(q x^(−p), cap), x = g/g_max, at a
/// time t after programming, integrated over the read time t_r (Nandakumar et al., ICECS 2019).
struct FlickerReadNoise: ReadNoiseLaw {
  static let name = "one-over-f"

  /// q, at x = 1.
  var amplitude: Cited<Ratio>
  /// p.
  var exponent: Cited<Ratio>
  /// Largest Q.
  var cap: Cited<Ratio>
  /// t_r.
  var readTime: Cited<TimeSpan>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadNoiseLaw> {
    .object(
      "one-over-f",
      Field(
        "amplitude", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "q of Q = min(q x^-p, cap), the noise amplitude at the largest conductance."),
      Field("exponent", constants.constant(RatioDimension.self, in: .nonNegative), "p of Q."),
      Field("cap", constants.constant(RatioDimension.self, in: .closed(0...1)), "Largest Q."),
      Field("read-time", constants.constant(DurationDimension.self, in: .positive), "Duration of a read.")
    ) { FlickerReadNoise(amplitude: $0, exponent: $1, cap: $2, readTime: $3) }
  }

  var facts: [Description.Fact] {
    [
      .init("amplitude", amplitude), .init("exponent", exponent), .init("cap", cap),
      .init("read-time", readTime),
    ]
  }

  func relativeDeviation(share x: Double, time: Double) -> Double {
    let read = readTime.value.si
    // Before one read time has passed the logarithm is not positive: there is no noise yet to speak of.
    let growth = log(max(1, (time + read) / (2 * read)))
    let q = min(amplitude.value.si * pow(max(x, .leastNormalMagnitude), -exponent.value.si), cap.value.si)
    return q * growth.squareRoot()
  }
}
