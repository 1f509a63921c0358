import Fabrics
import Kernels
import Mapping
import Netlists
import Quantities
import Simulators
import Specification
import Technology
import Testing

@testable import Crossbars
@testable import Learning
@testable import Resistive
@testable import Verification

/// Cells that are solved together with their wires are the circuit that is emitted with wires per cell.
@Suite("solved networks", .serialized)
struct SolvedModelTests {
  /// Relaxes a sample.
  private static func state(
    _ model: SolvedModel, _ prepared: SolvedModel.Prepared, _ fixture: Fixture,
    _ sample: ReferenceStates.Sample,
    _ phase: Phase
  ) -> SolvedModel.State {
    let drive = model.drive(sample.sample.inputs, prepared)
    var state = model.restingState()
    let report = Relaxation(tolerance: 1e-12, maximumSweeps: 20_000).run(
      model, &state, drive, prepared,
      nudge: ReferenceStates.nudge(fixture.reference.nudge, in: phase, .spring, targets: sample.targets))
    #expect(report.converged, "\(report)")
    return state
  }

  static let chips: [(OutputEncoding, [HiddenLayer], TileShape)] = [
    (.single, [HiddenLayer(units: 5, gain: 3)], TileShape(rows: 4, columns: 4)),
    (.differential, [HiddenLayer(units: 6)], TileShape(rows: 3, columns: 5)),
    (
      .referenceColumn, [HiddenLayer(units: 5, gain: 2), HiddenLayer(units: 4)],
      TileShape(rows: 16, columns: 2)
    ),
    (.differential, [], TileShape(rows: 5, columns: 4)),
  ]

  @Test(
    "ngspice finds the same nodes in the netlist with wires per cell",
    .enabled(if: Tools.discover().ngspice != nil), arguments: chips)
  func ngspice(_ output: OutputEncoding, _ hidden: [HiddenLayer], _ tile: TileShape) throws {
    // Wires a thousand times as resistive as real ones, so that they matter in a small chip.
    let fixture = try Fixture(
      hidden: hidden, output: output, wires: .perCell, tile: tile, dialects: ["ngspice"], wireFactor: 1000)
    let model = SolvedModel(fixture.network, fixture.chip)
    let prepared = model.prepare(fixture.conductances)
    let context = fixture.context()
    var simulations = try Simulations()
    var largestEffect = 0.0
    for sample in fixture.reference.samples {
      for phase in fixture.reference.phases {
        let name = phase.testbenchName(sample: sample.sample.index)
        let testbench = try #require(context.operatingPoints.first { $0.name == name })
        let found = try simulations.ngspice(testbench, context)
        let ours = model.nodes(of: Self.state(model, prepared, fixture, sample, phase))
        let ideal = try #require(sample.nodes[phase])
        let names = NetNames(fixture.chip.fabric)
        for (k, layer) in ours.layers.enumerated() {
          let scale = layer.map(abs).max() ?? 0
          for (j, volts) in layer.enumerated() {
            let node = names.node(layer: k, j)
            let net = try #require(testbench.probes.first { $0.net.hasSuffix(node) }?.net)
            let theirs = try #require(found.voltage(net))
            #expect(abs(theirs - volts) <= 1e-8 * scale, "\(name) \(k) \(j): \(theirs) \(volts)")
            largestEffect = max(largestEffect, abs(volts - ideal.layers[k][j]) / scale)
          }
        }
      }
    }
    // The wires do something, or the comparison would say nothing.
    #expect(largestEffect > 1e-3)
  }

