import Kernels
import Technology

/// Standard deviation of the change of x by one pulse of the nominal device: a constant of the pulse's direction and a
/// share of the mean step at x. n pulses together: × √n; another device: × its step factor. See ``PulseModel``.
package struct PulseNoise: Sendable, Hashable {
  /// Constants, as shares of the range.
  package var up, down: Double
  /// Share of the step.
  package var share: Double

  /// A noise; none by default.
  package init(up: Double = 0, down: Double = 0, share: Double = 0) {
    (self.up, self.down, self.share) = (up, down, share)
  }

  /// As the engines take it.
  package var reference: PulseReference.Noise {
    PulseReference.Noise(up: Float(up), down: Float(down), share: Float(share))
  }
}

/// How the nominal device answers one programming pulse, tabulated over its state x in 0…1: what the hot loops know of
/// a device's law.
package struct PulseTable: Sendable, Hashable {
  /// Points of a table: x = 0, 1/256, … 1; linear in between.
  package static let points = 257
  /// Mean steps up and down, ≥ 0, as shares of the range.
  package let up, down: [Float]
  /// What one pulse's change of x varies by.
  package let noise: PulseNoise

  /// Tabulates a response.
  package init(noise: PulseNoise, step: (_ x: Double, _ up: Bool) -> Double) {
    func table(_ up: Bool) -> [Float] {
      (0..<Self.points).map { Float(max(0, step(Double($0) / Double(Self.points - 1), up))) }
    }
    (self.up, down, self.noise) = (table(true), table(false), noise)
  }

  /// Tabulates the law of a device.
  /// - Parameter cycleNoise: of a pulse over the mean step in the middle of the range, instead of the device's own.
  package init(_ model: PulseModel, cycleNoise: Double) {
    let noise: PulseNoise
    switch model.response.cycleNoiseKind {
    case .additive:
      func constant(_ up: Bool) -> Double { model.noise(0.5, up: up, cycleNoise: cycleNoise) }
      noise = PulseNoise(up: constant(true), down: constant(false))
    case .multiplicative:
      noise = PulseNoise(share: cycleNoise)
    }
    self.init(noise: noise) { model.step($0, up: $1) }
  }

  /// The step that the periphery reckons with: the mean of up and down in the middle of the range.
  package var nominalStep: Double { Double(up[Self.points / 2] + down[Self.points / 2]) / 2 }

  /// Mean size of a step at a state.
  func step(_ x: Double, up isUp: Bool) -> Double {
    let table = isUp ? up : down
    let place = x * Double(Self.points - 1)
    // A state that is no number stays none.
    let index = place >= 0 ? Int(min(place, Double(Self.points - 2))) : 0
    let share = place - Double(index)
    return Double(table[index]) * (1 - share) + Double(table[index + 1]) * share
  }

  /// The state of a device after one pulse; see ``PulseModel``.
  func state(
    afterPulse isUp: Bool, from x: Double, factor: Double, asymmetry: Double, normal: Double
  ) -> Double {
    let size = step(x, up: isUp)
    let mean = size * max(0, isUp ? 1 + asymmetry : 1 - asymmetry)
    let deviation = (isUp ? noise.up : noise.down) + noise.share * size
    return min(max(x + factor * ((isUp ? mean : -mean) + deviation * normal), 0), 1)
  }

  /// Pulses up that take the nominal device from 0 nearest to a state.
  func count(toReach target: Double) -> Int {
    var (x, count) = (0.0, 0)
    while x < target, count < 1_000_000 {
      let next = min(x + step(x, up: true), 1)
      if next - target > target - x || next == x { break }
      (x, count) = (next, count + 1)
    }
    return count
  }
}
