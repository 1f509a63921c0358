import Kernels

/// How the nominal device answers one programming pulse: its state x in 0…1 moves by a mean step that depends on x and
/// the direction, with noise.
public struct PulseResponse: Sendable, Hashable {
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

  /// The step that the periphery reckons with: the mean of up and down in the middle of the range.
  public var nominalStep: Double { Double(up[Self.points / 2] + down[Self.points / 2]) / 2 }
}

/// How an asked change of a conductance becomes a number of pulses.
public enum PulseScheme: Sendable, Hashable {
  /// Rounded up or down at random, right in the mean.
  case stochastic
  /// Rounded; changes of less than half a step are lost.
  case nearest
  /// One pulse with the sign of the change where it is larger than a threshold, in nominal steps (Oh et al. 2023,
  /// Micromachines 14, 1367).
  case fixedPulse(threshold: Double)
  /// A digital accumulator in the periphery, one a device, whose whole pulses are given.
  case accumulated
}

/// How devices are written while a chip learns.
public struct PulseSettings: Sendable, Hashable {
  /// How changes become pulses.
  public var scheme: PulseScheme
  /// Most pulses of one update.
  public var longestTrain: Int
  /// The nominal device.
  public var response: PulseResponse

  /// Makes settings.
  public init(scheme: PulseScheme, longestTrain: Int, response: PulseResponse) {
    (self.scheme, self.longestTrain, self.response) = (scheme, longestTrain, response)
  }

  /// The scheme of the kernels and its threshold.
  var kernelScheme: (scheme: PulseReference.Scheme, threshold: Float) {
    switch scheme {
    case .stochastic: (.stochastic, 0)
    case .nearest: (.nearest, 0)
    case .fixedPulse(let threshold): (.fixed, Float(threshold))
    case .accumulated: (.accumulated, 0)
    }
  }

  /// All that decides the pulses, as text with every digit.
  var fingerprintText: String {
    let table = (response.up + response.down).withUnsafeBytes { Checksum.text(of: $0) }
    return "\(scheme) \(longestTrain) \(response.noise) \(table)"
  }
}
