import Kernels
import Synchronization

/// Devices of an imperfect chip: the step that is asked for becomes whole pulses, and each device answers them by its own
/// law (``PulseReference``).
public final class PulsedUpdate: DeviceUpdate {
  private let devices: InSituDevices
  private let laws: [PulseReference]
  /// Ranges and factors of the devices of every connection, siemens.
  private let records: [[PulseReference.Device]]
  /// What the scheme `accumulated` keeps of every device.
  private let kept: Mutex<[[Float]]>
  private let total = Mutex(PulseCount())

  /// Draws the devices of a chip.
  /// - Parameter complementaryRows: rows of one sign of connection 0, whose pulses are numbered by sign; nil without.
  public init(_ devices: InSituDevices, complementaryRows: Int?) {
    self.devices = devices
    laws = devices.sites.enumerated().map { k, sites in
      devices.law(
        connection: k, rows: k == 0 ? complementaryRows ?? sites.rows : sites.rows, columns: sites.columns)
    }
    records = devices.sites.indices.map { k in
      var records: [PulseReference.Device] = []
      records.reserveCapacity(devices.sites[k].rows * devices.sites[k].columns)
      devices.forEachDevice(k) { _, _, device in records.append(device) }
      return records
    }
    kept = Mutex(records.map { [Float](repeating: 0, count: $0.count) })
  }

  /// Pulses since the start.
  public var count: PulseCount { total.withLock { $0 } }

  /// The nearest conductances that the devices can have.
  public func nearest(_ values: [[Double]]) -> [[Double]] {
    zip(values, records).map { values, records in
      zip(values, records).map { siemens, device in
        min(max(siemens, Double(device.low)), Double(device.low + device.width))
      }
    }
  }

  public func apply<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ step: UnsafeBufferPointer<Scalar>, to parameters: UnsafeMutableBufferPointer<Scalar>, array: Int,
    update: Int
  ) {
    let (law, records) = (laws[array], records[array])
    let columns = devices.sites[array].columns
    let pulsesPerSiemens = 1 / devices.unit
    let number = UInt32(truncatingIfNeeded: update)
    var given = PulseCount()
    kept.withLock { kept in
      for index in step.indices where step[index] != 0 || law.scheme == .accumulated {
        let place = law.place(row: index / columns, column: index % columns)
        let pulses = law.pulses(
          Float(Double(step[index]) * pulsesPerSiemens), kept: &kept[array][index], at: place, update: number)
        guard pulses != 0 else { continue }
        given.writes += 1
        given.pulses += UInt64(abs(pulses))
        parameters[index] = Scalar(
          law.moved(Float(parameters[index]), records[index], pulses: pulses, at: place, update: number))
      }
    }
    total.withLock {
      $0.writes += given.writes
      $0.pulses += given.pulses
    }
  }
}
