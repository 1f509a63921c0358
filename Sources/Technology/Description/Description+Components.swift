import Quantities

extension Component {
  /// The component, constant by constant, and the tables it scales by.
  package func described() -> Description {
    let law = type(of: law).name
    return Description(
      kind: "component", name: name, summary: summary,
      facts: self.law.facts.map { $0.under("law.\(law)") } + [.init("uncertainty", uncertainty)],
      parts: self.law.isScaled ? [scaling.described()] : [])
  }
}

extension PublishedFigures {
  /// Its constants, in the order of the file.
  var facts: [Description.Fact] {
    [
      .init("node", node), .init("supply", supply), .init(key: "scaling", value: kind.rawValue),
      .init("area", area), .init("energy", energy, none: "none"), .init("latency", latency),
      .init("leakage", leakage), .init("active-power", activePower, none: "none"),
    ] + (amplifier?.facts.map { $0.under("amplifier") } ?? [])
  }
}

extension AmplifierFigures {
  /// Its constants, in the order of the file.
  fileprivate var facts: [Description.Fact] {
    [
      .init("gain-bandwidth", gainBandwidth), .init("slew-rate", slewRate),
      .init("output-resistance", outputResistance),
    ]
  }
}

extension TechnologyScaling {
  /// The tables, list by list.
  package func described() -> Description {
    typealias Fact = Description.Fact
    let polynomials =
      zip(["energy-square", "energy-linear", "energy-constant"], energy).map { Fact($0, $1) }
      + zip(["delay-cubic", "delay-square", "delay-linear", "delay-constant"], delay).map { Fact($0, $1) }
    return Description(
      kind: "scaling", name: "scaling", summary: summary,
      facts: [Fact("nodes", nodes), Fact("area", area)] + polynomials + [
        Fact("lowest-supply", lowestSupply), Fact("highest-supply", highestSupply),
        Fact("uncertainty", uncertainty), Fact("analog", analog), Fact("leakage", leakage),
      ], parts: [])
  }
}

extension ProcessCorners {
  /// Its constants, in the order of the file.
  var facts: [Description.Fact] {
    slow.facts.map { $0.under("slow") } + fast.facts.map { $0.under("fast") }
      + [.init("leakage-reference", leakageReference), .init("leakage-doubling", leakageDoubling)]
  }
}

extension ProcessCorners.Factors {
  fileprivate var facts: [Description.Fact] {
    [
      .init("supply", supply), .init("delay", delay), .init("wire-resistance", wireResistance),
      .init("leakage", leakage),
    ]
  }
}

extension OperatingRange {
  /// Its constants, in the order of the file.
  var facts: [Description.Fact] {
    [
      .init("lowest-temperature", lowestTemperature), .init("highest-temperature", highestTemperature),
      .init("highest-storage-temperature", highestStorage), .init("highest-clock", highestClock),
    ]
  }
}
