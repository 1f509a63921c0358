import CKernels
import Kernels
import Testing

@testable import Resistive

/// The vectorized random numbers against their Swift oracle, for every instruction set of this machine.
@Suite struct RandomKernelTests {
  static let sets = (0...gd_best_isa().rawValue).map { $0 }

  private func words(_ set: UInt32, _ philox: Philox, _ start: SIMD4<UInt32>, _ count: Int) -> [[UInt32]] {
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: 4 * count)
    defer { memory.deallocate() }
    let rows = (0..<4).map { Optional(memory + $0 * count) }
    gd_random_words(
      gd_isa(rawValue: set), gd_key(low: philox.key.x, high: philox.key.y),
      gd_counter(x: start.x, y: start.y, z: start.z, w: start.w), count, rows)
    return (0..<4).map { k in (0..<count).map { memory[k * count + $0] } }
  }

  private func normals(_ set: UInt32, _ philox: Philox, _ start: SIMD4<UInt32>, _ count: Int) -> [[Float]] {
    let memory = FloatMemory(4 * count)
    let rows = (0..<4).map { Optional(memory.base + $0 * count) }
    gd_random_normals(
      gd_isa(rawValue: set), gd_key(low: philox.key.x, high: philox.key.y),
      gd_counter(x: start.x, y: start.y, z: start.z, w: start.w), count, rows)
    return (0..<4).map { k in (0..<count).map { memory[k * count + $0] } }
  }

  /// Known answers of the Random123 distribution, in the first lane; the others as the oracle says.
  @Test(arguments: sets) func wordsAreThoseOfPhilox(_ set: UInt32) {
    let philox = Philox(seed: 0x299f_31d0_a409_3822)
    let start = SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344)
    for count in [1, 16, 33, 100] {
      let found = words(set, philox, start, count)
      #expect(found.map { $0[0] } == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
      for i in 0..<count {
        let block = philox.block(start &+ SIMD4(UInt32(i), 0, 0, 0))
        #expect(SIMD4(found[0][i], found[1][i], found[2][i], found[3][i]) == block)
      }
    }
  }

  @Test(arguments: sets) func normalsAreThoseOfTheOracle(_ set: UInt32) {
    let philox = Philox(seed: 77)
    let count = 20_000
    let start = SIMD4<UInt32>(5 << 16, 3, 9, 31)
    let found = normals(set, philox, start, count)
    var largest = 0.0
    for i in 0..<count {
      let exact = philox.normals(start &+ SIMD4(UInt32(i), 0, 0, 0))
      for k in 0..<4 {
        largest = max(largest, abs(Double(found[k][i]) - exact[k]) / (1 + abs(exact[k])))
      }
    }
    #expect(largest < 1e-6)
  }

  /// A row cut anywhere is the same row, and arrays that are not asked for change nothing.
  @Test(arguments: sets) func rowsCanBeCut(_ set: UInt32) {
    let philox = Philox(seed: 8)
    let whole = normals(set, philox, SIMD4(0, 1, 2, 33), 50)
    let end = normals(set, philox, SIMD4(17, 1, 2, 33), 33)
    #expect((0..<4).allSatisfy { Array(whole[$0][17...]) == end[$0] })
    let memory = FloatMemory(50)
    gd_random_normals(
      gd_isa(rawValue: set), gd_key(low: philox.key.x, high: philox.key.y),
      gd_counter(x: 0, y: 1, z: 2, w: 33), 50, [nil, nil, nil, memory.base])
    #expect((0..<50).map { memory[$0] } == whole[3])
  }

  /// Fused multiply-adds in the same order: AVX2 and AVX-512 agree to the bit.
  @Test func instructionSetsAgree() {
    guard gd_best_isa() == GD_AVX512 else { return }
    let philox = Philox(seed: 4)
    let start = SIMD4<UInt32>(0, 0, 0, 35)
    #expect(
      normals(GD_AVX2.rawValue, philox, start, 5000) == normals(GD_AVX512.rawValue, philox, start, 5000))
  }

  /// Moments of a normal distribution, and no correlation between normals of a block, neighbours, streams.
  @Test func normalsAreStandardAndIndependent() {
    let count = 100_000
    func stream(_ start: SIMD4<UInt32>, seed: UInt64 = 1) -> [[Double]] {
      normals(gd_best_isa().rawValue, Philox(seed: seed), start, count).map { $0.map(Double.init) }
    }
    let a = stream(SIMD4(0, 0, 0, 31))
    func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }
    for x in a {
      // Standard errors: 0.0032, 0.0045, 0.0077 and 0.031.
      #expect(abs(mean(x)) < 0.015)
      #expect(abs(mean(x.map { $0 * $0 }) - 1) < 0.02)
      #expect(abs(mean(x.map { $0 * $0 * $0 })) < 0.04)
      #expect(abs(mean(x.map { $0 * $0 * $0 * $0 }) - 3) < 0.15)
      #expect(abs(Double(x.count { $0 > 2 }) / Double(count) - 0.02275) < 0.0025)
    }
    let others =
      [a[1], a[2], a[3], Array(a[0].dropFirst()) + [a[0][0]]]
      + [
        stream(SIMD4(0, 1, 0, 31))[0], stream(SIMD4(0, 0, 1, 31))[0], stream(SIMD4(0, 0, 0, 32))[0],
        stream(SIMD4(1 << 16, 0, 0, 31))[0], stream(SIMD4(0, 0, 0, 31), seed: 2)[0],
      ]
    for b in others { #expect(abs(mean(zip(a[0], b).map { $0 * $1 })) < 0.015) }
  }
}
