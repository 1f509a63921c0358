import Kernels

/// What the exact engine knows of an imperfect chip that learns by itself, besides its devices and neurons.
package struct LearningChip: Sendable {
  /// Its circuits that nudge and read.
  package var circuits: LearningCircuits
  /// Factors between the conductances of the two copies of every array, when both phases run at the same time on two
  /// copies that get the same pulses (Oh et al. 2023, Micromachines 14, 1367); nil: the phases share one array.
  package var secondCopy: [[Double]]?

  /// What its devices differ by from sample to sample; nil: nothing.
  package var noise: DeviceNoise?

  /// Makes a chip.
  package init(circuits: LearningCircuits, secondCopy: [[Double]]? = nil, noise: DeviceNoise? = nil) {
    (self.circuits, self.secondCopy, self.noise) = (circuits, secondCopy, noise)
  }

  /// The factors of a chip whose copies differ by a relative standard deviation.
  package static func secondCopy(mismatch: Double, _ sites: [DeviceSites], _ instance: ChipInstance)
    -> [[Double]]
  {
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
