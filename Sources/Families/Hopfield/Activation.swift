import Diagnostics
import Foundation
import Specification

/// A neuron's activation σ, the state it takes under a drive z, with the potential it comes from.
///
/// A layer's part of the energy is Σ H(s) − Σ z s. It is least where H′(s) = z, that is at s = σ(z): σ is the inverse
/// of H′ (Hopfield 1984, doi 10.1073/pnas.81.10.3088). So one energy covers every activation, and with
/// H = ½ s² on [0, 1] it is that of Scellier & Bengio 2017 (doi 10.3389/fncom.2017.00024) with ρ(s) = s.
package struct Activation: Sendable, Equatable {
  /// The curves that are known; the hot loops have a branch for each.
  package enum Curve: Sendable, Equatable {
    /// σ(z) = a z between two bounds; H(s) = s²/(2a) there.
    case clamped(slope: Double, low: Double, high: Double)
    /// σ(z) = 1/(1 + e^(−a (z − c))); H(s) = [s ln s + (1 − s) ln(1 − s)]/a + c s.
    case logistic(gain: Double, center: Double)
    /// σ(z) = tanh z; H(s) = s artanh s + ½ ln(1 − s²).
    case tanh
    /// σ(z) = 1 where z ≥ θ, else 0; H(s) = θ s on {0, 1}. The neuron's memory is an internal state h in 0…1 that
    /// follows the drive, h ← clamp((1 − ε) h + ε ρ′(h) z, 0, 1), and s = 1 where h ≥ θ (Laydevant et al. 2021, arXiv
    /// 2103.08953, section 4). Their pseudo-derivative ρ′ is 1 for |h − θ| ≤ ½: with θ = ½, always.
    case step(threshold: Double)
  }

  /// Registered name.
  package let name: String
  /// One sentence.
  package let summary: String
  /// The curve.
  package let curve: Curve

  /// Makes an activation.
  package init(name: String, summary: String, curve: Curve) {
    (self.name, self.summary, self.curve) = (name, summary, curve)
  }

  /// Whether σ is holomorphic near the real axis, which complex nudges need.
  package var isHolomorphic: Bool {
    switch curve {
    case .clamped(_, let low, let high): !low.isFinite && !high.isFinite
    case .logistic, .tanh: true
    case .step: false
    }
  }

  /// Whether states are 0 or 1, with an internal state behind each.
  package var isBinary: Bool {
    if case .step = curve { true } else { false }
  }

  /// σ(z).
  package func state(drive z: Double) -> Double {
    switch curve {
    case .clamped(let slope, let low, let high): min(max(slope * z, low), high)
    case .logistic(let gain, let center): 1 / (1 + exp(-gain * (z - center)))
    case .tanh: Foundation.tanh(z)
    case .step(let threshold): z >= threshold ? 1 : 0
    }
  }

  /// H′(s), the drive that holds a neuron at s; at a bound, and for a binary one, the smallest in magnitude that does.
  package func drive(state s: Double) -> Double {
    switch curve {
    case .clamped(let slope, _, _): s / slope
    case .logistic(let gain, let center): center + log(s / (1 - s)) / gain
    case .tanh: atanh(s)
    case .step(let threshold): s > 0.5 ? threshold : 0
    }
  }

  /// σ′ at the state s; 0 at the bounds of a clamped curve and everywhere on a step.
  package func slope(state s: Double) -> Double {
    switch curve {
    case .clamped(let slope, let low, let high): s > low && s < high ? slope : 0
    case .logistic(let gain, _): gain * s * (1 - s)
    case .tanh: 1 - s * s
    case .step: 0
    }
  }

  /// H(s).
  package func potential(state s: Double) -> Double {
    // x ln x → 0: rounding can put a state of a smooth curve onto its bound.
    func entropy(_ x: Double) -> Double { x > 0 ? x * log(x) : 0 }
    switch curve {
    case .clamped(let slope, _, _): return s * s / (2 * slope)
    case .logistic(let gain, let center): return (entropy(s) + entropy(1 - s)) / gain + center * s
    case .tanh: return 0.5 * (entropy(1 + s) + entropy(1 - s))
    case .step(let threshold): return threshold * s
    }
  }

  /// The curve with its numbers, for people.
  package var formula: String {
    switch curve {
    case .clamped(let slope, let low, let high):
      let line = slope == 1 ? "z" : "\(Self.text(slope)) z"
      switch (low.isFinite, high.isFinite) {
      case (true, true): return "s = min(max(\(line), \(Self.text(low))), \(Self.text(high)))"
      case (true, false): return "s = max(\(line), \(Self.text(low)))"
      case (false, true): return "s = min(\(line), \(Self.text(high)))"
      case (false, false): return "s = \(line)"
      }
    case .logistic(let gain, let center):
      return "s = 1/(1 + exp(−\(Self.text(gain)) (z − \(Self.text(center)))))"
    case .tanh: return "s = tanh z"
    case .step(let threshold):
      return "h ← min(max((1 − ε) h + ε z, 0), 1), s = 1 where h ≥ \(Self.text(threshold)), else 0; "
        + "ε = 1 for method fixed-point"
    }
  }

  private static func text(_ value: Double) -> String {
    let magnitude = abs(value)
    return (value < 0 ? "−" : "")
      + (magnitude == magnitude.rounded() ? "\(Int(magnitude))" : "\(magnitude)")
  }

  /// The potential with its numbers, for people.
  package var potentialFormula: String {
    switch curve {
    case .clamped(let slope, _, _):
      return slope == 1 ? "½ s²" : slope == 0.5 ? "s²" : "\(Self.text(0.5 / slope)) s²"
    case .logistic(let gain, let center):
      return "[s ln s + (1 − s) ln(1 − s)]/\(Self.text(gain)) + \(Self.text(center)) s"
    case .tanh: return "s artanh s + ½ ln(1 − s²)"
    case .step(let threshold): return "\(Self.text(threshold)) s"
    }
  }
}

