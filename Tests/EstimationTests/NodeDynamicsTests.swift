import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Specification
import Testing

@testable import Activity

@Suite("The circuit of a chip in time")
struct NodeDynamicsTests {
  static let chips: [(name: String, make: @Sendable () throws -> Sketch)] = [
    ("sinh, differential", { try Sketch() }),
    ("sinh, two hidden layers", { try Sketch(units: [6, 5], output: "single") }),
    ("linear, reference column", { try Sketch("ecram-130", output: "reference-column") }),
    ("linear, single rows", { try Sketch("ecram-130", units: [4], gain: 1, input: "single") }),
    ("no hidden layer", { try Sketch(units: []) }),
  ]

  private func randomVoltages(_ dynamics: NodeDynamics) -> [Double] {
    let random = Philox(seed: 3)
    return (0..<dynamics.nodeCount).map {
      0.1 * (2 * random.uniform(purpose: 0, stream: 0, index: UInt64($0)) - 1)
    }
  }

  private func layers(_ v: [Double], _ dynamics: NodeDynamics) -> NodeVoltages {
    NodeVoltages(layers: (0..<dynamics.layerCount).map { Array(v[dynamics.nodes($0)]) })
  }

  @Test("currents and powers are those of Kirchhoff's law, cell by cell", arguments: chips.indices)
  func currents(_ index: Int) throws {
    let sketch = try Self.chips[index].make()
    let network = sketch.design.resistive
    let dynamics = NodeDynamics(sketch.design.chip, sketch.conductances, wires: .lumped)
    let v = randomVoltages(dynamics)
    let nodes = layers(v, dynamics)
    let inputs = sketch.data.test.values(0)
    let nudge = Nudge(conductance: Conductance(si: 5e-6), target: network.target(of: 3))
    let point = dynamics.point(v, dynamics.drive(inputs), nudge: nudge)
    let expected = network.residualCurrents(
      sketch.conductances, inputs: inputs, nodes: nodes, nudge: nudge
    ).layers.flatMap { $0 }
    let scale = expected.map(abs).max() ?? 0
    for (a, b) in zip(point.currents, expected) { #expect(abs(a - b) < 1e-12 * scale) }
    for k in 0..<network.connectionCount {
      let rows = network.rowVoltages(k, inputs: inputs, nodes: nodes)
      let matrix = sketch.conductances.connections[k]
      var power = 0.0
      for i in rows.indices {
        for j in 0..<matrix.columns {
          let drop = rows[i] - nodes.layers[k][j]
          power +=
            matrix.siemens[i * matrix.columns + j] * drop * network.readLaw.currentPerConductance(drop)
        }
      }
      #expect(abs(point.power.cells[k].si / power - 1) < 1e-11)
    }
  }

  @Test("K is the derivative of the currents, and K and M are symmetric", arguments: chips.indices)
  func derivatives(_ index: Int) throws {
    let sketch = try Self.chips[index].make()
    let dynamics = NodeDynamics(sketch.design.chip, sketch.conductances, wires: .lumped)
    let drive = dynamics.drive(sketch.data.test.values(1))
    let nudge = Nudge(
      conductance: Conductance(si: -1e-6), target: sketch.design.resistive.target(of: 0))
    let v = randomVoltages(dynamics)
    let here = dynamics.point(v, drive, nudge: nudge)
    let x = (0..<v.count).map { sin(Double($0) + 1) }
    let y = (0..<v.count).map { cos(3 * Double($0)) }
    let step = 1e-6
    let plus = dynamics.point(zip(v, x).map { $0 + step * $1 }, drive, nudge: nudge).currents
    let minus = dynamics.point(zip(v, x).map { $0 - step * $1 }, drive, nudge: nudge).currents
    let image = dynamics.product(x, 0, 1, at: here, nudge: nudge)
    let scale = image.map(abs).max() ?? 0
    for k in 0..<dynamics.layerCount {
      for j in dynamics.nodes(k) {
        let slope = -(plus[j] - minus[j]) / (2 * step) * dynamics.scales[k]
        #expect(abs(image[j] - slope) < 1e-6 * scale)
      }
    }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    for (mass, slope) in [(1.0, 0.0), (0.0, 1.0)] {
      let (ax, ay) = (
        dynamics.product(x, mass, slope, at: here, nudge: nudge),
        dynamics.product(y, mass, slope, at: here, nudge: nudge)
      )
      #expect(abs(dot(y, ax) - dot(x, ay)) < 1e-12 * (abs(dot(x, ax)) + abs(dot(y, ay))))
    }
    let back = dynamics.solve(
      zip(image, (0..<dynamics.layerCount).flatMap { k in dynamics.nodes(k).map { _ in dynamics.scales[k] } })
        .map { $0 / $1 }, 0, 1, at: here, nudge: nudge)
    for (a, b) in zip(back, x) { #expect(abs(a - b) < 1e-4) }
  }

  @Test("at every equilibrium the sources deliver what is dissipated", arguments: chips.indices)
  func balance(_ index: Int) throws {
    let sketch = try Self.chips[index].make()
    let activity = try sketch.activity()
    #expect(activity.unconverged == 0 && activity.training.count == 3)
    for phase in activity.training + [activity.inference] {
      let power = phase.power
      let scale = power.cells.reduce(0) { $0 + $1.si } + power.rectifiers.si
      #expect(abs(power.delivered.si - power.dissipated.si) < 1e-9 * scale, "\(phase.phase.name)")
      #expect(scale > 0)
    }
  }

  @Test("one node settles as C/G says")
  func oneNode() throws {
    // Without a hidden layer and a reference, every output is a node of its own.
    let sketch = try Sketch("ecram-130", units: [], output: "single")
    let dynamics = NodeDynamics(sketch.design.chip, sketch.conductances, wires: .none)
    let precision = 1e-3
    let prediction = SettlingPrediction(
      sketch.design.network.model(of: nil), sketch.design.chip, sketch.conductances,
      inputs: sketch.data.test.values(0),
      wires: .none,
      precision: precision)
    let matrix = sketch.conductances.connections[0]
    let farads = dynamics.ground[0] + Double(matrix.rows) * dynamics.cell
    let outputs = prediction.equilibrium.layers[0].map(abs)
    let largest = outputs.max() ?? 0
    var (expected, slowest) = (0.0, 0.0)
    for j in 0..<matrix.columns {
      let siemens = (0..<matrix.rows).reduce(0) { $0 + matrix.siemens[$1 * matrix.columns + j] }
      expected = max(expected, farads / siemens * log(outputs[j] / (precision * largest)))
      slowest = max(slowest, farads / siemens)
    }
    #expect(abs(prediction.time.si / expected - 1) < 0.01)
    // The nodes are alike: their time constants are too close to be told apart by a few iterations.
    #expect(abs(prediction.timeConstant.si / slowest - 1) < 0.03)
  }

  @Test("a phase that ends where it begins takes no time")
  func nothing() throws {
    let sketch = try Sketch()
    let activity = try sketch.activity(samples: 1)
    // The only sample follows itself.
    #expect(activity.inference.worstSettling == .zero)
    #expect(activity.training[1].worstSettling > .zero)
  }

  @Test("outputs that are held by sources settle, too")
  func held() throws {
    let sketch = try Sketch(rule: "coupled-learning", keys: "")
    #expect(try sketch.sequence.phases.map(\.name) == ["free", "plus"])
    let activity = try sketch.activity()
    #expect(activity.training[1].worstSettling > .zero && activity.unconverged == 0)
  }
}
