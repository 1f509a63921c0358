import Foundation
import Mapping
import Networks

/// A deep resistive network whose cells are solved together with the wires of their tiles, trunks and drivers: float64,
/// for linear synapses and for those with the sinh law.
///
/// Wires take a voltage d from every cell (``SolvedConnection``). With d given, the network is one without wires whose
/// cells see r − v − d, and a layer's exact step is that of ``ResistiveModel`` with the factors e^{±d/v₀} in its sums.
/// A layer is relaxed by this step, and then by a Newton step of the currents of the connection above it. Where the
/// wires answer to a node with the share q of what its cells do, the error falls to q of it in a sweep: wires in series
/// only take conductance away, so q < 1 always, and for tiles that work q is a few hundredths.
///
/// An update reads voltages where its circuits are, at the rows' starts and the nodes: derivatives are those of
/// ``ResistiveModel`` there.
public struct SolvedModel: EnergyModel {
  /// The network without wires: its shapes, steps, derivatives, targets.
  public let ideal: ResistiveModel
  private let wires: [ConnectionWires]
  private let order: [[Int]]
  private let wiresText: String
  private var network: ResistiveNetwork { ideal.network }

  /// Makes the model of a chip.
  /// - Parameters:
  ///   - network: the chip's, with the mismatch of one instance.
  ///   - factor: on all wire resistances.
  public init(_ network: ResistiveNetwork, _ chip: Chip, factor: Double = 1) {
    ideal = ResistiveModel(network)
    wires = (0..<network.connectionCount).map { ConnectionWires(of: chip, connection: $0, factor: factor) }
    order = chip.blocks.map(\.rowOrder)
    wiresText = "solved \(chip.tileShape) \(chip.technology.process) \(factor); "
  }

  public var layerCount: Int { ideal.layerCount }
  public var inputCount: Int { ideal.inputCount }
  public var classCount: Int { ideal.classCount }
  public var parameterRange: ClosedRange<Double>? { ideal.parameterRange }
  public var fingerprintText: String { wiresText + ideal.fingerprintText }

  /// The conductances where they lie in the tiles.
  public struct Prepared: Sendable {
    let ideal: ResistiveModel.Prepared
    let connections: [SolvedConnection]
  }
  public typealias Drive = ResistiveModel.Drive
  /// Node voltages, and what the wires carry.
  public struct State: Sendable {
    var ideal: ResistiveModel.State
    var wires: [SolvedConnection.State]
  }
  /// Networks with wires are not trained by backprop.
  public struct Tangent: Sendable {}

  public func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Conductances {
    ideal.initialParameters(value)
  }

  public func prepare(_ parameters: Conductances) -> Prepared {
    Prepared(
      ideal: ideal.prepare(parameters),
      connections: parameters.connections.indices.map {
        SolvedConnection(parameters.connections[$0], order[$0], wires[$0], v0: ideal.v0)
      })
  }

  public func drive(_ inputs: [Double], _ prepared: Prepared) -> Drive {
    ideal.drive(inputs, prepared.ideal)
  }

  public func restingState() -> State {
    State(
      ideal: ideal.restingState(), wires: wires.map { SolvedConnection.State(cells: $0.rows * $0.columns) })
  }

  /// Node voltages of a state.
  public func nodes(of state: State) -> NodeVoltages { ideal.nodes(of: state.ideal) }

  // MARK: one layer

  /// The voltages at the ends of a connection.
  private func ends(_ k: Int, _ state: State, _ drive: Drive) -> SolvedConnection.Ends {
    func field(_ field: Int, layer: Int) -> ArraySlice<Double> {
      let first = field * ideal.nodeTotal
      return state.ideal.storage[first + ideal.offsets[layer]..<first + ideal.offsets[layer + 1]]
    }
    var (plus, minus) = (drive.rowPlus, drive.rowMinus)
    if k > 0 {
      plus = Array(field(ResistiveModel.Field.rowPlus, layer: k - 1))
      minus = Array(field(ResistiveModel.Field.rowMinus, layer: k - 1))
      if let bias = network.bias?.si {
        let (above, below) = ideal.v0.map { (exp(bias / $0), exp(-bias / $0)) } ?? (bias, -bias)
        plus += [above, below]
        minus += [below, above]
      }
    }
    let isLinear = ideal.v0 == nil
    return SolvedConnection.Ends(
      rowPlus: order[k].map { plus[$0] }, rowMinus: isLinear ? [] : order[k].map { minus[$0] },
      columnPlus: Array(field(ResistiveModel.Field.columnPlus, layer: k)),
      columnMinus: isLinear ? [] : Array(field(ResistiveModel.Field.columnMinus, layer: k)))
  }

