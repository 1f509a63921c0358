/// What becomes of the step that an optimizer asks for: how the devices that hold the parameters answer.
///
/// Like ``Optimizer`` it is specialized for `Float` and `Double`.
package protocol DeviceUpdate: Sendable {
  /// Arrays of its own that it keeps for each array of parameters, 0 at first.
  var slotCount: Int { get }
  /// All that decides the answers, as text with every digit; for checkpoints. Empty for ideal devices.
  var fingerprintText: String { get }
  /// The nearest values that the devices can have.
  func placed(_ values: [[Double]]) -> [[Double]]

  /// Moves parameters by a step.
  /// - Parameters:
  ///   - step: Δθ that is asked for.
  ///   - parameters: θ, as long as `step`.
  ///   - slots: ``slotCount`` arrays, as long as `step`.
  ///   - array: number of the array among the network's, so that random answers can have a stream each.
  ///   - update: number of this update, counted from 1 at the start of the training.
  func apply<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ step: UnsafeBufferPointer<Scalar>, to parameters: UnsafeMutableBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], array: Int, update: Int)
}

extension DeviceUpdate {
  package var slotCount: Int { 0 }
  package var fingerprintText: String { "" }
  package func placed(_ values: [[Double]]) -> [[Double]] { values }
}

/// Devices that do what they are asked, within their range: θ ← clamp(θ + Δθ).
package struct IdealUpdate: DeviceUpdate {
  /// The range, in the unit of the parameters; nil = no limits.
  package var range: ClosedRange<Double>?

  /// Makes ideal devices.
  package init(range: ClosedRange<Double>? = nil) { self.range = range }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func apply<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ step: UnsafeBufferPointer<Scalar>, to parameters: UnsafeMutableBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], array: Int, update: Int
  ) {
    guard step.count > 0, let d = step.baseAddress, let theta = parameters.baseAddress else { return }
    guard let range else {
      for i in 0..<step.count { theta[i] += d[i] }
      return
    }
    let (low, high) = (Scalar(range.lowerBound), Scalar(range.upperBound))
    for i in 0..<step.count {
      let moved = theta[i] + d[i]
      theta[i] = moved < low ? low : (moved > high ? high : moved)
    }
  }
}