  @Test("a factor on wires is one on the process's own: drivers keep their resistance", arguments: chips)
  func factor(_ output: OutputEncoding, _ hidden: [HiddenLayer], _ tile: TileShape) throws {
    func chip(_ wireFactor: Double) throws -> Chip {
      try Fixture(hidden: hidden, output: output, tile: tile, dialects: [], wireFactor: wireFactor).chip
    }
    let (process, plain) = (try chip(1000), try chip(1))
    let driver = plain.technology.peripherals.driverResistance.value.si
    for connection in plain.blocks.indices {
      let expected = ConnectionWires(of: process, connection: connection, factor: 1)
      let found = ConnectionWires(of: plain, connection: connection, factor: 1000)
      for (a, b) in zip(
        expected.rowLinks + expected.columnLinks + [expected.rowSegment, expected.columnSegment],
        found.rowLinks + found.columnLinks + [found.rowSegment, found.columnSegment])
      { #expect(abs(a - b) <= 1e-12 * a) }
      // A link of almost no length: what is left of it is the driver.
      let short = ConnectionWires(of: plain, connection: connection, factor: 1e-9)
      for (row, ohms) in short.rowLinks.prefix(short.rows).enumerated() {
        let isDriven =
          connection == 0
          || plain.blocks[connection].rowOrder[row] >= plain.fabric.signalRowCount(connection)
        #expect(abs(ohms - (isDriven ? driver : 0)) < 0.01, "row \(row) of connection \(connection): \(ohms)")
      }
    }
    #expect(driver > 1)
  }

  @Test("linear devices: as with the tiles' operators", arguments: chips)
  func linear(_ output: OutputEncoding, _ hidden: [HiddenLayer], _ tile: TileShape) throws {
    let fixture = try Fixture(
      isLinear: true, hidden: hidden, output: output, tile: tile, dialects: [], wireFactor: 300)
    var network = fixture.network
    let sizes = network.hidden.map(\.units)
    network.mismatch = NeuronMismatch(
      gainFactors: sizes.map { (0..<$0).map { 1 + 0.02 * Double($0) } },
      offsets: sizes.map { (0..<$0).map { 0.003 * Double($0) } }
        + [(0..<network.nodeCount(hidden.count)).map { 0.001 * Double($0) }],
      thresholds: sizes.map { (0..<$0).map { 0.01 - 0.004 * Double($0) } })
    let solved = SolvedModel(network, fixture.chip)
    let wired = try WiredModel(network, fixture.chip)
    let prepared = solved.prepare(fixture.conductances)
    let operators = wired.prepare(fixture.conductances)
    for sample in fixture.reference.samples {
      for phase in fixture.reference.phases {
        let ours = solved.nodes(of: Self.state(solved, prepared, fixture, sample, phase))
        var state = wired.restingState()
        let report = Relaxation(tolerance: 1e-13, maximumSweeps: 20_000).run(
          wired, &state, wired.drive(sample.sample.inputs, operators), operators,
          nudge: ReferenceStates.nudge(fixture.reference.nudge, in: phase, .spring, targets: sample.targets))
        #expect(report.converged)
        for (a, b) in zip(ours.layers.joined(), state.nodes.layers.joined()) { #expect(abs(a - b) < 1e-10) }
      }
    }
  }

  @Test("Kirchhoff's law holds in every tile, and at every node to a billionth", arguments: chips)
  func kirchhoff(_ output: OutputEncoding, _ hidden: [HiddenLayer], _ tile: TileShape) throws {
    let fixture = try Fixture(hidden: hidden, output: output, tile: tile, dialects: [], wireFactor: 1000)
    let (network, chip) = (fixture.network, fixture.chip)
    let model = SolvedModel(network, chip)
    let prepared = model.prepare(fixture.conductances)
    let law = CellLaw.sinh(try #require(network.nonlinearityVoltage))
    for sample in fixture.reference.samples {
      let state = Self.state(model, prepared, fixture, sample, .free)
      let nodes = model.nodes(of: state)
      var into = nodes.layers.map { $0.map { _ in 0.0 } }
      var scale = into
      for k in 0..<network.connectionCount {
        let connection = prepared.connections[k]
        let (wires, n) = (connection.wires, connection.wires.columns)
        let currents = connection.currents(state.wires[k], nodes: nodes.layers[k])
        let starts = network.rowVoltages(k, inputs: sample.sample.inputs, nodes: nodes)
        for (t, tile) in chip.blocks[k].tiles.enumerated() {
          // The voltages at the tile's ports, from the currents in the trunks before them.
          func sum(_ rows: Range<Int>, _ columns: Range<Int>) -> Double {
            rows.reduce(0) { total, i in columns.reduce(total) { $0 + currents[i * n + $1] } }
          }
          let left = tile.rows.map { row -> Double in
            (0...tile.across).reduce(starts[connection.order[row]]) { volts, across in
              volts - wires.rowLinks[across * wires.paddedRows + row]
                * sum(row..<row + 1, wires.across[across].lowerBound..<n)
            }
          }
          let bottom = tile.columns.map { column -> Double in
            (tile.down..<wires.down.count).reduce(nodes.layers[k][column]) { volts, down in
              volts + wires.columnLinks[down * wires.stride + column]
                * sum(0..<wires.down[down].upperBound, column..<column + 1)
            }
          }
          let solution = try CrossbarSolver(
            CrossbarTile(
              rows: tile.rows.count, columns: tile.columns.count,
              siemens: tile.rows.flatMap { i in
                tile.columns.map { connection.cells[i * connection.stride + $0] }
              },
              law: law,
              wires: wires.ofTiles)
          ).solve(CrossbarVoltages(left: left, bottom: bottom))
          for (i, row) in tile.rows.enumerated() {
            let ours = sum(row..<row + 1, tile.columns)
            #expect(abs(solution.currents.left[i] - ours) < 1e-9 * 1e-4, "tile \(t) row \(row)")
            let networkRow = connection.order[row]
            if k > 0, networkRow < network.nodeCount(k - 1) {
              into[k - 1][networkRow] -= ours / network.gain(k - 1, node: networkRow)
            }
          }
          for (j, column) in tile.columns.enumerated() {
            #expect(abs(solution.currents.bottom[j] + sum(tile.rows, column..<column + 1)) < 1e-9 * 1e-4)
            into[k][column] += sum(tile.rows, column..<column + 1)
            for row in tile.rows { scale[k][column] += abs(currents[row * n + column]) }
          }
        }
      }
      for (k, layer) in into.enumerated() {
        for (j, current) in layer.enumerated() {
          let rectifier =
            k < network.hidden.count
            ? network.rectifierCurrent(layer: k, node: j, volts: nodes.layers[k][j]) : 0
          #expect(abs(current + rectifier) <= 1e-9 * scale[k][j], "layer \(k) node \(j)")
        }
      }
    }
  }
}
