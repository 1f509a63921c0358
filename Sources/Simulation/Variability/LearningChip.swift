import Kernels

/// An imperfect chip that learns by itself, as the exact engine sees it.
public struct LearningChip: Sendable {
  /// Its devices and how they are written.
  public var devices: PulsedUpdate
  /// Its circuits that nudge and read.
  public var circuits: LearningCircuits
  /// Factors between the conductances of the two copies of every array, when both phases run at the same time on two
  /// copies that get the same pulses (Oh et al. 2023, Micromachines 14, 1367); nil: the phases share one array.
  public var secondCopy: [[Double]]?

  /// Makes a chip.
  public init(devices: PulsedUpdate, circuits: LearningCircuits, secondCopy: [[Double]]? = nil) {
    (self.devices, self.circuits, self.secondCopy) = (devices, circuits, secondCopy)
  }

  /// The factors of a chip whose copies differ by a relative standard deviation.
  static func secondCopy(mismatch: Double, _ sites: [DeviceSites], _ instance: ChipInstance) -> [[Double]] {
    let philox = instance.philox(RandomPurpose.secondCopy)
    return sites.map { site in
      (0..<site.rows).flatMap { row in
        site.spans(row: row).flatMap { span in
          (0..<UInt32(span.count)).map { n in
            let counter = span.counter(purpose: RandomPurpose.secondCopy) &+ SIMD4(n, 0, 0, 0)
            return max(0, 1 + mismatch * philox.normals(counter)[0])
          }
        }
      }
    }
  }
}
