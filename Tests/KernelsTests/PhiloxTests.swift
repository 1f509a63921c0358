import Kernels
import Testing

@Suite struct PhiloxTests {
  /// Known answers of the Random123 distribution (kat_vectors, philox4x32 10 rounds).
  @Test func knownAnswers() {
    #expect(
      Philox(seed: 0).block(.zero) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = SIMD4<UInt32>(repeating: .max)
    #expect(
      Philox(seed: .max).block(ones) == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox(seed: 0x299f_31d0_a409_3822).block(SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func permutationsArePermutations() {
    let philox = Philox(seed: 3)
    let order = philox.permutation(1000, purpose: 2, stream: 5)
    #expect(order.sorted() == Array(0..<1000))
    #expect(order != philox.permutation(1000, purpose: 2, stream: 6))
    #expect(order == philox.permutation(1000, purpose: 2, stream: 5))
    #expect(philox.permutation(0, purpose: 2, stream: 0).isEmpty)
  }

  @Test func uniformsFillTheUnitInterval() {
    let philox = Philox(seed: 12)
    let values = (0..<20_000).map { philox.uniform(purpose: 1, stream: 0, index: UInt64($0)) }
    let mean = values.reduce(0, +) / 20_000
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    // The standard error of the mean is 0.002.
    #expect(abs(mean - 0.5) < 0.01)
  }
}
