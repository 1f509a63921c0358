import Fabrics
import Learning
import Mapping
import Quantities
import Specification

/// How long a chip takes from rest, all nodes and rows at 0 V, until its class values are as good as settled.
///
/// ```swift
/// let time = SettlingPrediction(model, chip, conductances, inputs: image, wires: .lumped, precision: 0.01).time
/// ```
package struct SettlingPrediction: Sendable, Equatable {
  /// From the step of the rows until every class value stays within the precision.
  package let time: TimeSpan
  /// The slowest time constant at the equilibrium.
  package let timeConstant: TimeSpan
  /// Node voltages of the equilibrium.
  package let equilibrium: NodeVoltages

  /// Follows a chip to its free equilibrium.
  /// - Parameters:
  ///   - inputs: values in 0…1.
  ///   - wires: whether the capacitance of wires counts; their resistance does not.
  ///   - precision: share of the largest class value, above 0.
  package init(
    _ model: some CircuitModel, _ chip: Chip, _ conductances: Conductances, inputs: [Double],
    wires: WireModel, precision: Double
  ) {
    let prepared = model.prepare(conductances)
    let dynamics = NodeDynamics(chip, conductances, wires: wires)
    var state = model.restingState()
    _ = Relaxation(tolerance: 1e-13, maximumSweeps: 20_000).run(
      model, &state, model.drive(inputs, prepared), prepared, nudge: nil)
    equilibrium = model.nodes(of: state)
    let volts = equilibrium.layers.flatMap { $0 }
    let largest = dynamics.classValues(volts).reduce(0) { max($0, abs($1)) }
    // Bias rows have their voltages before the input comes, and are of both signs.
    let drive = dynamics.drive(inputs)
    let transient = Transient(
      dynamics, drive, nudge: nil, rowsBefore: drive.rows.map { _ in 0 }, from: volts.map { _ in 0 },
      to: volts, tolerances: [.init(classValues: max(precision * largest, .leastNormalMagnitude))])
    (time, timeConstant) = (transient.settling[0], transient.timeConstant)
  }
}
