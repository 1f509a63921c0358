import Quantities

// The parts of a variability, constant by constant. A part that the file does not state is shown as such, since a
// prediction treats it as perfect.

extension Description.Fact {
  /// The word for a part that a file leaves out.
  static let unstated = "not stated"

  /// The same below a key.
  func under(_ key: String) -> Self {
    var fact = self
    fact.key = "\(key).\(self.key)"
    return fact
  }

  /// Constants of one origin.
  init<D: Dimension>(_ key: String, _ list: Cited<[Quantity<D>]>) {
    self.init(key, "[\(list.value.map { "\($0)" }.joined(separator: ", "))]", list)
  }

  /// The parts of an optional block, or one line that it is not stated.
  static func block<Part>(_ key: String, _ part: Part?, _ facts: (Part) -> [Self]) -> [Self] {
    part.map { facts($0).map { $0.under(key) } } ?? [.init(key: key, value: unstated)]
  }

  /// A constant; nothing if a file may leave it out without a loss.
  static func optional<D: Dimension>(_ key: String, _ constant: Cited<Quantity<D>>?) -> [Self] {
    constant.map { [.init(key, $0)] } ?? []
  }
}

extension DeviceVariability {
  /// Its constants, in the order of the file.
  var facts: [Description.Fact] {
    typealias Fact = Description.Fact
    return Fact.block("spread", spread) { [.init("lower", $0.lower), .init("upper", $0.upper)] }
      + Fact.block("faults", faults) { [.init("stuck-off", $0.off), .init("stuck-on", $0.on)] }
      + Fact.block("programming", programming) { $0.facts }
      + Fact.block("read-noise", readNoise) { noise in
        noise.law.facts.map { $0.under(noise.name) }
      }
      + Fact.block("pulses", pulses) { $0.facts }
      + Fact.block("retention", retention) { $0.facts }
  }
}

extension ProgrammingError {
  fileprivate var facts: [Description.Fact] {
    [.init("deviation", deviation.coefficients), .init("full-scale", deviation.fullScale)]
      + Description.Fact.optional("valid-from", validFrom) + Description.Fact.optional("valid-to", validTo)
      + Description.Fact.optional("levels", levels) + Description.Fact.optional("error-rate", errorRate)
  }
}

extension PulseResponse {
  fileprivate var facts: [Description.Fact] {
    typealias Fact = Description.Fact
    let parameters = law.law.facts
    return [.init("step-up", stepUp), .init("step-down", stepDown)]
      + (parameters.isEmpty
        ? [.init(key: "law", value: law.name)] : parameters.map { $0.under("law.\(law.name)") })
      + [
        .init("step-spread", stepSpread, none: Fact.unstated),
        .init(key: "step-distribution", value: stepDistribution.rawValue),
        .init("asymmetry-spread", asymmetrySpread, none: Fact.unstated),
        .init("cycle-noise", cycleNoise, none: Fact.unstated),
        .init(key: "cycle-noise-kind", value: cycleNoiseKind.rawValue),
      ]
      + Fact.block("set-pulse", setPulse) { [.init("voltage", $0.voltage), .init("width", $0.width)] }
      + Fact.block("reset-pulse", resetPulse) { [.init("voltage", $0.voltage), .init("width", $0.width)] }
  }
}

extension Retention {
  fileprivate var facts: [Description.Fact] {
    typealias Fact = Description.Fact
    var facts: [Fact] = []
    if let drift {
      facts.append(.init("drift.start", drift.start))
      facts += drift.exponent.facts.map { $0.under("drift.exponent") }
      facts += drift.exponentSpread.facts.map { $0.under("drift.exponent-spread") }
      facts.append(.init("drift.full-scale", drift.fullScale))
    }
    if let relaxation, let first = relaxation.points.first {
      facts.append(.init("relaxation.full-scale", first.deviation.fullScale))
      for (index, point) in relaxation.points.enumerated() {
        facts.append(.init("relaxation.points[\(index)].time", point.time))
        facts.append(.init("relaxation.points[\(index)].deviation", point.deviation.coefficients))
      }
    }
    facts += Fact.block("temperature", temperature) { law in
      [
        .init("reference", law.reference),
        law.activationEnergy.map {
          .init("activation-energy", "\(Ratio(si: $0.value.electronvolts)) eV", $0)
        } ?? .init(key: "activation-energy", value: Fact.unstated),
      ]
    }
    return facts
  }
}

extension Retention.ClippedLogarithm {
  fileprivate var facts: [Description.Fact] {
    [
      .init("slope", slope), .init("intercept", intercept), .init("lowest", lowest),
      .init("highest", highest),
    ]
  }
}

extension NeuronVariability {
  /// Its constants, in the order of the file.
  var facts: [Description.Fact] {
    [
      .init("offset-spread", offset, none: Description.Fact.unstated),
      .init("gain-spread", gain, none: Description.Fact.unstated),
      .init("threshold-spread", threshold, none: Description.Fact.unstated),
    ]
  }
}

extension PeripheralVariability {
  /// Its constants, in the order of the file.
  var facts: [Description.Fact] {
    [
      .init("nudge-spread", nudge, none: Description.Fact.unstated),
      .init("driver-spread", driver, none: Description.Fact.unstated),
      .init("read-out-noise", readoutNoise, none: Description.Fact.unstated),
      .init("read-out-bits", readoutBits, none: Description.Fact.unstated),
    ] + Description.Fact.optional("read-out-range", readoutRange)
  }
}
