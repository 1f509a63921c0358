import Devices
import Kernels
import Learning

/// The devices of a resistive chip when they take every step as it is asked for, each within its own range: pulses too
/// fine to tell, or a device that is written to a value.
package struct RangedUpdate: DeviceUpdate {
  /// Ranges of the devices of each connection, row-major, siemens.
  private let ranges: [[(low: Double, high: Double)]]
  private let chip: InSituDevices

  /// Draws the devices of a chip of a network.
  package init(_ chip: InSituDevices, _ network: ResistiveNetwork) {
    self.chip = chip
    ranges = (0..<network.connectionCount).map { k in
      let width = network.nodeCount(k)
      var all = [(low: Double, high: Double)](repeating: (0, 0), count: network.rowCount(k) * width)
      chip.forEachDevice(k) { row, column, device in
        all[row * width + column] = (Double(device.low), Double(device.low) + Double(device.width))
      }
      return all
    }
  }

  package var fingerprintText: String { "ranged; " + chip.fingerprintText }

  package func placed(_ values: [[Double]]) -> [[Double]] {
    zip(values, ranges).map { values, ranges in zip(values, ranges).map { min(max($0, $1.low), $1.high) } }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func apply<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ step: UnsafeBufferPointer<Scalar>, to parameters: UnsafeMutableBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], array: Int, update: Int
  ) {
    let ranges = ranges[array]
    for i in 0..<step.count {
      parameters[i] = min(max(parameters[i] + step[i], Scalar(ranges[i].low)), Scalar(ranges[i].high))
    }
  }
}
