import CKernels
import Devices
import Kernels
import Synchronization

/// The devices of a learning chip in the layouts of the fast engine.
final class FastDevices: Sendable {
  /// `gd_device` of every conductance, four floats each; zeros for padding.
  let records: [FloatMemory]
  /// What the scheme `accumulated` keeps of every device, else empty.
  let kept: [FloatMemory]
  /// Steps up, then down.
  private let tables: FloatMemory
  /// Pulses a siemens.
  let pulsesPerSiemens: Double
  private let names: [Numbering]
  /// Pulses so far.
  let count = Mutex(PulseCount())

  /// How the devices of a connection are numbered.
  private struct Numbering: Sendable {
    let connection, rows, columns: UInt32
  }
  private let settings: PulseSettings
  private let rounding, cycle: gd_key

  /// Draws the devices of a chip.
  init(_ devices: InSituDevices, _ net: FastNetwork, _ memory: FastMemory) {
    settings = devices.pulses
    pulsesPerSiemens = 1 / devices.unit
    let connections = 0...net.last + 1
    let isKept = devices.pulses.scheme == .accumulated
    records = connections.map { FloatMemory(4 * memory.matrix($0, net).count) }
    kept = connections.map { FloatMemory(isKept ? memory.matrix($0, net).count : 0) }
    for k in connections {
      let to = records[k].base
      devices.forEachDevice(k) { row, column, device in
        let at = 4 * memory.index(k, row, column, net)
        (to[at], to[at + 1], to[at + 2], to[at + 3]) = (device.low, device.width, device.up, device.down)
      }
    }
    tables = FloatMemory(2 * PulseTable.points)
    for (k, step) in (settings.response.up + settings.response.down).enumerated() { tables[k] = step }
    names = connections.map { k in
      // The last connection is held transposed, and its pulses are numbered so.
      if k == net.last + 1 {
        return Numbering(
          connection: UInt32(k), rows: UInt32(net.outputs), columns: UInt32(net.hidden[net.last].units))
      }
      return Numbering(
        connection: UInt32(k), rows: UInt32(k == 0 ? net.pixels : net.hidden[k - 1].units),
        columns: UInt32(net.hidden[k].units))
    }
    rounding = devices.instance.philox(RandomPurpose.pulseRounding).cKey
    cycle = devices.instance.philox(RandomPurpose.cycleNoise).cKey
  }

  /// The devices of a connection from `offset` on, which is at a row and a column of the connection.
  func devices(_ connection: Int, from offset: Int, row: Int, column: Int) -> gd_devices {
    let (records, kept) = (records[connection], kept[connection])
    let count = records.count / 4 - offset
    precondition(offset >= 0 && count >= 0 && (kept.count == 0 || kept.count >= offset + count))
    return gd_devices(
      values: UnsafeRawPointer(records.base).assumingMemoryBound(to: gd_device.self) + offset,
      kept: kept.count == 0 ? nil : kept.base + offset, count: count, row: UInt32(row),
      column: UInt32(column))
  }

  /// The pulses of one update of a connection.
  func pulses(_ connection: Int, update: UInt32) -> gd_pulses {
    let (scheme, threshold) = settings.kernelScheme
    let of = names[connection]
    let noise = settings.response.noise.reference
    return gd_pulses(
      scheme: gd_pulse_scheme(scheme.rawValue), longest: Float(settings.longestTrain), threshold: threshold,
      noise_up: noise.up, noise_down: noise.down, noise_share: noise.share, up: tables.base,
      down: tables.base + PulseTable.points,
      rounding: rounding, cycle: cycle, connection: of.connection, update: update, columns: of.columns,
      rows: of.rows)
  }

  /// The nearest conductance that a device can have.
  func nearest(_ siemens: Float, at index: Int, of connection: Int) -> Float {
    let record = records[connection]
    return min(max(siemens, record[4 * index]), record[4 * index] + record[4 * index + 1])
  }
}
