import Activity
import Fabrics
import Mapping
import Quantities
import Technology

/// All lines of an estimate at one corner.
struct ChipBill {
  let estimator: Estimator
  let pricing: Pricing

  init(_ estimator: Estimator, _ pricing: Pricing) { (self.estimator, self.pricing) = (estimator, pricing) }

  var chip: Chip { estimator.chip }
  /// Circuits of one copy of the arrays.
  var counts: CircuitCounts { estimator.counts }
  /// Copies of the arrays: two for phases that run at the same time.
  var copies: Int { estimator.scheme.copies }
  /// Circuits of all copies.
  var all: CircuitCounts { counts.times(copies) }
  var control: ControlModel { estimator.control }
  var activity: ChipActivity { estimator.activity }
  var fabric: Fabric { chip.fabric }

  /// Error bar of what the simulator found: its times agree with ngspice's within this.
  static let simulationUncertainty = 1.1

  func title(_ layer: Int) -> String { layer < fabric.outputLayer ? "layer \(layer + 1)" : "the outputs" }

  // MARK: Area

  /// Circuits that the floorplan places, the room between them, and what stands around.
  var area: Cost<AreaDimension> {
    .sum(
      "area", "area", [array, drivers, neurons, sense, nudge, converters, write, controlArea, wiring, pads])
  }

  /// Share of the core that is circuits.
  var utilization: Double {
    let area = area
    let core = area.amount - (area["pads"]?.amount ?? .zero)
    let circuits = core - (area["wiring"]?.amount ?? .zero)
    return core.si > 0 ? circuits / core : 0
  }

  private var array: Cost<AreaDimension> {
    let device = chip.technology.device
    let cell = device.cellWidth.value * device.cellHeight.value
    let grounds = [
      Ground("cell-width", device.cellWidth), Ground("cell-height", device.cellHeight),
    ]
    return .sum(
      "array", "cell array",
      chip.blocks.map { block in
        let count = Double(copies * block.rowCount * block.columnCount)
        return .part(
          "connection-\(block.connection + 1)", "connection \(block.connection + 1)", count * cell,
          count: count,
          formula: copiesText
            + "\(block.rowCount) rows × \(block.columnCount) columns × \(device.cellWidth.value) × "
            + "\(device.cellHeight.value)",
          grounds: [.chip("cells", "\(block.tiles.count) tiles")] + copyGrounds + grounds)
      })
  }

  private var copiesText: String { copies > 1 ? "\(copies) copies × " : "" }

  /// Why there are several copies.
  private var copyGrounds: [Ground] {
    copies > 1
      ? [
        .chip(
          "copies",
          "both phases at the same time (prediction: in-situ: phases): an array, its drivers, neurons, sense, nudge and "
            + "write circuits for each; the inputs' converters and the control serve both")
      ] : []
  }

  private var drivers: Cost<AreaDimension> {
    let area = chip.technology.peripherals.driverArea
    func part(_ id: String, _ title: String, _ count: Int) -> Cost<AreaDimension> {
      .part(
        id, title, Double(count) * area.value, count: Double(count), formula: "\(count) × \(area.value)",
        grounds: [.chip("count", "a driver a row"), Ground("driver-area", area)] + copyGrounds)
    }
    return .sum(
      "drivers", "row drivers",
      [part("inputs", "of input rows", all.inputRows), part("biases", "of bias rows", all.biasRows)])
  }

  private var neurons: Cost<AreaDimension> {
    let area = chip.technology.neuron.area
    return .sum(
      "neurons", "neurons",
      all.neurons.enumerated().map { k, count in
        .part(
          "layer-\(k + 1)", "layer \(k + 1)", Double(count) * area.value, count: Double(count),
          formula: "\(count) × \(area.value)",
          grounds: [.chip("count", "one a hidden unit"), Ground("neuron-area", area)] + copyGrounds)
      })
  }

  private var sense: Cost<AreaDimension> {
    let area = chip.technology.peripherals.senseArea
    return .part(
      "sense", "sense circuits", Double(all.outputs) * area.value, count: Double(all.outputs),
      formula: "\(all.outputs) × \(area.value)",
      grounds: [.chip("count", "one an output node, without its converter"), Ground("sense-area", area)]
        + copyGrounds)
  }

  private var nudge: Cost<AreaDimension> {
    let area = chip.technology.peripherals.nudgeArea
    return .part(
      "nudge", "nudge circuits", Double(all.classes) * area.value, count: Double(all.classes),
      formula: "\(all.classes) × \(area.value)",
      grounds: [.chip("count", "one a class"), Ground("nudge-area", area)] + copyGrounds
        + (nudgesByCurrents
          ? [
            .assumption("mirrors", "the mirrors of a source of currents are as large as the bank of a spring")
          ]
          : []))
  }

