import CKernels
import Fabrics
import Kernels
import Mapping
import Quantities
import Specification
import Technology
import Testing

@testable import Learning
@testable import Resistive

/// Learning through wires against the whole circuit written down, wire by wire and cell by cell, and solved by elimination.
@Suite("learning through solved wires")
struct SolvedLearningTests {
  /// A small chip of linear devices with several tiles in both directions, and its conductances.
  private static func chip(
    _ output: OutputEncoding, _ tile: TileShape, isLinear: Bool = true
  ) throws -> (network: ResistiveNetwork, chip: Chip, conductances: Conductances) {
    let technology = try TechnologyLibrary().load("leti-hfo2-130")
    var network = ResistiveNetwork(
      input: InputLayer(shape: [3], encoding: .complementary, fullScale: Voltage(si: 0.5)),
      bias: Voltage(si: 0.3), hidden: [HiddenLayer(units: 4, gain: 3)],
      output: OutputLayer(classes: 2, encoding: output, target: Voltage(si: 0.05)),
      nonlinearityVoltage: isLinear ? nil : technology.device.nonlinearityVoltage?.value,
      rectifier: Rectifier(
        onConductance: technology.neuron.onResistance.value.conductance,
        forwardVoltage: Voltage(si: 0.02)),
      conductanceRange: technology.device.conductanceRange)
    network.mismatch = NeuronMismatch(
      gainFactors: [[1, 1, 1, 1]], offsets: [[0.01, 0, -0.01, 0.004], Array(repeating: 0, count: 4)],
      thresholds: [[0.001, 0, -0.002, 0]])
    let random = Philox(seed: 3)
    let conductances = ResistiveModel(network).initialParameters { k, index in
      1e-6 + 39e-6 * random.uniform(purpose: 0, stream: UInt32(k), index: UInt64(index))
    }
    return (
      network, Chip(name: "chip", fabric: network.fabric, technology: technology, tileShape: tile),
      conductances
    )
  }

  /// A linear circuit as Kirchhoff's equations.
  private struct Circuit {
    private(set) var matrix: [[Double]] = []
    private var right: [Double] = []

    mutating func node() -> Int {
      for k in matrix.indices { matrix[k].append(0) }
      matrix.append([Double](repeating: 0, count: matrix.count + 1))
      right.append(0)
      return right.count - 1
    }
    mutating func join(_ a: Int, _ b: Int, _ siemens: Double) {
      connect(a, toSourceOf: 0, siemens)
      connect(b, toSourceOf: 0, siemens)
      matrix[a][b] -= siemens
      matrix[b][a] -= siemens
    }
    mutating func connect(_ a: Int, toSourceOf volts: Double, _ siemens: Double) {
      matrix[a][a] += siemens
      right[a] += siemens * volts
    }
    /// A row's port behind an amplifier of gain A whose input takes the A-th part of its output's current.
    mutating func amplify(_ node: Int, gain: Double, offset: Double, to port: Int, _ siemens: Double) {
      connect(port, toSourceOf: offset, siemens)
      matrix[port][node] -= siemens * gain
      matrix[node][node] += siemens
      matrix[node][port] -= siemens / gain
      right[node] -= siemens / gain * offset
    }
    func solved() -> [Double] {
      var (a, x) = (matrix, right)
      let n = x.count
      for k in 0..<n {
        let pivot = (k..<n).max { abs(a[$0][k]) < abs(a[$1][k]) } ?? k
        a.swapAt(k, pivot)
        x.swapAt(k, pivot)
        for i in k + 1..<n where a[i][k] != 0 {
          let factor = a[i][k] / a[k][k]
          for j in k..<n { a[i][j] -= factor * a[k][j] }
          x[i] -= factor * x[k]
        }
      }
      for k in stride(from: n - 1, through: 0, by: -1) {
        for j in k + 1..<n { x[k] -= a[k][j] * x[j] }
        x[k] /= a[k][k]
      }
      return x
    }
  }

