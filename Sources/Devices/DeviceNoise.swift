import CKernels
import Fabrics
import Kernels
import Mapping
import Technology

/// How the devices of one chip differ from one read to the next.
///
/// What a device's file states of its read noise is the deviation of one read in its measurement's bandwidth, and is slow:
/// telegraph noise and 1/f noise, whose dwell times are long against the some 100 ns of an inference (an assumption, since
/// the files state no dwell time). So every device keeps one state while a sample is worked on, in all of its phases, and
/// has another one, drawn anew, at the next sample: between samples, which loading and writing separate, it is taken as
/// forgotten. White noise of devices is the kT/C of their nodes, which a read-out adds (``OutputReadout``).
package struct DeviceNoise: Sendable {
  /// When devices are read: each has numbers of its own.
  package enum Read: Sendable {
    /// A sample of a pass over samples to be judged by.
    case look(pass: Int, sample: Int)
    /// A sample of an update, by one of two copies of the arrays.
    case learning(update: Int, sample: Int, isCopy: Bool)

    fileprivate var counter: SIMD4<UInt32> {
      switch self {
      case .look(let pass, let sample):
        SIMD4(
          UInt32(truncatingIfNeeded: sample), UInt32(truncatingIfNeeded: pass), 0, RandomPurpose.readNoise)
      case .learning(let update, let sample, let isCopy):
        SIMD4(
          UInt32(truncatingIfNeeded: sample), UInt32(truncatingIfNeeded: update), isCopy ? 2 : 1,
          RandomPurpose.readNoise)
      }
    }
  }

  private let spans: [[DeviceSpan]]
  private let columns: [Int]
  private let philox: Philox
  /// Standard deviation of a read of a device with a mean conductance, siemens.
  private let deviation: @Sendable (Double) -> Double
  private static let isa = gd_best_isa()

  /// The noise of a chip's devices.
  /// - Parameter deviation: standard deviation of a read by the mean conductance, siemens.
  init(
    _ fabric: Fabric, tileShape: TileShape, _ instance: ChipInstance,
    deviation: @escaping @Sendable (Double) -> Double
  ) {
    let sites = fabric.arrays.indices.map {
      DeviceSites(fabric, connection: $0, tileShape: tileShape)
    }
    spans = sites.map { site in (0..<site.rows).flatMap { site.spans(row: $0) } }
    columns = sites.map(\.columns)
    philox = instance.philox(RandomPurpose.readNoise)
    self.deviation = deviation
  }

  /// Standard deviations of reads of devices with mean conductances; siemens, one array a connection.
  package func deviations(_ mean: [[Double]]) -> [[Double]] { mean.map { $0.map(deviation) } }

  /// What one read finds: mean + deviation ξ of every device, not below 0.
  /// - Parameters:
  ///   - deviations: of the mean conductances.
  ///   - read: which one; others find others.
  package func read(_ mean: [[Double]], _ deviations: [[Double]], _ read: Read) -> [[Double]] {
    let words = philox.block(read.counter)
    let key = Philox(key: SIMD2(words.x, words.y)).cKey
    return mean.indices.map { k in
      let longest = spans[k].reduce(0) { max($0, $1.count) } + 3
      return [Double](unsafeUninitializedCapacity: mean[k].count) { result, count in
        count = mean[k].count
        withUnsafeTemporaryAllocation(of: Float.self, capacity: longest) { normals in
          mean[k].withUnsafeBufferPointer { mean in
            deviations[k].withUnsafeBufferPointer { deviations in
              guard let base = normals.baseAddress else { return }
              for span in spans[k] {
                // Four numbers a counter.
                let quarter = (span.count + 3) / 4
                gd_random_normals(
                  Self.isa, key, span.counter(purpose: RandomPurpose.readNoise).cCounter,
                  quarter,
                  [base, base + quarter, base + 2 * quarter, base + 3 * quarter])
                let first = span.networkRow * columns[k] + span.networkColumns.lowerBound
                for n in 0..<span.count {
                  result[first + n] = max(0, mean[first + n] + deviations[first + n] * Double(base[n]))
                }
              }
            }
          }
        }
      }
    }
  }
}
