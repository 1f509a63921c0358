import Datasets
import Devices
import Diagnostics
import Fabrics
import Learning
import Mapping
import Quantities
import Specification
import Technology

/// How a chip is written while it learns: the first updates of chip 0 of the prediction, with its devices, neurons and
/// circuits, and the pulses that they are given. Wires are ideal, and the exact engine learns.
package struct UpdateActivity: Sendable, Equatable, Codable {
  /// Pulses of one direction.
  package struct Direction: Sendable, Equatable, Codable {
    /// Pulses to all devices of each connection, a training sample.
    package var connectionPulses: [Double]
    /// Mean conductance that a pulse meets, as far as the cell's transistor lets it conduct.
    package var conductance: Conductance
    /// How often a row of each connection is selected, a training sample.
    package var rowSlots: [Double]
    /// Pulses that the busiest tile gives one after the other, a training sample.
    package var criticalSlots: Double
    /// Figures of a direction.
    package init(
      connectionPulses: [Double], conductance: Conductance, rowSlots: [Double], criticalSlots: Double
    ) {
      (self.connectionPulses, self.conductance) = (connectionPulses, conductance)
      (self.rowSlots, self.criticalSlots) = (rowSlots, criticalSlots)
    }

    /// Pulses to all devices, a training sample.
    package var pulses: Double { connectionPulses.reduce(0, +) }
  }
  /// Set pulses.
  package var up: Direction
  /// Reset pulses.
  package var down: Direction
  /// All pulses: what the prediction counts for the same chip after the same updates.
  package var count: PulseCount
  /// Number of devices, of one copy of the arrays.
  package var devices: Int
  /// Samples that were learned from.
  package var samples: Int
  /// Mean conductance of each connection at the start.
  package var meanConductances: [Conductance]
  /// Updates that were simulated, and samples of each.
  package var updates, batch: Int
  /// Samples of an epoch of the whole training.
  package var samplesPerEpoch: Int
  /// Pulses of the device that got most, a training sample.
  package var busiest: Double

  /// Figures of some updates.
  package init(
    up: Direction, down: Direction, count: PulseCount, devices: Int, samples: Int,
    meanConductances: [Conductance], updates: Int, batch: Int, samplesPerEpoch: Int, busiest: Double
  ) {
    (self.up, self.down, self.count, self.devices) = (up, down, count, devices)
    (self.samples, self.meanConductances) = (samples, meanConductances)
    (self.updates, self.batch, self.samplesPerEpoch) = (updates, batch, samplesPerEpoch)
    self.busiest = busiest
  }

  /// Pulses of a device in the mean, a training sample.
  package var pulsesPerDevice: Double { count.pulsesPerDevice(of: devices) / Double(max(1, samples)) }
}
