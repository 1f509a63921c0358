import CKernels
import Kernels

/// One sampled chip of a Monte Carlo run: where all its random numbers come from.
///
/// A number depends on seed, chip, place and purpose only, so the same chip comes out whatever the number of threads,
/// the order of tiles or how many chips are asked for.
/// ```swift
/// let chip = ChipInstance(seed: 1, chip: 4711)
/// let normals = chip.philox(RandomPurpose.spread).normals(SIMD4(3 << 16 | 8, 0, 0, RandomPurpose.spread))
/// ```
package struct ChipInstance: Sendable, Hashable {
  /// The seed of the run.
  package let seed: UInt64
  /// Index of the chip, from 0.
  package let chip: UInt32
  /// Purposes (``RandomPurpose``) whose numbers come from another chip of the run: how a Sobol design exchanges one
  /// source of imperfection at a time.
  package let replaced: [UInt32: UInt32]

  /// Names a chip.
  package init(seed: UInt64, chip: UInt32, replacing: [UInt32: UInt32] = [:]) {
    (self.seed, self.chip, replaced) = (seed, chip, replacing)
  }

  /// The stream family of a purpose.
  package func philox(_ purpose: UInt32) -> Philox {
    let words = Philox(seed: seed).block(SIMD4(replaced[purpose] ?? chip, 0, 0, RandomPurpose.chip))
    return Philox(key: SIMD2(words.x, words.y))
  }
}

extension Philox {
  /// Fills arrays with the normals 0, 1, 2, 3 of `count` counters that follow each other in the first word; nil: not
  /// wanted. In float32, as ``Kernels/Philox/normals(_:)`` to 1e-6.
  package func fillNormals(
    _ start: SIMD4<UInt32>, count: Int, _ first: UnsafeMutablePointer<Float>?,
    _ second: UnsafeMutablePointer<Float>? = nil, _ third: UnsafeMutablePointer<Float>? = nil,
    _ fourth: UnsafeMutablePointer<Float>? = nil
  ) {
    gd_random_normals(gd_best_isa(), cKey, start.cCounter, count, [first, second, third, fourth])
  }

  /// The key in the form of the C kernels.
  package var cKey: gd_key { gd_key(low: key.x, high: key.y) }
}

extension SIMD4<UInt32> {
  /// The counter in the form of the C kernels.
  var cCounter: gd_counter { gd_counter(x: x, y: y, z: z, w: w) }
}
