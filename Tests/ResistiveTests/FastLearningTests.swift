import CKernels
import Fabrics
import Foundation
import Kernels
import Quantities
import Specification
import Technology
import TestSupport
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Resistive

/// A network of the fast engine with random conductances and samples, and what both engines make of it.
private struct FastSample: Sendable, CustomStringConvertible {
  var network: ResistiveNetwork
  /// As float32 holds them.
  let conductances: Conductances
  let samples: Samples
  let description: String

  init(
    _ hidden: [HiddenLayer], _ nudge: NudgeKind, _ cost: CostSpec,
    _ encoding: OutputEncoding = .single, samples count: Int = 6
  ) {
    let philox = Philox(seed: 21)
    var output = OutputLayer(classes: 3, encoding: encoding, target: Voltage(si: 0.3))
    (output.nudge, output.cost) = (nudge, cost)
    network = ResistiveNetwork(
      input: InputLayer(shape: [9], encoding: .complementary, fullScale: Voltage(si: 2)), bias: nil,
      hidden: hidden, output: output, nonlinearityVoltage: nil,
      rectifier: Rectifier(onConductance: Conductance(si: 1e9), forwardVoltage: .zero),
      conductanceRange: .zero...Conductance(si: 1))
    conductances = ResistiveModel(network).initialParameters { k, i in
      Double(Float(0.05 + 0.95 * philox.uniform(purpose: 90, stream: UInt32(k), index: UInt64(i))))
    }
    samples = Samples(
      valueCount: 9,
      bytes: (0..<9 * count).map {
        UInt8(255 * philox.uniform(purpose: 91, stream: 0, index: UInt64($0)))
      }, labels: (0..<count).map { $0 % 3 })
    description = "\(hidden.map { "\($0.units)×\($0.gain)/\($0.reverseGain)" }) \(nudge) \(cost) \(encoding)"
  }

  var batch: [TargetedInput] {
    (0..<samples.count).map { TargetedInput(values: samples.values($0), target: .label(samples.labels[$0])) }
  }

  static let tolerance = 1e-13

  static let chip = ChipInstance(seed: 3, chip: 1)

  func exact(
    _ plan: GradientPlan, skipping voltage: Double? = nil, nodes: NodeMagnitudes? = nil
  ) throws -> BatchResult<Conductances> {
    let model = ResistiveModel(network)
    return try ExactEngine(
      model, relaxation: Relaxation(tolerance: Self.tolerance, maximumSweeps: 10_000),
      chip: nodes.map { LearningChip(circuits: $0.circuits(of: network.fabric, Self.chip)) },
      skippedPull: voltage
    ).gradient(plan, conductances, batch: batch)
  }

  /// −∂C/∂o of every sample's free state.
  var pulls: [[Double]] {
    let model = ResistiveModel(network)
    let prepared = model.prepare(conductances)
    return batch.map { sample in
      let drive = model.drive(sample.values, prepared)
      var state = model.restingState()
      _ = Relaxation(tolerance: Self.tolerance, maximumSweeps: 10_000).run(
        model, &state, drive, prepared, nudge: nil)
      return model.pull(model.classValues(of: state), target: sample.target)
    }
  }

  /// What one update of the fast engine says of the gradient, with what an epoch counts and what the samples count.
  /// - Parameters:
  ///   - steps: η of each connection.
  ///   - update: its number.
  func fast(
    _ plan: GradientPlan, steps: [Double], skipping voltage: Double? = nil, nodes: NodeMagnitudes? = nil,
    update: Int = 0, sweeps: Int = 500, threads: Int = 1, isa: gd_isa = gd_best_isa()
  ) throws -> (gradient: [[Double]], progress: EpochProgress, weights: [Double]) {
    var net = FastNetwork(network, sweeps: sweeps)
    net.nodes = nodes.map {
      ChipNodes(
        $0, Self.chip, hidden: network.hidden.map(\.units), outputs: net.outputs,
        classes: network.output.classes)
    }
    // Nothing keeps a step from being as large as a gradient's digits need.
    net.range = -Float.infinity...Float.infinity
    net.skippedPull = voltage
    let engine = FastEngine(net, batch: samples.count, threads: threads, force: true, isa: isa)
    engine.load(BiasedConductances(conductances: conductances))
    let scales = net.energyScales
    let settings = FastEngine.EpochSettings(
      rates: { count, span in
        FastRates(
          connections: zip(steps, scales).map {
            2 * $0 * $1 / (scales[scales.count - 1] * span * Double(count))
          })
      }, carriesState: false)
    var progress = EpochProgress()
    try engine.learn(
      SampleTable(samples),
      Minibatches(order: Array(0..<samples.count), batch: samples.count, epoch: update) { _ in plan },
      settings: settings, &progress, while: { _ in true })
    var after = BiasedConductances(conductances: conductances)
    engine.store(into: &after)
    let gradient = zip(conductances.values, after.conductances.values).enumerated().map { k, pair in
      zip(pair.0, pair.1).map { ($0 - $1) / steps[k] }
    }
    return (gradient, progress, net.weighsSamples ? engine.carried.last ?? [] : [])
  }
}

