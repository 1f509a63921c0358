/// σ(z) = min(max(slope z, low), high) in the numbers of an engine.
struct ClampedCurve<Scalar: EngineScalar>: Sendable {
  var slope, low, high: Scalar
}

/// The loops over the neurons of a layer, with the curve of its activation chosen outside of them.
struct ActivationLoops<Scalar: EngineScalar>: Sendable {
  private let curve: Activation.Curve
  /// Whether a drive of 0 gives a state of 0, so that values between channels and the next multiple of 16 stay 0.
  let keepsZero: Bool

  /// The loops of an activation.
  init(_ activation: Activation) {
    curve = activation.curve
    keepsZero = activation.state(drive: 0) == 0
  }

  /// states ← σ(drives).
  @inline(__always)
  func settle(_ drives: UnsafePointer<Scalar>, count: Int, into states: UnsafeMutablePointer<Scalar>) {
    switch curve {
    case .clamped(let slope, let low, let high):
      let (a, l, h) = (Scalar(slope), Scalar(low), Scalar(high))
      for i in 0..<count {
        let s = a * drives[i]
        let raised = s < l ? l : s
        states[i] = raised > h ? h : raised
      }
    case .logistic(let gain, let center):
      let (a, c) = (Scalar(gain), Scalar(center))
      for i in 0..<count { states[i] = 1 / (1 + Scalar.exponential(-a * (drives[i] - c))) }
    case .tanh:
      for i in 0..<count { states[i] = 1 - 2 / (1 + Scalar.exponential(2 * drives[i])) }
    case .step(let threshold):
      let t = Scalar(threshold)
      for i in 0..<count { states[i] = drives[i] >= t ? 1 : 0 }
    }
  }

  /// drives ← clamp((1 − ε) h + ε drives, 0, 1): the next internal states of binary neurons.
  @inline(__always)
  func follow(
    _ step: Double, _ internals: UnsafePointer<Scalar>, count: Int, _ drives: UnsafeMutablePointer<Scalar>
  ) {
    let (e, rest) = (Scalar(step), Scalar(1 - step))
    for i in 0..<count {
      let h = rest * internals[i] + e * drives[i]
      let raised = h < 0 ? 0 : h
      drives[i] = raised > 1 ? 1 : raised
    }
  }

  /// drives ← (1 − ε) σ⁻¹(states) + ε drives: the drive after a step down the energy.
  ///
  /// σ of it is a gradient step of size ε in the metric of H (mirror descent); for a clamped curve of slope a it is
  /// s ← clamp(s − a ε ∂E/∂s), the projected gradient step.
  @inline(__always)
  func mix(
    _ step: Double, _ states: UnsafePointer<Scalar>, count: Int, into drives: UnsafeMutablePointer<Scalar>
  ) {
    let (e, rest) = (Scalar(step), Scalar(1 - step))
    switch curve {
    case .clamped(let slope, _, _):
      let inverse = rest / Scalar(slope)
      for i in 0..<count { drives[i] = inverse * states[i] + e * drives[i] }
    case .logistic(let gain, let center):
      let (a, c) = (Scalar(1 / gain), Scalar(center))
      for i in 0..<count {
        // A neuron that rounding has put onto a bound follows its drive alone.
        let s = states[i]
        let old = s > 0 && s < 1 ? c + a * Scalar.logarithm(s / (1 - s)) : drives[i]
        drives[i] = rest * old + e * drives[i]
      }
    case .tanh:
      for i in 0..<count {
        let s = states[i]
        let old = s > -1 && s < 1 ? Scalar.logarithm((1 + s) / (1 - s)) / 2 : drives[i]
        drives[i] = rest * old + e * drives[i]
      }
    case .step: break  // The internal state remembers, not s: `follow`.
    }
  }

  /// values ← σ′ at the states, times the values.
  @inline(__always)
  func scaleBySlope(_ states: UnsafePointer<Scalar>, count: Int, _ values: UnsafeMutablePointer<Scalar>) {
    switch curve {
    case .clamped(let slope, let low, let high):
      let (a, l, h) = (Scalar(slope), Scalar(low), Scalar(high))
      for i in 0..<count { values[i] = states[i] > l && states[i] < h ? a * values[i] : 0 }
    case .logistic(let gain, _):
      let a = Scalar(gain)
      for i in 0..<count { values[i] *= a * states[i] * (1 - states[i]) }
    case .tanh:
      for i in 0..<count { values[i] *= 1 - states[i] * states[i] }
    case .step: for i in 0..<count { values[i] = 0 }
    }
  }

  /// The curve when it is a clamped one that keeps 0.
  var clamp: ClampedCurve<Scalar>? {
    guard case .clamped(let slope, let low, let high) = curve, keepsZero else { return nil }
    return ClampedCurve(slope: Scalar(slope), low: Scalar(low), high: Scalar(high))
  }

  /// 1/a of a clamped curve, the stiffness of H; nil for a smooth one.
  var stiffness: Scalar? {
    if case .clamped(let slope, _, _) = curve { Scalar(1 / slope) } else { nil }
  }
}
