import CKernels
import Mapping
import Networks
import Technology

/// How the devices of one chip differ from one read to the next.
///
/// What a device's file states of its read noise is the deviation of one read in its measurement's bandwidth, and is slow:
/// telegraph noise and 1/f noise, whose dwell times are long against the some 100 ns of an inference (an assumption, since
/// the files state no dwell time). So every device keeps one state while a sample is worked on, in all of its phases, and
/// has another one, drawn anew, at the next sample: between samples, which loading and writing separate, it is taken as
/// forgotten. White noise of devices is the kT/C of their nodes, which a read-out adds (``OutputReadout``).
public struct DeviceNoise: Sendable {
  private let spans: [[DeviceSpan]]
  private let columns: [Int]
  private let key: gd_key
  /// Standard deviation of a read of a device with a mean conductance, siemens.
  private let deviation: @Sendable (Double) -> Double
  private static let isa = gd_best_isa()

  /// The noise of a chip's devices.
  /// - Parameter deviation: standard deviation of a read by the mean conductance, siemens.
  init(
    _ network: ResistiveNetwork, tileShape: TileShape, _ instance: ChipInstance,
    deviation: @escaping @Sendable (Double) -> Double
  ) {
    let sites = (0..<network.connectionCount).map {
      DeviceSites(network, connection: $0, tileShape: tileShape)
    }
    spans = sites.map { site in (0..<site.rows).flatMap { site.spans(row: $0) } }
    columns = sites.map(\.columns)
    key = instance.philox(RandomPurpose.readNoise).cKey
    self.deviation = deviation
  }

  /// Standard deviations of reads of devices with mean conductances; siemens, one array a connection.
  public func deviations(_ mean: [[Double]]) -> [[Double]] { mean.map { $0.map(deviation) } }

  /// What one read finds: mean + deviation ξ of every device, not below 0.
  /// - Parameters:
  ///   - deviations: of the mean conductances.
  ///   - number: of the read; others find others.
  public func read(_ mean: [[Double]], _ deviations: [[Double]], number: UInt32) -> [[Double]] {
    mean.indices.map { k in
      var result = mean[k]
      let longest = spans[k].reduce(0) { max($0, $1.count) } + 3
      withUnsafeTemporaryAllocation(of: Float.self, capacity: longest) { normals in
        guard let base = normals.baseAddress else { return }
        for span in spans[k] {
          // Four numbers a counter.
          let quarter = (span.count + 3) / 4
          gd_random_normals(
            Self.isa, key, span.counter(purpose: RandomPurpose.readNoise, draw: number).cCounter, quarter,
            [base, base + quarter, base + 2 * quarter, base + 3 * quarter])
          let first = span.networkRow * columns[k] + span.networkColumns.lowerBound
          for n in 0..<span.count {
            let read = mean[k][first + n] + deviations[k][first + n] * Double(base[n])
            result[first + n] = max(0, read)
          }
        }
      }
      return result
    }
  }

  /// Number of the read of a sample of a pass over samples to be judged by.
  static func number(pass: Int, sample: Int, of count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: pass * count + sample) & 0x7FFF_FFFF
  }

  /// Number of the read of a sample that is learned from.
  /// - Parameter isCopy: whether the second copy of the arrays is read.
  static func number(update: Int, sample: Int, of count: Int, isCopy: Bool) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: update * count + sample) & 0x3FFF_FFFF
    return 0x8000_0000 | (isCopy ? 0x4000_0000 : 0) | number
  }
}
