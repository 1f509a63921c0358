/// How parameters move along a gradient: the optimizer asks for a step, the devices answer.
struct ParameterUpdate: Sendable {
  /// One an array of the parameters; all of one kind.
  let optimizers: [any Optimizer]
  let devices: any DeviceUpdate

  /// The optimizer's and then the devices' arrays of each parameter array at the start.
  func slots(for parameters: some NetworkParameters) -> [[Double]] {
    zip(parameters.values, optimizers).flatMap { array, optimizer in
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
    for (k, optimizer) in optimizers.enumerated() {
      let count = optimizer.slotCount + devices.slotCount
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

  /// What was written to parameters on levels in a number of updates; nil without levels.
  func writes(_ slots: [[Double]], updates: Int) -> WriteCount? {
    var count: WriteCount?
    for (k, optimizer) in optimizers.enumerated() {
      guard let writes = optimizer.writes else { continue }
      let changes = slots[k * (optimizer.slotCount + devices.slotCount) + writes.countSlot]
      count =
        count
        ?? WriteCount(
          synapses: 0, updates: updates, changes: 0, largest: 0, devicesPerChange: writes.devicesPerChange)
      count?.add(synapses: changes.count, counts: changes)
    }
    return count
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
