import CKernels
import Kernels
import Quantities
import Specification

/// Memory of a fixed number of scalars, 64-byte aligned and zero at first: the only place where the Hopfield
/// engine's pointers come from.
///
/// The threads of a team work on disjoint parts of it between two waits, which the compiler cannot see; hence
/// `@unchecked`.
final class Tensor<Scalar: EngineScalar>: @unchecked Sendable {
  /// The first value.
  let base: UnsafeMutablePointer<Scalar>
  /// Number of values.
  let count: Int

  /// Memory for `count` values.
  init(_ count: Int) {
    let stride = MemoryLayout<Scalar>.stride
    let floats = Int.saturatingProduct([(stride + 3) / 4, max(1, count)])
    // There is no way on without the memory of the network itself.
    guard count >= 0, let memory = gd_allocate(floats) else {
      SystemShortage.end(bytes: .saturatingProduct([max(0, count), stride]))
    }
    // All bits 0 is the number 0.
    base = UnsafeMutableRawPointer(memory).bindMemory(to: Scalar.self, capacity: max(1, count))
    self.count = count
  }
  deinit { gd_free(UnsafeMutableRawPointer(base).assumingMemoryBound(to: Float.self)) }

  /// One value.
  subscript(_ index: Int) -> Scalar {
    get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  /// The values as an array of doubles.
  var doubles: [Double] { (0..<count).map { Double(base[$0]) } }

  /// A part of the range 0..<count for one of several threads, cut at multiples of 16 values.
  static func part(_ index: Int, of parts: Int, count: Int) -> Range<Int> {
    let blocks = (count + 15) / 16
    return min(count, blocks * index / parts * 16)..<min(count, blocks * (index + 1) / parts * 16)
  }
}

extension Tensor<Float> {
  /// All values, for kernels.
  var vector: gd_vector { gd_vector(values: base, count: count) }
}
