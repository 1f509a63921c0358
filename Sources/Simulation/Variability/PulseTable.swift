import Technology

/// The mean response to a pulse at 257 states, and the noise on it: what the hot loops know of a device's law.
public struct PulseTable: Sendable, Equatable {
  /// Mean |Δx| of a pulse up and down at x = k/256.
  public let up, down: [Double]
  /// Standard deviation of Δx of a pulse up and down at x = k/256, of the nominal device.
  public let noiseUp, noiseDown: [Double]
  /// Number of intervals.
  public static let intervals = 256

  /// Tabulates a model.
  /// - Parameter cycleNoise: instead of the model's own.
  public init(_ model: PulseModel, cycleNoise: Double) {
    func table(_ value: (Double) -> Double) -> [Double] {
      (0...Self.intervals).map { value(Double($0) / Double(Self.intervals)) }
    }
    up = table { model.step($0, up: true) }
    down = table { model.step($0, up: false) }
    noiseUp = table { model.noise($0, up: true, cycleNoise: cycleNoise) }
    noiseDown = table { model.noise($0, up: false, cycleNoise: cycleNoise) }
  }

  /// The state of a device after one pulse; see ``PulseModel``.
  func state(
    afterPulse isUp: Bool, from x: Double, factor: Double, asymmetry: Double, normal: Double
  ) -> Double {
    let mean = Self.value(isUp ? up : down, x) * max(0, isUp ? 1 + asymmetry : 1 - asymmetry)
    let noise = normal == 0 ? 0 : Self.value(isUp ? noiseUp : noiseDown, x) * normal
    return min(max(x + factor * ((isUp ? mean : -mean) + noise), 0), 1)
  }

  /// Pulses up that take the nominal device from 0 nearest to a state.
  func count(toReach target: Double) -> Int {
    var (x, count) = (0.0, 0)
    while x < target, count < 1_000_000 {
      let next = min(x + Self.value(up, x), 1)
      if next - target > target - x || next == x { break }
      (x, count) = (next, count + 1)
    }
    return count
  }

  private static func value(_ table: [Double], _ x: Double) -> Double {
    let place = x * Double(intervals)
    let index = min(Int(place), intervals - 1)
    let share = place - Double(index)
    return table[index] * (1 - share) + table[index + 1] * share
  }
}
