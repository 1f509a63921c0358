import Fabrics
import Foundation
import Mapping
import Quantities
import Technology
import Testing

@testable import Activity
@testable import Estimation
@testable import Learning
@testable import Resistive

@Suite("Amplifiers in a loop")
struct AmplifierTests {
  private static let amplifier = AmplifierResponse(
    gainBandwidth: Frequency(si: 50e6), slewRate: SlewRate(si: 42e6), outputResistance: Resistance(si: 1e3))

  @Test("50 MHz at a gain of 4 are 12.5 MHz, and a load of 1 mS at 1 kΩ halves them")
  func bandwidth() {
    let free = Self.amplifier.timeConstant(gain: 4, load: .zero)
    #expect(abs(1 / (2 * .pi * free.si) / 12.5e6 - 1) < 1e-12)
    // 1 / (2π · 12.5 MHz) = 12.7324 ns.
    #expect(abs(free.si - 12.7324e-9) < 1e-13)
    let loaded = Self.amplifier.timeConstant(gain: 4, load: Conductance(si: 1e-3))
    #expect(abs(loaded / free - 2) < 1e-12)
  }

  @Test("a step beyond the slew rate is that of the equation integrated")
  func slewing() {
    // 0.3 V at τ = 3.1831 ns: 42 V/µs · τ = 0.13369 V, so 0.3 V go straight for (0.3 − 0.13369) / 42 V/µs = 3.9598 ns
    // and then exponentially to 1 %, 3 mV: 3.1831 ns · ln(0.13369 / 0.003) = 12.0846 ns.
    let time = Self.amplifier.settling(step: Voltage(si: 0.3), gain: 1, load: .zero, to: 0.01)
    #expect(abs(time.si - (3.9598e-9 + 12.0846e-9)) < 2e-12)
    let (tau, dt) = (Self.amplifier.timeConstant(gain: 1, load: .zero).si, 1e-13)
    var (left, clock) = (0.3, 0.0)
    while left > 0.003 {
      left -= dt * min(left / tau, 42e6)
      clock += dt
    }
    #expect(abs(time.si / clock - 1) < 1e-3)
    let small = Voltage(si: 0.1)
    #expect(Self.amplifier.slewing(step: small, timeConstant: TimeSpan(si: tau)) == .zero)
  }

  @Test(
    "the library's amplifier is the one its file speaks of, and one without a loop is of six time constants")
  func library() throws {
    let technology = try TechnologyLibrary().load("leti-hfo2-130")
    let amplifier = try #require(technology.amplifier)
    #expect(amplifier == Self.amplifier)
    // gm / (2π C) of 157 µS and 0.5 pF; twice 10.5 µA into 0.5 pF.
    #expect(abs(157e-6 / (2 * .pi * 0.5e-12) / amplifier.gainBandwidth.si - 1) < 0.001)
    #expect(abs(2 * 10.5e-6 / 0.5e-12 / amplifier.slewRate.si - 1) < 1e-12)
    let converter = try TechnologyLibrary().component("dac-8b-brahms")
    let cost = try converter.cost(node: Length(si: 40e-9), supply: Voltage(si: 0.9), bits: 8)
    let constant = try #require(cost.amplifier).timeConstant(gain: 1, load: .zero)
    #expect(abs(constant.si / (0.91e-9 / 6) - 1) < 1e-12)
  }

  /// A hidden layer of four neurons with gain A, and its amplifiers' delays.
  struct Loop: Sendable, CustomTestStringConvertible {
    var reverseGain: Double
    /// τ and τ', seconds; a τ' of 0 for currents that come back at once.
    var lag, reverseLag: Double
    /// Whether the class values pass their equilibrium.
    var rings: Bool
    var testDescription: String { "B \(reverseGain), \(lag) s, \(reverseLag) s" }
  }

