import Quantities
import Specification

/// `sources:` of a part's file: read before the part, and listed here so that it is checked and documented.
var sourcesField: Field<[(key: Located<String>, value: String)]?> {
  .optional(
    "sources", SourceList.schema, "Sources of the file's own, by key.",
    example: "{ OURS: \"A. Author, A title, report 1 (2026)\" }")
}

extension NeuronCircuit {
  /// The keys of a neuron circuit.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<NeuronCircuit> {
    .object(
      "neuron",
      Field("summary", .string(example: "a rectifier"), "One sentence."),
      Field(
        "on-resistance", constants.constant(ResistanceDimension.self, in: .positive),
        "Resistance of the conducting rectifier."),
      Field(
        "forward-voltage", constants.constant(VoltageDimension.self, in: .nonNegative),
        "Voltage at which the rectifier starts to conduct."),
      Field(
        "maximum-current", constants.constant(CurrentDimension.self, in: .positive, or: "unlimited"),
        "Largest current of the rectifier, or `unlimited`."),
      Field(
        "maximum-gain", constants.constant(RatioDimension.self, in: .atLeast(1)),
        "Largest voltage gain of the amplifier; 1 = no amplifier."),
      Field(
        "node-capacitance", constants.constant(CapacitanceDimension.self, in: .nonNegative),
        "Capacitance of the node."),
      Field("area", constants.constant(AreaDimension.self, in: .nonNegative), "Layout area of one neuron."),
      Field.optional(
        "variability", NeuronVariability.schema(constants), "How neurons differ from the nominal one."),
      sourcesField
    ) { summary, resistance, forward, current, gain, capacitance, area, variability, _ in
      NeuronCircuit(
        name: name, summary: summary, onResistance: resistance, forwardVoltage: forward,
        maximumCurrent: current, maximumGain: gain, nodeCapacitance: capacitance, area: area,
        variability: variability ?? NeuronVariability())
    }
  }
}

/// Peripherals whose components are not yet looked up.
struct PeripheralsDraft: Sendable {
  var peripherals: Peripherals
  /// Name or path of each role's component.
  var components: [ComponentRole: Located<String>]

  /// The keys of the circuits around the arrays.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<PeripheralsDraft> {
    .object(
      "peripherals",
      Field("summary", .string(example: "drivers and sense circuits"), "One sentence."),
      Field(
        "driver-resistance", constants.constant(ResistanceDimension.self, in: .nonNegative),
        "Output resistance of a row driver."),
      Field(
        "driver-maximum-current", constants.constant(CurrentDimension.self, in: .positive, or: "unlimited"),
        "Largest current of a row driver, or `unlimited`."),
      Field(
        "driver-area", constants.constant(AreaDimension.self, in: .nonNegative),
        "Layout area of a row driver."),
      Field(
        "sense-capacitance", constants.constant(CapacitanceDimension.self, in: .nonNegative),
        "Input capacitance of an output's sense circuit."),
      Field(
        "sense-area", constants.constant(AreaDimension.self, in: .nonNegative),
        "Layout area of an output's sense circuit."),
      Field(
        "nudge-area", constants.constant(AreaDimension.self, in: .nonNegative),
        "Layout area of an output's nudge circuit."),
      Field(
        "maximum-nudge", constants.constant(ConductanceDimension.self, in: .positive, or: "unlimited"),
        "Largest nudge conductance, or `unlimited`."),
      Field.optional(
        "variability", PeripheralVariability.schema(constants),
        "How the circuits differ from the nominal ones."),
      Field.optional(
        "components", ComponentRole.references,
        "What each kind of circuit costs; without it no chip has a price."
      ),
      sourcesField
    ) {
      summary, resistance, current, driverArea, capacitance, senseArea, nudgeArea, nudge, variability,
      components, _ in
      PeripheralsDraft(
        peripherals: Peripherals(
          name: name, summary: summary, driverResistance: resistance, driverMaximumCurrent: current,
          driverArea: driverArea, senseCapacitance: capacitance, senseArea: senseArea, nudgeArea: nudgeArea,
          maximumNudge: nudge, variability: variability ?? PeripheralVariability()),
        components: components ?? [:])
    }
  }
}

extension ComponentRole {
  /// A mapping of roles to names or paths of components; a role may be left out.
  static var references: Schema<[ComponentRole: Located<String>]> {
    Schema<[String: Located<String>]>.optionalKeys(
      "components",
      allCases.map {
        Field.optional(
          $0.rawValue, .located(.line(example: "nand2-sky130")),
          "A component of the library, or the path of a file.")
      }
    ).map { written in
      [ComponentRole: Located<String>](
        uniqueKeysWithValues: written.compactMap { key, value in
          ComponentRole(rawValue: key).map { ($0, value) }
        })
    }
  }
}
