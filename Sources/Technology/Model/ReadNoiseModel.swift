import Quantities

/// What one read differs from the mean conductance by.
package struct ReadNoiseModel: Sendable {
  private let noise: ReadNoise
  private let maximum: Double

  /// Makes the model of a device; nil if it states no read noise.
  package init?(_ device: SynapseDevice) {
    guard let noise = device.variability.readNoise else { return nil }
    (self.noise, maximum) = (noise, device.maximumConductance.value.si)
  }

  /// Standard deviation of one read.
  /// - Parameter time: since programming; only 1/f noise depends on it.
  package func deviation(_ g: Conductance, after time: TimeSpan) -> Conductance {
    Conductance(si: deviation(g.si, after: time.si))
  }

  /// The same in siemens and seconds.
  package func deviation(_ g: Double, after time: Double) -> Double {
    g * noise.law.relativeDeviation(share: g / maximum, time: time)
  }

  /// The same of many devices.
  package func deviations(_ siemens: [Double], after time: Double) -> [Double] {
    // The law is looked up once, and not a device.
    func all(_ law: some ReadNoiseLaw) -> [Double] {
      siemens.map { $0 * law.relativeDeviation(share: $0 / maximum, time: time) }
    }
    return all(noise.law)
  }
}
