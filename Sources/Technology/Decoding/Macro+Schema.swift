import Diagnostics
import Quantities
import Specification

/// A macro whose components are not yet looked up.
struct MacroDraft: Sendable {
  /// The macro, with no circuits.
  var macro: Macro
  /// Its circuits, with the name or path of their components.
  var circuits: [(circuit: CircuitDraft, component: Located<String>)]

  /// A circuit without its component.
  struct CircuitDraft: Sendable {
    var name, group: String
    var count: Cited<Ratio>
    var action: ReadAction
  }
}

extension MacroDraft {
  /// The keys of a macro.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<MacroDraft> {
    let count = constants.count(in: 1...1_000_000)
    let volts = constants.constant(VoltageDimension.self, in: .positive)
    return Schema<MacroDraft>.object(
      "macro",
      Field("macro", .string(example: "a chip of ours"), "One sentence."),
      Field("node", constants.constant(LengthDimension.self, in: .positive), "Feature size."),
      Field("supply", volts, "Supply of the circuits around the arrays."),
      Field("cores", count, "Equal cores that work at once."),
      Field("inputs", count, "Inputs of a core, all active at once."),
      Field("outputs", count, "Outputs of a core."),
      Field("cells-per-weight", count, "Cells that hold one weight."),
      Field("lines-per-input", count, "Input lines of one input."),
      Field("cell", MacroCell.schema(constants), "The cell."),
      Field(
        "wire-capacitance", constants.constant(CapacitancePerLengthDimension.self, in: .nonNegative),
        "Capacitance of a line per length."),
      Field("read-voltage", volts, "Voltage of an active input."),
      Field("cell-supply", volts, "Voltage of the source that the cells' current is drawn from."),
      Field(
        "activity", constants.constant(RatioDimension.self, in: .positive(upTo: 1)),
        "Mean current of an input over that of a full one, while cells conduct."),
      Field.optional(
        "word-lines", MacroWordLines.schema(constants),
        "Lines that switch the select transistors at every step; left out where they stay on."),
      Field(
        "array-uncertainty", constants.constant(RatioDimension.self, in: .atLeast(1)),
        "Error bar of the energies of cells and lines."),
      Field(
        "scheme",
        Schema<any ReadSchemeLaw>.law(
          "read scheme", ReadScheme.laws.map { (name: $0.name, schema: $0.schema(constants)) }
        ).map { ReadScheme(law: $0) }, "How inputs are applied and outputs converted."),
      Field("circuits", .list(of: Self.circuit(constants), count: 1...64), "The circuits of a core."),
      Field(
        "utilization", constants.constant(RatioDimension.self, in: .positive(upTo: 1)),
        "Share of a core that is cells and circuits."),
      Field.optional("area", PublishedArea.schema(constants), "Published areas of a core."),
      Field("points", .list(of: MacroPoint.schema(constants), count: 1...256), "Published operating points."),
      Field.optional(
        "reasons", .map(of: .string(example: "\"why a figure is missed\"")),
        "Why a figure is missed, by its name as the table of published silicon has it."),
      Field.optional(
        "fitted", .list(of: FittedInput.schema, count: 1...64),
        "Inputs that were chosen to meet published figures, which then do not count."),
      Field.optional(
        "same-as", .map(of: .string(example: "area")),
        "Figures that are no datum of their own, with the one whose datum they are: of this chip, or CHIP/FIGURE."
      ),
      sourcesField
    ) {
      summary, node, supply, cores, inputs, outputs, perWeight, lines, cell, wire, read, cellSupply, activity,
      wordLines, arrayUncertainty, scheme, circuits, utilization, area, points, reasons, fitted, sameAs, _ in
      MacroDraft(
        macro: Macro(
          name: name, summary: summary, node: node, supply: supply, cores: cores, inputs: inputs,
          outputs: outputs, cellsPerWeight: perWeight, linesPerInput: lines, cell: cell,
          wireCapacitance: wire, readVoltage: read, cellSupply: cellSupply, activity: activity,
          wordLines: wordLines, arrayUncertainty: arrayUncertainty, scheme: scheme, circuits: [],
          utilization: utilization,
          area: area ?? PublishedArea(core: nil, parts: [:]), points: points,
          reasons: byName(reasons), fitted: fitted ?? [], sharedData: byName(sameAs)),
        circuits: circuits)
    }.validated { draft, check in
      var known = Set(draft.circuits.map(\.circuit.group) + ["inputs"])
      if draft.macro.wordLines != nil { known.insert("word-lines") }
      for (index, point) in draft.macro.points.enumerated() {
        for group in point.energyParts.keys.sorted() where !known.contains(group) {
          check.error(
            "GD0326",
            "no circuits are counted with '\(group)'; the groups are \(Spelling.list(known.sorted(), near: group))",
            at: "points", "\(index)", "energy-parts")
        }
      }
      for group in draft.macro.area.parts.keys.sorted() where group != "cells" && !known.contains(group) {
        check.error("GD0326", "no circuits are counted with '\(group)'", at: "area", "parts")
      }
      let figures = draft.macro.figureNames
      // Without a published figure nothing is compared, so nothing can be fitted.
      guard !figures.isEmpty else { return }
      func unpublished(_ figure: String) -> String? {
        figures.contains(figure)
          ? nil
          : "no figure '\(figure)' is published; the figures are \(Spelling.list(figures, near: figure))"
      }
      for (index, input) in draft.macro.fitted.enumerated() {
        for figure in input.figures {
          guard let problem = unpublished(figure) else { continue }
          check.error("GD0326", problem, at: "fitted", "\(index)", "to")
        }
      }
      for (figure, datum) in draft.macro.sharedData.sorted(by: { $0.key < $1.key }) {
        // Other chips are in files of their own.
        let own = datum.contains("/") ? [figure] : [figure, datum]
        for problem in own.compactMap(unpublished) { check.error("GD0326", problem, at: "same-as") }
      }
    }
  }

  private static func circuit(_ constants: ConstantSchemas) -> Schema<
    (circuit: CircuitDraft, component: Located<String>)
  > {
    .object(
      "circuit",
      Field("name", .name(example: "converter"), "Lower-case name."),
      Field("group", .name(example: "neurons"), "What it is counted with."),
      Field(
        "component", .located(.line(example: "adc-survey")),
        "A component of the library, or the path of a file."),
      Field("count", constants.count(in: 1...100_000_000), "How many a core has."),
      Field("action", .choice(ReadAction.self), "What makes each of them act.")
    ) { (CircuitDraft(name: $0, group: $1, count: $3, action: $4), $2) }
  }
}

