import Diagnostics
import Quantities
import Technology

extension DesignRule {
  /// Write pulses above the supply of the process: its core transistors do not stand them.
  static let writeVoltage = DesignRule(code: "GD1107", stage: .chip) { subject in
    let supply = subject.chip.technology.process.supply.value
    let above = pulses(of: subject.chip.technology.device).filter { abs($0.voltage.si) > supply.si }
    guard !above.isEmpty else { return RuleOutcome() }
    let list = above.map { "\($0.name) at \($0.voltage.formatted(digits: 3))" }.joined(separator: ", ")
    return RuleOutcome([
      Diagnostic(
        .warning, "GD1107",
        "device '\(subject.chip.technology.device.name)' is written above the \(supply.formatted(digits: 3)) supply of "
          + "process '\(subject.chip.technology.process.name)' (\(list)): access transistors and write drivers must be of a "
          + "thick-oxide kind", at: subject.spec.technology.location)
    ])
  }

  /// Half of a write pulse at or above the device's threshold: in an array without access transistors that is biased at
  /// V/2, cells that share a line with the written one would be written too.
  static let halfSelect = DesignRule(code: "GD1108", stage: .chip) { subject in
    let device = subject.chip.technology.device
    guard let write = device.write else { return RuleOutcome() }
    return RuleOutcome(
      pulses(of: device).compactMap { pulse in
        let threshold = pulse.voltage.si > 0 ? write.setThreshold.value : write.resetThreshold.value
        guard abs(pulse.voltage.si) / 2 >= abs(threshold.si) else { return nil }
        return Diagnostic(
          .warning, "GD1108",
          "half of the \(pulse.name) pulse, \((0.5 * pulse.voltage).formatted(digits: 3)), reaches the threshold of device "
            + "'\(device.name)', \(threshold.formatted(digits: 3)): half-selected cells are written too",
          at: subject.spec.technology.location)
      })
  }

  private static func pulses(of device: SynapseDevice) -> [(name: String, voltage: Voltage)] {
    let response = device.variability.pulses
    return [("SET", response?.setPulse), ("RESET", response?.resetPulse)].compactMap { name, pulse in
      pulse.map { (name, $0.voltage.value) }
    }
  }
}
