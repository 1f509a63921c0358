import Devices
import Kernels
import Learning
import Quantities
import Synchronization

/// The devices of a resistive chip, which answer by whole pulses in steps of their own: what the fast engine does with
/// kernels, for the exact engine, with the same random numbers (``InSituDevices``).
///
/// The arrays of parameters are those of the network's connections.
package struct PulsedUpdate: DeviceUpdate {
  private let chip: InSituDevices
  /// The devices of each connection, row-major.
  private let devices: [[PulseReference.Device]]
  private let laws: [PulseReference]
  private let columns: [Int]
  private let given = Given()
  private let tally: PulseTally?

  /// What has been written since the start; copies of an update share it.
  private final class Given: Sendable { let count = Mutex(PulseCount()) }
  /// Pulses since the start.
  package var count: PulseCount { given.count.withLock { $0 } }

  /// Draws the devices of a chip of a network.
  /// - Parameter tally: told of every pulse.
  package init(_ chip: InSituDevices, _ network: ResistiveNetwork, tally: PulseTally? = nil) {
    (self.chip, self.tally) = (chip, tally)
    let connections = 0..<network.connectionCount
    devices = connections.map { k in
      let width = network.nodeCount(k)
      var all = [PulseReference.Device](
        repeating: .init(low: 0, width: 0, up: 0, down: 0), count: network.rowCount(k) * width)
      chip.forEachDevice(k) { row, column, device in all[row * width + column] = device }
      return all
    }
    columns = connections.map(network.nodeCount)
    let last = network.connectionCount - 1
    laws = connections.map { k in
      // Numbered as the fast engine holds them: the last connection transposed, inputs by sign.
      if k == last, k > 0 {
        return chip.law(connection: k, rows: network.nodeCount(k), columns: network.rowCount(k))
      }
      let isComplementary = k == 0 && network.input.encoding == .complementary
      return chip.law(
        connection: k, rows: isComplementary ? network.input.valueCount : network.rowCount(k),
        columns: network.nodeCount(k))
    }
  }

  package var slotCount: Int { chip.pulses.scheme == .accumulated ? 1 : 0 }
  package var fingerprintText: String { chip.fingerprintText }

  package func placed(_ values: [[Double]]) -> [[Double]] {
    zip(values, devices).map { values, devices in
      zip(values, devices).map { g, device in
        Double(min(max(Float(g), device.low), device.low + device.width))
      }
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func apply<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ step: UnsafeBufferPointer<Scalar>, to parameters: UnsafeMutableBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], array: Int, update: Int
  ) {
    let (law, devices, width) = (laws[array], devices[array], columns[array])
    let isTransposed = array == laws.count - 1 && array > 0
    let scale = Scalar(1 / chip.unit)
    // Updates are counted from 1 here, and minibatches from 0 in the streams.
    let number = UInt32(truncatingIfNeeded: update - 1)
    var written = PulseCount()
    var entries: [PulseTally.Entry] = []
    for i in 0..<step.count {
      let (row, column) = i.quotientAndRemainder(dividingBy: width)
      let place = isTransposed ? law.place(row: column, column: row) : law.place(row: row, column: column)
      var kept = slots.first.map { Float($0[i]) } ?? 0
      let pulses = law.pulses(Float(step[i] * scale), kept: &kept, at: place, update: number)
      if let slot = slots.first { slot[i] = Scalar(kept) }
      if pulses != 0 {
        written.writes += 1
        written.pulses += UInt64(saturating: abs(pulses))
        if tally != nil {
          entries.append(
            PulseTally.Entry(
              device: i, row: row, pulses: Int(saturating: pulses), siemens: Double(parameters[i])))
        }
        parameters[i] = Scalar(
          law.moved(Float(parameters[i]), devices[i], pulses: pulses, at: place, update: number))
      }
    }
    tally?.add(entries, array: array)
    given.count.withLock {
      $0.writes += written.writes
      $0.pulses += written.pulses
    }
  }
}
