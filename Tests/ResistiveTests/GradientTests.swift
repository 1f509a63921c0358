import Fabrics
import Foundation
import Quantities
import Specification
import Testing

@testable import Learning
@testable import Resistive

@Suite struct GradientTests {
  /// Every conductance of every connection, bias rows included, against a central difference of the cost.
  @Test(arguments: Sample.all) func centeredEqualsFiniteDifference(_ sample: Sample) throws {
    let gradient = try sample.gradient(.centered, nudge: 2e-8)
    for k in sample.conductances.connections.indices {
      let largest = gradient.values[k].map(abs).max() ?? 0
      #expect(largest > 0)
      for i in sample.conductances.values[k].indices {
        let g = sample.conductances.values[k][i]
        let h = 1e-4 * g
        var (up, down) = (sample.conductances, sample.conductances)
        up.connections[k].siemens[i] = g + h
        down.connections[k].siemens[i] = g - h
        let difference = (sample.freeCost(up) - sample.freeCost(down)) / (2 * h)
        #expect(
          abs(gradient.values[k][i] - difference) < 1e-4 * largest,
          "connection \(k), parameter \(i): EP \(gradient.values[k][i]), difference \(difference)")
      }
    }
  }

  /// One-sided is wrong by O(β), centered by O(β²).
  @Test(arguments: [nil, 0.3]) func convergenceOrders(_ law: Double?) throws {
    let sample = Sample(
      seed: 6, law: law, output: .differential, hidden: [HiddenLayer(units: 5, gain: 2)], on: 3e-4)
    let exact = try sample.gradient(.centered, nudge: 1e-8).values.flatMap { $0 }
    func error(_ estimator: GradientEstimator, _ beta: Double) throws -> Double {
      let values = try sample.gradient(estimator, nudge: beta).values.flatMap { $0 }
      return sqrt(zip(values, exact).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
    }
    let oneSided = try error(.oneSided, 8e-6) / error(.oneSided, 4e-6)
    let centered = try error(.centered, 8e-6) / error(.centered, 4e-6)
    #expect(abs(oneSided - 2) < 0.3, "halving β divides the one-sided error by \(oneSided)")
    #expect(abs(centered - 4) < 0.6, "halving β divides the centered error by \(centered)")
  }

  /// The expanded form equals the plain difference of contents where that is accurate (a large β).
  @Test(arguments: Sample.all) func expandedFormEqualsDifferenceOfContents(_ sample: Sample) throws {
    let model = sample.model
    let prepared = model.prepare(sample.conductances)
    let drive = model.drive(sample.inputs, prepared)
    let free = sample.equilibrium().state
    let nudged = sample.equilibrium(sample.nudge(1e-3), from: free).state
    let difference = model.derivativeDifference(from: [free], to: [nudged], [drive], scale: 1, threads: 1)
    let (a, b) = (model.nodes(of: free), model.nodes(of: nudged))
    let law = sample.network.readLaw
    for k in 0..<model.layerCount {
      let scale = sample.network.energyScale(k) / sample.network.outputEnergyScale
      let rowsA = sample.network.rowVoltages(k, inputs: sample.inputs, nodes: a)
      let rowsB = sample.network.rowVoltages(k, inputs: sample.inputs, nodes: b)
      let largest = difference.values[k].map(abs).max() ?? 0
      for i in rowsA.indices {
        for j in a.layers[k].indices {
          let plain =
            scale * (law.content(rowsB[i] - b.layers[k][j]) - law.content(rowsA[i] - a.layers[k][j]))
          #expect(abs(difference.connections[k][i, j].si - plain) < 1e-9 * largest)
        }
      }
    }
  }

  /// The same bits whatever the number of threads, on matrices large enough to be cut into blocks.
  @Test(arguments: [nil, 0.4]) func threadsDoNotMatter(_ law: Double?) throws {
    var network = Sample(seed: 8, law: law, output: .differential, hidden: [HiddenLayer(units: 300, gain: 2)])
      .network
    network.input.shape = [10, 10]
    network.hidden.append(HiddenLayer(units: 90))
    let model = ResistiveModel(network)
    let parameters = model.initialParameters { k, i in 1e-6 * (1 + 50 * abs(sin(Double(7 * i + k)))) }
    let batch = (0..<7).map { s in
      TargetedInput(values: (0..<100).map { abs(cos(Double($0 * (s + 1)))) }, target: .label(s % 3))
    }
    for plan in [
      GradientPlan.contrast(minus: .nudged(-5e-6), plus: .nudged(5e-6), span: 1e-5), .adjoint,
      .contrast(minus: .free, plus: .clamped(share: 1), span: 1),
    ] {
      func result(_ threads: Int) throws -> BatchResult<Conductances> {
        try ExactEngine(model, relaxation: Relaxation(tolerance: 1e-6, maximumSweeps: 50), threads: threads)
          .gradient(plan, parameters, batch: batch)
      }
      let one = try result(1)
      for threads in [2, 5] {
        let many = try result(threads)
        #expect(many.gradient == one.gradient)
        #expect(many.cost == one.cost && many.sweeps == one.sweeps)
      }
    }
  }
}