  /// The node voltages of the whole circuit.
  private static func nodes(
    _ network: ResistiveNetwork, _ chip: Chip, _ conductances: Conductances, factor: Double, inputs: [Double],
    nudge: Nudge
  ) throws -> NodeVoltages {
    var (active, result) = ([[Bool]](), NodeVoltages(layers: []))
    for _ in 0..<20 {
      var circuit = Circuit()
      let layers = (0..<network.connectionCount).map { k in
        (0..<network.nodeCount(k)).map { _ in circuit.node() }
      }
      for (k, block) in chip.blocks.enumerated() {
        let wires = ConnectionWires(of: chip, connection: k, factor: factor)
        let rows = network.rowVoltages(
          k, inputs: inputs,
          nodes: NodeVoltages(layers: network.hidden.map { [Double](repeating: 0, count: $0.units) }))
        var rowPorts = [Int](repeating: -1, count: block.rowCount)
        var columnPorts = [Int](repeating: -1, count: block.columnCount)
        for down in 0..<block.tilesDown {
          for across in 0..<block.tilesAcross {
            let tile = block.tile(down: down, across: across)
            let uppers = tile.columns.map { _ in circuit.node() }
            for (j, column) in tile.columns.enumerated() {
              // The trunk at the tile's lower edge, with what comes from the tile above.
              let port = uppers[j]
              if down > 0 {
                circuit.join(
                  columnPorts[column], port, 1 / wires.columnLinks[(down - 1) * wires.stride + column])
              }
              columnPorts[column] = port
              if down + 1 == block.tilesDown {
                circuit.join(port, layers[k][column], 1 / wires.columnLinks[down * wires.stride + column])
              }
            }
            var above = [Int?](repeating: nil, count: tile.columns.count)
            for row in tile.rows {
              let port = circuit.node()
              let siemens = 1 / wires.rowLinks[across * wires.paddedRows + row]
              let start = block.rowOrder[row]
              if across > 0 {
                circuit.join(rowPorts[row], port, siemens)
              } else if k > 0, start < network.nodeCount(k - 1) {
                circuit.amplify(
                  layers[k - 1][start], gain: network.gain(k - 1, node: start),
                  offset: network.offset(k - 1, node: start), to: port, siemens)
              } else {
                circuit.connect(port, toSourceOf: rows[start], siemens)
              }
              rowPorts[row] = port
              var before = port
              for (j, column) in tile.columns.enumerated() {
                let (u, w) = (circuit.node(), circuit.node())
                circuit.join(before, u, 1 / wires.rowSegment)
                before = u
                circuit.join(u, w, conductances.connections[k].siemens[start * block.columnCount + column])
                if let above = above[j] { circuit.join(above, w, 1 / wires.columnSegment) }
                above[j] = w
                if row + 1 == tile.rows.upperBound { circuit.join(w, uppers[j], 1 / wires.columnSegment) }
              }
            }
          }
        }
      }
      for c in 0..<network.output.classes {
        let pair = network.output.nodes(ofClass: c)
        let positive = layers[network.connectionCount - 1][pair.positive]
        if let negative = pair.negative.map({ layers[network.connectionCount - 1][$0] }) {
          // A spring at a distance: a conductance and a current source.
          circuit.join(positive, negative, nudge.strength(c))
          let volts = nudge.target[c]
          circuit.connect(positive, toSourceOf: 1, nudge.strength(c) * volts)
          circuit.connect(positive, toSourceOf: 0, -nudge.strength(c) * volts)
          circuit.connect(negative, toSourceOf: -1, nudge.strength(c) * volts)
          circuit.connect(negative, toSourceOf: 0, -nudge.strength(c) * volts)
        } else {
          circuit.connect(positive, toSourceOf: nudge.target[c], nudge.strength(c))
        }
      }
      for (k, layer) in active.enumerated() where k < network.hidden.count {
        for (j, conducts) in layer.enumerated() where conducts {
          let threshold = network.forwardVoltage(k, node: j)
          circuit.connect(
            layers[k][j], toSourceOf: network.hidden[k].isExcitatory(j) ? -threshold : threshold,
            network.rectifier.onConductance.si)
        }
      }
      let volts = circuit.solved()
      result = NodeVoltages(layers: layers.map { $0.map { volts[$0] } })
      let conducting = result.layers.enumerated().map { k, layer in
        layer.enumerated().map { network.rectifierCurrent(layer: k, node: $0, volts: $1) != 0 }
      }
      if conducting == active { return result }
      active = conducting
    }
    Issue.record("the rectifiers find no rest")
    return result
  }

