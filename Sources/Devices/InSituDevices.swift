import Fabrics
import Kernels

/// The imperfect chip that learns by itself: its devices, how they are written, and its circuits at the nodes.
package struct InSituDevices: Sendable {
  /// Which chip.
  package var instance: ChipInstance
  /// Where the devices of each connection are.
  package var sites: [DeviceSites]
  /// How far devices are from the nominal one, and its range.
  package var magnitudes: DeviceMagnitudes
  /// How they are written.
  package var pulses: PulseSettings
  /// The circuits at the nodes.
  package var nodes: NodeMagnitudes

  /// Describes a chip.
  package init(
    instance: ChipInstance, sites: [DeviceSites], magnitudes: DeviceMagnitudes, pulses: PulseSettings,
    nodes: NodeMagnitudes = NodeMagnitudes()
  ) {
    (self.instance, self.sites, self.magnitudes) = (instance, sites, magnitudes)
    (self.pulses, self.nodes) = (pulses, nodes)
  }

  /// What the periphery takes for the change of one pulse, siemens.
  package var unit: Double { pulses.response.nominalStep * (magnitudes.high - magnitudes.low) }

  /// Calls `body` with row, column and device of every device of a connection.
  ///
  /// A stuck device has a range of width 0 at the conductance at which it is stuck.
  package func forEachDevice(_ connection: Int, _ body: (Int, Int, PulseReference.Device) -> Void) {
    let sampler = DeviceSampler(magnitudes, instance)
    let site = sites[connection]
    let columns = max(1, site.columns)
    let low = UnsafeMutablePointer<Float>.allocate(capacity: 4 * columns)
    defer { low.deallocate() }
    low.initialize(repeating: 0, count: 4 * columns)
    let (high, factor, asymmetry) = (low + columns, low + 2 * columns, low + 3 * columns)
    for row in 0..<site.rows {
      for span in site.spans(row: row) {
        sampler.fillRanges(span, low: low, high: high)
        sampler.fillSteps(span, factor: factor, asymmetry: asymmetry)
        sampler.forEachFault(span) { k, fault in
          if fault == .stuckOn { low[k] = high[k] }
          (high[k], factor[k]) = (low[k], 0)
        }
        for (k, column) in span.networkColumns.enumerated() {
          body(
            row, column,
            PulseReference.Device(
              low: low[k], width: high[k] - low[k], up: factor[k] * (1 + asymmetry[k]),
              down: factor[k] * (1 - asymmetry[k])))
        }
      }
    }
  }

  /// How a connection's devices are written.
  /// - Parameters:
  ///   - rows: rows of the connection as the pulses are numbered, those of one sign of complementary inputs.
  package func law(connection: Int, rows: Int, columns: Int) -> PulseReference {
    let (scheme, threshold) = pulses.kernelScheme
    return PulseReference(
      scheme: scheme, longest: Float(pulses.longestTrain), threshold: threshold,
      noise: pulses.response.noise.reference, up: pulses.response.up, down: pulses.response.down,
      rounding: instance.philox(RandomPurpose.pulseRounding),
      cycle: instance.philox(RandomPurpose.cycleNoise),
      connection: UInt32(connection), rows: rows, columns: columns)
  }

  /// All that decides the chip, as text with every digit.
  package var fingerprintText: String {
    let replaced = instance.replaced.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
    return
      "chip \(instance.seed) \(instance.chip) \(replaced.joined(separator: ",")); \(magnitudes); "
      + "pulses \(pulses.fingerprintText); nodes \(nodes.fingerprintText)"
  }
}

/// What has been written.
package struct PulseCount: Sendable, Hashable, Codable {
  /// Writes: how often a device got pulses in an update.
  package var writes: UInt64
  /// Pulses.
  package var pulses: UInt64

  /// Makes a count.
  package init(writes: UInt64 = 0, pulses: UInt64 = 0) { (self.writes, self.pulses) = (writes, pulses) }

  /// Pulses of a device in the mean of so many.
  package func pulsesPerDevice(of devices: Int) -> Double { Double(pulses) / Double(max(1, devices)) }
}