/// The fast engine's nudges by currents, costs by cross-entropy and skipped samples: those of the exact one.
@Suite struct FastLearningTests {
  private static let layers: [[HiddenLayer]] = [
    [HiddenLayer(units: 7)], [HiddenLayer(units: 6, gain: 4, reverseGain: 1)],
    [HiddenLayer(units: 6, gain: 3, reverseGain: 1.5), HiddenLayer(units: 5, gain: 2, reverseGain: 0.7)],
  ]
  private static let crossEntropy = CostSpec.crossEntropy(temperature: Voltage(si: 0.05))
  private static let cases = layers.flatMap {
    [
      FastSample($0, .spring, .squared), FastSample($0, .current, .squared),
      FastSample($0, .current, crossEntropy), FastSample($0, .current, crossEntropy, .differential),
      FastSample($0, .current, .squared, .referenceColumn),
    ]
  }

  private static func plans(_ nudge: NudgeKind) -> [GradientPlan] {
    let strength = nudge == .spring ? 0.05 : 0.02
    return [
      .contrast(minus: .nudged(-strength), plus: .nudged(strength), span: 2 * strength),
      .contrast(minus: .free, plus: .nudged(strength), span: strength),
      .contrast(minus: .nudged(-strength), plus: .free, span: strength), .adjoint,
    ]
  }

  /// The gradient of one minibatch, to the rounding of float32, for every instruction set of this machine.
  @Test(arguments: cases) private func gradientsAreThoseOfTheExactEngine(_ sample: FastSample) throws {
    for plan in Self.plans(sample.network.output.nudge) {
      let exact = try sample.exact(plan)
      let steps = exact.gradient.values.map { 100 / ($0.map(abs).max() ?? 1) }
      let bound = bound(sample, exact)
      #expect(bound < 1e-2)
      for isa in [GD_PORTABLE, GD_AVX2, GD_AVX512] where isa.rawValue <= gd_best_isa().rawValue {
        let fast = try sample.fast(plan, steps: steps, isa: isa)
        for (ours, theirs) in zip(fast.gradient, exact.gradient.values) {
          let largest = theirs.map(abs).max() ?? 0
          let error = zip(ours, theirs).map { abs($0 - $1) }.max() ?? 1
          #expect(largest > 0 && error <= bound * largest, "\(plan) \(error / largest) of \(bound)")
        }
        #expect(abs(fast.progress.cost - exact.cost) < bound * exact.cost)
        #expect(fast.progress.errors == exact.errors)
      }
    }
  }

  /// A bound on the rounding of a gradient by float32, in shares of the largest entry of its connection.
  ///
  /// With unit roundoff ε a voltage Σ g v/Σ g of n terms is off by at most n ε V after one step, and by n ε V/(1 − ρ) after
  /// a relaxation that shrinks errors by ρ a sweep; half differences likewise. An entry is κ (u_m − v_m)(u_d − v_d), two such
  /// factors. The softmax is the steepest function of an output: its error is that of o over T. Together
  /// 2 n ε (1 + V/T)/(1 − ρ).
  private func bound(_ sample: FastSample, _ exact: BatchResult<Conductances>) -> Double {
    let terms = 2 * sample.network.input.valueCount + (sample.network.hidden.map(\.units).max() ?? 0)
    let shrinkage = pow(FastSample.tolerance, Double(exact.phases) / Double(exact.sweeps))
    var steepness = 1.0
    if case .crossEntropy(let temperature) = sample.network.output.cost {
      steepness += sample.network.largestSource.si / temperature.si
    }
    return 2 * Double(terms) * 6e-8 * steepness / (1 - shrinkage)
  }

