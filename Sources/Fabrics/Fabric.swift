import Diagnostics
import Quantities
import Specification

/// The hardware that a network asks for, as plain data: arrays of synapse devices, the circuits at their nodes, what drives their
/// rows, what reads and nudges. A pure function of a network; it knows no energy, and nothing below it knows a network.
///
/// The columns of array k are the nodes of layer `arrays[k].layer`. A row is held by a source (an input, a bias) or follows a node
/// of another layer, behind its amplifier. In a layered fabric, and all are so far, array k ends in layer k.
package struct Fabric: Sendable {
  /// The sources of the inputs.
  package var input: InputBank
  /// The bias rows that arrays may have; nil: none.
  package var bias: BiasRows?
  /// Free nodes, layer by layer; those that are read and nudged come last.
  package var layers: [NodeLayer]
  /// The arrays, in the order of their signals.
  package var arrays: [SynapseArray]
  /// What is at the last layer.
  package var output: OutputBank
  /// The rectifiers of all layers that have some.
  package var rectifier: Rectifier
  /// The current of a device.
  package var readLaw: ReadLaw
  /// Range of every device's conductance.
  package var conductanceRange: ClosedRange<Conductance>
  /// How the circuits of one chip differ; nil: they do not.
  package var mismatch: NeuronMismatch?

  /// Makes a layered fabric: every layer's nodes follow from the rows of the layer before, the first one's from the inputs.
  package init(
    input: InputBank, bias: BiasRows?, layers: [NodeLayer], output: OutputBank, rectifier: Rectifier,
    readLaw: ReadLaw, conductanceRange: ClosedRange<Conductance>, mismatch: NeuronMismatch? = nil
  ) {
    (self.input, self.bias, self.layers, self.output) = (input, bias, layers, output)
    (self.rectifier, self.readLaw, self.conductanceRange) = (rectifier, readLaw, conductanceRange)
    self.mismatch = mismatch
    arrays = layers.indices.map { k in
      SynapseArray(rows: [k == 0 ? .inputs : .nodes(layer: k - 1)] + (bias == nil ? [] : [.bias]), layer: k)
    }
  }
}

/// A matrix of synapse devices.
package struct SynapseArray: Sendable, Hashable {
  /// What drives its rows, group by group.
  package var rows: [RowGroup]
  /// The layer whose nodes its columns are.
  package var layer: Int

  /// Makes an array.
  package init(rows: [RowGroup], layer: Int) { (self.rows, self.layer) = (rows, layer) }
}

/// Rows of an array that one kind of thing drives.
package enum RowGroup: Sendable, Hashable {
  /// All rows of the inputs.
  case inputs
  /// The nodes of a layer, each behind its amplifier.
  case nodes(layer: Int)
  /// +V and −V.
  case bias
}

/// What drives one row.
package enum RowDriver: Sendable, Hashable {
  /// A row of the inputs.
  case input(row: Int)
  /// A node behind its amplifier.
  case node(layer: Int, Int)
  /// A bias row: 0 at +V, 1 at −V.
  case bias(Int)
}

/// The sources that hold the rows of the inputs.
package struct InputBank: Sendable {
  /// Number of values.
  package var values: Int
  /// Rows a value.
  package var encoding: InputEncoding
  /// Row voltage of the value 1.
  package var fullScale: Voltage
  /// Where the spec asks for it.
  package var place: SourceLocation?

  /// Makes a bank.
  package init(values: Int, encoding: InputEncoding, fullScale: Voltage, place: SourceLocation? = nil) {
    (self.values, self.encoding, self.fullScale, self.place) = (values, encoding, fullScale, place)
  }
  /// Number of rows.
  package var rowCount: Int { encoding.rowCount(values: values) }
}

/// Two rows of constant voltages.
package struct BiasRows: Sendable {
  /// V of +V and −V.
  package var voltage: Voltage
  /// Where the spec asks for them.
  package var place: SourceLocation?

  /// Makes rows.
  package init(_ voltage: Voltage, place: SourceLocation? = nil) {
    (self.voltage, self.place) = (voltage, place)
  }
  /// Their number.
  package static let count = 2
  /// Their voltages, volts.
  package var volts: [Double] { [voltage.si, -voltage.si] }
}

