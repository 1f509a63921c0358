import Kernels
import Specification

/// Random shifts and reflections of training images.
///
/// What happens to an image depends on seed, epoch and the sample's index only: not on the order of the samples, the
/// threads, or where a run was interrupted.
/// ```swift
/// let changed = augmentation.applied(to: samples.values(7), zero: 0, epoch: 3, sample: 7)
/// ```
package struct Augmentation: Sendable {
  /// Most pixels along each axis.
  package let shift: Int
  /// Which images are mirrored.
  package let flip: Flip
  private let planes, height, width: Int
  private let seed: UInt64

  /// Makes the changes of images of a shape [lines, columns] or [channels, lines, columns].
  /// - Returns: nil for another number of dimensions, or for images that the shift could push out of sight.
  package init?(_ spec: AugmentSpec, shape: [Int], seed: UInt64) {
    guard shape.count == 2 || shape.count == 3 else { return nil }
    (planes, height, width) = (
      shape.count == 3 ? shape[0] : 1, shape[shape.count - 2], shape[shape.count - 1]
    )
    guard spec.shift < min(height, width) else { return nil }
    (shift, flip, self.seed) = (spec.shift, spec.flip, seed)
  }

  /// What happens to one image: first the reflection, then the shift.
  struct Change: Equatable {
    /// Pixels to the right and down.
    var right, down: Int
    /// Whether left and right are exchanged.
    var isMirrored: Bool
  }

  /// The change of a sample in an epoch (from 0); all shifts from −N to N are equally likely.
  func change(epoch: Int, sample: Int) -> Change {
    let words = Philox(seed: seed).block(
      SIMD4(
        UInt32(truncatingIfNeeded: sample), UInt32(truncatingIfNeeded: sample >> 32),
        UInt32(truncatingIfNeeded: epoch), RandomPurpose.augment))
    func pixels(_ word: UInt32) -> Int { Int((UInt64(word) * UInt64(2 * shift + 1)) >> 32) - shift }
    return Change(
      right: pixels(words.x), down: pixels(words.y), isMirrored: flip == .horizontal && words.z & 1 == 1)
  }

  /// The values of an image, last dimension fastest, as an epoch sees it.
  /// - Parameter zero: what comes in at the borders.
  package func applied<Value>(to image: [Value], zero: Value, epoch: Int, sample: Int) -> [Value] {
    [Value](unsafeUninitializedCapacity: image.count) { result, count in
      image.withUnsafeBufferPointer {
        guard let from = $0.baseAddress, let to = result.baseAddress else { return }
        apply(from, into: to, zero: zero, epoch: epoch, sample: sample)
        count = image.count
      }
    }
  }

  /// Writes an image as an epoch sees it, in the same layout, to memory for as many values.
  package func apply<Value>(
    _ image: UnsafePointer<Value>, into result: UnsafeMutablePointer<Value>, zero: Value, epoch: Int,
    sample: Int
  ) {
    let change = change(epoch: epoch, sample: sample)
    let columns = max(0, change.right)..<min(width, width + change.right)
    for plane in 0..<planes {
      for y in 0..<height {
        let target = result + (plane * height + y) * width
        guard (0..<height).contains(y - change.down) else {
          target.update(repeating: zero, count: width)
          continue
        }
        let source = image + (plane * height + y - change.down) * width
        target.update(repeating: zero, count: columns.lowerBound)
        if change.isMirrored {
          for x in columns { target[x] = source[width - 1 - (x - change.right)] }
        } else {
          (target + columns.lowerBound).update(
            from: source + columns.lowerBound - change.right, count: columns.count)
        }
        (target + columns.upperBound).update(repeating: zero, count: width - columns.upperBound)
      }
    }
  }

  /// What decides the changes but the seed, which the trainer's fingerprint holds.
  var fingerprintText: String { "augment: shift \(shift), flip \(flip.rawValue)" }
}
