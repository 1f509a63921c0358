import CKernels
import Kernels
import Quantities

/// Aligned float32 memory of a fixed size, zero at first: the only place where the fast engine's pointers come from.
///
/// Its threads work on disjoint parts of it between two waits of their team, which the compiler cannot see; hence
/// `@unchecked`.
///
/// It stands in the module of the loops: of a class of another one the compiler does not know what its end does, and counts
/// references that the threads share (12 % of an epoch).
package final class FloatMemory: @unchecked Sendable {
  /// The first value; 64-byte aligned.
  package let base: UnsafeMutablePointer<Float>
  /// Number of values.
  package let count: Int

  /// Memory for `count` values.
  package init(_ count: Int) {
    // There is no way on without the memory of the network itself.
    guard count >= 0, let base = gd_allocate(count) else {
      SystemShortage.end(bytes: .saturatingProduct([max(0, count), 4]))
    }
    (self.base, self.count) = (base, count)
  }
  deinit { gd_free(base) }

  /// Sets values to 0.
  package func clear(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    (base + range.lowerBound).update(repeating: 0, count: range.count)
  }
  /// Sets every value to 0.
  package func clear() { base.update(repeating: 0, count: count) }

  /// Takes the values of memory of the same size.
  package func copy(_ other: FloatMemory) {
    precondition(count == other.count)
    base.update(from: other.base, count: count)
  }

  /// One value.
  package subscript(_ index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count)
      base[index] = newValue
    }
  }
}