/// Nodes with the same circuit.
package struct NodeLayer: Sendable {
  /// Number of nodes.
  package var count: Int
  /// What is at each.
  package var circuit: NodeCircuit
  /// What is behind each, before the rows that it drives.
  package var amplifier: Amplifier
  /// Where the spec asks for them.
  package var place: SourceLocation?

  /// Makes a layer.
  package init(
    _ count: Int, _ circuit: NodeCircuit, amplifier: Amplifier = .wire, place: SourceLocation? = nil
  ) {
    (self.count, self.circuit, self.amplifier, self.place) = (count, circuit, amplifier, place)
  }
  /// Whether a node's rectifier keeps it above 0 V rather than below; true without one.
  package func isExcitatory(_ node: Int) -> Bool {
    switch circuit {
    case .rectifier(let scheme): scheme.isExcitatory(node, of: count)
    case .output: true
    }
  }
}

/// The kind of circuit at a node.
package enum NodeCircuit: Sendable, Hashable {
  /// A rectifier to ground.
  case rectifier(RectifierScheme)
  /// A sense circuit, and one that nudges.
  case output
}

/// A bidirectional amplifier: it repeats the voltage of its node A times, and draws B times the current that flows out behind it.
package struct Amplifier: Sendable, Hashable {
  /// Voltage gain A.
  package var gain: Double
  /// Current gain backward, where it is not the inverse of the gain.
  package var ownReverseGain: Double?

  /// Makes an amplifier.
  /// - Parameter reverseGain: B; nil = 1/A.
  package init(gain: Double = 1, reverseGain: Double? = nil) {
    (self.gain, ownReverseGain) = (gain, reverseGain)
  }
  /// None.
  package static let wire = Amplifier()
  /// Current gain B backward.
  package var reverseGain: Double { ownReverseGain ?? 1 / gain }
  /// Whether it is only a wire: gain 1 both ways.
  package var isWire: Bool { gain == 1 && reverseGain == 1 }
  /// A B: how many times a load behind it is seen before it; exactly 1 where B is the inverse of A.
  package var loopGain: Double { ownReverseGain.map { gain * $0 } ?? 1 }
  /// B of one amplifier whose voltage gain is `gain`.
  /// - Parameter factor: the error of a reverse gain of its own; nil: none.
  package func reverseGain(gain: Double, factor: Double?) -> Double {
    guard let ownReverseGain else { return 1 / gain }
    return factor.map { ownReverseGain * $0 } ?? ownReverseGain
  }
}

/// A piecewise-linear rectifier to ground.
package struct Rectifier: Sendable {
  /// g_on.
  package var onConductance: Conductance
  /// V_f ≥ 0: an excitatory node conducts below −V_f, an inhibitory one above +V_f.
  package var forwardVoltage: Voltage

  /// Makes a rectifier.
  package init(onConductance: Conductance, forwardVoltage: Voltage) {
    (self.onConductance, self.forwardVoltage) = (onConductance, forwardVoltage)
  }

  /// How far a node is beyond a threshold, volts, with the sign of the node; 0 inside.
  /// - Parameter threshold: forward voltage of this very rectifier, volts.
  package static func excess(_ volts: Double, threshold: Double, isExcitatory: Bool) -> Double {
    isExcitatory ? min(volts + threshold, 0) : max(volts - threshold, 0)
  }

  /// Current into a node, amperes.
  package func current(at volts: Double, isExcitatory: Bool) -> Double {
    -onConductance.si
      * Self.excess(volts, threshold: forwardVoltage.si, isExcitatory: isExcitatory)
  }
}

/// What reads and nudges the nodes of the last layer.
package struct OutputBank: Sendable {
  /// Number of values that are read, one a class.
  package var values: Int
  /// Nodes a value.
  package var encoding: OutputEncoding
  /// The circuit that nudges.
  package var nudge: NudgeKind
  /// Gain of the sense circuits before the converters.
  package var readGain: Double

  /// Makes a bank.
  package init(values: Int, encoding: OutputEncoding, nudge: NudgeKind = .spring, readGain: Double = 1) {
    (self.values, self.encoding, self.nudge, self.readGain) = (values, encoding, nudge, readGain)
  }
  /// Number of nodes.
  package var nodeCount: Int { encoding.nodeCount(values: values) }
  /// The nodes of a value.
  package func nodes(ofClass c: Int) -> (positive: Int, negative: Int?) {
    encoding.nodes(of: c, values: values)
  }
  /// The values of node voltages.
  package func classValues(_ nodes: [Double]) -> [Double] { encoding.values(of: nodes, values: values) }
}
