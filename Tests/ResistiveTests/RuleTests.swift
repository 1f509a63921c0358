import Fabrics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Learning
@testable import Resistive

/// Every rule's gradient against the exact one, and the exact one against finite differences.
@Suite struct RuleTests {
  /// Hidden layers, amplifiers, both read laws, every output encoding.
  private static let samples = OutputEncoding.allCases.flatMap { output in
    [nil, 0.3].map { law in
      Sample(
        seed: 6, law: law, output: output,
        hidden: [HiddenLayer(units: 5, gain: 2), HiddenLayer(units: 4)], on: 3e-4)
    }
  }

  private func flat(_ gradient: Conductances) -> [Double] { gradient.values.flatMap { $0 } }

  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    let norm = b.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot() / norm
  }

  /// 1 − cos of the angle between two gradients, as ½ |â − b̂|², which keeps its digits.
  private func misalignment(_ a: [Double], _ b: [Double]) -> Double {
    func unit(_ x: [Double]) -> [Double] {
      let norm = x.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return x.map { $0 / norm }
    }
    return 0.5 * zip(unit(a), unit(b)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// The derivative by every third conductance, by differences of fourth order, and which ones these are.
  private func differences(
    _ sample: Sample, of value: (Conductances) -> Double
  ) -> [(parameter: Int, value: Double)] {
    var first = 0
    return sample.conductances.values.indices.flatMap { k in
      defer { first += sample.conductances.values[k].count }
      return stride(from: k, to: sample.conductances.values[k].count, by: 3).map { i in
        let g = sample.conductances.values[k][i]
        let h = 1e-3 * g
        func at(_ steps: Double) -> Double {
          var moved = sample.conductances
          moved.connections[k].siemens[i] = g + steps * h
          return value(moved)
        }
        return (first + i, (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h))
      }
    }
  }

  @Test(arguments: Sample.all) func backpropEqualsFiniteDifferences(_ sample: Sample) throws {
    let exact = flat(try sample.gradient(.adjoint))
    let expected = differences(sample, of: sample.freeCost)
    let largest = exact.map(abs).max() ?? 0
    #expect(largest > 0)
    for (i, value) in expected { #expect(abs(exact[i] - value) < 1e-6 * largest) }
  }

  /// Halving β halves the error of one-sided estimates and quarters that of centered ones; the angle to the exact
  /// gradient, of second order in the error, falls by 4 and 16.
  @Test(arguments: samples) func errorsFallWithTheOrderOfTheRule(_ sample: Sample) throws {
    let exact = flat(try sample.gradient(.adjoint))
    func ratios(_ plan: (Double) -> GradientPlan, _ strength: Double) throws -> (Double, Double) {
      let coarse = flat(try sample.gradient(plan(strength)))
      let fine = flat(try sample.gradient(plan(strength / 2)))
      #expect(distance(fine, exact) < 0.2)
      return (
        distance(coarse, exact) / distance(fine, exact),
        misalignment(coarse, exact) / misalignment(fine, exact)
      )
    }
    func plan(_ estimator: GradientEstimator) -> (Double) -> GradientPlan {
      { EquilibriumPropagation(.equilibriumPropagation(estimator, nudge: $0)).plan(minibatch: 0) }
    }
    for estimator in [GradientEstimator.oneSided, .oneSidedNegative, .randomSign] {
      let (error, angle) = try ratios(plan(estimator), 2e-6)
      #expect(abs(error - 2) < 0.15, "\(estimator): \(error)")
      #expect(abs(angle - 4) < 0.7, "\(estimator): \(angle)")
    }
    let (error, angle) = try ratios(plan(.centered), 8e-6)
    #expect(abs(error - 4) < 0.5, "centered: \(error)")
    #expect(abs(angle - 16) < 4, "centered: \(angle)")
  }

  /// Contrastive Hebbian learning descends the energy that holding the outputs costs, at any distance.
  @Test(arguments: samples) func contrastiveHebbianIsTheGradientOfItsContrast(_ sample: Sample) throws {
    let found = flat(
      try sample.gradient(ContrastiveHebbian(settings("contrastive-hebbian")).plan(minibatch: 0)))
    let target = sample.network.target(of: 1)
    let expected = differences(sample) { conductances in
      func energy(_ nudge: Nudge?) -> Double {
        let (state, report) = sample.equilibrium(nudge, conductances: conductances)
        #expect(report.converged)
        let nodes = sample.model.nodes(of: state)
        if nudge != nil {
          let missed = zip(sample.network.output.classValues(nodes.layers.last!), target).map { $0 - $1 }
          #expect(missed.allSatisfy { abs($0) < 1e-12 })
        }
        return sample.network.energy(conductances, inputs: sample.inputs, nodes: nodes)
      }
      return (energy(.holding(target)) - energy(nil)) / sample.network.outputEnergyScale
    }
    let largest = found.map(abs).max() ?? 0
    #expect(largest > 0)
    for (i, value) in expected { #expect(abs(found[i] - value) < 1e-6 * largest) }
  }

  /// Coupled learning tends to equilibrium propagation with the nudge current K (y − o), K the stiffness of the
  /// outputs, with an error of first order in the clamp.
  @Test(arguments: [nil, 0.3]) func coupledLearningTendsToStiffnessWeightedNudge(_ law: Double?) throws {
    let sample = Sample(
      seed: 6, law: law, output: .single, hidden: [HiddenLayer(units: 5, gain: 2), HiddenLayer(units: 4)],
      on: 3e-4)
    let model = sample.model
    let prepared = model.prepare(sample.conductances)
    let drive = model.drive(sample.inputs, prepared)
    let free = sample.equilibrium().state
    let values = model.classValues(of: free)
    /// The tangent of a current into the outputs.
    func tangent(_ currents: [Double]) -> ResistiveModel.Tangent {
      var tangent = model.restingTangent(at: free, drive, prepared)
      for _ in 0..<2000 {
        for k in [0, 2, 1] {
          _ = model.relax(tangent: &tangent, layer: k, pull: currents, prepared)
        }
      }
      return tangent
    }
    // Columns of the response R = K⁻¹, then I with R I = y − o by Cramer's rule.
    let response = (0..<3).map { c in tangent((0..<3).map { $0 == c ? 1 : 0 }).values.suffix(3).map { $0 } }
    func determinant(_ m: [[Double]]) -> Double {
      m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[1][0] * (m[0][1] * m[2][2] - m[0][2] * m[2][1])
        + m[2][0] * (m[0][1] * m[1][2] - m[0][2] * m[1][1])
    }
    let miss = zip(sample.network.target(of: 1), values).map { $0 - $1 }
    let currents = (0..<3).map { c in
      var replaced = response
      replaced[c] = miss
      return determinant(replaced) / determinant(response)
    }
    let limit = flat(model.derivative(along: [tangent(currents)], [drive], scale: 1, threads: 1))
    func error(_ clamp: Double) throws -> Double {
      let rule = CoupledLearning(settings("coupled-learning", clamp: clamp))
      return distance(flat(try sample.gradient(rule.plan(minibatch: 0))), limit)
    }
    let (coarse, fine) = (try error(0.02), try error(0.01))
    #expect(fine < 0.05)
    #expect(abs(coarse / fine - 2) < 0.1, "\(coarse / fine)")
    // With the clamp at the target it is contrastive Hebbian learning.
    #expect(
      CoupledLearning(settings("coupled-learning", clamp: 1)).plan(minibatch: 3)
        == ContrastiveHebbian(settings("contrastive-hebbian")).plan(minibatch: 3))
  }

  @Test func randomSignsFollowTheSeed() {
    func plans(_ seed: UInt64) -> [GradientPlan] {
      let rule = EquilibriumPropagation(.equilibriumPropagation(.randomSign, nudge: 0.5, seed: seed))
      return (0..<1000).map(rule.plan)
    }
    let plans = (plans(3), plans(4), plans(3))
    #expect(plans.0 == plans.2 && plans.0 != plans.1)
    let positive = GradientPlan.contrast(minus: .free, plus: .nudged(0.5), span: 0.5)
    let negative = GradientPlan.contrast(minus: .nudged(-0.5), plus: .free, span: 0.5)
    #expect(plans.0.allSatisfy { $0 == positive || $0 == negative })
    // Three standard deviations.
    #expect(abs(plans.0.count { $0 == positive } - 500) < 48)
  }

  /// The sum of the gradients of continual updates tends to the one-sided gradient, with an error of the order of the
  /// rate.
  @Test(arguments: [nil, 0.3]) func continualUpdatesTendToOneSided(_ law: Double?) throws {
    let sample = Sample(
      seed: 6, law: law, output: .differential, hidden: [HiddenLayer(units: 5, gain: 2)], on: 3e-4)
    let nudge = 5e-6
    let oneSided = flat(try sample.gradient(.contrast(minus: .free, plus: .nudged(nudge), span: nudge)))
    func error(_ rate: Double) throws -> Double {
      let engine = ExactEngine(sample.model, relaxation: Relaxation(tolerance: 1e-13, maximumSweeps: 500))
      var parameters = sample.conductances
      var updates = 0
      let result = try engine.learn(
        .continual(nudge: nudge), &parameters, batch: [TargetedInput(values: sample.inputs, target: 1)]
      ) { parameters, gradient in
        updates += 1
        parameters.values = zip(parameters.values, gradient.values).map { zip($0, $1).map { $0 - rate * $1 } }
      }
      #expect(updates > 3 && result.unconverged == 0)
      // What has moved is the sum of the gradients.
      for (moved, (start, total)) in zip(
        flat(parameters), zip(flat(sample.conductances), flat(result.gradient)))
      { #expect(abs(start - moved - rate * total) < 1e-12 * abs(start)) }
      return distance(flat(result.gradient), oneSided)
    }
    // Faster, and the drift of the weights under a weak spring would feed itself.
    let rate = 1e-9 / (oneSided.map(abs).max() ?? 1)
    let (coarse, fine) = (try error(2 * rate), try error(rate))
    #expect(fine < 0.01, "\(fine)")
    #expect(abs(coarse / fine - 2) < 0.05, "\(coarse / fine)")
  }

  private func settings(_ name: String, clamp: Double? = nil) -> RuleSettings {
    RuleSettings(
      name: Located(name, at: here), estimator: Located(.centered, at: here),
      numbers: clamp.map { [.clamp: Located($0, at: here)] } ?? [:], seed: 1)
  }
}
