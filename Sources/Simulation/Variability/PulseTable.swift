import Technology

/// How the nominal device answers one programming pulse, tabulated over its state x in 0…1: what the hot loops know of
/// a device's law.
public struct PulseTable: Sendable, Hashable {
  /// Points of a table: x = 0, 1/256, … 1; linear in between.
  public static let points = 257
  /// Mean steps up and down, ≥ 0, as shares of the range.
  public let up, down: [Float]
  /// Standard deviation of one pulse's change of x; n pulses together: × √n.
  public let noise: Double

  /// Tabulates a response.
  public init(noise: Double, step: (_ x: Double, _ up: Bool) -> Double) {
    func table(_ up: Bool) -> [Float] {
      (0..<Self.points).map { Float(max(0, step(Double($0) / Double(Self.points - 1), up))) }
    }
    (self.up, down, self.noise) = (table(true), table(false), noise)
  }

  /// Tabulates the law of a device.
  /// - Parameter cycleNoise: of a pulse over the mean step in the middle of the range, instead of the device's own.
  ///   Noise that shrinks with the step is taken as it is in the middle.
  public init(_ model: PulseModel, cycleNoise: Double) {
    let noise = 0.5 * (model.step(0.5, up: true) + model.step(0.5, up: false)) * cycleNoise
    self.init(noise: noise) { model.step($0, up: $1) }
  }

  /// The step that the periphery reckons with: the mean of up and down in the middle of the range.
  public var nominalStep: Double { Double(up[Self.points / 2] + down[Self.points / 2]) / 2 }

  /// Mean size of a step at a state.
  func step(_ x: Double, up isUp: Bool) -> Double {
    let table = isUp ? up : down
    let place = x * Double(Self.points - 1)
    let index = min(Int(place), Self.points - 2)
    let share = place - Double(index)
    return Double(table[index]) * (1 - share) + Double(table[index + 1]) * share
  }

  /// The state of a device after one pulse; see ``PulseModel``.
  func state(
    afterPulse isUp: Bool, from x: Double, factor: Double, asymmetry: Double, normal: Double
  ) -> Double {
    let mean = step(x, up: isUp) * max(0, isUp ? 1 + asymmetry : 1 - asymmetry)
    return min(max(x + factor * ((isUp ? mean : -mean) + noise * normal), 0), 1)
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