/// The activations a spec may name: one line each.
package enum Activations {
  /// Every registered activation.
  package static let all: [Activation] = [
    Activation(
      name: "hard-sigmoid", summary: "clamps the drive to 0…1 (Scellier & Bengio 2017)",
      curve: .clamped(slope: 1, low: 0, high: 1)),
    Activation(
      name: "half-hard-sigmoid",
      summary: "clamps half the drive to 0…1 (Laborieux et al. 2021, arXiv 2006.03824)",
      curve: .clamped(slope: 0.5, low: 0, high: 1)),
    Activation(
      name: "hard-tanh", summary: "clamps the drive to −1…1", curve: .clamped(slope: 1, low: -1, high: 1)),
    Activation(
      name: "clipped-relu", summary: "clamps the drive to 0…6, the unit of Hopfield residual networks",
      curve: .clamped(slope: 1, low: 0, high: 6)),
    Activation(
      name: "relu", summary: "keeps the drive above 0", curve: .clamped(slope: 1, low: 0, high: .infinity)),
    Activation(
      name: "linear", summary: "the drive itself",
      curve: .clamped(slope: 1, low: -.infinity, high: .infinity)),
    Activation(
      name: "logistic",
      summary: "1/(1 + e^(−4 (z − ½))), of slope 1 at ½ (Laborieux et al. 2021, arXiv 2006.03824)",
      curve: .logistic(gain: 4, center: 0.5)),
    Activation(name: "tanh", summary: "the hyperbolic tangent", curve: .tanh),
    Activation(
      name: "binary",
      summary:
        "0 or 1, whether an internal state that follows the drive has reached ½ (Laydevant et al. 2021, arXiv "
        + "2103.08953)", curve: .step(threshold: 0.5)),
  ]

  /// Looks an activation up.
  /// - Throws: a located diagnostic with the nearest known name.
  package static func named(_ name: Located<String>) throws(DiagnosticsError) -> Activation {
    guard let found = all.first(where: { $0.name == name.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("activation", name, known: all.map(\.name), code: "GD0440")
      ])
    }
    return found
  }
}
