import Diagnostics
import Fabrics
import Foundation
import Kernels
import Mapping
import Netlists
import Quantities
import Simulators
import Specification
import Technology
import Testing

@testable import Learning
@testable import Resistive
@testable import Verification

/// The network that is solved through its wires is the circuit that is emitted with wires per cell.
@Suite("wired networks", .serialized)
struct WiredModelTests {
  /// Nodes of a sample by the wired model.
  private static func nodes(
    _ fixture: Fixture, _ sample: ReferenceStates.Sample, _ phase: Phase, factor: Double = 1
  ) throws -> NodeVoltages {
    let model = try WiredModel(fixture.network, fixture.chip, factor: factor)
    let prepared = try model.prepared(fixture.conductances)
    let drive = model.drive(sample.sample.inputs, prepared)
    var state = model.restingState()
    let report = Relaxation(tolerance: 1e-13, maximumSweeps: 20_000).run(
      model, &state, drive, prepared,
      nudge: ReferenceStates.nudge(fixture.reference.nudge, in: phase, .spring, targets: sample.targets))
    #expect(report.converged)
    return state.nodes
  }

  @Test(
    "ngspice finds the same nodes in the netlist with wires per cell",
    .enabled(if: Tools.discover().ngspice != nil),
    arguments: [
      (OutputEncoding.single, [HiddenLayer(units: 5, gain: 3)], TileShape(rows: 4, columns: 4)),
      (OutputEncoding.differential, [HiddenLayer(units: 6)], TileShape(rows: 3, columns: 5)),
      (
        OutputEncoding.referenceColumn, [HiddenLayer(units: 5, gain: 2), HiddenLayer(units: 4)],
        TileShape(rows: 16, columns: 2)
      ),
    ])
  func ngspice(_ output: OutputEncoding, _ hidden: [HiddenLayer], _ tile: TileShape) throws {
    // Wires a thousand times as resistive as real ones, so that they matter in a small chip.
    let fixture = try Fixture(
      isLinear: true, hidden: hidden, output: output, wires: .perCell, tile: tile, dialects: ["ngspice"],
      wireFactor: 1000)
    let context = fixture.context()
    var simulations = try Simulations()
    var largestEffect = 0.0
    for sample in fixture.reference.samples {
      for phase in fixture.reference.phases {
        let name = phase.testbenchName(sample: sample.sample.index)
        let testbench = try #require(context.operatingPoints.first { $0.name == name })
        let found = try simulations.ngspice(testbench, context)
        let ours = try Self.nodes(fixture, sample, phase)
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

  @Test("wires that vanish leave the network with its drivers")
  func limit() throws {
    let fixture = try Fixture(isLinear: true, hidden: [HiddenLayer(units: 6, gain: 2)], dialects: [])
    for sample in fixture.reference.samples {
      var errors: [Double] = []
      let limit = try Self.nodes(fixture, sample, .free, factor: 1e-2)
      for factor in [1e2, 1e1] {
        let wired = try Self.nodes(fixture, sample, .free, factor: factor)
        errors.append(zip(wired.layers.joined(), limit.layers.joined()).map { abs($0 - $1) }.max() ?? 0)
      }
      // First order in the resistance.
      #expect(errors[1] < 0.11 * errors[0] && errors[0] < 1e-2)
      let ideal = try #require(sample.nodes[.free])
      let drivers = zip(limit.layers.joined(), ideal.layers.joined()).map { abs($0 - $1) }.max() ?? 0
      #expect(
        drivers > 1e-3 * errors[1], "the drivers' resistance does not vanish with the wires: \(drivers)")
    }
  }

  @Test("operators do not depend on the number of threads, and are symmetric")
  func threads() throws {
    let fixture = try Fixture(isLinear: true, hidden: [HiddenLayer(units: 7)], dialects: [])
    for k in 0..<2 {
      let one = try ConnectionOperator(
        fixture.conductances.connections[k], of: fixture.chip, connection: k, factor: 100, threads: 1)
      let many = try ConnectionOperator(
        fixture.conductances.connections[k], of: fixture.chip, connection: k, factor: 100, threads: 5)
      #expect(one.coupling == many.coupling && one.nodes == many.nodes && one.rowsBelow == many.rowsBelow)
      for i in 0..<one.columns {
        // A volt everywhere drives no current.
        let sum = (0..<one.rows).reduce(0) { $0 + one.coupling[$1 * one.columns + i] }
        let drawn = (0..<one.columns).reduce(0) { $0 + one.nodes[i * one.columns + $1] }
        #expect(abs(sum - drawn) <= 1e-9 * abs(drawn))
        for j in 0..<one.columns {
          let (there, back) = (one.nodes[i * one.columns + j], one.nodes[j * one.columns + i])
          let own = one.nodes[i * one.columns + i]
          #expect(abs(there - back) <= 1e-10 * own)
        }
      }
    }
  }

  @Test("a device that is not linear is refused")
  func nonlinear() throws {
    let fixture = try Fixture(dialects: [])
    let error = #expect(throws: Diagnostic.self) { try WiredModel(fixture.network, fixture.chip) }
    #expect(error?.code == "GD0445")
  }
}
