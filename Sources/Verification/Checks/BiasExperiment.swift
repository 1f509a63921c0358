import Fabrics
import Netlists
import Quantities
import Simulators
import Technology

/// Bias points of one Verilog-A module, and what the equations say of them.
struct BiasExperiment: Sendable {
  /// A value to compare.
  struct Quantity: Sendable {
    /// For people.
    var name: String
    /// Where it is found in the compiled module.
    var value: OSDIEvaluation.Value
    /// Magnitude below which an error is absolute.
    var floor: Double
    /// What it should be at a point.
    var expected: @Sendable ([Double]) -> Double
  }

  /// The module.
  var module: String
  /// The points and their parameters.
  var group: OSDIEvaluation.Request.Group
  /// What is compared at each.
  var quantities: [Quantity]

  /// The experiments of every module of a technology.
  static func all(technology: Technology, hasDriverResistance: Bool) -> [BiasExperiment] {
    memristor(technology.device) + rectifier(technology.neuron)
      + amplifier(technology.neuron) + nudge
      + driver(hasDriverResistance ? technology.peripherals.driverResistance.value.si : 0)
      + sense(technology.peripherals)
  }

  /// Evenly spread points of a box: multiples of irrational numbers modulo 1 (an additive recurrence), which fill
  /// it without a grid's regularity and without random numbers.
  static func points(_ count: Int, _ box: [ClosedRange<Double>]) -> [[Double]] {
    let roots = [2.0, 3, 5, 7, 11, 13].map { $0.squareRoot() }
    return (1...count).map { k in
      zip(box, roots).map { range, root in
        let share = (Double(k) * root).truncatingRemainder(dividingBy: 1)
        return range.lowerBound + share * (range.upperBound - range.lowerBound)
      }
    }
  }
}

// The circuits around the devices; the memristor has a file of its own.
extension BiasExperiment {
  /// Both polarities of the rectifier, from well below to well above its threshold.
  private static func rectifier(_ neuron: NeuronCircuit) -> [BiasExperiment] {
    let (on, forward) = (neuron.onResistance.value.conductance, neuron.forwardVoltage.value)
    let farads = neuron.nodeCapacitance.value.si
    let rectifier = Rectifier(onConductance: on, forwardVoltage: forward)
    let span = 2 * forward.si + 1
    return [1.0, -1].map { polarity in
      return BiasExperiment(
        module: "gd_rectifier",
        group: .init(instance: ["polarity": polarity], nodes: ["n"], points: points(500, [-span...span])),
        quantities: [
          Quantity(name: "current", value: .current("n"), floor: 1e-6 * on.si * span) {
            -rectifier.current(at: $0[0], isExcitatory: polarity > 0)
          },
          Quantity(name: "conductance", value: .conductance("n", by: "n"), floor: on.si) {
            polarity * $0[0] < -forward.si ? on.si : 0
          },
          Quantity(name: "charge", value: .charge("n"), floor: 1e-6 * farads * span) { farads * $0[0] },
          Quantity(name: "capacitance", value: .capacitance("n", by: "n"), floor: farads) { _ in farads },
        ])
    }
  }

  /// The amplifier: unknowns are both voltages and the current from `out` into it.
  private static func amplifier(_ neuron: NeuronCircuit) -> [BiasExperiment] {
    let largest = neuron.maximumGain.value.si
    return [(1, 1), (4, 0.25), (4, 1), (largest, 1 / largest)].map { gain, reverse in
      BiasExperiment(
        module: "gd_amplifier",
        group: .init(
          instance: ["gain": gain, "reverse": reverse], nodes: ["in", "out", "flow(drive)"],
          points: points(200, [-1...1, -1...1, -1e-3...1e-3])),
        quantities: [
          Quantity(name: "voltage error", value: .current("flow(drive)"), floor: gain) {
            gain * $0[0] - $0[1]
          },
          Quantity(name: "forward gain", value: .conductance("flow(drive)", by: "in"), floor: gain) { _ in
            gain
          },
          Quantity(name: "output voltage", value: .conductance("flow(drive)", by: "out"), floor: 1) { _ in -1
          },
          Quantity(name: "output current", value: .current("out"), floor: 1e-9) { $0[2] },
          Quantity(name: "input current", value: .current("in"), floor: 1e-9 * reverse) { -$0[2] * reverse },
          Quantity(name: "reverse gain", value: .conductance("in", by: "flow(drive)"), floor: reverse) { _ in
            -reverse
          },
        ])
    }
  }

  /// The nudge with both signs of β, as a spring and as a current.
  private static var nudge: [BiasExperiment] {
    [(1e-5, 1.0), (-2e-4, 1), (1e-4, 0)].map { beta, follow in
      BiasExperiment(
        module: "gd_nudge",
        group: .init(
          instance: ["beta": beta, "follow": follow], nodes: ["outp", "outn", "target", "vss"],
          points: points(500, [-1...1, -1...1, -1...1, -0.1...0.1])),
        quantities: [
          // From a node into the module: the negative of what the spring pushes into outp.
          Quantity(name: "current at outp", value: .current("outp"), floor: 1e-3 * abs(beta)) {
            -beta * ($0[2] - $0[3] - follow * ($0[0] - $0[1]))
          },
          Quantity(name: "current at outn", value: .current("outn"), floor: 1e-3 * abs(beta)) {
            beta * ($0[2] - $0[3] - follow * ($0[0] - $0[1]))
          },
          Quantity(name: "conductance", value: .conductance("outp", by: "outp"), floor: abs(beta)) { _ in
            beta * follow
          },
          Quantity(name: "transconductance", value: .conductance("outp", by: "target"), floor: abs(beta)) {
            _ in
            -beta
          },
        ])
    }
  }

  /// The row driver: unknowns are the voltages and the current from `row` into it.
  private static func driver(_ ohms: Double) -> [BiasExperiment] {
    [
      BiasExperiment(
        module: "gd_driver",
        group: .init(
          nodes: ["in", "row", "flow(out)"], points: points(200, [-1...1, -1...1, -1e-2...1e-2])),
        quantities: [
          Quantity(name: "voltage error", value: .current("flow(out)"), floor: 1e-3) {
            $0[0] + ohms * $0[2] - $0[1]
          },
          Quantity(name: "row current", value: .current("row"), floor: 1e-9) { $0[2] },
          Quantity(name: "input current", value: .current("in"), floor: 1e-9) { _ in 0 },
          Quantity(name: "resistance", value: .conductance("flow(out)", by: "flow(out)"), floor: max(ohms, 1))
          {
            _ in ohms
          },
        ])
    ]
  }

  private static func sense(_ peripherals: Peripherals) -> [BiasExperiment] {
    let farads = peripherals.senseCapacitance.value.si
    return [
      BiasExperiment(
        module: "gd_sense", group: .init(nodes: ["n"], points: points(100, [-2...2])),
        quantities: [
          Quantity(name: "current", value: .current("n"), floor: 1e-15) { _ in 0 },
          Quantity(name: "charge", value: .charge("n"), floor: 1e-6 * farads) { farads * $0[0] },
          Quantity(name: "capacitance", value: .capacitance("n", by: "n"), floor: farads) { _ in farads },
        ])
    ]
  }
}
