import Netlists
import Simulators

/// How node voltages of two programs are compared.
///
/// The error of a node is |Δv| over max(|v|, a thousandth of its layer's full scale): relative, but a node that
/// happens to be near 0 V is not asked for more than the arithmetic can give, whose rounding errors are relative to
/// the terms of Kirchhoff's law, volts of full scale, and not to their sum.
enum NodeTolerance {
  /// For operating points, with and without rectifiers: the emitted rectifier is piecewise linear, the same law as
  /// in the embedded simulator, so it adds no error of its own, and Newton's method ends after the kink is found.
  /// What remains is rounding times the network's condition number; 1e-12 is usual.
  static let operatingPoint = 1e-9
  /// For the end of a transient, whose local error control has a relative tolerance of 1e-6 (ngspice) and
  /// 1e-5 (VACASK) of each step; errors of a decaying exponential do not add up.
  static let settled = 1e-4
  /// Share of full scale below which an error is absolute.
  static let floor = 1e-3
  /// The same for the end of a transient, whose absolute tolerance is coarser.
  static let settledFloor = 1e-2

  /// The same for testbenches that are run without this program.
  /// - Parameter fullScale: of the nodes of a layer, volts.
  static func of(
    _ analysis: Testbench.Analysis, fullScale: @escaping @Sendable (_ layer: Int) -> Double
  ) -> Testbench.Tolerance {
    let (share, floor, reason) =
      switch analysis {
      case .operatingPoint:
        (operatingPoint, floor, "rounding, 1e-9 of the voltage, at least of a thousandth of full scale")
      case .settling:
        (settled, settledFloor, "steps in time, 1e-4 of the voltage, at least of a hundredth of full scale")
      }
    return Testbench.Tolerance(reason) { share * max(abs($1), floor * fullScale($0)) }
  }
}

extension VerificationContext {
  /// Compares the free nodes of a testbench.
  /// - Parameter expected: what a node should be; nil = what the testbench expects.
  /// - Throws: `ToolRun.Failure` when a node is missing in a result.
  func compare(
    _ testbench: Testbench, with found: RawFile, to expected: RawFile? = nil, file: String,
    share: Double = NodeTolerance.floor, into comparison: inout Comparison
  ) throws {
    for probe in testbench.probes {
      guard let voltage = found.voltage(probe.net) else {
        throw ToolRun.Failure("\(file): node \(probe.net) is not among the results")
      }
      var reference = probe.expected.si
      if let expected {
        guard let value = expected.voltage(probe.net) else {
          throw ToolRun.Failure("\(testbench.name): node \(probe.net) is not among the results compared with")
        }
        reference = value
      }
      comparison.add(
        "\(testbench.name) \(probe.net)", expected: reference, found: voltage,
        floor: share * (fullScales[probe.net] ?? 0))
    }
  }
}
