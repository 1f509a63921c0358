/// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy
/// as 1, 2, 3", SC'11, doi 10.1145/2063384.2063405).
///
/// A number depends on its key and counter only, so every device has its own stream, whatever the order of
/// evaluation or the number of threads.
package struct Philox: Sendable {
  /// The seed's low and high word.
  package let key: SIMD2<UInt32>

  /// A stream family for a seed.
  package init(seed: UInt64) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  /// A stream family for a key.
  package init(key: SIMD2<UInt32>) { self.key = key }

  /// Four 32-bit words for a 128-bit counter.
  package func block(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var c = counter
    var k = key
    for _ in 0..<10 {
      let p0 = UInt64(0xD251_1F53) * UInt64(c.x)
      let p1 = UInt64(0xCD9E_8D57) * UInt64(c.z)
      c = SIMD4(
        UInt32(truncatingIfNeeded: p1 >> 32) ^ c.y ^ k.x, UInt32(truncatingIfNeeded: p1),
        UInt32(truncatingIfNeeded: p0 >> 32) ^ c.w ^ k.y, UInt32(truncatingIfNeeded: p0))
      k = SIMD2(k.x &+ 0x9E37_79B9, k.y &+ 0xBB67_AE85)
    }
    return c
  }

  /// Uniform in [0, 1) with 53 bits, for element `index` of the stream (`purpose`, `stream`).
  package func uniform(purpose: UInt32, stream: UInt32, index: UInt64) -> Double {
    let words = block(
      SIMD4(UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), stream, purpose))
    let bits = (UInt64(words.x) << 32 | UInt64(words.y)) >> 11
    return Double(bits) * 0x1p-53
  }

  /// A permutation of 0..<count (Fisher–Yates) drawn from the stream (`purpose`, `stream`).
  package func permutation(_ count: Int, purpose: UInt32, stream: UInt32) -> [Int] {
    var order = Array(0..<count)
    guard count > 1 else { return order }
    for i in stride(from: count - 1, to: 0, by: -1) {
      let j = Int(uniform(purpose: purpose, stream: stream, index: UInt64(i)) * Double(i + 1))
      order.swapAt(i, j)
    }
    return order
  }
}
