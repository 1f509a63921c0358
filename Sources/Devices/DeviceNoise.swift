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
  /// Standard deviations of reads of devices with mean conductances, siemens.
  private let deviations: @Sendable ([Double]) -> [Double]
  private static let isa = gd_best_isa()

  /// The noise of a chip's devices.
  /// - Parameter deviation: standard deviation of a read by the mean conductance, siemens.
  init(
    _ fabric: Fabric, tileShape: TileShape, _ instance: ChipInstance,
    deviation: @escaping @Sendable (Double) -> Double
  ) {
    self.init(fabric, tileShape: tileShape, instance, deviations: { $0.map(deviation) })
  }

  /// The noise of a chip's devices.
  /// - Parameter deviations: standard deviations of reads by the mean conductances, siemens.
  init(
    _ fabric: Fabric, tileShape: TileShape, _ instance: ChipInstance,
    deviations: @escaping @Sendable ([Double]) -> [Double]
  ) {
    let sites = fabric.arrays.indices.map {
      DeviceSites(fabric, connection: $0, tileShape: tileShape)
    }
    spans = sites.map { site in (0..<site.rows).flatMap { site.spans(row: $0) } }
    columns = sites.map(\.columns)
    philox = instance.philox(RandomPurpose.readNoise)
    self.deviations = deviations
  }

  /// Standard deviations of reads of devices with mean conductances; siemens, one array a connection.
  package func deviations(_ mean: [[Double]]) -> [[Double]] { mean.map(deviations) }

  /// Columns of the array of a connection.
  package func columnCount(_ array: Int) -> Int { columns[array] }

  /// What one read finds: mean + deviation ξ of every device, not below 0.
  /// - Parameters:
  ///   - deviations: of the mean conductances.
  ///   - read: which one; others find others.
  package func read(_ mean: [[Double]], _ deviations: [[Double]], _ read: Read) -> [[Double]] {
    mean.indices.map { self.read(mean[$0], deviations[$0], array: $0, read) }
  }

  /// The same of one array.
  package func read(_ mean: [Double], _ deviations: [Double], array k: Int, _ read: Read) -> [Double] {
    let key = stream(read).cKey
    let longest = spans[k].reduce(0) { max($0, $1.count) } + 3
    return [Double](unsafeUninitializedCapacity: mean.count) { result, count in
      count = mean.count
      withUnsafeTemporaryAllocation(of: Float.self, capacity: longest) { normals in
        mean.withUnsafeBufferPointer { mean in
          deviations.withUnsafeBufferPointer { deviations in
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

  /// Two independent standard normal numbers of each column of an array, for sums over the devices of a column.
  package func columnNormals(array k: Int, _ read: Read) -> [SIMD2<Double>] {
    let stream = stream(read)
    return (0..<(columns[k] + 1) / 2).flatMap { pair in
      // The draw 1 of the purpose; devices have the draw 0.
      let four = stream.normals(SIMD4(UInt32(pair), UInt32(k), 1, RandomPurpose.readNoise))
      return [four.lowHalf, four.highHalf].prefix(columns[k] - 2 * pair)
    }
  }

  /// The random numbers of a read.
  private func stream(_ read: Read) -> Philox {
    let words = philox.block(read.counter)
    return Philox(key: SIMD2(words.x, words.y))
  }
}
