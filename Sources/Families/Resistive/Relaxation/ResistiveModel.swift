import Datasets
import Fabrics
import Files
import Foundation
import Kernels
import Learning
import Quantities

/// The float64 engine of ``ResistiveNetwork``: exact block coordinate descent.
///
/// Nodes of one layer share no synapse, so a layer's energy given its neighbours is a sum of convex functions of
/// one node each. With e^{±r} of the neighbours (r in units of v₀), the current into a node at u is, up to v₀,
///
///   Σ_i g_i sinh(r_i − u) = ½ (P e^{−u} − M e^{u}),   P = Σ_i g_i e^{r_i},   M = Σ_i g_i e^{−r_i},
///
/// so a layer's step costs two matrix-vector products and one scalar equation a node. (P and M are sums of
/// positive terms, unlike the Σ g sinh r, Σ g cosh r of the textbook form, whose difference cancels for large r.)
/// The connection behind the layer, seen through an amplifier of gain A, adds
/// −B ½ (M′ e^{Au} − P′ e^{−Au}), B its reverse current gain. For the linear law the same fields hold Σ g r, and the sums of g are
/// constants of the parameters.
package struct ResistiveModel: CircuitModel {
  /// The network.
  package let network: ResistiveNetwork
  /// Total number of free nodes.
  let nodeTotal: Int
  package let blocks: [[Int]]
  /// Index of the first node of each layer in the flat arrays, and `nodeTotal` at the end.
  let offsets: [Int]
  /// v₀ in volts; nil = linear.
  let v0: Double?
  /// Gain A, reverse gain B, A B, offset behind the amplifier and forward voltage of every node, all layers in a row; volts.
  let gains, reverseGains, loopGains, rowOffsets, thresholds: [Double]

  /// Makes the engine of a network.
  package init(_ network: ResistiveNetwork) {
    self.network = network
    blocks = Colouring.blocks(
      of: network.connectionCount, couplings: (1..<network.connectionCount).map { ($0 - 1, $0) })
    var offsets = [0]
    for k in 0..<network.connectionCount { offsets.append(offsets[k] + network.nodeCount(k)) }
    self.offsets = offsets
    nodeTotal = offsets[network.connectionCount]
    v0 = network.nonlinearityVoltage?.si
    let nodes = (0..<network.connectionCount).flatMap { k in (0..<network.nodeCount(k)).map { (k, $0) } }
    gains = nodes.map { network.gain($0, node: $1) }
    reverseGains = nodes.map { network.reverseGain($0, node: $1) }
    loopGains = nodes.map { network.loopGain($0, node: $1) }
    rowOffsets = nodes.map { $0 < network.hidden.count ? network.offset($0, node: $1) : 0 }
    thresholds = nodes.map { $0 < network.hidden.count ? network.forwardVoltage($0, node: $1) : 0 }
  }

  package var fabric: Fabric { network.fabric }
  package var capabilities: Capabilities { ResistiveNetwork.capabilities(of: .exact) }
  package var layerCount: Int { network.connectionCount }
  package var inputCount: Int { network.input.valueCount }
  package var classCount: Int { network.output.classes }

  /// The conductances with their sums.
  package struct Prepared: Sendable {
    /// The parameters.
    package let conductances: Conductances
    /// Σ of the conductances above each node (its own connection), siemens, all layers in a row.
    let columnSums: [Double]
    /// Σ of the conductances below each node (the next connection), siemens; 0 for output nodes.
    let rowSums: [Double]
    /// The bias rows' part of P and M for connections after the first.
    let biasPlus: [Double]
    let biasMinus: [Double]
    /// What a read finds in the first connection otherwise; nil: nothing.
    var inputNoise: InputNoise?
  }

  /// One input's part of the first layer's equation.
  package struct Drive: Sendable {
    /// e^{r/v₀} (r in volts for the linear law) and e^{−r/v₀} of every row of connection 0, bias rows included: as an
    /// update knows them, whatever the rows' drivers make of them.
    let rowPlus: [Double]
    let rowMinus: [Double]
    /// P and M of the first layer.
    let plus: [Double]
    let minus: [Double]
  }

  /// Node voltages of one sample and the products they need.
  package struct State: Sendable {
    /// `fieldCount` arrays of `nodeTotal` values; see ``ResistiveModel/Field``.
    var storage: [Double]
    /// Whether the products with the connection above and below a layer fit the neighbours' voltages.
    var upFresh: [Bool]
    var downFresh: [Bool]
  }

  /// The arrays of a state, each of one value a node.
  enum Field {
    /// Voltage, volts.
    static let voltage = 0
    /// e^{±v/v₀} (voltage itself for the linear law): the node as a column.
    static let columnPlus = 1
    static let columnMinus = 2
    /// e^{±Av/v₀} (A v for the linear law): the node as a row of the next connection.
    static let rowPlus = 3
    static let rowMinus = 4
    /// P and M of the connection above.
    static let upPlus = 5
    static let upMinus = 6
    /// P′ and M′ of the connection below.
    static let downPlus = 7
    static let downMinus = 8
    /// Scratch of the output block: current, slope, step.
    static let current = 9
    static let slope = 10
    static let step = 11
    static let count = 12
  }

  package var parameterRange: ClosedRange<Double>? {
    network.conductanceRange.lowerBound.si...network.conductanceRange.upperBound.si
  }

  package var fingerprintText: String {
    let n = network
    let hidden = n.hidden.map {
      "\($0.units)*\($0.gain)\($0.ownReverseGain.map { "/\($0)" } ?? "") \($0.rectifiers.rawValue)"
    }.joined(separator: ",")
    return "resistive; input \(n.input.shape) \(n.input.encoding.rawValue) \(n.input.fullScale.si); "
      + "bias \(n.bias?.si ?? 0); hidden \(hidden); output \(n.output.classes) \(n.output.encoding.rawValue) "
      + "\(n.output.target.si); v0 \(v0 ?? .infinity); "
      + "rectifier \(n.rectifier.onConductance.si) \(n.rectifier.forwardVoltage.si); "
      + "range \(n.conductanceRange.lowerBound.si) \(n.conductanceRange.upperBound.si)"
      + (n.output.cost == .squared ? "" : "; cost \(n.output.cost)")
      + (n.output.targets == .label ? "" : "; \(n.output.targets.rawValue)")
      + (n.output.nudge == .spring ? "" : "; nudge \(n.output.nudge.rawValue)")
      + (n.mismatch.map { "; mismatch \(Checksum.text(of: "\($0)".utf8))" } ?? "")
  }

  package func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Conductances {
    Conductances(
      connections: (0..<layerCount).map { k in
        let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns, siemens: (0..<rows * columns).map { value(k, $0) })
      })
  }

  package func prepare(_ parameters: Conductances) -> Prepared { prepare(parameters, knownSums: nil) }

  /// The devices of the first connection, whose rows are driven, count for a node by two sums alone (``InputNoise``).
  package func prepare(_ read: DeviceRead<Conductances>, near prepared: Prepared) -> Prepared {
    guard let noise = InputNoise(read), v0 == nil else { return prepare(read.parameters) }
    var seen = read.devices.mean
    for k in 1..<max(1, layerCount) { seen.connections[k].siemens = read.values(ofArray: k) }
    var sums = Array(prepared.columnSums[..<offsets[1]])
    noise.add(toSums: &sums)
    var result = prepare(seen, knownSums: sums)
    result.inputNoise = noise
    return result
  }

  /// - Parameter knownSums: column sums of the first connection, if they are known.
  private func prepare(_ parameters: Conductances, knownSums: [Double]?) -> Prepared {
    var columnSums = [Double](repeating: 0, count: nodeTotal)
    if let knownSums { columnSums.replaceSubrange(..<knownSums.count, with: knownSums) }
    var rowSums = [Double](repeating: 0, count: nodeTotal)
    var (biasPlus, biasMinus) = (rowSums, rowSums)
    let bias = network.bias?.si ?? 0
    let (plus, minus) = v0.map { (exp(bias / $0), exp(-bias / $0)) } ?? (bias, -bias)
    for k in 0..<layerCount {
      let matrix = parameters.connections[k]
      precondition(
        matrix.rows == network.rowCount(k) && matrix.columns == network.nodeCount(k),
        "connection \(k) is \(matrix.rows)×\(matrix.columns)")
      let signals = network.signalRowCount(k)
      let (first, columns) = (offsets[k], matrix.columns)
      matrix.siemens.withUnsafeBufferPointer { g in
        guard let g = g.baseAddress else { return }
        if k > 0 || knownSums == nil {
          columnSums.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            DenseKernels.addColumnSums(g, rows: matrix.rows, columns: columns, into: sums + first)
          }
        }
        guard k > 0 else { return }
        rowSums.withUnsafeMutableBufferPointer { sums in
          guard let sums = sums.baseAddress else { return }
          DenseKernels.rowSums(g, rows: signals, columns: columns, into: sums + offsets[k - 1])
        }
        guard matrix.rows > signals else { return }
        for j in 0..<columns {
          let (above, below) = (g[signals * columns + j], g[(signals + 1) * columns + j])
          biasPlus[first + j] = above * plus + below * minus
          biasMinus[first + j] = above * minus + below * plus
        }
      }
    }
    return Prepared(
      conductances: parameters, columnSums: columnSums, rowSums: rowSums, biasPlus: biasPlus,
      biasMinus: biasMinus)
  }

  package func drive(_ inputs: [Double], _ prepared: Prepared) -> Drive {
    precondition(inputs.count == inputCount, "\(inputs.count) values for \(inputCount) inputs")
    let known = rowTerms(
      network.input.rowVoltages(inputs), areMirrored: network.input.encoding == .complementary)
    let hasErrors = network.mismatch?.inputOffsets.isEmpty == false
    let (rows, minusRows) = hasErrors ? rowTerms(network.inputRows(inputs), areMirrored: false) : known
    let matrix = prepared.conductances.connections[0]
    var plus = [Double](repeating: 0, count: matrix.columns)
    var minus = plus
    matrix.siemens.withUnsafeBufferPointer { g in
      guard let g = g.baseAddress else { return }
      plus.withUnsafeMutableBufferPointer { plus in
        guard let plus = plus.baseAddress else { return }
        if v0 == nil {
          DenseKernels.addColumnProduct(g, rows: matrix.rows, columns: matrix.columns, rows, into: plus)
        } else {
          minus.withUnsafeMutableBufferPointer { minus in
            guard let minus = minus.baseAddress else { return }
            DenseKernels.addColumnProducts(
              g, rows: matrix.rows, columns: matrix.columns, rows, minusRows, into: plus, minus)
          }
        }
      }
    }
    prepared.inputNoise?.add(toCurrents: &plus, ofRows: rows)
    return Drive(rowPlus: known.plus, rowMinus: known.minus, plus: plus, minus: minus)
  }

  /// e^{r/v₀} and e^{−r/v₀} of the input and bias rows; r and nothing for the linear law.
  /// - Parameter areMirrored: whether the second half of the input rows has the negative voltages of the first.
  private func rowTerms(_ inputRows: [Double], areMirrored: Bool) -> (plus: [Double], minus: [Double]) {
    let volts = inputRows + (network.bias.map { [$0.si, -$0.si] } ?? [])
    guard let v0 else { return (volts, []) }
    // Zero pixels and complementary rows repeat values: most exponentials are known already.
    let half = areMirrored ? inputCount : volts.count
    var (plus, minus) = (volts, volts)
    for i in volts.indices {
      if i >= half, i < 2 * half {
        (plus[i], minus[i]) = (minus[i - half], plus[i - half])
      } else {
        plus[i] = volts[i] == 0 ? 1 : exp(volts[i] / v0)
        minus[i] = 1 / plus[i]
      }
    }
    return (plus, minus)
  }

  /// All nodes at 0 V.
  package func restingState() -> State {
    state(NodeVoltages(layers: (0..<layerCount).map { [Double](repeating: 0, count: network.nodeCount($0)) }))
  }

  /// A state at given voltages.
  package func state(_ nodes: NodeVoltages) -> State {
    var state = State(
      storage: [Double](repeating: 0, count: Field.count * nodeTotal),
      upFresh: [Bool](repeating: false, count: layerCount),
      downFresh: [Bool](repeating: false, count: layerCount))
    for k in 0..<layerCount {
      precondition(
        nodes.layers[k].count == network.nodeCount(k), "layer \(k) has \(network.nodeCount(k)) nodes")
      for (j, v) in nodes.layers[k].enumerated() { state.storage[offsets[k] + j] = v }
    }
    state.storage.withUnsafeMutableBufferPointer { storage in
      guard let base = storage.baseAddress else { return }
      for k in 0..<layerCount { refreshTransforms(layer: k, base) }
    }
    return state
  }

  /// Node voltages of a state.
  package func nodes(of state: State) -> NodeVoltages {
    NodeVoltages(layers: (0..<layerCount).map { Array(state.storage[offsets[$0]..<offsets[$0 + 1]]) })
  }

  package func classValues(of state: State) -> [Double] {
    network.classValues(ofOutputs: Array(state.storage[offsets[layerCount - 1]..<nodeTotal]))
  }

  package func target(of target: Target) -> [Double] { network.target(of: target) }

  package func energy(of state: State, inputs: [Double], _ prepared: Prepared, nudge: Nudge?) -> Double {
    network.energy(prepared.conductances, inputs: inputs, nodes: nodes(of: state), nudge: nudge)
  }

  package func cost(_ values: [Double], target: Target) -> Double {
    network.output.cost(values, target: target)
  }
  package func pull(_ values: [Double], target: Target) -> [Double] {
    network.output.pull(values, target: target)
  }
  package func beta(_ strength: Double, _ prepared: Prepared) -> Double {
    let outputs = prepared.columnSums[offsets[layerCount - 1]..<nodeTotal]
    let mean = outputs.reduce(0, +) / Double(outputs.count)
    return network.output.nudgeConductance(strength, outputs: Conductance(si: mean)).si
  }
  package func nudge(_ beta: Double, target: Target, free values: [Double]) -> Nudge {
    network.output.nudge(Conductance(si: beta), target: target, free: values)
  }

  package func classValues(of readings: NodeReadings) -> [Double] {
    network.output.classValues(Array(readings.nodes[offsets[layerCount - 1]..<nodeTotal]))
  }
  package func readings(of state: State) -> NodeReadings {
    let volts = Array(state.storage[0..<nodeTotal])
    return NodeReadings(nodes: volts, rows: volts.indices.map { gains[$0] * volts[$0] + rowOffsets[$0] })
  }

  package func refresh(_ state: inout State) {
    for k in 0..<layerCount { (state.upFresh[k], state.downFresh[k]) = (false, false) }
  }
}