  /// Same bits whatever the number of threads, which all know the same pulls.
  @Test(arguments: cases) private func threadsDoNotMatter(_ sample: FastSample) throws {
    let plan = Self.plans(sample.network.output.nudge)[0]
    let steps = [Double](repeating: 1, count: sample.network.connectionCount)
    let pulls = sample.pulls.map { $0.map(abs).max() ?? 0 }.sorted()
    let voltage = 0.5 * (pulls[2] + pulls[3])
    let one = try sample.fast(plan, steps: steps, skipping: voltage)
    for threads in [2, 3] {
      let other = try sample.fast(plan, steps: steps, skipping: voltage, threads: threads)
      #expect(other.gradient == one.gradient && other.progress == one.progress)
    }
  }

  /// The samples that are skipped are those of the exact engine, and the others' gradient is what it is without them.
  @Test(arguments: cases) private func sameSamplesAreSkipped(_ sample: FastSample) throws {
    let plan = Self.plans(sample.network.output.nudge)[0]
    let pulls = sample.pulls.map { $0.map(abs).max() ?? 0 }
    let sorted = pulls.sorted()
    for count in [1, 3, 5] {
      // Half way between two samples' pulls, which differ by more than float32's rounding of voltages of 2 V.
      let voltage = 0.5 * (sorted[count - 1] + sorted[count])
      #expect(sorted[count] - sorted[count - 1] > 1e-5)
      let exact = try sample.exact(plan, skipping: voltage)
      let steps = exact.gradient.values.map { 100 / ($0.map(abs).max() ?? 1) }
      let fast = try sample.fast(plan, steps: steps, skipping: voltage)
      #expect(zip(fast.weights, pulls).allSatisfy { ($0 == 0) == ($1 < voltage) })
      #expect(fast.weights.prefix(6).count { $0 == 0 } == count)
      for (ours, theirs) in zip(fast.gradient, exact.gradient.values) {
        let largest = theirs.map(abs).max() ?? 0
        #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) <= 1e-3 * largest })
      }
    }
    // Where all are, nothing moves, and there are no nudged phases.
    let none = try sample.fast(
      plan, steps: sample.conductances.values.map { _ in 100 }, skipping: 2 * sorted[5])
    #expect(none.gradient.joined().allSatisfy { $0 == 0 } && none.progress.phases == 1)
    // The adjoint leaves none out: it is for comparison.
    #expect(try sample.exact(.adjoint, skipping: 2 * sorted[5]).gradient.values.joined().contains { $0 != 0 })
  }

  /// Ways of reading: points, centers, amplified differences.
  private static let readings: [NodeMagnitudes] = ReadPoint.allCases.flatMap { point in
    ContrastCenter.allCases.flatMap { center in
      [nil, 16].map { gain in
        var nodes = NodeMagnitudes()
        (nodes.readPoint, nodes.center, nodes.differenceGain) = (point, center, gain)
        (nodes.readoutOffset, nodes.nudgeSpread, nodes.nudgeAsymmetry) = (0.02, 0.2, 0.1)
        return nodes
      }
    }
  }

