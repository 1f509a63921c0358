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
    let bytes = max(1, count) * MemoryLayout<Scalar>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    base = raw.bindMemory(to: Scalar.self, capacity: max(1, count))
    base.initialize(repeating: 0, count: max(1, count))
    self.count = count
  }
  deinit { base.deallocate() }

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
