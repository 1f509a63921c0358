import Foundation
import Quantities

/// The equations of a device's response to pulses, in the state x = (g − low) / (high − low) of the device's own range.
///
/// One pulse moves a device by ± f · (1 ± a) · step(x) + f · noise(x) · ξ and stops at 0 and 1. The factor f of the
/// device is drawn once with ``stepFactor(_:)``; 1 + a holds for pulses up and 1 − a for pulses down, with
/// a = ``asymmetrySpread`` times a standard normal number; ξ is a standard normal number of every pulse.
package struct PulseModel: Sendable {
  /// The response whose equations these are.
  package let response: PulseResponse

  /// Device-to-device relative standard deviation of the step; 0 if not stated. See ``stepFactor(_:)``.
  package let stepSpread: Double
  /// Device-to-device standard deviation of the asymmetry; 0 if not stated.
  package let asymmetrySpread: Double
  /// Cycle-to-cycle standard deviation of one pulse's Δx over the step at x = ½ of its direction; 0 if not stated. n
  /// pulses at once have √n times it. ``noise(_:up:)`` is the same in x, whether additive or multiplicative.
  package let cycleNoise: Double

  private let stepUp, stepDown: Double

  /// Makes the model of a device; nil if it states no pulse response.
  package init?(_ device: SynapseDevice) {
    guard let pulses = device.variability.pulses else { return nil }
    response = pulses
    stepUp = pulses.stepUp.value.si
    stepDown = pulses.stepDown.value.si
    stepSpread = pulses.stepSpread?.value.si ?? 0
    asymmetrySpread = pulses.asymmetrySpread?.value.si ?? 0
    cycleNoise = pulses.cycleNoise?.value.si ?? 0
  }

  /// Mean |Δx| of one pulse of a nominal device at x; at least 0.
  package func step(_ x: Double, up: Bool) -> Double { (up ? stepUp : stepDown) * response.law(x, up: up) }

  /// Standard deviation of Δx of one pulse of a nominal device at x.
  /// - Parameter cycleNoise: instead of the device's own.
  package func noise(_ x: Double, up: Bool, cycleNoise: Double? = nil) -> Double {
    let cycleNoise = cycleNoise ?? self.cycleNoise
    return switch response.cycleNoiseKind {
    case .additive: cycleNoise * (up ? stepUp : stepDown)
    case .multiplicative: cycleNoise * step(x, up: up)
    }
  }

  /// The factor of a device's steps from a standard normal number: 1 + σ ξ cut at 0.05, or exp(σ ξ).
  /// - Parameter spread: σ, instead of the device's own.
  package func stepFactor(_ normal: Double, spread: Double? = nil) -> Double {
    let spread = spread ?? stepSpread
    return switch response.stepDistribution {
    case .normal: max(0.05, 1 + spread * normal)
    case .logNormal: exp(spread * normal)
    }
  }

  /// The state after some pulses of one direction, without or with their noise.
  ///
  /// Up to four pulses are applied one by one; more in one go, with the step at the present x, which is right as long as
  /// they move x little. The noise is added once, √n times that of one pulse.
  /// - Parameters:
  ///   - pulses: their number, positive for up and negative for down.
  ///   - factor: of the device's steps, 1 for a nominal device.
  ///   - asymmetry: a of the device, 0 for a nominal device.
  ///   - normal: a standard normal number; 0 for the mean.
  package func state(
    after pulses: Int, from x: Double, factor: Double = 1, asymmetry: Double = 0, normal: Double = 0
  ) -> Double {
    guard pulses != 0 else { return x }
    let (up, count) = (pulses > 0, pulses.magnitude)
    let direction = factor * (up ? max(0, 1 + asymmetry) : min(0, asymmetry - 1))
    var state = x
    if count <= 4 {
      for pulse in 0..<count {
        if pulse > 0 { state = min(max(state, 0), 1) }
        state += direction * step(state, up: up)
      }
    } else {
      state += Double(count) * direction * step(x, up: up)
    }
    state += factor * noise(x, up: up) * Double(count).squareRoot() * normal
    return min(max(state, 0), 1)
  }
}