  @Test(
    "an update is that of the whole circuit",
    arguments: [OutputEncoding.single, .differential],
    [TileShape(rows: 3, columns: 3), TileShape(rows: 8, columns: 4), TileShape(rows: 5, columns: 1)])
  func update(_ output: OutputEncoding, _ tile: TileShape) throws {
    let (network, chip, conductances) = try Self.chip(output, tile)
    let factor = 1000.0
    let model = SolvedModel(network, chip, factor: factor)
    let prepared = model.prepare(conductances)
    let inputs = [0.9, 0.0, 0.4]
    let drive = model.drive(inputs, prepared)
    let relaxation = Relaxation(tolerance: 1e-13, maximumSweeps: 1000)
    let strength = 5e-6
    var states: [SolvedModel.State] = []
    var references: [NodeVoltages] = []
    for sign in [-1.0, 1] {
      let nudge = Nudge(conductance: Conductance(si: sign * strength), target: model.target(of: 1))
      var state = states.last ?? model.restingState()
      let report = relaxation.run(model, &state, drive, prepared, nudge: nudge)
      #expect(report.converged, "\(report)")
      states.append(state)
      references.append(
        try Self.nodes(network, chip, conductances, factor: factor, inputs: inputs, nudge: nudge))
      for (ours, theirs) in zip(model.nodes(of: state).layers.joined(), references.last!.layers.joined()) {
        #expect(abs(ours - theirs) < 1e-12)
      }
    }
    let gradient = model.derivativeDifference(
      from: [states[0]], to: [states[1]], [drive], scale: 1 / (2 * strength), threads: 1)
    // ½ (r − v)² at the starts of the rows and at the nodes.
    let ideal = ResistiveModel(network)
    var without = states.map { _ in ideal.restingState() }
    for (k, connection) in gradient.connections.enumerated() {
      func squares(_ nodes: NodeVoltages) -> [Double] {
        network.rowVoltages(k, inputs: inputs, nodes: nodes).flatMap { row in
          nodes.layers[k].map { 0.5 * (row - $0) * (row - $0) }
        }
      }
      let scale = network.energyScale(k) / network.outputEnergyScale / (2 * strength)
      let expected = zip(squares(references[0]), squares(references[1])).map { scale * ($1 - $0) }
      let largest = expected.reduce(0) { max($0, abs($1)) }
      #expect(largest > 0)
      for (ours, theirs) in zip(connection.siemens, expected) { #expect(abs(ours - theirs) < 1e-8 * largest) }
    }
    // Without wires it is another one.
    for (k, sign) in [-1.0, 1].enumerated() {
      let prepared = ideal.prepare(conductances)
      _ = relaxation.run(
        ideal, &without[k], ideal.drive(inputs, prepared), prepared,
        nudge: Nudge(conductance: Conductance(si: sign * strength), target: model.target(of: 1)))
    }
    let other = ideal.derivativeDifference(
      from: [without[0]], to: [without[1]], [ideal.drive(inputs, ideal.prepare(conductances))],
      scale: 1 / (2 * strength), threads: 1)
    let (a, b) = (gradient.values.joined(), other.values.joined())
    let scale = a.reduce(0) { max($0, abs($1)) }
    let differs = zip(a, b).contains { abs($0 - $1) > 0.01 * scale }
    #expect(differs)
  }

  @Test("every instruction set solves the same lines", arguments: [true, false])
  func instructionSets(isLinear: Bool) throws {
    let (network, chip, conductances) = try Self.chip(
      .differential, TileShape(rows: 5, columns: 3), isLinear: isLinear)
    let v0 = network.nonlinearityVoltage?.si
    let wires = ConnectionWires(of: chip, connection: 0, factor: 1000)
    // Up to 3 v₀ and, in one row, beyond the range of the law.
    let starts = (0..<wires.rows).map { $0 == 2 ? 20 : 0.3 * Double($0) - 1 }
    func solve(_ isa: gd_isa) -> [Double] {
      let connection = SolvedConnection(
        conductances.connections[0], chip.blocks[0].rowOrder, wires, v0: v0, isa: isa)
      var state = SolvedConnection.State(wires)
      for _ in 0..<3 {
        connection.down(&state, starts: starts)
        connection.up(&state, nodes: [0.1, -0.2, 0.3, 0.05])
      }
      connection.down(&state, starts: starts)
      let ends = connection.columnEnds(state)
      let rows = connection.rowEnds(&state, count: wires.rows)
      return ends.sums + ends.slopes + rows.sums + rows.slopes + connection.missing(state)
    }
    let portable = solve(GD_PORTABLE)
    let isFinite = portable.allSatisfy { $0.isFinite }
    #expect(isFinite)
    for isa in [GD_AVX2, GD_AVX512] where isa.rawValue <= gd_best_isa().rawValue {
      for (a, b) in zip(solve(isa), portable) { #expect(abs(a - b) <= 1e-11 * max(1e-6, abs(b))) }
    }
  }
}
