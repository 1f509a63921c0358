import Datasets
import Diagnostics
import Fabrics
import Foundation
import Kernels
import Learning
import Mapping
import Quantities

/// A deep resistive network of linear synapses whose tiles have wires: float64, by ``ConnectionOperator``s.
///
/// Kirchhoff's law at node j of layer k, with row voltages r of its own connection, u = A v + o of its rows of the next,
/// W the effective couplings and N, M the operators between nodes and between rows:
///
///   Σ_i W_k[i,j] r_i − Σ_j' N_k[j,j'] v_j' + (1/A_j) [Σ_l W_{k+1}[j,l] v_l − Σ_i M_{k+1}[j,i] u_i] + rectifier + nudge = 0.
///
/// Wires couple the nodes of a layer, weakly: a layer's step is a Gauss-Seidel pass over its nodes. The matrix is that of
/// a network of conductances (diagonally dominant, no positive couplings but the diagonal), so the passes converge.
/// An update reads voltages where its circuits are, at the rows' starts and the nodes: derivatives are those of
/// ``ResistiveModel`` there.
///
/// Devices that are not linear need ``SolvedModel``. A network without wires whose devices were weakened to their effective
/// couplings around 0 V was tried for them and is no substitute: on three chips of `specs/digits-springs.yaml` with wires of 1, 10
/// and 30 times their resistance, which cost 0.28, 2.5 and 9.5 points of accuracy, it missed 0.19, 1.0 and 4.4 of these.
package struct WiredModel: EnergyModel {
  /// The network without wires: its shapes, derivatives, targets.
  package let ideal: ResistiveModel
  private let chip: Chip
  private let factor: Double
  private let threads: Int
  private var network: ResistiveNetwork { ideal.network }

  /// Makes the model of a chip.
  /// - Parameters:
  ///   - network: the chip's, with the mismatch of one instance.
  ///   - factor: on the resistances of all wires, not on those of drivers.
  ///   - threads: for the extraction; no number depends on them.
  /// - Throws: `Diagnostic` GD0445 for synapses that are not linear.
  package init(_ network: ResistiveNetwork, _ chip: Chip, factor: Double = 1, threads: Int = 1)
    throws(Diagnostic)
  {
    guard network.nonlinearityVoltage == nil else {
      throw Diagnostic(
        .error, "GD0445",
        "device '\(chip.technology.device.name)' is not linear, so its tiles have no linear operator; write "
          + "parasitics: solved")
    }
    ideal = ResistiveModel(network)
    (self.chip, self.factor, self.threads) = (chip, factor, threads)
  }

  package var capabilities: Capabilities { ideal.capabilities }
  package var layerCount: Int { ideal.layerCount }
  package var blocks: [[Int]] { ideal.blocks }
  package var inputCount: Int { ideal.inputCount }
  package var classCount: Int { ideal.classCount }
  package var parameterRange: ClosedRange<Double>? { ideal.parameterRange }
  package var fingerprintText: String {
    "wired \(chip.tileShape) \(chip.technology.process) \(factor); " + ideal.fingerprintText
  }

  /// The operators of programmed devices.
  package struct Prepared: Sendable {
    let operators: [ConnectionOperator]
    let ideal: ResistiveModel.Prepared
    /// Between the nodes of each layer, A-weighted as in Kirchhoff's law, row-major.
    let between: [[Double]]
    /// Constant currents into each node: bias rows and offsets.
    let constant: [[Double]]
  }
  /// One input's part of the first layer's equation, amperes.
  package struct Drive: Sendable {
    let ideal: ResistiveModel.Drive
    let currents: [Double]
  }
  /// Node voltages.
  package struct State: Sendable { var nodes: NodeVoltages }
  /// Wired networks are not trained by backprop.
  package struct Tangent: Sendable {}

  package func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Conductances {
    ideal.initialParameters(value)
  }

  package func prepare(_ parameters: Conductances) -> Prepared {
    do { return try prepared(parameters) } catch {
      // Conductances within a device's range and wires with resistance make a definite matrix.
      preconditionFailure("wires without a solution: \(error)")
    }
  }

  /// Extracts the operators.
  /// - Throws: what ``ConnectionOperator`` throws.
  package func prepared(_ parameters: Conductances) throws -> Prepared {
    prepared(
      parameters,
      try parameters.connections.enumerated().map {
        try ConnectionOperator($1, of: chip, connection: $0, factor: factor, threads: threads)
      })
  }

  /// An extraction costs as much as many samples, so that the noise of a read is added to the operators at hand: to first
  /// order, as if it were not behind wires. What is neglected is the noise times the loss of the wires.
  package func prepare(_ read: DeviceRead<Conductances>, near prepared: Prepared) -> Prepared {
    let (seen, mean) = (read.parameters, read.devices.mean)
    return self.prepared(
      seen,
      prepared.operators.enumerated().map { k, known in
        known.adding(zip(seen.connections[k].siemens, mean.connections[k].siemens).map(-))
      })
  }

  private func prepared(_ parameters: Conductances, _ operators: [ConnectionOperator]) -> Prepared {
    var between: [[Double]] = []
    var constant: [[Double]] = []
    let bias = network.bias.map { [$0.si, -$0.si] } ?? []
    for k in 0..<layerCount {
      let count = network.nodeCount(k)
      var matrix = operators[k].nodes
      var currents = [Double](repeating: 0, count: count)
      if k > 0 {
        for (b, volts) in bias.enumerated() {
          let row = network.signalRowCount(k) + b
          for j in 0..<count { currents[j] += operators[k].coupling[row * count + j] * volts }
        }
      }
      if k + 1 < layerCount {
        let below = operators[k + 1]
        for j in 0..<count {
          let reverse = network.reverseGain(k, node: j)
          for i in 0..<count {
            let siemens = below.rowsBelow[j * below.rows + i]
            matrix[j * count + i] += siemens * network.gain(k, node: i) * reverse
            currents[j] -= siemens * network.offset(k, node: i) * reverse
          }
          for (b, volts) in bias.enumerated() {
            currents[j] -= below.rowsBelow[j * below.rows + count + b] * volts * reverse
          }
        }
      }
      between.append(matrix)
      constant.append(currents)
    }
    return Prepared(
      operators: operators, ideal: ideal.prepare(parameters), between: between, constant: constant)
  }

  package func drive(_ inputs: [Double], _ prepared: Prepared) -> Drive {
    let first = prepared.operators[0]
    var rows = network.inputRows(inputs)
    if let bias = network.bias?.si { rows += [bias, -bias] }
    var currents = [Double](repeating: 0, count: first.columns)
    first.coupling.withUnsafeBufferPointer { w in
      currents.withUnsafeMutableBufferPointer { currents in
        guard let w = w.baseAddress, let to = currents.baseAddress else { return }
        DenseKernels.addColumnProduct(w, rows: first.rows, columns: first.columns, rows, into: to)
      }
    }
    return Drive(ideal: ideal.drive(inputs, prepared.ideal), currents: currents)
  }

  package func restingState() -> State { State(nodes: ideal.nodes(of: ideal.restingState())) }

  // MARK: one layer

  /// Currents into the nodes of a layer that do not depend on them, amperes.
  private func currents(
    layer k: Int, _ state: State, _ drive: Drive, _ prepared: Prepared
  ) -> [Double] {
    let count = network.nodeCount(k)
    var currents = prepared.constant[k]
    if k == 0 {
      for j in 0..<count { currents[j] += drive.currents[j] }
    } else {
      let above = state.nodes.layers[k - 1].enumerated().map {
        $1 * network.gain(k - 1, node: $0) + network.offset(k - 1, node: $0)
      }
      prepared.operators[k].coupling.withUnsafeBufferPointer { w in
        currents.withUnsafeMutableBufferPointer { currents in
          guard let w = w.baseAddress, let to = currents.baseAddress else { return }
          DenseKernels.addColumnProduct(w, rows: above.count, columns: count, above, into: to)
        }
      }
    }
    if k + 1 < layerCount {
      let below = state.nodes.layers[k + 1]
      var pulled = [Double](repeating: 0, count: count)
      prepared.operators[k + 1].coupling.withUnsafeBufferPointer { w in
        pulled.withUnsafeMutableBufferPointer { pulled in
          guard let w = w.baseAddress, let to = pulled.baseAddress else { return }
          DenseKernels.rowProduct(w, rows: count, columns: below.count, below, into: to)
        }
      }
      for j in 0..<count { currents[j] += pulled[j] * network.reverseGain(k, node: j) }
    }
    return currents
  }

  /// Currents of a nudge into the output nodes that do not depend on them, amperes; none: nil.
  private func nudgeCurrents(_ nudge: Nudge?) -> [Double]? {
    guard let currents = nudge?.currents else { return nil }
    var result = [Double](repeating: 0, count: network.output.nodeCount)
    for (c, current) in currents.enumerated() {
      let pair = network.output.nodes(ofClass: c)
      result[pair.positive] += current
      if let negative = pair.negative { result[negative] -= current }
    }
    return result
  }

  /// The springs of a nudge as conductances between output nodes and to sources: (node, other node, siemens, volts).
  private func springs(_ nudge: Nudge?) -> [(node: Int, other: Int?, siemens: Double, volts: Double)] {
    guard let nudge else { return [] }
    precondition(!nudge.isHolding, "wired networks are nudged by springs")
    return (0..<network.output.classes).flatMap { c in
      let pair = network.output.nodes(ofClass: c)
      let (siemens, volts) = (nudge.strength(c), nudge.target[c])
      return [(node: pair.positive, other: pair.negative, siemens: siemens, volts: volts)]
        + (pair.negative.map { [(node: $0, other: pair.positive, siemens: siemens, volts: -volts)] } ?? [])
    }
  }

  package func relax(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) {
    var fixed = currents(layer: k, state, drive, prepared)
    let isOutput = k == layerCount - 1
    if isOutput, let added = nudgeCurrents(nudge) { fixed = zip(fixed, added).map(+) }
    let springs = isOutput ? springs(nudge) : []
    let count = fixed.count
    let on = network.rectifier.onConductance.si
    prepared.between[k].withUnsafeBufferPointer { n in
      state.nodes.layers[k].withUnsafeMutableBufferPointer { v in
        guard let n = n.baseAddress, let v = v.baseAddress else { return }
        for j in 0..<count {
          var total = n[j * count + j]
          var pull = fixed[j] - Self.product(n + j * count, v, count) + total * v[j]
          for spring in springs where spring.node == j {
            total += spring.siemens
            pull += spring.siemens * (spring.volts + (spring.other.map { v[$0] } ?? 0))
          }
          guard total > 0 else { continue }
          guard !isOutput else {
            v[j] = pull / total
            continue
          }
          let threshold = network.forwardVoltage(k, node: j)
          let sign = network.hidden[k].isExcitatory(j) ? 1.0 : -1.0
          v[j] =
            sign * pull >= -threshold * total
            ? pull / total : sign * (sign * pull - on * threshold) / (total + on)
        }
      }
    }
  }

  package func residual(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) -> Double {
    var fixed = currents(layer: k, state, drive, prepared)
    let isOutput = k == layerCount - 1
    if isOutput, let added = nudgeCurrents(nudge) { fixed = zip(fixed, added).map(+) }
    let springs = isOutput ? springs(nudge) : []
    let count = fixed.count
    let v = state.nodes.layers[k]
    var largest = 0.0
    prepared.between[k].withUnsafeBufferPointer { n in
      guard let n = n.baseAddress else { return }
      for j in 0..<count {
        var current = fixed[j] - Self.product(n + j * count, v, count)
        for spring in springs where spring.node == j {
          current += spring.siemens * (spring.volts - v[j] + (spring.other.map { v[$0] } ?? 0))
        }
        var total = n[j * count + j]
        if !isOutput {
          let rectifier = network.rectifierCurrent(layer: k, node: j, volts: v[j])
          current += rectifier
          if rectifier != 0 { total += network.rectifier.onConductance.si }
        }
        let ratio = abs(current) / (total * network.largestSource.si)
        largest = ratio > largest || ratio.isNaN ? ratio : largest
      }
    }
    return largest.isNaN ? .infinity : largest
  }

  private static func product(
    _ row: UnsafePointer<Double>, _ v: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    var sum = 0.0
    withUnsafeMutablePointer(to: &sum) {
      DenseKernels.rowProduct(row, rows: 1, columns: count, v, into: $0)
    }
    return sum
  }

  // MARK: what is read of it

  package func energy(of state: State, inputs: [Double], _ prepared: Prepared, nudge: Nudge?) -> Double {
    network.energy(prepared.ideal.conductances, inputs: inputs, nodes: state.nodes, nudge: nudge)
  }
  package func checkNudge(_ beta: Double, _ prepared: Prepared) throws {
    try ideal.checkNudge(beta, prepared.ideal)
  }
  package func classValues(of state: State) -> [Double] {
    network.classValues(ofOutputs: state.nodes.layers[layerCount - 1])
  }
  package func target(of target: Target) -> [Double] { network.target(of: target) }
  package func classValues(of readings: NodeReadings) -> [Double] { ideal.classValues(of: readings) }
  package func readings(of state: State) -> NodeReadings { ideal.readings(of: ideal.state(state.nodes)) }
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
  package func refresh(_ state: inout State) {}
  package func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [Drive], scale: Double, threads: Int
  ) -> Conductances {
    ideal.derivativeDifference(
      from: minus.map { ideal.state($0.nodes) }, to: plus.map { ideal.state($0.nodes) }, drives.map(\.ideal),
      scale: scale, threads: threads)
  }

  package func restingTangent(at state: State, _ drive: Drive, _ prepared: Prepared) -> Tangent { Tangent() }
  package func relax(tangent: inout Tangent, layer: Int, pull: [Double], _ prepared: Prepared) -> (
    change: Double, size: Double
  ) { preconditionFailure("wired networks are not trained by backprop") }
  package func derivative(along tangents: [Tangent], _ drives: [Drive], scale: Double, threads: Int)
    -> Conductances
  { preconditionFailure("wired networks are not trained by backprop") }
}
