import Foundation

/// Kirchhoff's law at one excitatory node with sinh synapses, in units of v₀ (u = v/v₀):
///
/// ½ (P e^{−u} − M e^{u}) − (1/A) ½ (M′ e^{Au} − P′ e^{−Au}) − g_on min(u + w, 0) = 0, w = V_f/v₀.
///
/// The left side falls strictly with u, so there is one root.
struct NodeEquation {
  /// A.
  let gain: Double
  /// g_on, siemens.
  let onConductance: Double
  /// w.
  let threshold: Double
  /// e^{−w} and e^{−Aw}.
  private let atThreshold: Double
  private let amplifiedAtThreshold: Double

  init(gain: Double, onConductance: Double, threshold: Double) {
    (self.gain, self.onConductance, self.threshold) = (gain, onConductance, threshold)
    atThreshold = exp(-threshold)
    amplifiedAtThreshold = exp(-gain * threshold)
  }

  /// The root for the sums P, M of the connection above and P′, M′ (`q`, `l`) of the one below.
  /// - Parameter start: the node's present u, a good guess late in a relaxation.
  func root(_ p: Double, _ m: Double, _ q: Double, _ l: Double, from start: Double) -> Double {
    // A floating node stays where it is, inside the rectifier's range.
    guard p + q > 0 else { return max(start, -threshold) }
    let (e, a) = (atThreshold, amplifiedAtThreshold)
    let atThreshold = 0.5 * (p / e - m * e) - 0.5 / gain * (l * a - q / a)
    if atThreshold >= 0 {
      if gain == 1 { return 0.5 * log((p + q) / (m + l)) }
      if q == 0 { return 0.5 * log(p / m) }
      if p == 0 { return 0.5 / gain * log(q / l) }
      let (x, y) = (0.5 * log(p / m), 0.5 / gain * log(q / l))
      return newton(p, m, q, l, on: 0, low: max(min(x, y), -threshold), high: max(x, y), from: start)
    }
    // The conducting root lies between the root of the synapses alone and the threshold; each synapse group
    // alone has its root in the logarithm.
    var low = -threshold
    if p > 0 { low = min(low, 0.5 * log(p / m)) }
    if q > 0 { low = min(low, 0.5 / gain * log(q / l)) }
    return newton(p, m, q, l, on: onConductance, low: low, high: -threshold, from: start)
  }

  /// Newton's method kept inside a bracket that shrinks with every evaluation; bisection where a step leaves it.
  private func newton(
    _ p: Double, _ m: Double, _ q: Double, _ l: Double, on: Double, low: Double, high: Double,
    from start: Double
  ) -> Double {
    var (low, high) = (low, high)
    var u = min(max(start, low), high)
    // 200 bisections alone exhaust the doubles of any bracket; Newton needs three or four steps.
    for _ in 0..<200 {
      let e = exp(u)
      let a = gain == 1 ? e : exp(gain * u)
      let (pe, me) = (0.5 * p / e, 0.5 * m * e)
      let (qa, la) = (0.5 * q / a, 0.5 * l * a)
      let value = (pe - me) - (la - qa) / gain - on * (u + threshold)
      if value == 0 { return u }
      if value > 0 { low = u } else { high = u }
      let step = value / (pe + me + la + qa + on)
      var next = u + step
      if !(next >= low && next <= high) { next = 0.5 * (low + high) }
      let change = abs(next - u)
      u = next
      // Quadratic convergence: the error after a step of 1e-9 is its square.
      if change < 1e-9 || high - low <= 1e-16 * max(1, abs(u)) { return u }
    }
    return u
  }
}
