import Devices
import Fabrics
import Mapping
import Specification

/// How many of each circuit a chip has, of one copy of its arrays.
struct CircuitCounts: Sendable {
  /// Rows with a driver each: those of the inputs, and the bias rows of all connections.
  private(set) var inputRows, biasRows: Int
  /// Input values, with a converter each.
  let inputs: Int
  /// Neurons by hidden layer.
  private(set) var neurons: [Int]
  /// Amplifiers of the neurons by hidden layer: one for a rectifier without a forward voltage, one for a gain.
  private(set) var neuronAmplifiers: [Int]
  /// Output nodes and classes.
  private(set) var outputs, classes: Int
  /// Converters that read hidden nodes; 0 for a chip that does not learn.
  private(set) var nodeConverters: Int
  /// Nodes of the layer whose nodes wait longest for their converter.
  let nodesInTurn: Int
  /// Lines of all connections.
  private(set) var rows, columns: Int
  /// Synapse devices.
  private(set) var devices: Int

  /// Counts the circuits of a chip.
  /// - Parameter learns: whether its hidden nodes are read, too.
  init(_ chip: Chip, _ spec: EstimateSpec, learns: Bool) {
    let fabric = chip.fabric
    inputRows = fabric.input.rowCount
    biasRows = fabric.biasRowCount
    inputs = fabric.input.values
    neurons = fabric.hiddenLayers.map(fabric.nodeCount)
    let rectifiers = fabric.rectifier.forwardVoltage.si == 0 ? 1 : 0
    neuronAmplifiers = fabric.hiddenLayers.map { layer in
      fabric.nodeCount(layer) * (rectifiers + (fabric.hasAmplifier(layer) ? 1 : 0))
    }
    (outputs, classes) = (fabric.output.nodeCount, fabric.output.values)
    let shared = spec.nodesPerConverter
    nodeConverters = learns ? neurons.reduce(0) { $0 + ($1 + shared - 1) / shared } : 0
    nodesInTurn = learns ? max(1, neurons.map { min($0, shared) }.max() ?? 1) : 1
    rows = chip.blocks.reduce(0) { $0 + $1.rowCount }
    columns = chip.blocks.reduce(0) { $0 + $1.columnCount }
    devices = chip.deviceCount
  }

  /// Amplifiers of drivers and neurons together.
  var amplifiers: Int { inputRows + biasRows + neuronAmplifiers.reduce(0, +) }

  /// The circuits of some copies of the arrays, which share the converters of the inputs.
  func times(_ copies: Int) -> CircuitCounts {
    var all = self
    for count in [
      \Self.inputRows, \.biasRows, \.outputs, \.classes, \.nodeConverters, \.rows, \.columns, \.devices,
    ] { all[keyPath: count] *= copies }
    all.neurons = neurons.map { copies * $0 }
    all.neuronAmplifiers = neuronAmplifiers.map { copies * $0 }
    return all
  }
}

/// The digital control, counted from what it has to keep and to compute: the Verilog of the controller is not written
/// yet, so these numbers are a model, and every line that uses them says so.
struct ControlModel: Sendable {
  /// Flip-flops and gates of one part.
  struct Part: Sendable {
    let id, title: String
    let flipFlops, gates: Double
    let reason: String
  }

  let parts: [Part]
  /// Gates that switch in a clock cycle of the sequencer.
  let sequencerGates: Double
  /// Gates that switch to find the largest class.
  let comparisonGates: Double
  /// Gates that switch for the update of one device by one sample.
  let gatesPerDevice: Double
  /// Flip-flops that are clocked, and gates that switch, for one device and sample until its step is whole pulses.
  private(set) var pulsing = (flipFlops: 0.0, gates: 0.0)

  private static let sequencer = (flipFlops: 64.0, gates: 500.0, activity: 0.05)
  private static let gatesPerLine = 4.0
  private static let gatesPerAdder = 6.0
  private static let multiplierActivity = 0.15

