import Fabrics
import Quantities
import Specification
import Technology

/// A deep resistive network: clamped rows, rectifier layers, a linear output layer, and the physics of its
/// elements. Conductances are kept apart, in ``Conductances``, so that one network serves many chips.
///
/// Layer k = 1…L+1 has free nodes v_k. Connection k joins the rows r_k (the input sources for k = 1, else the
/// amplified nodes A_{k−1} v_{k−1}; then the bias rows +V_b and −V_b) to these nodes through conductances
/// G_k[row, node] ≥ 0. With the read law I = g v₀ sinh(v/v₀) (linear for v₀ → ∞) and φ(v) = v₀²(cosh(v/v₀) − 1)
/// (½ v² for v₀ → ∞), the nodes minimize
///
///   E = Σ_k c_k [ Σ_ij G_k[i,j] φ(r_k,i − v_k,j) + Σ_j R_k,j(v_k,j) ],   c_1 = 1, c_{k+1} = c_k B_k / A_k
///
/// where R is the rectifier's content, ½ g_on (v + V_f)² below −V_f for an excitatory node (above +V_f, mirrored,
/// for an inhibitory one), 0 else.
///
/// Why c_k: the amplifier has voltage gain A and reverse current gain B, so Kirchhoff's law at node j of layer
/// k reads I_k,j(v) + B_k Σ_l G_{k+1}[j,l] i(A_k v_j − v_{k+1,l}) = 0. The derivative of the energy is
/// c_k I_k,j + c_{k+1} A_k Σ_l G_{k+1}[j,l] i(…), which is proportional to it exactly when c_{k+1} A_k = c_k B_k.
/// (Kendall et al. 2020, arXiv 2006.01981, use the amplifier with B = 1/A; Scellier 2024, arXiv 2402.11674, A = B = 1.)
package struct ResistiveNetwork: Sendable {
  /// The clamped layer.
  package var input: InputLayer
  /// ±V_b of the bias rows; nil = none.
  package var bias: Voltage?
  /// Rectifier layers, first to last.
  package var hidden: [HiddenLayer]
  /// The layer that is read and nudged.
  package var output: OutputLayer
  /// v₀ of the synapses' read law; nil = linear.
  package var nonlinearityVoltage: Voltage?
  /// The hidden neurons' rectifier.
  package var rectifier: Rectifier
  /// Range of every conductance.
  package var conductanceRange: ClosedRange<Conductance>
  /// How the neurons of one chip differ; nil: they do not.
  package var mismatch: NeuronMismatch?

  /// Makes a network from its parts.
  package init(
    input: InputLayer, bias: Voltage?, hidden: [HiddenLayer], output: OutputLayer,
    nonlinearityVoltage: Voltage?, rectifier: Rectifier, conductanceRange: ClosedRange<Conductance>
  ) {
    (self.input, self.bias, self.hidden, self.output) = (input, bias, hidden, output)
    (self.nonlinearityVoltage, self.rectifier) = (nonlinearityVoltage, rectifier)
    self.conductanceRange = conductanceRange
  }

  /// Number of connections, L + 1; connection k (0-based) ends in layer k.
  package var connectionCount: Int { hidden.count + 1 }
  /// Number of free nodes of layer k (0-based; the last is the output layer).
  package func nodeCount(_ layer: Int) -> Int {
    layer < hidden.count ? hidden[layer].units : output.nodeCount
  }
  /// Number of bias rows of each connection: 2 or 0.
  package var biasRowCount: Int { bias == nil ? 0 : 2 }
  /// Number of signal rows of connection k: without the bias rows, which come last.
  package func signalRowCount(_ connection: Int) -> Int {
    connection == 0 ? input.rowCount : hidden[connection - 1].units
  }
  /// Number of rows of connection k.
  package func rowCount(_ connection: Int) -> Int { signalRowCount(connection) + biasRowCount }
  /// Number of synapse devices.
  package var synapseCount: Int {
    (0..<connectionCount).reduce(0) { sum, k in
      let (value, overflow) = sum.addingReportingOverflow(.saturatingProduct([rowCount(k), nodeCount(k)]))
      return overflow ? Int.max : value
    }
  }
  /// Gain of the amplifier behind layer k; 1 for the output layer.
  package func gain(_ layer: Int) -> Double { layer < hidden.count ? hidden[layer].gain : 1 }
  /// Current gain of the amplifier behind layer k backward; 1 for the output layer.
  package func reverseGain(_ layer: Int) -> Double { layer < hidden.count ? hidden[layer].reverseGain : 1 }
  /// Whether there is an amplifier behind layer k: one of gain 1 both ways is a wire.
  package func hasAmplifier(_ layer: Int) -> Bool { layer < hidden.count && hidden[layer].hasAmplifier }
  /// A_k B_k: the factor by which a load behind the amplifier is seen before it; 1 when B = 1/A.
  package func loopGain(_ layer: Int) -> Double {
    layer < hidden.count ? hidden[layer].loopGain : 1
  }
  /// The network with the other rectifier scheme in every hidden layer.
  package var withOtherRectifiers: ResistiveNetwork {
    var other = self
    for k in hidden.indices {
      other.hidden[k].rectifiers = hidden[k].rectifiers == .halves ? .alternating : .halves
    }
    return other
  }
  /// c_k of the energy, k 0-based.
  package func energyScale(_ connection: Int) -> Double {
    hidden.prefix(connection).reduce(1) { $0 * $1.reverseGain / $1.gain }
  }
}