  /// A chip's gradient is the one of the exact engine: with offsets of its read-outs and factors of its nudges, wherever
  /// it reads and whatever differences are multiplied with; and with converters nearly everywhere, since a
  /// reading close to the middle of two steps may be rounded to either.
  @Test(arguments: readings) private func chipsReadAlike(_ nodes: NodeMagnitudes) throws {
    for sample in [
      FastSample(Self.layers[2], .spring, .squared), FastSample(Self.layers[2], .current, Self.crossEntropy),
      FastSample(Self.layers[1], .current, Self.crossEntropy, .differential),
    ] {
      let plan = Self.plans(sample.network.output.nudge)[0]
      for bits in [nil, 10] {
        var nodes = nodes
        (nodes.readoutBits, nodes.readoutFullScale, nodes.outputReadGain) = (bits, 8, 2)
        let exact = try sample.exact(plan, nodes: nodes)
        let steps = exact.gradient.values.map { 100 / ($0.map(abs).max() ?? 1) }
        let fast = try sample.fast(plan, steps: steps, nodes: nodes)
        let ideal = try sample.exact(plan)
        let bound = bound(sample, exact)
        for (k, (ours, theirs)) in zip(fast.gradient, exact.gradient.values).enumerated() {
          let largest = theirs.map(abs).max() ?? 0
          let wrong = zip(ours, theirs).count { abs($0 - $1) > bound * largest }
          #expect(
            wrong * 10 <= (bits == nil ? 0 : theirs.count), "\(sample) \(k) \(wrong) of \(theirs.count)")
          #expect(zip(ideal.gradient.values[k], theirs).contains { abs($0 - $1) > 10 * bound * largest })
        }
      }
    }
  }

  /// Noise of readings is drawn anew for every phase, so that the mean of a gradient over many updates is the one without
  /// noise: were the noise of the free reading that of a nudged one, its square would be left.
  @Test(arguments: ReadPoint.allCases) private func noiseAveragesOut(_ point: ReadPoint) throws {
    let sample = FastSample(Self.layers[1], .spring, .squared)
    let plan = Self.plans(.spring)[0]
    var nodes = NodeMagnitudes()
    (nodes.center, nodes.readPoint) = (.free, point)
    let exact = try sample.exact(plan, nodes: nodes).gradient.values
    let steps = exact.map { _ in 1.0 }
    (nodes.readoutNoise, nodes.thermalNoise) = (0.3, [0.4, 0.4])
    let count = 200
    var (sums, squares) = (exact.map { $0.map { _ in 0.0 } }, exact.map { $0.map { _ in 0.0 } })
    for update in 0..<count {
      let fast = try sample.fast(plan, steps: steps, nodes: nodes, update: update, sweeps: 60)
      for (k, values) in fast.gradient.enumerated() {
        for (i, value) in values.enumerated() {
          sums[k][i] += value - exact[k][i]
          squares[k][i] += (value - exact[k][i]) * (value - exact[k][i])
        }
      }
    }
    for (k, values) in sums.enumerated() {
      for (i, sum) in values.enumerated() {
        // Five standard errors.
        #expect(abs(sum) < 5 * squares[k][i].squareRoot(), "\(k) \(i) \(sum / squares[k][i].squareRoot())")
        #expect(squares[k][i] > 0)
      }
    }
  }

  private static let text = """
    grenadyn: 1
    name: currents
    technology: ideal
    data: { set: digits }
    network:
      family: resistive
      input: { shape: [8, 8], encoding: complementary, full-scale: 20 V }
      hidden: [{ units: 16, gain: 4, reverse-gain: 1 }]
      output: { classes: 10, encoding: single, target: 1 V }
    training:
      engine: fast
      nudge: { kind: current, amplitude: 0.5 V }
      cost: { kind: cross-entropy, temperature: 0.2 V }
      skip: 10 %
      epochs: 2
      batch: 4
      learning-rate: 0.004 S^2/V^2
      initial-scale: 1 S
      relaxation: { tolerance: 1.0e-6 }
    mapping: { tile: { rows: 64, columns: 64 } }
    """

  /// A whole training by currents with cross-entropy and skipped samples comes to where the exact engine comes, and learns.
  @Test func trainingIsThatOfTheExactEngine() throws {
    let spec = try ChipSpec.parse(Self.text).spec
    let data = try DataSets.load(DataRequest(spec: spec))
    let network = try ResistiveNetwork(spec: spec, technology: TechnologyLibrary().load("ideal"))
    let settings = TrainingSettings(spec: spec, network: network)
    let fast = try FastTrainer(network: network, data: data, settings: settings, threads: 1).trained()
    let exact = try Trainer(
      model: ResistiveModel(network), data: data, settings: settings, threads: 2
    ).trained()
    let (ours, theirs) = (fast.engine.evaluate(), exact.engine.evaluate())
    #expect(theirs.accuracy > 0.85, "\(theirs.accuracy)")
    // Trainings that differ by rounding part where a rectifier or a skipped sample is at its edge, and stay alike.
    #expect(abs(ours.accuracy - theirs.accuracy) <= 0.03, "\(ours.accuracy) \(theirs.accuracy)")
    for (a, b) in zip(fast.history, exact.history) {
      #expect(abs(a.loss - b.loss) < 0.02 * b.loss && abs(a.trainError - b.trainError) <= 0.02)
    }
  }
}
