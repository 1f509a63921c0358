import Learning
import Specification

/// An array of parameters with what moves it.
struct ParameterArray<Scalar: EngineScalar>: Sendable {
  let values: Tensor<Scalar>
  let gradient: Tensor<Scalar>
  /// The optimizer's arrays.
  let slots: [Tensor<Scalar>]
  let optimizer: any Optimizer
  /// η without the schedule's factor.
  let rate: Double

  init(_ values: Tensor<Scalar>, _ gradient: Tensor<Scalar>, _ optimizer: any Optimizer, rate: Double) {
    (self.values, self.gradient, self.optimizer, self.rate) = (values, gradient, optimizer, rate)
    slots = (0..<optimizer.slotCount).map { _ in Tensor(values.count) }
  }
}

extension HopfieldWorker {
  /// Moves all arrays along their gradients and makes what depends on the weights.
  /// - Parameters:
  ///   - factor: the schedule's.
  ///   - update: number of the update, from 1.
  func update(_ arrays: [ParameterArray<Scalar>], _ devices: any DeviceUpdate, factor: Double, update: Int) {
    for (k, array) in arrays.enumerated() {
      let range = Tensor<Scalar>.part(seat.index, of: seat.threads, count: array.values.count)
      guard !range.isEmpty else { continue }
      func part(_ tensor: Tensor<Scalar>) -> UnsafeMutableBufferPointer<Scalar> {
        UnsafeMutableBufferPointer(start: tensor.base + range.lowerBound, count: range.count)
      }
      array.optimizer.step(
        part(array.gradient), parameters: UnsafeBufferPointer(part(array.values)),
        slots: array.slots.map(part),
        rate: Scalar(array.rate * factor), update: update)
      devices.apply(
        UnsafeBufferPointer(part(array.gradient)), to: part(array.values), slots: [], array: k, update: update
      )
    }
    seat.wait()
    for op in memory.operators { op.prepare(seat) }
    seat.wait()
  }
}
