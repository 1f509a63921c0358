import Foundation

extension Philox {
  /// Four standard normals for a 128-bit counter, by Box and Muller (1958, doi 10.1214/aoms/1177706645): words 0 and 1
  /// of the block give normals 0 and 1, words 2 and 3 normals 2 and 3, as r cos 2πu₁ and r sin 2πu₁ with
  /// r = √(−2 ln u₀), u = (word + ½)·2⁻³².
  ///
  /// `gd_random_normals` of `CKernels` computes the same in float32.
  package func normals(_ counter: SIMD4<UInt32>) -> SIMD4<Double> {
    let words = block(counter)
    func pair(_ first: UInt32, _ second: UInt32) -> (Double, Double) {
      let radius = (-2 * log(Self.share(first))).squareRoot()
      let angle = 2 * Double.pi * Self.share(second)
      return (radius * cos(angle), radius * sin(angle))
    }
    let (a, b) = pair(words.x, words.y)
    let (c, d) = pair(words.z, words.w)
    return SIMD4(a, b, c, d)
  }

  /// A word as a number between 0 and 1, neither of which it is.
  package static func share(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }
}
