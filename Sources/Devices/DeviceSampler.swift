import CKernels
import Foundation
import Kernels
import Technology

/// How far the devices of a chip are from the nominal one.
package struct DeviceMagnitudes: Sendable, Hashable {
  /// Nominal range of a device, siemens.
  package var low, high: Double
  /// Device-to-device spread of the lower and of the upper end of the range, in nominal ranges.
  package var lowerSpread = 0.0
  package var upperSpread = 0.0
  /// Device-to-device spread of the step of a pulse: relative, or of its logarithm.
  package var stepSpread = 0.0
  /// How steps are distributed.
  package var stepDistribution = StepDistribution.normal
  /// Device-to-device spread a of the asymmetry: up pulses × (1 + a ξ), down pulses × (1 − a ξ).
  package var asymmetrySpread = 0.0
  /// Shares of devices that stay at the lower and at the upper end of their range.
  package var stuckOff = 0.0
  package var stuckOn = 0.0

  /// Magnitudes of ideal devices of a range.
  package init(low: Double, high: Double) { (self.low, self.high) = (low, high) }
}

/// What is wrong with a device altogether.
package enum DeviceFault: UInt8, Sendable {
  case none
  /// Stays at the lower end of its range.
  case stuckOff
  /// Stays at the upper end of its range.
  case stuckOn
}

/// Draws the devices of a chip, span by span.
///
/// low = g_min + s_low (g_max − g_min) ξ₀ ≥ 0, high = g_max + s_high (g_max − g_min) ξ₁ ≥ low + 1 % of the nominal
/// range, step factor = 1 + s_step ξ₂ ≥ 0.05 or exp(s_step ξ₂), asymmetry = a ξ₃ within ±0.95. Each is drawn only when
/// its magnitude is not 0.
package struct DeviceSampler: Sendable {
  /// The magnitudes.
  package let magnitudes: DeviceMagnitudes
  private let spread, faults: Philox
  private let isa: gd_isa

  /// A sampler of a chip.
  package init(_ magnitudes: DeviceMagnitudes, _ instance: ChipInstance) {
    self.magnitudes = magnitudes
    spread = instance.philox(RandomPurpose.spread)
    faults = instance.philox(RandomPurpose.faults)
    isa = gd_best_isa()
  }

  /// Ranges of the devices of a span, siemens; both arrays hold `span.count` values.
  package func fillRanges(
    _ span: DeviceSpan, low: UnsafeMutablePointer<Float>, high: UnsafeMutablePointer<Float>
  ) {
    let (bottom, top) = (Float(magnitudes.low), Float(magnitudes.high))
    let range = top - bottom
    normals(
      span, magnitudes.lowerSpread == 0 ? nil : low, magnitudes.upperSpread == 0 ? nil : high, nil, nil)
    let (s, t, least) = (
      Float(magnitudes.lowerSpread) * range, Float(magnitudes.upperSpread) * range, 0.01 * range
    )
    if s == 0 { low.update(repeating: bottom, count: span.count) }
    if t == 0 { high.update(repeating: top, count: span.count) }
    guard s != 0 || t != 0 else { return }
    if s != 0 { for k in 0..<span.count { low[k] = max(0, bottom + s * low[k]) } }
    if t != 0 { for k in 0..<span.count { high[k] = top + t * high[k] } }
    for k in 0..<span.count { high[k] = max(high[k], low[k] + least) }
  }

  /// Step factors and asymmetries of the devices of a span.
  package func fillSteps(
    _ span: DeviceSpan, factor: UnsafeMutablePointer<Float>, asymmetry: UnsafeMutablePointer<Float>
  ) {
    let (s, a) = (Float(magnitudes.stepSpread), Float(magnitudes.asymmetrySpread))
    normals(span, nil, nil, s == 0 ? nil : factor, a == 0 ? nil : asymmetry)
    if s == 0 { factor.update(repeating: 1, count: span.count) }
    if a == 0 { asymmetry.update(repeating: 0, count: span.count) }
    switch magnitudes.stepDistribution {
    case _ where s == 0: break
    case .normal: for k in 0..<span.count { factor[k] = max(0.05, 1 + s * factor[k]) }
    case .logNormal: for k in 0..<span.count { factor[k] = exp(s * factor[k]) }
    }
    if a != 0 { for k in 0..<span.count { asymmetry[k] = min(max(a * asymmetry[k], -0.95), 0.95) } }
  }

  /// Calls `body` with the place in the span of every faulty device.
  package func forEachFault(_ span: DeviceSpan, _ body: (Int, DeviceFault) -> Void) {
    let (off, on) = (magnitudes.stuckOff, magnitudes.stuckOff + magnitudes.stuckOn)
    guard on > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: span.count) { words in
      gd_random_words(
        isa, faults.cKey, span.counter(purpose: RandomPurpose.faults).cCounter, span.count,
        [words.baseAddress, nil, nil, nil])
      // A word whose number is below the share, with a word's integers.
      let (first, second) = (Self.bound(off), Self.bound(on))
      for k in 0..<span.count where UInt64(words[k]) < second {
        body(k, UInt64(words[k]) < first ? .stuckOff : .stuckOn)
      }
    }
  }

  /// The first word whose number (word + ½)·2⁻³² is not below a share.
  private static func bound(_ share: Double) -> UInt64 {
    UInt64(max(0, (min(share, 1) * 0x1p32 - 0.5).rounded(.up)))
  }

  private func normals(
    _ span: DeviceSpan, _ first: UnsafeMutablePointer<Float>?, _ second: UnsafeMutablePointer<Float>?,
    _ third: UnsafeMutablePointer<Float>?, _ fourth: UnsafeMutablePointer<Float>?
  ) {
    guard first != nil || second != nil || third != nil || fourth != nil else { return }
    spread.fillNormals(
      span.counter(purpose: RandomPurpose.spread), count: span.count, first, second, third, fourth)
  }
}
