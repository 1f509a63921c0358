import Foundation
import Quantities

/// How fast an operational amplifier is in a loop.
///
/// One pole: at a gain A its bandwidth is GBW/A. A load G at its output divides the loop gain by 1 + R_o G, and with it
/// the bandwidth (any text on operational amplifiers; P. E. Allen, D. R. Holberg, CMOS Analog Circuit Design, chapter 6).
///
/// ```swift
/// let amplifier = try component.cost(at: process).amplifier
/// amplifier?.timeConstant(gain: 4, load: .zero)   // 12.7 ns for 50 MHz
/// ```
package struct AmplifierResponse: Sendable, Equatable {
  /// Gain times bandwidth.
  package var gainBandwidth: Frequency
  /// Fastest change of the output.
  package var slewRate: SlewRate
  /// Output resistance without the loop.
  package var outputResistance: Resistance

  /// Names an amplifier's speed.
  package init(gainBandwidth: Frequency, slewRate: SlewRate, outputResistance: Resistance) {
    (self.gainBandwidth, self.slewRate) = (gainBandwidth, slewRate)
    self.outputResistance = outputResistance
  }

  /// An amplifier of which only the duration of an action is known: six time constants at a gain of one.
  init(unityGainSettling latency: TimeSpan) {
    self.init(
      gainBandwidth: Frequency(si: 6 / (2 * .pi * latency.si)), slewRate: SlewRate(si: .infinity),
      outputResistance: .zero)
  }

  /// τ = A (1 + R_o G) / (2π GBW).
  /// - Parameters:
  ///   - gain: A, of a stage that does not invert: its noise gain.
  ///   - load: G, to where the output's current flows.
  package func timeConstant(gain: Double, load: Conductance) -> TimeSpan {
    TimeSpan(si: gain * (1 + outputResistance.si * load.si) / (2 * .pi * gainBandwidth.si))
  }

  /// What a step of the output takes beyond the exponential one, because it cannot change faster than the slew rate S:
  /// a step V > S τ goes straight until S τ is left, in V/S − τ, and not in τ ln(V/(S τ)).
  package func slewing(step: Voltage, timeConstant: TimeSpan) -> TimeSpan {
    let linear = slewRate.si * timeConstant.si
    guard linear.isFinite, linear > 0, abs(step.si) > linear else { return .zero }
    let ratio = abs(step.si) / linear
    return (ratio - 1 - log(ratio)) * timeConstant
  }

  /// Duration of a step of the output until a share of it is left, slewing included.
  package func settling(step: Voltage, gain: Double, load: Conductance, to precision: Double) -> TimeSpan {
    let constant = timeConstant(gain: gain, load: load)
    return log(1 / precision) * constant + slewing(step: step, timeConstant: constant)
  }
}

/// An amplifier's speed as its file states it.
struct AmplifierFigures: Sendable, Equatable {
  var gainBandwidth: Cited<Frequency>
  var slewRate: Cited<SlewRate>
  var outputResistance: Cited<Resistance>

  /// The speed where circuits take so many times as long as where the figures are stated for.
  func response(delay: Double) -> AmplifierResponse {
    AmplifierResponse(
      gainBandwidth: gainBandwidth.value / delay, slewRate: slewRate.value / delay,
      outputResistance: outputResistance.value)
  }

  var grounds: [ComponentCost.Ground] {
    [
      .init("gain-bandwidth", gainBandwidth), .init("slew-rate", slewRate),
      .init("output-resistance", outputResistance),
    ]
  }
}

extension Technology {
  /// The amplifier of drivers and neurons on this process; nil where none is named or nothing is known of it.
  package var amplifier: AmplifierResponse? {
    guard let component = peripherals.components[.amplifier] else { return nil }
    return (try? component.cost(at: process))?.amplifier
  }
}
