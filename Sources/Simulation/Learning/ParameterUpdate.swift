import Networks

/// How parameters move along a gradient: the optimizer asks for a step, the devices answer.
struct ParameterUpdate: Sendable {
  let optimizer: any Optimizer
  let devices: any DeviceUpdate

  /// The optimizer's and then the devices' arrays of each parameter array at the start.
  func slots(for parameters: some NetworkParameters) -> [[Double]] {
    parameters.values.flatMap { array in
      (0..<optimizer.slotCount + devices.slotCount).map { _ in [Double](repeating: 0, count: array.count) }
    }
  }

  /// Moves every array of the parameters.
  /// - Parameters:
  ///   - rates: η, one an array.
  ///   - update: from 1.
  func apply<Parameters: NetworkParameters>(
    _ gradient: Parameters, to parameters: inout Parameters, slots: inout [[Double]], rates: [Double],
    update: Int
  ) {
    var steps = gradient.values
    var values = parameters.values
    let count = optimizer.slotCount + devices.slotCount
    for k in values.indices {
      withBuffers(&slots, k * count..<(k + 1) * count) { slots in
        steps[k].withUnsafeMutableBufferPointer { step in
          values[k].withUnsafeMutableBufferPointer { theta in
            optimizer.step(
              step, parameters: UnsafeBufferPointer(theta), slots: Array(slots.prefix(optimizer.slotCount)),
              rate: rates[k], update: update)
            devices.apply(
              UnsafeBufferPointer(step), to: theta, slots: Array(slots.dropFirst(optimizer.slotCount)),
              array: k,
              update: update)
          }
        }
      }
    }
    parameters.values = values
  }

  /// Calls `body` with the memory of some of the arrays.
  private func withBuffers(
    _ arrays: inout [[Double]], _ range: Range<Int>, _ body: ([UnsafeMutableBufferPointer<Double>]) -> Void
  ) {
    func open(_ index: Int, _ buffers: [UnsafeMutableBufferPointer<Double>], _ arrays: inout [[Double]]) {
      guard index < range.upperBound else { return body(buffers) }
      // Taken out of the array of arrays, so that only this one is borrowed.
      var array: [Double] = []
      swap(&array, &arrays[index])
      array.withUnsafeMutableBufferPointer { open(index + 1, buffers + [$0], &arrays) }
      swap(&array, &arrays[index])
    }
    open(range.lowerBound, [], &arrays)
  }
}
