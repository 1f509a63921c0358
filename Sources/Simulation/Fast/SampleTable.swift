import CKernels

/// The samples of a data set in the form the fast engine reads: bytes where the data are bytes, else float32.
final class SampleTable: @unchecked Sendable {
  /// Class of every sample, from 0.
  let labels: [Int]
  private let valueCount: Int
  // Never changed after init, hence `@unchecked`.
  private let bytes: UnsafeMutablePointer<UInt8>?
  private let floats: FloatMemory?

  /// Copies samples.
  init(_ samples: Samples) {
    labels = samples.labels
    valueCount = samples.valueCount
    if let source = samples.bytes {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, source.count))
      for (k, byte) in source.enumerated() { copy[k] = byte }
      (bytes, floats) = (copy, nil)
    } else {
      let memory = FloatMemory(samples.count * samples.valueCount)
      for i in 0..<samples.count {
        for (p, value) in samples.values(i).enumerated() { memory[i * samples.valueCount + p] = Float(value) }
      }
      (bytes, floats) = (nil, memory)
    }
  }
  deinit { bytes?.deallocate() }

  /// Number of samples.
  var count: Int { labels.count }

  /// Writes the row voltages of some samples as [pixel][state], with 0 V for the states left over.
  /// - Parameter fullScale: volts of the value 1.
  func spread(_ indices: ArraySlice<Int>, fullScale: Float, states: Int, into memory: FloatMemory) {
    if let bytes {
      let rows = indices.map { UnsafePointer(bytes + $0 * valueCount) as UnsafePointer<UInt8>? }
      gd_spread_bytes(rows, rows.count, states, valueCount, fullScale / 255, memory.base)
    } else if let floats {
      let rows = indices.map { UnsafePointer(floats.base + $0 * valueCount) as UnsafePointer<Float>? }
      gd_spread_floats(rows, rows.count, states, valueCount, fullScale, memory.base)
    }
  }
}
