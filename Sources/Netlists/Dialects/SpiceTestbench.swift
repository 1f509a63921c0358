/// Parts that testbenches of all dialects share.
enum SpiceTestbench {
  /// Sources of the chip's ports; in a transient the inputs step up from 0 V, targets stand from the start.
  static func sources(_ testbench: Testbench, isTransient: Bool) -> [Element] {
    testbench.sources.map { port, volts in
      let waveform: Waveform =
        if case .settling(_, let step) = testbench.analysis, isTransient {
          .step(initial: 0, value: volts, rise: step)
        } else {
          .constant(volts)
        }
      return Element(port, .voltageSource(waveform), [port, ground])
    }
  }

  /// The chip's instance, or for a flat chip the parameter β alone.
  static func instance(_ testbench: Testbench, _ chip: TestbenchChip, dialect: any Dialect) -> [String] {
    guard !chip.isFlat else { return [dialect.topParameter(Parameter("beta", testbench.beta))] }
    let nets = chip.module.ports.dropLast() + [ground]
    return [
      dialect.line(
        Element(
          "chip",
          .instance(
            of: chip.module.name, parameters: [Element.Actual("beta", .number(testbench.beta))]),
          Array(nets)))
    ]
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