/// The clamped layer.
package struct InputLayer: Sendable {
  /// Array sizes, for example [8, 8].
  package var shape: [Int]
  /// Rows a value: with `complementary`, all +x rows first, then all −x rows.
  package var encoding: InputEncoding
  /// Row voltage of the input value 1.
  package var fullScale: Voltage

  /// Makes an input layer.
  package init(shape: [Int], encoding: InputEncoding, fullScale: Voltage) {
    (self.shape, self.encoding, self.fullScale) = (shape, encoding, fullScale)
  }
  /// Number of input values.
  package var valueCount: Int { shape.reduce(1, *) }
  /// Number of rows.
  package var rowCount: Int { encoding.rowCount(values: valueCount) }

  /// Row voltages of input values in 0…1, in the order of the rows.
  package func rowVoltages(_ values: [Double]) -> [Double] {
    encoding.rowVoltages(values, fullScale: fullScale.si)
  }
}

/// A layer of rectifier neurons, half of them (rounded up) excitatory.
package struct HiddenLayer: Sendable {
  /// Number of neurons.
  package var units: Int
  /// The amplifier behind each.
  package var amplifier: Amplifier
  /// Which neurons are excitatory.
  package var rectifiers: RectifierScheme

  /// Makes a layer.
  /// - Parameter reverseGain: B; nil = 1/A.
  package init(
    units: Int, gain: Double = 1, reverseGain: Double? = nil, rectifiers: RectifierScheme = .halves
  ) {
    (self.units, self.rectifiers) = (units, rectifiers)
    amplifier = Amplifier(gain: gain, reverseGain: reverseGain)
  }
  /// Voltage gain A of the amplifiers; 1 = none.
  package var gain: Double { amplifier.gain }
  /// Current gain backward, where it is not the inverse of the gain.
  package var ownReverseGain: Double? { amplifier.ownReverseGain }
  /// Current gain B of the amplifiers backward.
  package var reverseGain: Double { amplifier.reverseGain }
  /// Whether there is an amplifier: one of gain 1 both ways is a wire.
  package var hasAmplifier: Bool { !amplifier.isWire }
  /// A B, exactly 1 where B is the inverse of A.
  package var loopGain: Double { amplifier.loopGain }
  /// Number of excitatory neurons.
  package var excitatoryCount: Int { (units + 1) / 2 }
  /// Whether a neuron is excitatory (v ≥ 0) rather than inhibitory (v ≤ 0).
  package func isExcitatory(_ unit: Int) -> Bool { rectifiers.isExcitatory(unit, of: units) }
}

/// The output layer: linear nodes, read as classes or values and nudged toward a target.
///
/// The output value o_c is V_c (`single`), V_2c − V_2c+1 (`differential`) or V_c − V_ref (`referenceColumn`, the
/// reference being the last node). The cost is C = ½ Σ_c (o_c − y_c)², y_c = `target` for the right class, else 0 (or
/// `target` times the scaled value c), or the cross-entropy ``CostSpec/crossEntropy(temperature:)``. The nudge is a spring of conductance β, a current
/// β (y_c − o_c) into the positive node and out of the other; or a source of the current −β ∂C/∂o_c of the free outputs,
/// which stays while they move: F = E + c_out β Σ_c (∂C/∂o_c) o_c has the same derivative by β at 0.
package struct OutputLayer: Sendable {
  /// Number of output values: one a class, or the numbers that samples are answered with.
  package var classes: Int
  /// Whether they are classes or values.
  package var targets = TargetKind.label
  /// Nodes an output value.
  package var encoding: OutputEncoding
  /// y of the right class, or of the scaled value 1.
  package var target: Voltage
  /// C.
  package var cost = CostSpec.squared
  /// The circuit that nudges.
  package var nudge = NudgeKind.spring
  /// Gain of the sense circuits before the converters; the network does not feel it.
  package var readGain = 1.0

  /// Makes an output layer.
  package init(classes: Int, encoding: OutputEncoding, target: Voltage) {
    (self.classes, self.encoding, self.target) = (classes, encoding, target)
  }
  /// Number of nodes.
  package var nodeCount: Int { encoding.nodeCount(values: classes) }
  /// Positive and negative node of a class; the negative one is nil for ground.
  package func nodes(ofClass c: Int) -> (positive: Int, negative: Int?) {
    encoding.nodes(of: c, values: classes)
  }
  /// Class values of node voltages.
  package func classValues(_ nodes: [Double]) -> [Double] { encoding.values(of: nodes, values: classes) }
}
