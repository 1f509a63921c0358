import Simulators

/// What the wires do: ngspice's operating points of the chip with wires against our equilibria of the chip without,
/// on which it was trained. Above the tolerance the chip as built is not the chip as trained.
struct WireEffect: VerificationCheck {
  let id = "wire-effect"
  let title = "node voltages with wires in ngspice, against the chip without wires"
  let needs: [Tools.Need] = [.ngspice]

  /// A tenth of the largest voltage of a layer: of the size of the margin between two classes.
  static let tolerance = 0.1

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    guard context.hasWires else { return .skipped("the chip is emitted without wires") }
    if let skipped = context.skipped(without: "ngspice") { return skipped }
    var comparison = Comparison()
    for testbench in context.operatingPoints {
      let found = try simulations.ngspice(testbench, context)
      // Ports are the output layer; the hidden layers are scaled together.
      let largest = Dictionary(grouping: testbench.probes, by: \.isPort).mapValues { probes in
        probes.map { abs($0.expected.si) }.max() ?? 0
      }
      for probe in testbench.probes {
        guard let volts = found.voltage(probe.net) else {
          return .failed("\(testbench.name).raw has no voltage of \(probe.net)")
        }
        comparison.add(
          "\(testbench.name) \(probe.net)", expected: probe.expected.si, found: volts,
          floor: largest[probe.isPort] ?? 0)
      }
    }
    return .measured(
      comparison.measurement(
        "largest change of a node voltage, of the largest in its layer", tolerance: Self.tolerance))
  }
}
