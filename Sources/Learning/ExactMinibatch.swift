/// A minibatch at hand of the exact engine: what it does for a plan.
struct ExactMinibatch<Model: EnergyModel>: PlanEngine {
  let engine: ExactEngine<Model>
  let devices: ExactEngine<Model>.Devices
  /// The second array of a chip that has two.
  var copy: ExactEngine<Model>.Devices?
  /// What `update` moves.
  private(set) var parameters: Model.Parameters
  /// The figures, with the sum of the gradients.
  private(set) var result: BatchResult<Model.Parameters>
  private let batch: [TargetedInput]
  private let number: Int
  private let update: (inout Model.Parameters, Model.Parameters) -> Void
  private var gradient: Model.Parameters
  private var relaxing: RelaxingSamples<Model>?

  /// - Parameter number: of the update, from 1.
  init(
    _ engine: ExactEngine<Model>, _ devices: ExactEngine<Model>.Devices, _ parameters: Model.Parameters,
    _ batch: [TargetedInput], number: Int,
    update: @escaping (inout Model.Parameters, Model.Parameters) -> Void
  ) {
    (self.engine, self.devices, self.parameters) = (engine, devices, parameters)
    (self.batch, self.number, self.update) = (batch, number, update)
    result = BatchResult(gradient: parameters)
    gradient = parameters
  }

  mutating func contrast(_ minus: NudgePoint, _ plus: NudgePoint, span: Double) throws {
    result = try engine.contrast(minus, plus, span: span, devices, batch, number, copy)
    gradient = result.gradient
  }

  mutating func adjoint() {
    result = engine.adjoint(devices.prepared, batch)
    gradient = result.gradient
  }

  mutating func settle() {
    relaxing = RelaxingSamples(engine, devices.prepared, batch)
  }

  mutating func relax(nudge: Double) -> Bool {
    guard var samples = relaxing else { preconditionFailure("samples relax after they have settled") }
    relaxing = nil  // So that its arrays are not copied.
    gradient = samples.relax(engine, parameters, batch, nudge: nudge)
    if samples.isDone { result = samples.result(engine, parameters, batch) }
    relaxing = samples
    return samples.isDone
  }

  mutating func step() { update(&parameters, gradient) }
}
