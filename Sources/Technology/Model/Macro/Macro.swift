import Quantities

/// A published chip that multiplies a matrix of conductances by input vectors: arrays that are read in steps, not networks
/// that relax. What is not the chip's own (gates, converters) is priced by components of the library.
public struct Macro: Sendable, Equatable {
  /// The file's own name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Feature size.
  public var node: Cited<Length>
  /// Supply of the circuits around the arrays.
  public var supply: Cited<Voltage>
  /// Equal cores that work at once.
  public var cores: Cited<Ratio>
  /// Inputs of a core, all active at once.
  public var inputs: Cited<Ratio>
  /// Outputs of a core.
  public var outputs: Cited<Ratio>
  /// Cells that hold one weight.
  public var cellsPerWeight: Cited<Ratio>
  /// Input lines of one input: two where a weight's cells are driven with opposite signs.
  public var linesPerInput: Cited<Ratio>
  /// The cell.
  public var cell: MacroCell
  /// Capacitance of a line per length.
  public var wireCapacitance: Cited<CapacitancePerLength>
  /// Voltage of an active input.
  public var readVoltage: Cited<Voltage>
  /// Voltage of the source that the cells' current is drawn from: the read voltage of its own supply, or the chip's
  /// supply behind a regulator.
  public var cellSupply: Cited<Voltage>
  /// Mean current of an input over that of a full one, in the time that cells conduct.
  public var activity: Cited<Ratio>
  /// Lines that switch the cells' transistors at every step; nil where they stay on.
  public var wordLines: MacroWordLines?
  /// Error bar of the energies of cells and lines.
  public var arrayUncertainty: Cited<Ratio>
  /// How inputs are applied and outputs converted.
  public var scheme: ReadScheme
  /// The circuits of a core.
  public var circuits: [MacroCircuit]
  /// Share of a core that is cells and circuits.
  public var utilization: Cited<Ratio>
  /// Published areas.
  public var area: PublishedArea
  /// Published operating points.
  public var points: [MacroPoint]
  /// Why a figure is missed, by its name.
  public var reasons: [String: String]
  /// Inputs of the description that were chosen to meet published figures of the chip.
  public var fitted: [FittedInput]
  /// Figures that are no datum of their own, with the figure whose datum they are: one of this chip (`area`), or of
  /// another (`ibm-hermes-core/area`) that is made of the same cores.
  public var sharedData: [String: String]

  /// Cells of a core.
  public var cells: Double { inputs.value.si * outputs.value.si * cellsPerWeight.value.si }
  /// Operations of one product of a core: a multiplication and an addition a weight.
  public var operations: Double { 2 * inputs.value.si * outputs.value.si }
}

extension Macro {
  /// Names of the figures that are published, as the tables have them, each once.
  public var figureNames: [String] {
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
public struct FittedInput: Sendable, Equatable, Encodable {
  /// The key of the description, or what of the library it is: `scheme.pulse-width.overhead`.
  public var input: String
  /// Names of the figures that it was chosen by.
  public var figures: [String]
  /// How.
  public var note: String
}

/// A cell of a macro.
public struct MacroCell: Sendable, Equatable {
  /// Along an input line.
  public var width: Cited<Length>
  /// Across the input lines.
  public var height: Cited<Length>
  /// Mean over the cells of a programmed array.
  public var conductance: Cited<Conductance>
  /// What it adds to its input line.
  public var capacitance: Cited<Capacitance>
}

/// Lines that switch the select transistors.
public struct MacroWordLines: Sendable, Equatable {
  /// Of a core.
  public var count: Cited<Ratio>
  /// Of a whole line with its driver.
  public var capacitance: Cited<Capacitance>
  /// Voltage while cells are on.
  public var high: Cited<Voltage>
  /// Voltage while they are off.
  public var low: Cited<Voltage>
}

/// A number of equal circuits of a core.
public struct MacroCircuit: Sendable, Equatable {
  /// Lower-case name.
  public var name: String
  /// What it is counted with: `neurons`, `drivers`, `control`.
  public var group: String
  /// What it costs.
  public var component: Component
  /// How many a core has.
  public var count: Cited<Ratio>
  /// What makes each of them act.
  public var action: ReadAction
}

/// Published areas of a core.
public struct PublishedArea: Sendable, Equatable {
  /// Of a whole core; nil = not published.
  public var core: Cited<Area>?
  /// Of the cells or a group of circuits, by its name.
  public var parts: [String: Cited<Area>]
}

/// An operating point and what was measured there.
public struct MacroPoint: Sendable, Equatable {
  /// Bits of an input, its sign included.
  public var inputBits: Int
  /// Bits of an output.
  public var outputBits: Int
  /// Times that the array is read for one product, as the scheme counts them.
  public var phases: Int
  /// 10¹² operations a second of the whole chip.
  public var throughput: Cited<Ratio>?
  /// 10¹² operations a joule.
  public var efficiency: Cited<Ratio>?
  /// 10¹² operations a second and mm² of a core.
  public var density: Cited<Ratio>?
  /// Time of one product.
  public var latency: Cited<TimeSpan>?
  /// Energy of an operation that goes to a group, by the group's name.
  public var energyParts: [String: Cited<Energy>]

  /// As the tables name it.
  public var title: String {
    "\(inputBits) b in, \(outputBits) b out" + (phases == 1 ? "" : ", \(phases) phases")
  }
}
