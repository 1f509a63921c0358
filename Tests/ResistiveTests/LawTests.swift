import Expressions
import Fabrics
import Foundation
import Kernels
import Quantities
import Technology
import Testing

@testable import Resistive

/// What networks and solvers compute by hand for speed is what the formulas of the leaf cells say, from which netlists and
/// Verilog-A are printed.
@Suite struct LawTests {
  private func random(_ count: Int, _ purpose: UInt32, _ range: ClosedRange<Double>) -> [Double] {
    let philox = Philox(seed: 78)
    return (0..<count).map {
      range.lowerBound
        + (range.upperBound - range.lowerBound)
        * philox.uniform(purpose: purpose, stream: 0, index: UInt64($0))
    }
  }

  @Test(arguments: [nil, 0.43, 0.08]) func theReadLaw(_ v0: Double?) throws {
    let read = ReadLaw(nonlinearityVoltage: v0.map { Voltage(si: $0) })
    let law = MemristorLaw(isLinear: v0 == nil)
    let program = try Program([law.drive, law.content], lanes: ["v"], uniforms: v0 == nil ? [] : ["v0"])
    var (contents, drives) = (ReadLaw.Lanes(read, \.content), ReadLaw.Lanes(read, \.drive))
    for volts in random(500, 0, -2...2) {
      let found = program([volts] + (v0.map { [$0] } ?? []))
      #expect(read.currentPerConductance(volts) == found[0])
      #expect(read.content(volts) == found[1])
      #expect(contents([volts, 0]) == [found[1], 0] && drives([volts, 0]) == [found[0], 0])
    }
  }

  @Test func theRectifier() throws {
    let sample = Sample(
      seed: 1, law: nil, output: .single, hidden: [HiddenLayer(units: 2)], forward: 0.05, on: 0.1)
    let program = try Program(
      [RectifierLaw.current, RectifierLaw.content].map { $0.inlining([RectifierLaw.overdrive]) },
      lanes: ["v"], uniforms: ["polarity", "gon", "vf"])
    for (node, polarity) in [(0, 1.0), (1, -1)] {
      for volts in random(300, 1, -0.5...0.5) {
        let found = program([volts, polarity, 0.1, 0.05])
        // The formula's current leaves the node.
        let current = -sample.network.rectifierCurrent(layer: 0, node: node, volts: volts)
        #expect(abs(current - found[0]) <= 1e-16)
        let content = sample.network.rectifierContent(layer: 0, node: node, volts: volts)
        #expect(abs(content - found[1]) <= 1e-16)
      }
    }
  }

  @Test func theNudge() throws {
    let program = try Program(
      [NudgeLaw.pull], lanes: ["v", "target", "beta"], uniforms: ["offset", "follow"])
    let (values, targets) = (random(200, 2, -1...1), random(200, 3, -1...1))
    for (k, beta) in random(200, 4, -1e-4...1e-4).enumerated() {
      let spring = Nudge(conductance: Conductance(si: beta), target: [targets[k]])
      let due = spring.current(0, at: values[k])
      #expect(abs(program([values[k], targets[k], beta, 0, 1])[0] - due) <= 1e-20)
      // A current that stays is β times the target's voltage.
      let held = Nudge.currents([Current(si: beta * targets[k])]).current(0, at: values[k])
      #expect(abs(program([values[k], targets[k], beta, 0, 0])[0] - held) <= 1e-20)
    }
  }

  /// Kirchhoff's law at the solver's equilibria, every current from a formula: cells, rectifiers, amplifiers both ways, and
  /// the nudge.
  @Test(arguments: Sample.all) func equilibria(_ sample: Sample) throws {
    let network = sample.network
    let law = MemristorLaw(isLinear: network.nonlinearityVoltage == nil)
    let cell = try Program([law.current], lanes: ["v", "g"], uniforms: law.isLinear ? [] : ["v0"])
    let v0 = network.nonlinearityVoltage.map { [$0.si] } ?? []
    let rectifier = try Program(
      [RectifierLaw.current.inlining([RectifierLaw.overdrive])], lanes: ["v"],
      uniforms: ["polarity", "gon", "vf"])
    let amplifier = try Program(
      [AmplifierLaw.output, AmplifierLaw.inputCurrent], lanes: ["v", "i"], uniforms: ["gain", "reverse"])
    let pull = try Program(
      [NudgeLaw.pull.replacing(["offset": 0, "follow": 1])], lanes: ["beta", "target", "v"])
    for nudge in [nil, sample.nudge(4e-6), sample.nudge(-4e-6)] {
      let nodes = sample.model.nodes(of: sample.equilibrium(nudge, tolerance: 1e-12).state).layers
      // Currents into every node, and the sum of the conductances at it.
      var currents = nodes.map { $0.map { _ in 0.0 } }
      var totals = currents
      for k in 0..<network.connectionCount {
        let matrix = sample.conductances.connections[k]
        var rows = network.rowVoltages(k, inputs: sample.inputs, nodes: NodeVoltages(layers: nodes))
        for i in rows.indices {
          let source = k > 0 && i < network.signalRowCount(k) ? i : nil
          let settings = k > 0 ? [network.gain(k - 1), network.reverseGain(k - 1)] : []
          if let source { rows[i] = amplifier([nodes[k - 1][source], 0] + settings)[0] }
          var rowCurrent = 0.0
          for j in 0..<matrix.columns {
            let g = matrix.siemens[i * matrix.columns + j]
            let current = cell([rows[i] - nodes[k][j], g] + v0)[0]
            currents[k][j] += current
            totals[k][j] += g
            rowCurrent += current
            if let source { totals[k - 1][source] += g }
          }
          // What flows out of the amplifier's output flows into it with the other sign.
          if let source { currents[k - 1][source] -= amplifier([0, -rowCurrent] + settings)[1] }
        }
      }
      for k in network.hidden.indices {
        for (j, volts) in nodes[k].enumerated() {
          let polarity = network.hidden[k].isExcitatory(j) ? 1.0 : -1
          currents[k][j] -=
            rectifier([
              volts, polarity, network.rectifier.onConductance.si, network.forwardVoltage(k, node: j),
            ])[0]
        }
      }
      if let nudge {
        let last = nodes.count - 1
        for (c, value) in network.output.classValues(nodes[last]).enumerated() {
          let pair = network.output.nodes(ofClass: c)
          let current = pull([nudge.siemens, nudge.target[c], value])[0]
          currents[last][pair.positive] += current
          if let negative = pair.negative { currents[last][negative] -= current }
        }
      }
      for (current, total) in zip(currents.joined(), totals.joined()) {
        #expect(abs(current) <= 2e-12 * total * 0.4)
      }
    }
  }
}
