import Simulators

/// The Verilog-A is right: each compiled module's currents, charges and derivatives are those of the Swift models,
/// at thousands of bias points.
///
/// Module parameters are left at their defaults, so a wrong default in the emitted file is found too.
struct VerilogAPointwise: VerificationCheck {
  let id = "veriloga-pointwise"
  let title = "compiled Verilog-A = device equations, point by point"
  let needs: [Tools.Need] = [.openvaf, .python]

  /// Both sides compute in float64; products of a few exponentials differ in the last digits.
  static let tolerance = 1e-9

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    let modules = VerilogAModules(context: context)
    let experiments = BiasExperiment.all(
      technology: context.chip.technology, hasDriverResistance: context.hasWires)
    let names = modules.names
    var requests: [OSDIEvaluation.Request] = []
    for name in names {
      let own = experiments.filter { $0.module == name }
      guard !own.isEmpty else { return .failed("module \(name) has no reference to compare with") }
      requests.append(
        OSDIEvaluation.Request(
          name: name, osdi: try modules.compile(name, &simulations).path, groups: own.map(\.group)))
    }
    var comparison = Comparison()
    var points = 0
    for answer in try modules.evaluate(requests, &simulations) {
      for (g, experiment) in experiments.filter({ $0.module == answer.name }).enumerated() {
        points += experiment.group.points.count
        for (p, point) in experiment.group.points.enumerated() {
          for quantity in experiment.quantities {
            let found = try answer.value(quantity.value, group: g, point: p)
            comparison.add(
              "\(answer.name) \(quantity.name) at "
                + zip(experiment.group.nodes, point).map { "\($0) = \($1)" }.joined(separator: ", "),
              expected: quantity.expected(point), found: found, floor: quantity.floor)
          }
        }
      }
    }
    return .measured(
      comparison.measurement(
        "largest relative error of a current, charge or derivative", tolerance: Self.tolerance,
        notes: ["\(points) bias points of \(names.count) modules"]))
  }
}
