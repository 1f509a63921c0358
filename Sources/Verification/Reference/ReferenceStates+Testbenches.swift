import Fabrics
import Mapping
import Netlists
import Quantities
import Specification

extension ReferenceStates {
  /// The testbenches of the samples: `free_<k>`, `plus_<k>`, `minus_<k>`, and `settle_0`, each with the voltages
  /// that the embedded simulator expects.
  ///
  /// - Parameters:
  ///   - chip: the chip whose network the states are of.
  ///   - conductances: its programmed conductances; they decide how long `settle_0` lasts.
  ///   - wires: how wires are emitted.
  package func testbenches(chip: Chip, conductances: Conductances, wires: WireModel) -> [Testbench] {
    let operatingPoints = samples.flatMap { sample in
      phases.compactMap { phase -> Testbench? in
        guard let nodes = sample.nodes[phase] else { return nil }
        let beta: Conductance =
          switch phase {
          case .free: .zero
          case .plus: nudge
          case .minus: -nudge
          }
        return testbench(
          phase.testbenchName(sample: sample.sample.index), chip, sample, beta: beta,
          analysis: .operatingPoint, expected: nodes, wires: wires)
      }
    }
    guard let first = samples.first, let free = first.nodes[.free] else { return operatingPoints }
    let time = SettlingTime(chip: chip, conductances: conductances, wires: wires)
    let settling = testbench(
      "settle_\(first.sample.index)", chip, first, beta: .zero,
      analysis: .settling(stop: time.stop, step: time.step), expected: free, wires: wires)
    return operatingPoints + [settling]
  }

  private func testbench(
    _ name: String, _ chip: Chip, _ sample: Sample, beta: Conductance, analysis: Testbench.Analysis,
    expected: NodeVoltages, wires: WireModel
  ) -> Testbench {
    Testbench(
      name: name, chip: chip, rows: chip.fabric.inputRows(sample.sample.inputs),
      targets: sample.targets, beta: beta, analysis: analysis, expected: expected.layers, wires: wires,
      tolerance: NodeTolerance.of(analysis) { chip.largestRowVoltage($0).si })
  }
}
