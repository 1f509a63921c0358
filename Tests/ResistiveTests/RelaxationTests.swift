import Diagnostics
import Fabrics
import Foundation
import Quantities
import Specification
import Testing

@testable import Learning
@testable import Resistive

@Suite struct RelaxationTests {
  /// Kirchhoff's law summed over single elements, not in the solver's expanded form.
  @Test(arguments: Sample.all) func kirchhoffHolds(_ sample: Sample) {
    for beta in [nil, 4e-6, -4e-6] {
      let nudge = beta.map(sample.nudge)
      let (state, report) = sample.equilibrium(nudge, tolerance: 1e-12)
      #expect(report.converged, "β \(beta ?? 0): \(report)")
      let nodes = sample.model.nodes(of: state)
      let residual = sample.network.residualCurrents(
        sample.conductances, inputs: sample.inputs, nodes: nodes, nudge: nudge)
      for k in residual.layers.indices {
        for (j, current) in residual.layers[k].enumerated() {
          var total = (0..<sample.network.rowCount(k)).reduce(0) {
            $0 + sample.conductances.connections[k][$1, j].si
          }
          if k + 1 < sample.network.connectionCount {
            total += (0..<sample.network.nodeCount(k + 1)).reduce(0) {
              $0 + sample.conductances.connections[k + 1][j, $1].si
            }
          }
          // Rounding of the individual sinh's is a few 1e-15 of their own size, which for v0 = 0.08 V is e^5 times
          // the linear scale.
          #expect(abs(current) <= 2e-12 * total * 0.4, "layer \(k) node \(j), β \(beta ?? 0)")
        }
      }
    }
  }

  @Test(arguments: Sample.all) func energyNeverRises(_ sample: Sample) {
    let model = sample.model
    let prepared = model.prepare(sample.conductances)
    let drive = model.drive(sample.inputs, prepared)
    for beta in [nil, 4e-6, -4e-6, 1e-3] {
      let nudge = beta.map(sample.nudge)
      // From far away, so that every branch of the steps is used.
      var state = model.state(
        NodeVoltages(
          layers: (0..<model.layerCount).map { k in
            (0..<sample.network.nodeCount(k)).map { 0.3 * sin(Double(3 * $0 + k)) }
          }))
      var energy = model.energy(of: state, inputs: sample.inputs, prepared, nudge: nudge)
      let first = energy
      for _ in 0..<12 {
        for k in 0..<model.layerCount {
          model.relax(layer: k, of: &state, drive, prepared, nudge: nudge)
          let next = model.energy(of: state, inputs: sample.inputs, prepared, nudge: nudge)
          #expect(next <= energy + 1e-14 * abs(energy), "β \(beta ?? 0)")
          energy = next
        }
      }
      #expect(energy < first)
    }
  }

  /// One step solves a layer (an output block with its nudge, too) exactly, from any state.
  @Test(arguments: Sample.all) func stepsAreExact(_ sample: Sample) {
    let model = sample.model
    let prepared = model.prepare(sample.conductances)
    let drive = model.drive(sample.inputs, prepared)
    for beta in [nil, 4e-6, -4e-6, 1e-3] {
      let nudge = beta.map(sample.nudge)
      var state = model.state(
        NodeVoltages(
          layers: (0..<model.layerCount).map { k in
            (0..<sample.network.nodeCount(k)).map { 0.2 * sin(Double(5 * $0 + k)) }
          }))
      for k in [Int](0..<model.layerCount) + [0] {
        model.relax(layer: k, of: &state, drive, prepared, nudge: nudge)
        let residual = model.residual(layer: k, of: &state, drive, prepared, nudge: nudge)
        // For v0 = 0.08 V the single currents are up to e^10 times the scale of the residual.
        #expect(residual < 1e-11, "layer \(k), β \(beta ?? 0)")
      }
    }
  }

