import Circuits
import Expressions

/// Parts that testbenches of all dialects share.
enum SpiceTestbench {
  /// Sources of the chip's ports; in a transient they all step up from 0 V.
  private static func sources(_ testbench: Testbench) -> [Element] {
    testbench.sources.map { port, voltage in
      let waveform: Waveform =
        if case .settling(_, let step) = testbench.analysis {
          .step(initial: 0, value: voltage.si, rise: step.si)
        } else {
          .constant(voltage.si)
        }
      return Element(port, .voltageSource(waveform), [port, Circuit.ground])
    }
  }

  /// Lines of the sources and of the chip's instance (for a flat chip, of the parameter β alone).
  /// - Parameter beta: how β is given to the instance; its value by default.
  static func opening(
    _ testbench: Testbench, _ chip: TestbenchChip, dialect: any Dialect, beta: Formula? = nil
  ) -> [String] {
    let sources = sources(testbench).map(dialect.line)
    guard !chip.isFlat else { return sources + [dialect.topParameter(Parameter("beta", testbench.beta.si))] }
    let nets = chip.module.ports.dropLast() + [Circuit.ground]
    return sources + [
      dialect.line(
        Element(
          "chip",
          .instance(
            of: chip.module.name, parameters: [Element.Actual("beta", beta ?? .number(testbench.beta.si))]),
          Array(nets)))
    ]
  }

  /// Comment lines with the expected voltages of the saved nets, and how far other simulators may be off.
  static func expectations(
    _ testbench: Testbench, _ chip: TestbenchChip, separator: String, dialect: any Dialect
  ) -> [String] {
    let prefix = dialect.commentPrefix
    return [CommentText.line(prefix, "\(testbench.expectation):")]
      + testbench.probes.map {
        "\(prefix)   \(net($0, chip, separator: separator)) = \(NumberText.text($0.expected))"
          + ($0.tolerance.map { " +- \(NumberText.text($0))" } ?? "")
      }
  }

  /// Measurement cards of a transient: the output nodes at its end.
  static func measurements(_ testbench: Testbench, _ chip: TestbenchChip, separator: String) -> [String] {
    guard case .settling(let stop, _) = testbench.analysis else { return [] }
    return testbench.probes.filter(\.isPort).map {
      ".measure tran final_\($0.net) find \(vector($0, chip, separator: separator)) at=\(NumberText.text(stop))"
    }
  }

  /// How a saved net is called: a port by its name, an inner net behind the instance and a separator.
  static func net(_ probe: Testbench.Probe, _ chip: TestbenchChip, separator: String) -> String {
    chip.isFlat || probe.isPort ? probe.net : "xchip\(separator)\(probe.net)"
  }

  /// The voltage of a saved net as an output vector.
  static func vector(_ probe: Testbench.Probe, _ chip: TestbenchChip, separator: String) -> String {
    "v(\(net(probe, chip, separator: separator)))"
  }
}
