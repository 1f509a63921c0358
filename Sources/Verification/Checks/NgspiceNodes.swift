import Simulators

/// The netlist is the network: ngspice's operating points of the emitted chip are our equilibria.
struct NgspiceNodes: VerificationCheck {
  let id = "ngspice-nodes"
  let title = "node voltages of the emitted chip in ngspice = embedded simulator"
  let needs: [Tools.Need] = [.ngspice]

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    if let skipped = context.skipped(without: "ngspice") ?? context.skippedForWires { return skipped }
    var comparison = Comparison()
    for testbench in context.operatingPoints {
      let found = try simulations.ngspice(testbench, context)
      try context.compare(testbench, with: found, file: "\(testbench.name).raw", into: &comparison)
    }
    return .measured(
      comparison.measurement(
        "largest relative error of a node voltage", tolerance: NodeTolerance.operatingPoint,
        notes: [
          "the embedded simulator's residual is \(Figure.text(context.reference.residual)) of full scale"
        ]))
  }
}