  /// Sees to it that the ideal engine's sums of a layer are those with the wires' drops.
  private func refreshSums(layer k: Int, _ state: inout State, _ drive: Drive, _ prepared: Prepared) {
    func set(_ field: Int, _ values: [Double]) {
      let first = field * ideal.nodeTotal + ideal.offsets[k]
      state.ideal.storage.replaceSubrange(first..<first + values.count, with: values)
    }
    if !state.ideal.upFresh[k] {
      let sums = prepared.connections[k].columnSums(state.wires[k], ends(k, state, drive))
      set(ResistiveModel.Field.upPlus, sums.plus)
      set(ResistiveModel.Field.upMinus, sums.minus)
    }
    if !state.ideal.downFresh[k], k + 1 < layerCount {
      let sums = prepared.connections[k + 1].rowSums(
        state.wires[k + 1], ends(k + 1, state, drive), signals: network.nodeCount(k))
      set(ResistiveModel.Field.downPlus, sums.plus)
      set(ResistiveModel.Field.downMinus, sums.minus)
    }
    (state.ideal.upFresh[k], state.ideal.downFresh[k]) = (true, true)
  }

  public func relax(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) {
    refreshSums(layer: k, &state, drive, prepared)
    ideal.relax(layer: k, of: &state.ideal, drive, prepared.ideal, nudge: nudge)
    prepared.connections[k].step(&state.wires[k], ends(k, state, drive))
    state.ideal.upFresh[k] = false
    if k > 0 { state.ideal.downFresh[k - 1] = false }
  }

  public func residual(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) -> Double {
    refreshSums(layer: k, &state, drive, prepared)
    let atNodes = ideal.residual(layer: k, of: &state.ideal, drive, prepared.ideal, nudge: nudge)
    let missing = prepared.connections[k].missing(state.wires[k], ends(k, state, drive))
    var largest = 0.0
    for (j, current) in missing.enumerated() where current != 0 {
      let node = ideal.offsets[k] + j
      let total = prepared.ideal.columnSums[node] + prepared.ideal.rowSums[node]
      let ratio = current / (total * network.largestSource.si)
      largest = ratio > largest || ratio.isNaN ? ratio : largest
      if largest.isNaN { return .infinity }
    }
    return atNodes + largest
  }

  // MARK: what is read of it

  public func energy(of state: State, inputs: [Double], _ prepared: Prepared, nudge: Nudge?) -> Double {
    ideal.energy(of: state.ideal, inputs: inputs, prepared.ideal, nudge: nudge)
  }
  public func checkNudge(_ siemens: Double, _ prepared: Prepared) throws {
    try ideal.checkNudge(siemens, prepared.ideal)
  }
  public func classValues(of state: State) -> [Double] { ideal.classValues(of: state.ideal) }
  public func target(ofClass label: Int) -> [Double] { ideal.target(ofClass: label) }
  public func observed(_ state: State, _ reading: (_ node: Int, _ volts: Double) -> Double) -> State {
    var result = state
    result.ideal = ideal.observed(state.ideal, reading)
    return result
  }
  public func refresh(_ state: inout State) { ideal.refresh(&state.ideal) }
  public func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [Drive], scale: Double, threads: Int
  ) -> Conductances {
    ideal.derivativeDifference(
      from: minus.map(\.ideal), to: plus.map(\.ideal), drives, scale: scale, threads: threads)
  }

  public func restingTangent(at state: State, _ drive: Drive, _ prepared: Prepared) -> Tangent { Tangent() }
  public func relax(tangent: inout Tangent, layer: Int, target: [Double], _ prepared: Prepared) -> (
    change: Double, size: Double
  ) { preconditionFailure("networks with wires are not trained by backprop") }
  public func derivative(along tangents: [Tangent], _ drives: [Drive], scale: Double, threads: Int)
    -> Conductances
  { preconditionFailure("networks with wires are not trained by backprop") }
}