  private var converters: Cost<AreaDimension> {
    let shared = estimator.spec.estimate.nodesPerConverter
    return .sum(
      "converters", "converters",
      [
        pricing.area(
          "inputs", "of inputs, \(estimator.spec.estimate.inputBits) bits", .inputConverter,
          Double(counts.inputs),
          of: .chip("count", "one an input value; its two rows are driven with both signs")),
        pricing.area(
          "outputs", "of outputs, \(estimator.readBits) bits", .readConverter, Double(all.outputs),
          of: .chip("count", "one an output node, of the kind and rate that its conversions are priced with")),
        pricing.area(
          "nodes", "of hidden nodes, \(estimator.readBits) bits", .readConverter,
          Double(all.nodeConverters),
          of: .assumption("count", "one for \(shared) nodes of a layer (estimate: nodes-per-converter)")),
        pricing.area(
          "buffers", "amplifiers before them", .amplifier, Double(all.nodeConverters),
          of: .assumption("count", "one a converter, whose input is no load for the nodes then")),
      ] + differenceArea + nudgeArea)
  }

  /// Samplers and amplifiers of `in-situ: difference-gain`.
  private var differenceArea: [Cost<AreaDimension>] {
    guard estimator.scheme.differenceGain != nil, estimator.sequence.learns else { return [] }
    return [
      pricing.area(
        "samplers", "samplers of both phases", .sampler, 2 * Double(all.outputs + all.neurons.reduce(0, +)),
        of: .assumption(
          "count",
          "two a node that is read: nodes that share a converter keep their voltages until it is their turn")),
      pricing.area(
        "differences", "amplifiers of differences", .amplifier, Double(all.outputs + all.nodeConverters),
        of: .assumption("count", "one a converter")),
    ]
  }

  /// What sets the currents of a nudge; their mirrors are its nudge circuits.
  private var nudgeArea: [Cost<AreaDimension>] {
    guard nudgesByCurrents else { return [] }
    return [
      pricing.area(
        "nudges", "of nudges by currents, \(estimator.spec.estimate.inputBits) bits", .inputConverter,
        Double(all.classes), of: .assumption("count", "one a class, of the kind of the inputs' converters")),
      pricing.area(
        "nudge-amplifiers", "amplifiers that turn their voltages into currents", .amplifier,
        Double(all.classes),
        of: .assumption("count", "one a class")),
    ]
  }

  private var write: Cost<AreaDimension> {
    .sum(
      "write", "write circuits",
      [
        pricing.area(
          "rows", "drivers of rows", .writeDriver, Double(all.rows), of: .chip("count", "one a row")),
        pricing.area(
          "columns", "drivers of columns", .writeDriver, Double(all.columns),
          of: .chip("count", "one a column")),
      ])
  }

  private var controlArea: Cost<AreaDimension> {
    .sum(
      "control", "control",
      control.parts.map { part in
        let why = Ground.assumption("count", part.reason)
        return .sum(
          part.id, part.title,
          (part.flipFlops > 0
            ? [pricing.area("flip-flops", "flip-flops", .flipFlop, part.flipFlops, of: why)] : [])
            + (part.gates > 0 ? [pricing.area("gates", "gates", .gate, part.gates, of: why)] : []))
      })
  }

  /// What of the floorplan's boundary no circuit covers.
  private var wiring: Cost<AreaDimension> {
    let core = chip.floorplan.boundary.area
    let placed = chip.floorplan.placements.reduce(Area.zero) { $0 + $1.rectangle.area }
    return .part(
      "wiring", "channels and gaps", Area(si: Double(copies) * max(0, (core - placed).si)),
      formula: copiesText + "(\(core) − \(placed))",
      grounds: [.chip("core", "boundary of the floorplan less its placements: room for the trunk wires")]
        + copyGrounds)
  }

  private var pads: Cost<AreaDimension> {
    pricing.area(
      "pads", "pads", .pad, ControlModel.pads, of: .assumption("count", ControlModel.padReason))
  }

  // MARK: Leakage

  /// Everything that leaks; cells do not, since their lines are at one voltage.
  var leakage: Cost<PowerDimension> {
    .sum(
      "leakage", "leakage",
      [
        pricing.leak(
          "amplifiers", "amplifiers of drivers and neurons", .amplifier, Double(all.amplifiers),
          of: amplifierGround),
        pricing.leak(
          "sense-amplifiers", "amplifiers of sense circuits", .amplifier,
          Double(all.outputs + all.nodeConverters),
          of: .chip("count", "one an output node and a shared converter")),
        pricing.leak(
          "sense", "converters of outputs", .readConverter, Double(all.outputs),
          of: .chip("count", "one an output node")),
        pricing.leak(
          "converters", "converters of hidden nodes", .readConverter, Double(all.nodeConverters),
          of: .chip("count", "as in area.converters.nodes")),
        pricing.leak(
          "inputs", "converters of inputs", .inputConverter, Double(counts.inputs),
          of: .chip("count", "one an input value")),
        pricing.leak(
          "write", "write drivers", .writeDriver, Double(all.rows + all.columns),
          of: .chip("count", "one a row and a column")),
        pricing.leak(
          "flip-flops", "flip-flops of the control", .flipFlop, control.flipFlops,
          of: .chip("count", "as in area.control")),
        pricing.leak(
          "gates", "gates of the control", .gate, control.gates, of: .chip("count", "as in area.control")),
        pricing.leak(
          "pads", "pads", .pad, ControlModel.pads, of: .assumption("count", ControlModel.padReason)),
      ])
  }

  var amplifierGround: Ground {
    .assumption(
      "count",
      "one a row driver, one a neuron whose rectifier has no forward voltage, and one more where it has a gain"
    )
  }
}
