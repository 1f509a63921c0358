import Specification

/// Values as (value − mean) / deviation, channel by channel.
package struct Normalization: Sendable, Equatable {
  /// One a channel.
  package let mean: [Double]
  /// One a channel.
  package let deviation: [Double]
  /// Values a channel, one channel after another.
  package let channelSize: Int

  /// Makes the normalization of samples of a shape [channels, lines, columns], or of another one as one channel.
  /// - Returns: nil if there are neither one nor as many numbers as channels.
  package init?(_ spec: NormalizeSpec, shape: [Int]) {
    let channels = Self.channelCount(shape)
    guard [spec.mean, spec.deviation].allSatisfy({ $0.count == 1 || $0.count == channels }) else {
      return nil
    }
    func each(_ numbers: [Double]) -> [Double] {
      numbers.count == channels ? numbers : [Double](repeating: numbers[0], count: channels)
    }
    (mean, deviation) = (each(spec.mean), each(spec.deviation))
    channelSize = shape.reduce(1, *) / max(1, channels)
  }

  /// Channels of a sample's shape.
  static func channelCount(_ shape: [Int]) -> Int { shape.count == 3 ? shape[0] : 1 }

  /// The normalized values of a sample.
  package func applied(to values: [Double]) -> [Double] {
    var result = values
    for c in mean.indices {
      for i in c * channelSize..<(c + 1) * channelSize { result[i] = (values[i] - mean[c]) / deviation[c] }
    }
    return result
  }

  /// What decides the values.
  var fingerprintText: String { "normalize: mean \(mean), deviation \(deviation)" }
}
