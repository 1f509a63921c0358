import CKernels
import Kernels
import Quantities

/// Aligned memory of float64 values, zero at the start, freed with its last reference.
///
/// A class, because it owns memory; whoever shares one between threads writes disjoint parts or waits in between.
package final class DoubleMemory: @unchecked Sendable {
  /// The first value; 64-byte aligned.
  package let base: UnsafeMutablePointer<Double>
  /// Number of values.
  package let count: Int

  /// Memory for `count` values.
  package init(_ count: Int) {
    // There is no way on without the memory of the tile itself.
    guard count >= 0, let memory = gd_allocate(.saturatingProduct([2, max(1, count)])) else {
      SystemShortage.end(bytes: .saturatingProduct([max(0, count), 8]))
    }
    base = UnsafeMutableRawPointer(memory).bindMemory(to: Double.self, capacity: max(1, count))
    self.count = count
  }
  deinit { gd_free(UnsafeMutableRawPointer(base).assumingMemoryBound(to: Float.self)) }

  /// Memory with values, and zeros after them up to `count`.
  convenience init(_ values: [Double], count: Int) {
    self.init(count)
    base.update(from: values, count: min(count, values.count))
  }

  /// All values, for kernels.
  package var numbers: gd_numbers { gd_numbers(values: base, count: count) }

  /// Sets every value to 0.
  package func clear() { base.update(repeating: 0, count: count) }

  /// One value.
  package subscript(_ index: Int) -> Double {
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