  @Test(
    "a chip with slow amplifiers settles as its differential equations, integrated step by step",
    arguments: [
      Loop(reverseGain: 1.0 / 3, lag: 15e-9, reverseLag: 0, rings: false),
      Loop(reverseGain: 1.0 / 3, lag: 15e-9, reverseLag: 5e-9, rings: false),
      Loop(reverseGain: 6, lag: 15e-9, reverseLag: 12e-9, rings: true),
    ])
  func settling(_ loop: Loop) throws {
    let sketch = try Sketch("ecram-130", units: [4], gain: 3, output: "single")
    // Without cells' capacitance every node is C dv/dt = i, and rectifiers of 20 kΩ are not stiff.
    let chip = sketch.chip { $0.device.capacitance = Cited(.zero, .assumption("none")) }
    var network = sketch.design.resistive
    network.rectifier.onConductance = Conductance(si: 5e-5)
    network.hidden[0] = HiddenLayer(
      units: 4, gain: 3, reverseGain: loop.reverseGain, rectifiers: network.hidden[0].rectifiers)
    let soft = Chip(
      name: "soft", fabric: network.fabric, technology: chip.technology,
      tileShape: sketch.design.chip.tileShape)
    let dynamics = NodeDynamics(
      soft, sketch.conductances, wires: .lumped,
      lags: .init(forward: [loop.lag], backward: loop.reverseLag > 0 ? [loop.reverseLag] : []))
    let (before, after) = (sketch.data.test.values(0), sketch.data.test.values(1))
    let model = ResistiveModel(network)
    func equilibrium(_ inputs: [Double]) -> [Double] {
      let prepared = model.prepare(sketch.conductances)
      var state = model.restingState()
      _ = Relaxation(tolerance: 1e-13, maximumSweeps: 20_000).run(
        model, &state, model.drive(inputs, prepared), prepared, nudge: nil)
      return model.nodes(of: state).layers.flatMap { $0 }
    }
    let (start, end) = (equilibrium(before), equilibrium(after))
    let largest = dynamics.classValues(end).map(abs).max() ?? 0
    let transient = Transient(
      dynamics, dynamics.drive(after), nudge: nil, rowsBefore: dynamics.drive(before).rows, from: start,
      to: end, tolerances: [.init(classValues: 0.01 * largest)])

    // The same by Euler's method on plain arrays.
    let rows = network.rowVoltages(0, inputs: after, nodes: NodeVoltages(layers: []))
    let (g1, g2) = (sketch.conductances.connections[0], sketch.conductances.connections[1])
    let bias = network.bias?.si ?? 0
    let row = soft.rowLine(soft.blocks[1]).capacitance.si
    #expect(row > 0)
    var v1 = Array(start[0..<4])
    var v2 = Array(start[4...])
    var u = v1.map { 3 * $0 }
    func rowCurrents() -> [Double] {
      (0..<4).map { i in (0..<10).reduce(0) { $0 + g2.siemens[i * 10 + $1] * (u[i] - v2[$1]) } }
    }
    var w = rowCurrents().map { loop.reverseGain * $0 }
    let (dt, goals) = (5e-12, Array(end[4...]))
    let began = zip(v2, goals).map(-)
    var (time, last, passed) = (0.0, 0.0, false)
    while time < 600e-9 {
      let lines = u + [bias, -bias]
      var i1 = [Double](repeating: 0, count: 4)
      var i2 = [Double](repeating: 0, count: 10)
      for i in rows.indices { for j in 0..<4 { i1[j] += g1.siemens[i * 4 + j] * (rows[i] - v1[j]) } }
      for i in lines.indices {
        for j in 0..<10 { i2[j] += g2.siemens[i * 10 + j] * (lines[i] - v2[j]) }
      }
      for (i, current) in rowCurrents().enumerated() {
        let change = (3 * v1[i] - u[i]) / loop.lag
        let back = loop.reverseGain * (current + row * change)
        if loop.reverseLag > 0 { w[i] += dt / loop.reverseLag * (back - w[i]) } else { w[i] = back }
        let excess = network.hidden[0].isExcitatory(i) ? min(v1[i], 0) : max(v1[i], 0)
        i1[i] -= w[i] + 5e-5 * excess
        u[i] += dt * change
      }
      for j in 0..<4 { v1[j] += dt / dynamics.ground[0] * i1[j] }
      for j in 0..<10 { v2[j] += dt / dynamics.ground[1] * i2[j] }
      time += dt
      for (j, miss) in zip(v2, goals).map(-).enumerated() {
        if abs(miss) > 0.01 * largest { last = time }
        if abs(began[j]) > 0.1 * largest, miss / began[j] < -0.01 { passed = true }
      }
    }
    #expect(last > 2 * loop.lag && transient.settling[0].si > 2 * loop.lag)
    #expect(passed == loop.rings)
    #expect(abs(transient.settling[0].si / last - 1) < 0.02, "\(transient.settling[0]) \(last)")
  }
}
