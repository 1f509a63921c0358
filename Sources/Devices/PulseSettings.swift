import Files
import Kernels
import Specification

/// How devices are written while a chip learns.
package struct PulseSettings: Sendable, Hashable {
  /// How changes become pulses.
  package var scheme: PulseScheme
  /// Smallest change that a fixed pulse is given for, or sum at which a counter gives its pulses out; in nominal steps.
  package var threshold: Double
  /// Most pulses of one update.
  package var longestTrain: Int
  /// The nominal device.
  package var response: PulseTable

  /// Makes settings.
  package init(scheme: PulseScheme, threshold: Double = 0, longestTrain: Int, response: PulseTable) {
    (self.scheme, self.threshold) = (scheme, threshold)
    (self.longestTrain, self.response) = (longestTrain, response)
  }

  /// The scheme of the kernels and its threshold.
  package var kernelScheme: (scheme: PulseReference.Scheme, threshold: Float) {
    switch scheme {
    case .stochastic: (.stochastic, 0)
    case .nearest: (.nearest, 0)
    case .fixedPulse: (.fixed, Float(threshold))
    // The one without pulses never comes here (``RangedUpdate``).
    case .accumulated, .exact: (.accumulated, Float(threshold))
    }
  }

  /// All that decides the pulses, as text with every digit.
  var fingerprintText: String {
    let table = (response.up + response.down).withUnsafeBytes { Checksum.text(of: $0) }
    return
      "\(scheme) \(threshold) \(longestTrain) \(response.noise.up) \(response.noise.down) \(response.noise.share) \(table)"
  }
}
