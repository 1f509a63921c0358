import Quantities

/// How real devices differ from their nominal one: each part is published, assumed with a reason, or not stated.
///
/// ```swift
/// let variability = try TechnologyLibrary().device("leti-hfo2").variability
/// for source in variability.unstated { print("treated as perfect: \(source.phrase)") }
/// ```
package struct DeviceVariability: Sendable, Equatable {
  /// Device-to-device spread of the conductance bounds; nil = not stated.
  package var spread: RangeSpread?
  /// Cells that cannot be written; nil = not stated.
  package var faults: StuckFaults?
  /// What the write procedure misses its target by; nil = not stated.
  package var programming: ProgrammingError?
  /// What one read differs from the mean by; nil = not stated.
  package var readNoise: ReadNoise?
  /// How single pulses move the conductance; nil = not stated.
  package var pulses: PulseResponse?
  /// What time and temperature do to a conductance; nil = not stated.
  package var retention: Retention?

  /// Makes a variability; what is left out is not stated.
  package init(
    spread: RangeSpread? = nil, faults: StuckFaults? = nil, programming: ProgrammingError? = nil,
    readNoise: ReadNoise? = nil, pulses: PulseResponse? = nil, retention: Retention? = nil
  ) {
    (self.spread, self.faults, self.programming) = (spread, faults, programming)
    (self.readNoise, self.pulses, self.retention) = (readNoise, pulses, retention)
  }

  /// What the device's file does not state, in the order of ``VariabilitySource``: a prediction treats it as
  /// perfect and says so.
  package var unstated: [VariabilitySource] {
    var missing: [VariabilitySource] = []
    if spread == nil { missing.append(.spread) }
    if faults == nil { missing.append(.faults) }
    if programming == nil { missing.append(.programming) }
    if readNoise == nil { missing.append(.readNoise) }
    if let pulses { missing += pulses.unstated } else { missing.append(.pulses) }
    if retention == nil { missing.append(.retention) }
    return missing
  }
}