extension MacroCell {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<MacroCell> {
    .object(
      "macro cell",
      Field("width", constants.constant(LengthDimension.self, in: .positive), "Along an input line."),
      Field("height", constants.constant(LengthDimension.self, in: .positive), "Across the input lines."),
      Field(
        "conductance", constants.constant(ConductanceDimension.self, in: .positive),
        "Mean over the cells of a programmed array."),
      Field(
        "capacitance", constants.constant(CapacitanceDimension.self, in: .nonNegative),
        "What it adds to its input line.")
    ) { MacroCell(width: $0, height: $1, conductance: $2, capacitance: $3) }
  }
}

extension MacroWordLines {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<MacroWordLines> {
    .object(
      "word lines",
      Field("count", constants.count(in: 1...1_000_000), "Of a core."),
      Field(
        "capacitance", constants.constant(CapacitanceDimension.self, in: .positive),
        "Of a whole line with its driver."),
      Field("high", constants.constant(VoltageDimension.self, in: .positive), "Voltage while cells are on."),
      Field("low", constants.constant(VoltageDimension.self, in: .nonNegative), "Voltage while they are off.")
    ) { MacroWordLines(count: $0, capacitance: $1, high: $2, low: $3) }
  }
}

extension FittedInput {
  fileprivate static var schema: Schema<FittedInput> {
    .object(
      "fitted input",
      Field("input", .line(example: "cell.width"), "The key, or what of the library it is."),
      Field("to", .list(of: .line(example: "area"), count: 1...16), "Names of the figures."),
      Field("note", .string(example: "\"chosen to give the published area\""), "How, in one sentence.")
    ) { FittedInput(input: $0, figures: $1, note: $2) }
  }
}

extension PublishedArea {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<PublishedArea> {
    let area = constants.constant(AreaDimension.self, in: .positive)
    return .object(
      "published area",
      Field.optional("core", area, "Of a whole core."),
      Field.optional("parts", .map(of: area), "Of the cells or a group of circuits, by its name.")
    ) { PublishedArea(core: $0, parts: byName($1)) }
  }
}

extension MacroPoint {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<MacroPoint> {
    let number = constants.constant(RatioDimension.self, in: .positive)
    return .object(
      "operating point",
      Field("input-bits", .integer(in: 1...16), "Bits of an input, its sign included."),
      Field("output-bits", .integer(in: 1...24), "Bits of an output."),
      Field("phases", .integer(in: 1...64), "Times that the array is read for one product.", default: "1"),
      Field.optional("tops", number, "Published operations a second of the whole chip, in 10^12."),
      Field.optional("tops-per-watt", number, "Published operations a joule, in 10^12."),
      Field.optional("tops-per-mm2", number, "Published operations a second and mm^2 of a core, in 10^12."),
      Field.optional(
        "latency", constants.constant(DurationDimension.self, in: .positive), "Published time of one product."
      ),
      Field.optional(
        "energy-parts", .map(of: constants.constant(EnergyDimension.self, in: .positive)),
        "Published energy of an operation that goes to a group, by the group's name.")
    ) {
      MacroPoint(
        inputBits: $0, outputBits: $1, phases: $2, throughput: $3, efficiency: $4, density: $5, latency: $6,
        energyParts: byName($7))
    }
  }
}

/// A mapping without the places of its keys.
private func byName<Value>(_ entries: [(key: Located<String>, value: Value)]?) -> [String: Value] {
  Dictionary((entries ?? []).map { ($0.key.value, $0.value) }, uniquingKeysWith: { first, _ in first })
}
