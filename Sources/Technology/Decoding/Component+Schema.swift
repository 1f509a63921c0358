import Quantities
import Specification

extension Component {
  /// The keys of a component.
  static func schema(name: String, _ constants: ConstantSchemas, _ scaling: TechnologyScaling?) -> Schema<
    Component
  > {
    .object(
      "component",
      Field("summary", .string(example: "a gate"), "One sentence."),
      Field(
        "law",
        Schema<any ComponentLaw>.law(
          "component law", Component.laws.map { (name: $0.name, schema: $0.schema(constants)) }),
        "How its cost follows from node, supply, bits and rate."),
      Field(
        "uncertainty", constants.constant(RatioDimension.self, in: .atLeast(1)),
        "Error bar f: the truth is expected between a figure over f and a figure times f."),
      sourcesField
    ) { summary, law, uncertainty, _ in
      Component(
        name: name, summary: summary, uncertainty: uncertainty, law: law, scaling: scaling ?? .none)
    }
  }
}

extension PublishedFigures {
  /// The keys of figures at the node they were published for.
  static func schema(_ constants: ConstantSchemas) -> Schema<PublishedFigures> {
    .object(
      "figures",
      Field("node", constants.constant(LengthDimension.self, in: .positive), "Node it was published at."),
      Field(
        "supply", constants.constant(VoltageDimension.self, in: .positive), "Supply it was published at."),
      Field(
        "scaling", .choice(ScalingKind.self), "How its figures change with the node: logic or analog."),
      Field("area", constants.constant(AreaDimension.self, in: .nonNegative), "Layout area."),
      Field(
        "energy", constants.constant(EnergyDimension.self, in: .nonNegative, or: "none"),
        "Energy of one action, or `none` for a circuit that only draws its active power."),
      Field(
        "latency", constants.constant(DurationDimension.self, in: .nonNegative), "Duration of one action."),
      Field(
        "leakage", constants.constant(PowerDimension.self, in: .nonNegative), "Power while it does nothing."),
      Field(
        "active-power", constants.constant(PowerDimension.self, in: .positive, or: "none"),
        "Power while it is switched on, or `none` for a clocked circuit."),
      Field.optional(
        "amplifier", AmplifierFigures.schema(constants),
        "How fast an operational amplifier is in a loop; without it, its latency is that of six time constants "
          + "at a gain of one.")
    ) {
      PublishedFigures(
        node: $0, supply: $1, kind: $2, area: $3, energy: $4, latency: $5, leakage: $6, activePower: $7,
        amplifier: $8)
    }
  }
}

extension AmplifierFigures {
  /// The keys of an amplifier's speed.
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<AmplifierFigures> {
    .object(
      "amplifier",
      Field(
        "gain-bandwidth", constants.constant(FrequencyDimension.self, in: .positive),
        "Gain times bandwidth: what the bandwidth is at a gain of one."),
      Field(
        "slew-rate", constants.constant(SlewRateDimension.self, in: .positive),
        "Fastest change of the output."),
      Field(
        "output-resistance", constants.constant(ResistanceDimension.self, in: .nonNegative),
        "Output resistance without the loop.")
    ) { AmplifierFigures(gainBandwidth: $0, slewRate: $1, outputResistance: $2) }
  }
}

extension Schema where Value == any ComponentLaw {
  /// A law with figures at some number of bits.
  static func bitLaw(
    _ constants: ConstantSchemas,
    _ make: @escaping @Sendable (Cited<Ratio>, PublishedFigures) -> any ComponentLaw
  ) -> Schema {
    .object(
      "bit law",
      Field("bits", constants.count(in: 1...1024), "Bits that the figures are stated for."),
      Field("figures", PublishedFigures.schema(constants), "The figures at so many bits."),
      make: make)
  }
}

extension TechnologyScaling {
  /// The keys of the scaling tables.
  static func schema(_ constants: ConstantSchemas) -> Schema<TechnologyScaling> {
    let count = 2...64
    let numbers = constants.list(of: RatioDimension.self, count: count)
    let supplies = constants.list(of: VoltageDimension.self, count: count)
    return Schema<TechnologyScaling>.object(
      "scaling",
      Field("summary", .string(example: "scaling of CMOS circuits"), "One sentence."),
      Field("nodes", constants.list(of: LengthDimension.self, count: count), "Nodes, largest first."),
      Field("area", numbers, "Relative area by node."),
      Field("energy-square", numbers, "e2 of the energy e2 V^2 + e1 V + e0, by node."),
      Field("energy-linear", numbers, "e1 by node."),
      Field("energy-constant", numbers, "e0 by node."),
      Field("delay-cubic", numbers, "d3 of the delay d3 V^3 + d2 V^2 + d1 V + d0, by node."),
      Field("delay-square", numbers, "d2 by node."),
      Field("delay-linear", numbers, "d1 by node."),
      Field("delay-constant", numbers, "d0 by node."),
      Field("lowest-supply", supplies, "Lowest supply the polynomials hold for, by node."),
      Field("highest-supply", supplies, "Highest supply the polynomials hold for, by node."),
      Field(
        "uncertainty", constants.constant(RatioDimension.self, in: .atLeast(1)),
        "Error bar of a figure that was moved to another node."),
      Field(
        "analog", constants.constant(RatioDimension.self, in: .closed(1...1)),
        "Exponent of the node in the area of analog circuits."),
      Field(
        "leakage", constants.constant(RatioDimension.self, in: .closed(1...1)),
        "Exponent of node and supply in the leakage.")
    ) { summary, nodes, area, e2, e1, e0, d3, d2, d1, d0, low, high, uncertainty, analog, leakage in
      TechnologyScaling(
        summary: summary, nodes: nodes, area: area, energy: [e2, e1, e0], delay: [d3, d2, d1, d0],
        lowestSupply: low, highestSupply: high, uncertainty: uncertainty, analog: analog, leakage: leakage)
    }.validated { table, check in
      let count = table.nodes.value.count
      var lists = [("area", table.area.value.count)]
      lists += zip(["energy-square", "energy-linear", "energy-constant"], table.energy).map {
        ($0, $1.value.count)
      }
      lists += zip(["delay-cubic", "delay-square", "delay-linear", "delay-constant"], table.delay).map {
        ($0, $1.value.count)
      }
      lists += [
        ("lowest-supply", table.lowestSupply.value.count),
        ("highest-supply", table.highestSupply.value.count),
      ]
      for (key, found) in lists where found != count {
        check.error("GD0324", "\(found) values for \(count) nodes", at: key, "values")
      }
      if !table.nodes.value.isDescending {
        check.error("GD0324", "the nodes must go from the largest to the smallest", at: "nodes", "values")
      }
    }
  }

  /// Tables without a row, for schemas that decode nothing.
  static let none: TechnologyScaling = {
    func empty<Value>(_ value: Value) -> Cited<Value> { Cited(value, .assumption("no tables")) }
    return TechnologyScaling(
      summary: "", nodes: empty([]), area: empty([]), energy: [], delay: [], lowestSupply: empty([]),
      highestSupply: empty([]), uncertainty: empty(Ratio(si: 1)), analog: empty(Ratio(si: 1)),
      leakage: empty(Ratio(si: 1)))
  }()
}

extension Array where Element: Comparable {
  /// Whether every item is less than the one before it.
  var isDescending: Bool { zip(self, dropFirst()).allSatisfy { $0 > $1 } }
}
