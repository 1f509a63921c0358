import Activity
import Fabrics
import Foundation
import Netlists
import Quantities
import Simulators

/// The circuit takes as long as the estimate says: when the class values of a transient from 0 V stay within 1 % of the
/// largest of them, in ngspice and as predicted from the chip's conductances and capacitances.
struct SettlingSpeed: VerificationCheck {
  let id = "settling-time"
  let title = "time to settle to 1 % = prediction"
  let needs: [Tools.Need] = [.ngspice]

  /// Share of the largest class value.
  static let precision = 0.01
  /// Largest relative error of the time.
  static let tolerance = 0.1

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    if let skipped = context.skipped(without: "ngspice") ?? context.skippedForWires { return skipped }
    guard let testbench = context.testbenches.first(where: { $0.analysis != .operatingPoint }),
      case .settling(_, let rise) = testbench.analysis, let sample = context.reference.samples.first
    else { return .skipped("there are no samples") }
    let prediction = SettlingPrediction(
      context.model, context.chip, context.conductances, inputs: sample.sample.inputs, wires: context.wires,
      precision: Self.precision)
    guard prediction.time.si > 0 else { return .skipped("nothing takes time: the chip has no capacitances") }
    let found = try Self.time(
      in: try simulations.ngspice(testbench, context), testbench, context.chip.fabric)
    // Sources that rise evenly delay whatever is slower than they by half of their rise.
    let expected = prediction.time + 0.5 * rise
    var comparison = Comparison()
    comparison.add(testbench.name, expected: expected.si, found: found.si, floor: 0)
    return .measured(
      comparison.measurement(
        "relative error of the time to settle", tolerance: Self.tolerance,
        notes: ["predicted \(expected), ngspice \(found), slowest time constant \(prediction.timeConstant)"]))
  }

  /// When the class values of a transient were within the precision of their last ones for good.
  /// - Throws: `ToolRun.Failure` when an output is missing in the results.
  static func time(in file: RawFile, _ testbench: Testbench, _ fabric: Fabric) throws -> TimeSpan {
    guard let times = file.times else {
      throw ToolRun.Failure("\(testbench.name): a transient without times")
    }
    let outputs = try testbench.probes.filter(\.isPort).map { probe in
      guard let voltages = file.voltages(probe.net) else {
        throw ToolRun.Failure("\(testbench.name): node \(probe.net) is not among the results")
      }
      return voltages
    }
    let values = times.indices.map { point in fabric.output.classValues(outputs.map { $0[point] }) }
    guard let last = values.last else { return .zero }
    let tolerance = precision * last.reduce(0) { max($0, abs($1)) }
    let misses = values.map { zip($0, last).reduce(0) { max($0, abs($1.0 - $1.1)) } }
    guard let outside = misses.lastIndex(where: { $0 > tolerance }), outside + 1 < times.count else {
      return .zero
    }
    let (before, after) = (misses[outside], max(misses[outside + 1], .leastNormalMagnitude))
    let share = log(before / tolerance) / log(before / after)
    return TimeSpan(si: times[outside] + share * (times[outside + 1] - times[outside]))
  }
}
