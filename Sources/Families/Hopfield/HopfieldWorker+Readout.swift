// Class values, cost and their derivatives.
extension HopfieldWorker {
  /// Class values of a state of the last layer: the means of its neurons, or Wᵀ s + b of the read-out.
  func classValues(_ states: UnsafePointer<Scalar>) -> [Scalar] {
    let stride = memory.classStride
    guard let readout = memory.readout else {
      let replicas = memory.network.replicas
      return (0..<stride).map { c in
        guard c < memory.network.classes else { return 0 }
        guard replicas > 1 else { return states[c] }
        return (0..<replicas).reduce(0) { $0 + states[c * replicas + $1] } / Scalar(replicas)
      }
    }
    var sums = (0..<stride).map { readout.biases.base[$0] }
    for i in 0..<memory.layouts[last].size {
      let s = states[i]
      if s == 0 { continue }
      let weights = readout.weights.base + i * stride
      for c in 0..<stride { sums[c] += s * weights[c] }
    }
    return sums
  }

  /// softmax(Wᵀ s + b) − y: ∂C/∂(class values) of the cross-entropy.
  func readoutErrors(
    _ states: UnsafePointer<Scalar>, label: Int, _ readout: (weights: Tensor<Scalar>, biases: Tensor<Scalar>)
  ) -> [Scalar] {
    var values = classValues(states)
    let classes = memory.network.classes
    let top = values[..<classes].max() ?? 0
    var sum: Scalar = 0
    for c in 0..<classes {
      values[c] = Scalar.exponential(values[c] - top)
      sum += values[c]
    }
    for c in 0..<classes { values[c] /= sum }
    values[label] -= 1
    return values
  }

  /// Judges this thread's part of the first `samples` rows: class values, ∂C/∂(class values), costs and predictions
  /// are left in memory.
  func judge(samples: Int) {
    let (size, stride, classes) = (memory.layouts[last].size, memory.classStride, memory.network.classes)
    for row in rowRange(samples) {
      let readsInternals = memory.network.readsInternalStates
      let states = (readsInternals ? memory.internals[last] : memory.states[last]).base + row * size
      if readsInternals {
        (memory.freeOutputs.base + row * size).update(from: states, count: size)
      }
      let values = classValues(states)
      let label = labels[row]
      var errors = values
      var loss = 0.0
      if let readout = memory.readout {
        errors = readoutErrors(states, label: label, readout)
        // −ln softmax at the label; p = 1 + error there.
        loss = -Double(Scalar.logarithm(max(errors[label] + 1, Scalar.leastNormalMagnitude)))
      } else {
        errors[label] -= 1
        let replicas = memory.network.replicas
        for i in 0..<classes * replicas {
          let error = Double(states[i] - (i / replicas == label ? 1 : 0))
          loss += 0.5 * error * error
        }
      }
      for c in 0..<stride {
        memory.classValues.base[row * stride + c] = values[c]
        memory.classErrors.base[row * stride + c] = errors[c]
      }
      memory.costs.base[row] = loss
      var best = 0
      for c in 1..<max(1, classes) where values[c] > values[best] { best = c }
      memory.predictions.base[row] = Double(best)
    }
  }

  /// Gradient of the read-out from the free states, mean over the samples: ∂C/∂W = ⟨s (p − y)ᵀ⟩.
  func makeReadoutGradient(samples: Int) {
    guard let gradient = memory.readoutGradient, seat.index == 0 else { return }
    let (size, stride) = (memory.layouts[last].size, memory.classStride)
    let errors = memory.classErrors.base
    Scalar.product(
      rows: size, columns: stride, inner: samples,
      MatrixView(base: memory.states[last].base, stride: size).transposed,
      MatrixView(base: errors, stride: stride), adding: false,
      into: MatrixView(base: gradient.weights.base, stride: stride))
    let share = 1 / Scalar(samples)
    for i in 0..<size * stride { gradient.weights.base[i] *= share }
    for c in 0..<stride {
      gradient.biases.base[c] = share * (0..<samples).reduce(0) { $0 + errors[$1 * stride + c] }
    }
  }

  /// Keeps the read-out from moving on with a gradient that it has taken.
  func clearReadoutGradient() {
    guard let gradient = memory.readoutGradient, seat.index == 0 else { return }
    gradient.weights.base.update(repeating: 0, count: gradient.weights.count)
    gradient.biases.base.update(repeating: 0, count: gradient.biases.count)
  }
}
