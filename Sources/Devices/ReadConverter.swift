/// The converter of a read-out: multiples of its step, as far as its limit.
package struct ReadConverter: Sendable, Hashable {
  /// Distance of two readings, volts; 0 = no rounding.
  package var step = 0.0
  /// Largest reading, volts; 0 = no limit.
  package var limit = 0.0

  /// A converter; without a step and a limit it is exact.
  package init(step: Double = 0, limit: Double = 0) { (self.step, self.limit) = (step, limit) }

  /// The converter behind an amplifier, as it is before it.
  package func behind(gain: Double) -> ReadConverter { ReadConverter(step: step / gain, limit: limit / gain) }

  /// Whether it changes nothing.
  package var isExact: Bool { step == 0 && limit == 0 }

  /// What a voltage is read as, volts.
  package func reading(of volts: Double) -> Double {
    let seen = step > 0 ? (volts / step).rounded() * step : volts
    return limit > 0 ? min(max(seen, -limit), limit) : seen
  }
}
