import Foundation

/// Kirchhoff's law at one excitatory node with sinh synapses, in units of v₀ (u = v/v₀):
///
/// ½ (P e^{−u} − M e^{u}) − B ½ (M′ e^{Au} − P′ e^{−Au}) − g_on min(u + w, 0) = 0, w = V_f/v₀.
///
/// The left side falls strictly with u, so there is one root.
///
/// The laws of the elements are those of `MemristorLaw`, `RectifierLaw` and `AmplifierLaw`. They are expanded by hand here,
/// because the exponentials of the neighbours are shared by a whole layer: a step costs two products of matrices instead of
/// a sinh a synapse. Tests put the equilibria into the formulas.
struct NodeEquation {
  /// A.
  let gain: Double
  /// B.
  let reverseGain: Double
  /// g_on, siemens.
  let onConductance: Double
  /// w.
  let threshold: Double
  /// e^{−w} and e^{−Aw}.
  private let atThreshold: Double
  private let amplifiedAtThreshold: Double

  init(gain: Double, reverseGain: Double, onConductance: Double, threshold: Double) {
    (self.gain, self.reverseGain) = (gain, reverseGain)
    (self.onConductance, self.threshold) = (onConductance, threshold)
    atThreshold = exp(-threshold)
    amplifiedAtThreshold = exp(-gain * threshold)
  }

  /// The root for the sums P, M of the connection above and P′, M′ (`q`, `l`) of the one below.
  /// - Parameters:
  ///   - start: the node's present u, a good guess late in a relaxation.
  ///   - exponential: e^{u} there.
  ///   - amplified: e^{Au} there.
  func root(
    _ p: Double, _ m: Double, _ q: Double, _ l: Double, from start: Double, exponential: Double,
    amplified: Double
  ) -> Double {
    // A floating node stays where it is, inside the rectifier's range.
    guard p + q > 0 else { return max(start, -threshold) }
    let (e, a) = (atThreshold, amplifiedAtThreshold)
    let currentAtThreshold = 0.5 * (p / e - m * e) - 0.5 * reverseGain * (l * a - q / a)
    let isOff = currentAtThreshold >= 0
    if isOff {
      if gain == 1 { return 0.5 * log((p + reverseGain * q) / (m + reverseGain * l)) }
      if q == 0 { return 0.5 * log(p / m) }
      if p == 0 { return 0.5 / gain * log(q / l) }
    }
    let loopGain = gain * reverseGain
    // Off, the root is above the threshold, else below.
    var low = isOff ? -threshold : -.infinity
    var high = isOff ? .infinity : -threshold
    let on = isOff ? 0 : onConductance
    var u = start
    var (expU, expAU) = (exponential, amplified)
    if !(u >= low && u <= high) { (u, expU, expAU) = (-threshold, e, a) }
    // Halley's method, cubic, since the second derivative is at hand. A step of Newton's method is at most
    // 1 + |u + w| (1/A + |u + w| for A < 1), so that nothing overflows; two or three steps are usual, and 200
    // bisections exhaust the doubles of any bracket.
    for _ in 0..<200 {
      let (pe, me) = (0.5 * p / expU, 0.5 * m * expU)
      let (qa, la) = (0.5 * q / expAU, 0.5 * l * expAU)
      let value = (pe - me) - reverseGain * (la - qa) - on * (u + threshold)
      if value == 0 { return u }
      if value > 0 { low = u } else { high = u }
      let slope = pe + me + loopGain * (la + qa) + on
      let bend = (pe - me) - gain * loopGain * (la - qa)
      let newton = value / slope
      // f′ = −slope and f″ = bend: Halley's step is Newton's over 1 + ½ newton f″/f′.
      var next = u + newton / max(1 - 0.5 * newton * bend / slope, 0.5)
      if !(next >= low && next <= high) { next = 0.5 * (max(low, u - 1) + min(high, u + 1)) }
      let change = abs(next - u)
      u = next
      // The error after a step of 1e-6 is of the order of its third power.
      if change < 1e-6 || high - low <= 1e-16 * max(1, abs(u)) { return u }
      expU = exp(u)
      expAU = gain == 1 ? expU : exp(gain * u)
    }
    return u
  }
}
