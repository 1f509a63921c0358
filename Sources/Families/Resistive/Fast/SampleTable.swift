import CKernels
import Datasets
import Kernels

/// The samples of a data set in the form the fast engine reads: bytes where the data are bytes, else float32.
final class SampleTable: @unchecked Sendable {
  /// Class or vector of every sample.
  let targets: Targets
  /// Class of every sample, from 0; none where targets are no classes.
  let labels: [Int]
  private let valueCount: Int
  // Never changed after init, hence `@unchecked`.
  private let bytes: UnsafeMutablePointer<UInt8>?
  private let floats: FloatMemory?
  private let augmentation: Augmentation?

  /// Copies samples.
  /// - Parameter augmentation: how an epoch of training changes them.
  init(_ samples: Samples, augmentation: Augmentation? = nil) {
    self.augmentation = augmentation
    (targets, labels) = (samples.targets, samples.labels)
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
  var count: Int { targets.count }

  /// The targets of some samples.
  func targets(_ indices: some Collection<Int>) -> [Target] {
    switch targets {
    case .labels(let labels): indices.map { .label(labels[$0]) }
    case .vectors(let vectors): indices.map { .vector(vectors[$0]) }
    }
  }

  /// Writes the row voltages of some samples as [pixel][state], with 0 V for the states left over.
  /// - Parameters:
  ///   - epoch: the training epoch whose augmentation is applied; nil for the samples as they are.
  ///   - fullScale: volts of the value 1.
  func spread(
    _ indices: ArraySlice<Int>, epoch: Int? = nil, fullScale: Float, states: Int, into memory: FloatMemory
  ) {
    let inputs = memory.inputs(pixels: valueCount, batch: states)
    if let bytes {
      withImages(indices, of: bytes, zero: 0, epoch: epoch) { rows in
        gd_spread_bytes(rows, rows.count, fullScale / 255, inputs)
      }
    } else if let floats {
      withImages(indices, of: floats.base, zero: 0, epoch: epoch) { rows in
        gd_spread_floats(rows, rows.count, fullScale, inputs)
      }
    }
  }

  /// Hands over the places of some samples' values, or of their augmented copies.
  private func withImages<Value>(
    _ indices: ArraySlice<Int>, of base: UnsafePointer<Value>, zero: Value, epoch: Int?,
    _ body: ([UnsafePointer<Value>?]) -> Void
  ) {
    guard let augmentation, let epoch else { return body(indices.map { base + $0 * valueCount }) }
    withUnsafeTemporaryAllocation(of: Value.self, capacity: max(1, indices.count * valueCount)) { copies in
      guard let start = copies.baseAddress else { return }
      let rows = indices.enumerated().map { k, sample -> UnsafePointer<Value>? in
        let copy = start + k * valueCount
        augmentation.apply(
          base + sample * valueCount, into: copy, zero: zero, epoch: epoch, sample: sample)
        return UnsafePointer(copy)
      }
      body(rows)
    }
  }
}