  /// Kirchhoff's equations as one dense system, solved by Gaussian elimination.
  @Test(arguments: OutputEncoding.allCases) func linearNetworkEqualsNodalSolve(_ output: OutputEncoding) {
    // Without rectifiers the network is linear.
    let sample = Sample(
      seed: 11, law: nil, output: output, hidden: [HiddenLayer(units: 5, gain: 3), HiddenLayer(units: 4)],
      on: 0)
    for beta in [nil, 6e-6, -6e-6] {
      let nudge = beta.map(sample.nudge)
      let (state, report) = sample.equilibrium(nudge)
      #expect(report.residual < 1e-13)
      let expected = nodalSolve(sample, nudge)
      for (a, b) in zip(sample.model.nodes(of: state).layers.joined(), expected) {
        #expect(abs(a - b) < 1e-12)
      }
    }
  }

  private func nodalSolve(_ sample: Sample, _ nudge: Nudge?) -> [Double] {
    let network = sample.network
    let count = (0..<network.connectionCount).reduce(0) { $0 + network.nodeCount($1) }
    let zero = NodeVoltages(
      layers: (0..<network.connectionCount).map { [Double](repeating: 0, count: network.nodeCount($0)) })
    // Columns of the matrix are the residuals' answers to unit voltages.
    func residual(_ nodes: NodeVoltages) -> [Double] {
      Array(
        network.residualCurrents(sample.conductances, inputs: sample.inputs, nodes: nodes, nudge: nudge)
          .layers
          .joined())
    }
    let constant = residual(zero)
    var rows = constant.map { [Double](repeating: 0, count: count) + [-$0] }
    var column = 0
    for k in zero.layers.indices {
      for j in zero.layers[k].indices {
        var unit = zero
        unit.layers[k][j] = 1
        for (i, value) in residual(unit).enumerated() { rows[i][column] = value - constant[i] }
        column += 1
      }
    }
    for p in 0..<count {
      let pivot = (p..<count).max { abs(rows[$0][p]) < abs(rows[$1][p]) } ?? p
      rows.swapAt(p, pivot)
      for i in p + 1..<max(count, p + 1) {
        let factor = rows[i][p] / rows[p][p]
        for j in p...count { rows[i][j] -= factor * rows[p][j] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for p in stride(from: count - 1, through: 0, by: -1) {
      var value = rows[p][count]
      for j in p + 1..<max(count, p + 1) { value -= rows[p][j] * solution[j] }
      solution[p] = value / rows[p][p]
    }
    return solution
  }

  /// With linear synapses and V_f = 0: sources and target × λ give states × λ; conductances, rectifiers and β × μ
  /// leave the states alone.
  @Test(arguments: OutputEncoding.allCases) func scaleInvariance(_ output: OutputEncoding) {
    let sample = Sample(seed: 21, law: nil, output: output, hidden: [HiddenLayer(units: 6, gain: 2)])
    let reference = sample.model.nodes(of: sample.equilibrium(sample.nudge(8e-6)).state)
    var louder = sample
    louder.network.input.fullScale = 3 * sample.network.input.fullScale
    louder.network.bias = sample.network.bias.map { 3 * $0 }
    louder.network.output.target = 3 * sample.network.output.target
    let loud = louder.model.nodes(of: louder.equilibrium(louder.nudge(8e-6)).state)
    var stronger = sample
    stronger.conductances.values = sample.conductances.values.map { $0.map { 5 * $0 } }
    stronger.network.rectifier.onConductance = 5 * sample.network.rectifier.onConductance
    let strong = stronger.model.nodes(of: stronger.equilibrium(stronger.nudge(4e-5)).state)
    for (i, v) in reference.layers.joined().enumerated() {
      #expect(abs(Array(loud.layers.joined())[i] - 3 * v) < 1e-12)
      #expect(abs(Array(strong.layers.joined())[i] - v) < 1e-12)
    }
  }

  /// With linear synapses, c_{k+1} φ(A v − w) = c_k φ(v − w/A): a network with amplifiers is one without, whose
  /// layers behind them (with their bias, forward voltage and target) are at 1/A of the voltage.
  @Test func amplifiersRescaleLinearNetworks() {
    let with = Sample(
      seed: 31, law: nil, output: .differential,
      hidden: [HiddenLayer(units: 6, gain: 4), HiddenLayer(units: 5, gain: 2.5)], bias: nil)
    var without = with
    without.network.hidden = with.network.hidden.map { HiddenLayer(units: $0.units) }
    without.network.output.target = with.network.output.target / 10
    for beta in [nil, 5e-6] {
      let a = with.model.nodes(of: with.equilibrium(beta.map(with.nudge)).state)
      let b = without.model.nodes(of: without.equilibrium(beta.map(without.nudge)).state)
      for (k, scale) in [1.0, 4, 10].enumerated() {
        for (x, y) in zip(a.layers[k], b.layers[k]) { #expect(abs(x - scale * y) < 1e-13) }
      }
    }
  }

  /// A sinh law with a large v₀ is the linear law.
  @Test func sinhTendsToLinear() {
    let hidden = [HiddenLayer(units: 6, gain: 3)]
    let linear = Sample(seed: 41, law: nil, output: .single, hidden: hidden)
    let sinh = Sample(seed: 41, law: 400, output: .single, hidden: hidden)
    let (a, b) = (
      linear.model.nodes(of: linear.equilibrium().state), sinh.model.nodes(of: sinh.equilibrium().state)
    )
    // The next term of sinh is (v/v₀)²/6 ≈ 1e-6.
    for (x, y) in zip(a.layers.joined(), b.layers.joined()) { #expect(abs(x - y) < 1e-6) }
  }

  /// Voltages far above v₀ make exponentials of e^20; the step must stay exact.
  @Test func strongNonlinearity() {
    var sample = Sample(seed: 43, law: 0.05, output: .single, hidden: [HiddenLayer(units: 5, gain: 2)])
    sample.network.input.fullScale = Voltage(si: 1)
    let (state, report) = sample.equilibrium(tolerance: 1e-6)
    #expect(report.converged)
    #expect(sample.model.nodes(of: state).layers.joined().allSatisfy { $0.isFinite && abs($0) < 1 })
  }

  @Test func sweepsAreReported() {
    let sample = Sample(seed: 44, law: 0.3, output: .single, hidden: [HiddenLayer(units: 5)])
    let model = sample.model
    let prepared = model.prepare(sample.conductances)
    let drive = model.drive(sample.inputs, prepared)
    var state = model.restingState()
    let report = Relaxation(tolerance: 1e-15, maximumSweeps: 2).run(
      model, &state, drive, prepared, nudge: nil)
    #expect(report.sweeps == 2)
    #expect(!report.converged && report.residual > 1e-15)
  }

  /// The bound is sharp for linear synapses: just inside there is an equilibrium, just outside an error that names
  /// the node.
  @Test(arguments: OutputEncoding.allCases) func negativeNudgeIsChecked(_ output: OutputEncoding) throws {
    let sample = Sample(seed: 45, law: nil, output: output, hidden: [])
    let model = sample.model
    let prepared = model.prepare(sample.conductances)
    var (low, high) = (0.0, 1e-2)
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if (try? model.checkNudge(-middle, prepared)) == nil { high = middle } else { low = middle }
    }
    let error = #expect(throws: Diagnostic.self) { try model.checkNudge(-high, prepared) }
    #expect(error?.code == "GD0408")
    #expect(error?.message.contains("node") == true)
    try model.checkNudge(high, prepared)
    let inside = sample.equilibrium(sample.nudge(-0.99 * low))
    #expect(inside.report.converged)
    // Outside, the energy along the softest direction falls without bound: the solver's step goes uphill.
    var state = inside.state
    let drive = model.drive(sample.inputs, prepared)
    let outside = sample.nudge(-1.05 * high)
    let before = model.energy(of: state, inputs: sample.inputs, prepared, nudge: outside)
    model.relax(layer: 0, of: &state, drive, prepared, nudge: outside)
    #expect(model.energy(of: state, inputs: sample.inputs, prepared, nudge: outside) > before)
  }
}
