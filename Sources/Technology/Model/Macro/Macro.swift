import Quantities

/// A published chip that multiplies a matrix of conductances by input vectors: arrays that are read in steps, not networks
/// that relax. What is not the chip's own (gates, converters) is priced by components of the library.
package struct Macro: Sendable, Equatable {
  /// The file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Feature size.
  package var node: Cited<Length>
  /// Supply of the circuits around the arrays.
  package var supply: Cited<Voltage>
  /// Equal cores that work at once.
  package var cores: Cited<Ratio>
  /// Inputs of a core, all active at once.
  package var inputs: Cited<Ratio>
  /// Outputs of a core.
  package var outputs: Cited<Ratio>
  /// Cells that hold one weight.
  package var cellsPerWeight: Cited<Ratio>
  /// Input lines of one input: two where a weight's cells are driven with opposite signs.
  package var linesPerInput: Cited<Ratio>
  /// The cell.
  package var cell: MacroCell
  /// Capacitance of a line per length.
  package var wireCapacitance: Cited<CapacitancePerLength>
  /// Voltage of an active input.
  package var readVoltage: Cited<Voltage>
  /// Voltage of the source that the cells' current is drawn from: the read voltage of its own supply, or the chip's
  /// supply behind a regulator.
  package var cellSupply: Cited<Voltage>
  /// Mean current of an input over that of a full one, in the time that cells conduct.
  package var activity: Cited<Ratio>
  /// Lines that switch the cells' transistors at every step; nil where they stay on.
  package var wordLines: MacroWordLines?
  /// Error bar of the energies of cells and lines.
  package var arrayUncertainty: Cited<Ratio>
  /// How inputs are applied and outputs converted.
  package var scheme: ReadScheme
  /// The circuits of a core.
  package var circuits: [MacroCircuit]
  /// Share of a core that is cells and circuits.
  package var utilization: Cited<Ratio>
  /// Published areas.
  package var area: PublishedArea
  /// Published operating points.
  package var points: [MacroPoint]
  /// Why a figure is missed, by its name.
  package var reasons: [String: String]
  /// Inputs of the description that were chosen to meet published figures of the chip.
  package var fitted: [FittedInput]
  /// Figures that are no datum of their own, with the figure whose datum they are: one of this chip (`area`), or of
  /// another (`ibm-hermes-core/area`) that is made of the same cores.
  package var sharedData: [String: String]

  /// Cells of a core.
  package var cells: Double { inputs.value.si * outputs.value.si * cellsPerWeight.value.si }
  /// Operations of one product of a core: a multiplication and an addition a weight.
  package var operations: Double { 2 * inputs.value.si * outputs.value.si }
}

extension Macro {
  /// Names of the figures that are published, as the tables have them, each once.
  package var figureNames: [String] {
    var names = area.core == nil ? [] : ["area"]
    names += area.parts.keys.sorted().map { "area.\($0)" }
    for point in points {
      if point.throughput != nil { names.append("tops") }
      if point.efficiency != nil { names.append("tops-per-watt") }
      if point.density != nil { names.append("tops-per-mm2") }
      if point.latency != nil { names.append("latency") }
      names += point.energyParts.keys.sorted().map { "energy.\($0)" }
    }
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// An input of a macro that was chosen to meet published figures, which then prove nothing.
package struct FittedInput: Sendable, Equatable, Encodable {
  /// The key of the description, or what of the library it is: `scheme.pulse-width.overhead`.
  package var input: String
  /// Names of the figures that it was chosen by.
  package var figures: [String]
  /// How.
  package var note: String
}

/// A cell of a macro.
package struct MacroCell: Sendable, Equatable {
  /// Along an input line.
  package var width: Cited<Length>
  /// Across the input lines.
  package var height: Cited<Length>
  /// Mean over the cells of a programmed array.
  package var conductance: Cited<Conductance>
  /// What it adds to its input line.
  package var capacitance: Cited<Capacitance>
}

/// Lines that switch the select transistors.
package struct MacroWordLines: Sendable, Equatable {
  /// Of a core.
  package var count: Cited<Ratio>
  /// Of a whole line with its driver.
  package var capacitance: Cited<Capacitance>
  /// Voltage while cells are on.
  package var high: Cited<Voltage>
  /// Voltage while they are off.
  package var low: Cited<Voltage>
}

/// A number of equal circuits of a core.
package struct MacroCircuit: Sendable, Equatable {
  /// Lower-case name.
  package var name: String
  /// What it is counted with: `neurons`, `drivers`, `control`.
  package var group: String
  /// What it costs.
  package var component: Component
  /// How many a core has.
  package var count: Cited<Ratio>
  /// What makes each of them act.
  package var action: ReadAction
}

/// Published areas of a core.
package struct PublishedArea: Sendable, Equatable {
  /// Of a whole core; nil = not published.
  package var core: Cited<Area>?
  /// Of the cells or a group of circuits, by its name.
  package var parts: [String: Cited<Area>]
}

/// An operating point and what was measured there.
package struct MacroPoint: Sendable, Equatable {
  /// Bits of an input, its sign included.
  package var inputBits: Int
  /// Bits of an output.
  package var outputBits: Int
  /// Times that the array is read for one product, as the scheme counts them.
  package var phases: Int
  /// 10¹² operations a second of the whole chip.
  package var throughput: Cited<Ratio>?
  /// 10¹² operations a joule.
  package var efficiency: Cited<Ratio>?
  /// 10¹² operations a second and mm² of a core.
  package var density: Cited<Ratio>?
  /// Time of one product.
  package var latency: Cited<TimeSpan>?
  /// Energy of an operation that goes to a group, by the group's name.
  package var energyParts: [String: Cited<Energy>]

  /// As the tables name it.
  package var title: String {
    "\(inputBits) b in, \(outputBits) b out" + (phases == 1 ? "" : ", \(phases) phases")
  }
}
