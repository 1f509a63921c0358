import Datasets
import Fabrics
import Learning
import Mapping
import Quantities

/// A deep resistive network whose cells are solved together with the wires of their tiles, trunks and drivers: float64,
/// for linear synapses and for those with the sinh law.
///
/// The lines of a connection (``SolvedConnection``) are solved in turn, row lines from the voltages of their starts and
/// column lines as far as their nodes, where they are seen as A − B v, while the row lines of the connection below are
/// seen as a − b v at the amplifiers: the equation of a layer is that of ``ResistiveModel`` with linear synapses whose sums
/// are A, B, a and b. Nothing is extracted when conductances change.
///
/// An update reads voltages where its circuits are, at the rows' starts and the nodes: derivatives are those of
/// ``ResistiveModel`` there.
package struct SolvedModel: EnergyModel {
  /// The network without wires: its shapes, steps, derivatives, targets.
  package let ideal: ResistiveModel
  /// The network with linear synapses, whose sums are replaced by what the wires' ends see.
  private let ends: ResistiveModel
  private let wires: [ConnectionWires]
  private let order: [[Int]]
  private let wiresText: String
  private var network: ResistiveNetwork { ideal.network }

  /// Makes the model of a chip.
  /// - Parameters:
  ///   - network: the chip's, with the mismatch of one instance.
  ///   - factor: on the resistances of all wires, not on those of drivers.
  package init(_ network: ResistiveNetwork, _ chip: Chip, factor: Double = 1) {
    ideal = ResistiveModel(network)
    var linear = network
    linear.nonlinearityVoltage = nil
    ends = ResistiveModel(linear)
    wires = (0..<network.connectionCount).map { ConnectionWires(of: chip, connection: $0, factor: factor) }
    order = chip.blocks.map(\.rowOrder)
    wiresText = "solved \(chip.tileShape) \(chip.technology.process) \(factor); "
  }

  package var capabilities: Capabilities { ideal.capabilities }
  package var layerCount: Int { ideal.layerCount }
  package var blocks: [[Int]] { ideal.blocks }
  package var inputCount: Int { ideal.inputCount }
  package var classCount: Int { ideal.classCount }
  package var parameterRange: ClosedRange<Double>? { ideal.parameterRange }
  package var fingerprintText: String { wiresText + ideal.fingerprintText }

  /// The conductances where they lie in the tiles.
  package struct Prepared: Sendable {
    let ideal: ResistiveModel.Prepared
    let connections: [SolvedConnection]
  }
  /// One input at the rows' starts.
  package struct Drive: Sendable {
    let ideal: ResistiveModel.Drive
    /// Volts of the rows of the first connection, bias rows included.
    let starts: [Double]
  }
  /// Node voltages, and what the wires carry.
  package struct State: Sendable {
    /// Of the network with linear synapses.
    var nodes: ResistiveModel.State
    var wires: [SolvedConnection.State]
  }
  /// Networks with wires are not trained by backprop.
  package struct Tangent: Sendable {}

  package func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Conductances {
    ideal.initialParameters(value)
  }

  package func prepare(_ parameters: Conductances) -> Prepared {
    Prepared(
      ideal: ideal.prepare(parameters),
      connections: parameters.connections.indices.map {
        SolvedConnection(parameters.connections[$0], order[$0], wires[$0], v0: ideal.v0)
      })
  }

  package func drive(_ inputs: [Double], _ prepared: Prepared) -> Drive {
    Drive(
      ideal: ideal.drive(inputs, prepared.ideal), starts: network.inputRows(inputs) + biasRows)
  }

  package func restingState() -> State {
    State(nodes: ends.restingState(), wires: wires.map { SolvedConnection.State($0) })
  }

  /// Node voltages of a state.
  package func nodes(of state: State) -> NodeVoltages { ends.nodes(of: state.nodes) }

  // MARK: one layer

  private var biasRows: [Double] { network.bias.map { [$0.si, -$0.si] } ?? [] }

  /// A field of a layer's nodes.
  private func field(_ field: Int, layer: Int, _ state: State) -> ArraySlice<Double> {
    let first = field * ends.nodeTotal
    return state.nodes.storage[first + ends.offsets[layer]..<first + ends.offsets[layer + 1]]
  }

  /// The equation of a layer: the sums of the ends around it are put into the state and those of the slopes returned.
  private func equation(
    layer k: Int, _ state: inout State, _ drive: Drive, _ prepared: Prepared
  ) -> ResistiveModel.Prepared {
    func set(_ field: Int, _ values: [Double]) {
      let first = field * ends.nodeTotal + ends.offsets[k]
      state.nodes.storage.replaceSubrange(first..<first + values.count, with: values)
    }
    var (columnSlopes, rowSlopes) = (prepared.ideal.columnSums, prepared.ideal.rowSums)
    let layer = ends.offsets[k]..<ends.offsets[k + 1]
    let starts =
      k == 0 ? drive.starts : field(ResistiveModel.Field.rowPlus, layer: k - 1, state) + biasRows
    prepared.connections[k].down(&state.wires[k], starts: starts)
    let above = prepared.connections[k].columnEnds(state.wires[k])
    set(ResistiveModel.Field.upPlus, above.sums)
    columnSlopes.replaceSubrange(layer, with: above.slopes)
    if k + 1 < layerCount {
      let below = prepared.connections[k + 1].rowEnds(&state.wires[k + 1], count: layer.count)
      set(ResistiveModel.Field.downPlus, below.sums)
      rowSlopes.replaceSubrange(layer, with: below.slopes)
    }
    (state.nodes.upFresh[k], state.nodes.downFresh[k]) = (true, true)
    return ResistiveModel.Prepared(
      conductances: prepared.ideal.conductances, columnSums: columnSlopes, rowSums: rowSlopes, biasPlus: [],
      biasMinus: [])
  }

  package func relax(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) {
    let equation = equation(layer: k, &state, drive, prepared)
    ends.relax(layer: k, of: &state.nodes, drive.ideal, equation, nudge: nudge)
    for connection in [k, k + 1] where connection < layerCount && state.wires[connection].isDown {
      prepared.connections[connection].up(
        &state.wires[connection], nodes: field(ResistiveModel.Field.voltage, layer: connection, state))
    }
  }

  package func residual(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) -> Double {
    let equation = equation(layer: k, &state, drive, prepared)
    let atNodes = ends.residual(layer: k, of: &state.nodes, drive.ideal, equation, nudge: nudge)
    var largest = 0.0
    for (j, current) in prepared.connections[k].missing(state.wires[k]).enumerated() where current != 0 {
      let node = ideal.offsets[k] + j
      let total = prepared.ideal.columnSums[node] + prepared.ideal.rowSums[node]
      let ratio = current / (total * network.largestSource.si)
      largest = ratio > largest || ratio.isNaN ? ratio : largest
      if largest.isNaN { return .infinity }
    }
    return atNodes + largest
  }

  // MARK: what is read of it

  package func energy(of state: State, inputs: [Double], _ prepared: Prepared, nudge: Nudge?) -> Double {
    network.energy(prepared.ideal.conductances, inputs: inputs, nodes: nodes(of: state), nudge: nudge)
  }
  package func checkNudge(_ beta: Double, _ prepared: Prepared) throws {
    try ideal.checkNudge(beta, prepared.ideal)
  }
  package func classValues(of state: State) -> [Double] { ends.classValues(of: state.nodes) }
  package func target(of target: Target) -> [Double] { ideal.target(of: target) }
  package func classValues(of readings: NodeReadings) -> [Double] { ideal.classValues(of: readings) }
  package func readings(of state: State) -> NodeReadings { ends.readings(of: state.nodes) }
  package func cost(_ values: [Double], target: Target) -> Double { ideal.cost(values, target: target) }
  package func pull(_ values: [Double], target: Target) -> [Double] { ideal.pull(values, target: target) }
  package func beta(_ strength: Double, _ prepared: Prepared) -> Double {
    ideal.beta(strength, prepared.ideal)
  }
  package func nudge(_ beta: Double, target: Target, free values: [Double]) -> Nudge {
    ideal.nudge(beta, target: target, free: values)
  }
  package func derivativeDifference(
    from minus: [NodeReadings], to plus: [NodeReadings], around centers: [NodeReadings]?, _ drives: [Drive],
    scale: Double, threads: Int
  ) -> Conductances {
    ideal.derivativeDifference(
      from: minus, to: plus, around: centers, drives.map(\.ideal), scale: scale, threads: threads)
  }
  package func refresh(_ state: inout State) {
    ends.refresh(&state.nodes)
    for k in state.wires.indices { state.wires[k].forget() }
  }
  package func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [Drive], scale: Double, threads: Int
  ) -> Conductances {
    // Of a state they take the voltages alone, whatever the synapses.
    ideal.derivativeDifference(
      from: minus.map(\.nodes), to: plus.map(\.nodes), drives.map(\.ideal), scale: scale, threads: threads)
  }

  package func restingTangent(at state: State, _ drive: Drive, _ prepared: Prepared) -> Tangent { Tangent() }
  package func relax(tangent: inout Tangent, layer: Int, pull: [Double], _ prepared: Prepared) -> (
    change: Double, size: Double
  ) { preconditionFailure("networks with wires are not trained by backprop") }
  package func derivative(along tangents: [Tangent], _ drives: [Drive], scale: Double, threads: Int)
    -> Conductances
  { preconditionFailure("networks with wires are not trained by backprop") }
}