  /// - Parameters:
  ///   - readPhases: phases of a training sample that are read; 0 for a chip that does not learn.
  ///   - bits: of a reading.
  init(
    _ counts: CircuitCounts, _ spec: EstimateSpec, _ scheme: LearningScheme, readPhases: Int, bits: Int,
    widest: Int
  ) {
    let learns = readPhases > 0
    let nodes = counts.outputs + (learns ? counts.neurons.reduce(0, +) : 0)
    let bits = Double(bits)
    let kept = learns ? scheme.keptSamples : 1
    let whose = kept > 1 ? ", of each of the \(kept) samples of an update" : ""
    var parts = [
      Part(
        id: "inputs", title: "input registers",
        flipFlops: Double((1 + kept) * counts.inputs * spec.inputBits),
        gates: 0,
        reason:
          "\(spec.inputBits) bits a value\(whose), and once more: the next input is shifted in while this "
          + "one settles"),
      Part(
        id: "readings", title: "registers of readings",
        flipFlops: Double(nodes * max(1, readPhases) * kept) * bits, gates: 0,
        reason: "\(Int(bits)) bits a node that is read and phase\(whose)"),
      Part(
        id: "sequencer", title: "sequencer", flipFlops: Self.sequencer.flipFlops,
        gates: Self.sequencer.gates,
        reason: "64 flip-flops and 500 gates, a state machine with its counters"),
      Part(
        id: "decoders", title: "line decoders", flipFlops: 0,
        gates: Self.gatesPerLine * Double(counts.rows + counts.columns),
        reason: "4 gates a row and a column, which select it for a write"),
      Part(
        id: "largest", title: "largest class", flipFlops: 0,
        gates: Self.gatesPerAdder * bits * Double(counts.classes),
        reason: "a comparison of \(Int(bits)) bits a class, 6 gates a bit"),
    ]
    comparisonGates = Self.gatesPerAdder * bits * Double(counts.classes)
    let product = Self.gatesPerAdder * bits * bits
    if learns {
      parts.append(
        Part(
          id: "gradient", title: "products of the gradient", flipFlops: 2 * bits * Double(widest),
          gates: product * Double(widest),
          reason:
            "a multiplier of \(Int(bits)) × \(Int(bits)) bits a column of the widest connection, 6 gates a bit, with "
            + (kept > 1
              ? "the sum of a minibatch, row by row from the readings that are kept" : "its result")))
      switch scheme.circuit {
      case .stochastic:
        parts.append(
          Part(
            id: "rounding", title: "random rounding", flipFlops: 16 * Double(widest),
            gates: 16 * Self.gatesPerAdder * Double(widest),
            reason: "a random number of 16 bits and its comparison a column of the widest connection"))
        pulsing = (16 / Double(kept), Self.multiplierActivity * 16 * Self.gatesPerAdder / Double(kept))
      case .accumulated:
        let most = max(Double(scheme.longestTrain), scheme.threshold.si.rounded(.up))
        let counter = (most + 1).logarithm2 + 9
        parts.append(
          Part(
            id: "counters", title: "counters of the synapses", flipFlops: counter * Double(counts.devices),
            gates: Self.gatesPerAdder * counter * Double(counts.devices),
            reason:
              "\(Int(counter)) bits a synapse: a sign, the longest train or the threshold, and 8 bits below one pulse"
          ))
        pulsing = (counter, Self.multiplierActivity * Self.gatesPerAdder * counter)
      case .nearest, .fixedPulse, .exact: break
      }
    }
    self.parts = parts
    sequencerGates = Self.sequencer.activity * Self.sequencer.gates
    gatesPerDevice = Self.multiplierActivity * product
  }

  /// All flip-flops.
  var flipFlops: Double { parts.reduce(0) { $0 + $1.flipFlops } }
  /// All gates.
  var gates: Double { parts.reduce(0) { $0 + $1.gates } }
  /// Flip-flops of the sequencer.
  var sequencerFlipFlops: Double { Self.sequencer.flipFlops }

  /// Pads: a bus of 8 bits in and one out, 4 lines of control and a clock, 2 write voltages and 8 of supply.
  static let pads = 8.0 + 8 + 5 + 2 + 8
  static let padReason =
    "8 bits in, 8 bits out, 4 lines of control and a clock, 2 write voltages and 8 pads of supply and ground"
}

extension Double {
  /// The number of bits that count to it.
  fileprivate var logarithm2: Double {
    var (bits, value) = (0.0, 1.0)
    while value < self { (bits, value) = (bits + 1, 2 * value) }
    return bits
  }
}
