import Diagnostics
import Fabrics
import Foundation
import Kernels
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Designs
@testable import Learning
@testable import Prediction
@testable import Resistive

/// Targets that are numbers: what they are made of, learned by and judged by.
@Suite struct RegressionTests {
  // MARK: learning

  private static let target: Target = [0.7, -0.4, 0.2]

  /// Every conductance, against a central difference of the cost: by springs, by currents and by the adjoint.
  @Test(
    arguments: [
      Sample(seed: 2, law: nil, output: .single, hidden: [HiddenLayer(units: 5)]),
      Sample(
        seed: 3, law: 0.35, output: .differential, hidden: [HiddenLayer(units: 6, gain: 3)], forward: 0.02),
      Sample(
        seed: 4, law: 0.35, output: .referenceColumn, hidden: [HiddenLayer(units: 4), HiddenLayer(units: 3)]),
    ], [NudgeKind.spring, .current])
  func gradient(_ sample: Sample, _ nudge: NudgeKind) throws {
    var sample = sample
    sample.network.output.targets = .vector
    sample.network.output.nudge = nudge
    func cost(_ conductances: Conductances) -> Double {
      let state = sample.equilibrium(conductances: conductances).state
      return sample.network.output.cost(sample.model.classValues(of: state), target: Self.target)
    }
    let engine = ExactEngine(sample.model, relaxation: Relaxation(tolerance: 1e-14, maximumSweeps: 4000))
    let strength = nudge == .spring ? 2e-8 : 1e-5
    for plan in [
      GradientPlan.contrast(minus: .nudged(-strength), plus: .nudged(strength), span: 2 * strength), .adjoint,
    ] {
      let gradient = try engine.gradient(
        plan, sample.conductances,
        batch: [TargetedInput(values: sample.inputs, target: Self.target)]
      ).gradient
      for k in sample.conductances.connections.indices {
        let largest = gradient.values[k].map(abs).max() ?? 0
        #expect(largest > 0)
        for i in sample.conductances.values[k].indices {
          let h = 1e-4 * sample.conductances.values[k][i]
          var (up, down) = (sample.conductances, sample.conductances)
          up.connections[k].siemens[i] += h
          down.connections[k].siemens[i] -= h
          let difference = (cost(up) - cost(down)) / (2 * h)
          #expect(abs(gradient.values[k][i] - difference) < 1e-4 * largest, "\(plan), \(k), \(i)")
        }
      }
    }
  }

  /// The fast engine trains on values as the exact one does, but for float32, and both report the same R².
  @Test(arguments: [(OutputEncoding.single, NudgeKind.spring), (.differential, .current)])
  func fastEngine(_ encoding: OutputEncoding, _ nudge: NudgeKind) throws {
    var output = OutputLayer(classes: 2, encoding: encoding, target: Voltage(si: 0.3))
    (output.targets, output.nudge) = (.vector, nudge)
    let network = ResistiveNetwork(
      input: InputLayer(shape: [9], encoding: .complementary, fullScale: Voltage(si: 2)), bias: nil,
      hidden: [HiddenLayer(units: 8, gain: 2)], output: output, nonlinearityVoltage: nil,
      rectifier: Rectifier(onConductance: Conductance(si: 1e9), forwardVoltage: .zero),
      conductanceRange: .zero...Conductance(si: 1))
    let random = Philox(seed: 4)
    func samples(_ stream: UInt32) -> Samples {
      let values = (0..<9 * 24).map { random.uniform(purpose: 91, stream: stream, index: UInt64($0)) }
      var targets: [Double] = []
      for s in 0..<24 { targets += [values[9 * s] - values[9 * s + 1], 2 * values[9 * s + 2] - 1] }
      return Samples(
        valueCount: 9, values: values, targets: .vectors(VectorTargets(width: 2, values: targets)))
    }
    let data = Dataset(name: "sums", shape: [9], train: samples(0), test: samples(1))
    var settings = TrainingSettings(
      rule: .equilibriumPropagation(.centered, nudge: 1e-3), epochs: 2, batch: 4,
      learningRates: [LearningRate(si: 2)], schedule: .constant,
      optimizer: OptimizerSpec(kind: Located("sgd", at: here)),
      initial: Conductance(si: 0.1)...Conductance(si: 0.9),
      relaxation: Relaxation(tolerance: 1e-6, maximumSweeps: 300), seed: 3)
    settings.skippedPull = 1e-3
    let fast = try FastTrainer(network: network, data: data, settings: settings, threads: 1)
    settings.relaxation = Relaxation(tolerance: 1e-10, maximumSweeps: 1000)
    let exact = try Trainer(model: ResistiveModel(network), data: data, settings: settings, threads: 1)
    let before = exact.evaluate().score
    var (a, b) = (TrainingLoop(fast, epochs: 2), TrainingLoop(exact, epochs: 2))
    try a.run()
    try b.run()
    for (one, other) in zip(a.history, b.history) {
      #expect(one.metric == .rSquared && other.metric == .rSquared)
      #expect(abs(one.trainError - other.trainError) < 1e-3 * other.trainError)
      #expect(abs(one.testError - other.testError) < 1e-3 * other.testError)
    }
    #expect(exact.evaluate().score > before)
    // What an epoch met is judged as an evaluation is.
    let fit = try #require(fast.evaluate().fit)
    #expect(fit.answers.count == 48 && fit.determinations.count == 2)
  }

  // MARK: metrics

  /// R² and root mean square by hand, and 1 − R² as the mean of what is left unexplained.
  @Test func metrics() throws {
    let targets = VectorTargets(width: 2, values: [1, 10, 2, 20, 3, 60])
    let fit = VectorFit(answers: [1, 10, 2, 30, 5, 60], targets)
    // Column 1: misses 0, 0, 2 about the mean 2 with squares 1 + 0 + 1; column 2: one miss of 10, squares 400 + 100 + 900.
    #expect(abs(fit.determinations[0] - (1 - 4.0 / 2)) < 1e-15)
    #expect(abs(fit.determinations[1] - (1 - 100.0 / 1400)) < 1e-12)
    #expect(abs(fit.deviations[0] - (4.0 / 3).squareRoot()) < 1e-15)
    var rest = 0.0
    for s in 0..<3 { rest += targets.unexplained(targets[s], by: Array(fit.answers[2 * s..<2 * s + 2])) }
    #expect(abs(rest / 3 - (1 - fit.rSquared)) < 1e-12)
    #expect(Metric.rSquared.range.contains(-3) && !Metric.accuracy.range.contains(-0.1))
    var record = ChipRecord(chip: 0, accuracy: -0.5, rmse: [2])
    #expect(record.isPossible && ChipRecordError(record, ChipDraw(chip: 0)) == nil)
    record.rmse = nil
    #expect(!record.isPossible && ChipRecordError(record, ChipDraw(chip: 0)) != nil)
  }

  /// A linear read-out finds a linear law.
  @Test func linearReadout() throws {
    let values = (0..<300).map { Philox(seed: 1).uniform(purpose: 91, stream: 0, index: UInt64($0)) }
    var made: [Double] = []
    for s in 0..<100 { made += [values[3 * s] - 2 * values[3 * s + 2], 0.5 + values[3 * s + 1]] }
    let targets = VectorTargets(width: 2, values: made)
    let samples = Samples(valueCount: 3, values: values, targets: .vectors(targets))
    let fit = try #require(LinearReadout(samples, classes: 2)).fit(samples, targets)
    #expect(fit.determinations.allSatisfy { $0 > 0.9999 })
    #expect(LinearReadout(samples, classes: 3) == nil)
  }

  /// Answers that do not move, and ones worse than the mean and than a linear read-out, are signs of a failed training.
  @Test func signs() throws {
    let values = (0..<200).map { Double(($0 * 37) % 101) / 100 }
    let targets = VectorTargets(width: 1, values: values.map { 2 * $0 - 1 })
    let samples = Samples(valueCount: 1, values: values, targets: .vectors(targets))
    let data = Dataset(name: "line", shape: [1], train: samples, test: samples)
    func codes(_ answers: [Double]) -> [String] {
      let evaluation = Evaluation(answers: answers, targets: targets, EpochProgress())
      let check = TrainingCheck(data, evaluation, classes: 1, threads: 1)
      #expect((check.linearAccuracy ?? 0) > 0.999 && abs(check.majorityAccuracy) < 1e-12)
      var progress = EpochProgress()
      (progress.samples, progress.cost, progress.unexplained) = (200, 1, 50)
      let record = EpochRecord(epoch: 1, progress, evaluation, validation: nil, writes: nil)
      #expect(record.metric == .rSquared && record.trainError == 0.25 && record.isPossible)
      return check.diagnostics(
        TrainingCheck.Course(history: [record], TrainingSigns(), rateLocation: here)
      ).map(\.code)
    }
    #expect(codes(targets.values) == [])
    #expect(codes(targets.values.map { _ in 0.1 }) == ["GD0471"])
    #expect(codes(targets.values.map { -$0 }) == ["GD0470"])
    #expect(codes(targets.values.map { 0.5 * $0 }) == ["GD0473"])
  }

  // MARK: data

  private func request(_ set: String, _ path: URL? = nil, values: Int = 1) -> DataRequest {
    var request = DataRequest(
      set: Located(set, at: here), path: path.map { Located($0.path, at: here) },
      testFraction: Located(Ratio(si: 0.5), at: here), seed: 5)
    (request.classes, request.targets) = (Located(values, at: here), .vector)
    return request
  }

  private func codes(_ request: DataRequest) -> [String] {
    do {
      _ = try DataSets.load(request)
      return []
    } catch { return error.diagnostics.map(\.code) }
  }

  private static let table: String = {
    let rows = (0..<12).map { (i: Int) -> String in "\(i % 5),\(i),\(100 + 10 * i),\(i * i)\n" }
    return "a,b,price,area\n" + rows.joined()
  }()

  /// Columns by name, by place, and the scale that makes volts of them and back.
  @Test func columns() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("d.csv")
    try Self.table.write(to: file, atomically: true, encoding: .utf8)
    var both = request("csv", file, values: 2)
    both.targetColumns = Located(["area", "price"], at: here)
    let data = try DataSets.load(both)
    #expect(data.columns == ["a", "b"] && data.targetNames == ["area", "price"] && data.train.count == 6)
    let scaling = try #require(data.targetScaling)
    let training = try #require(data.train.targets.vectors)
    #expect(training.column(1).min() == -1 && training.column(1).max() == 1)
    for (c, names) in ["area", "price"].enumerated() {
      for value in training.column(c) {
        #expect(abs(scaling.scaled(scaling.raw(value, column: c), column: c) - value) < 1e-12, "\(names)")
      }
    }
    // No value is lost or cut off: all raw prices are there.
    let parts = [data.train, data.test].compactMap(\.targets.vectors)
    let prices = parts.flatMap { $0.column(1) }.map { data.raw($0, target: 1).rounded() }
    let expected: [Double] = (0..<12).map { 100 + 10 * Double($0) }
    #expect(prices.sorted() == expected)
    // Without names, the last columns; one by its place.
    #expect(try DataSets.load(request("csv", file, values: 2)).targetNames == ["price", "area"])
    var first = request("csv", file)
    first.targetColumns = Located(["first"], at: here)
    #expect(try DataSets.load(first).targetNames == ["a"])
    both.targetScale = Located(.range(low: 0, high: 1000), at: here)
    let fixed = try #require(try DataSets.load(both).targetScaling)
    #expect(fixed.scaled(1000, column: 1) == 1 && fixed.raw(-1, column: 0) == 0 && fixed.unit(0) == 500)
  }

  @Test func faults() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("d.csv")
    func write(_ text: String) throws { try text.write(to: file, atomically: true, encoding: .utf8) }
    try write(Self.table)
    func codes(_ names: [String], values: Int? = nil, scale: ScaleSpec? = nil) -> [String] {
      var asked = request("csv", file, values: values ?? names.count)
      asked.targetColumns = Located(names, at: here)
      asked.targetScale = scale.map { Located($0, at: here) }
      return self.codes(asked)
    }
    #expect(codes(["prize"]) == ["GD0612"] && codes(["price", "x", "y"]) == ["GD0612", "GD0612"])
    #expect(codes(["price", "price"]) == ["GD0628"] && codes(["price"], values: 2) == ["GD0628"])
    #expect(self.codes(request("csv", file, values: 4)) == ["GD0628"])
    #expect(
      codes(["price"], scale: .measured(.none)) == []
        && codes(["price"], scale: .range(low: 0, high: 1e-3)) == ["GD0629"])
    for text in ["nan", "?", "", "x", "1e999"] {
      try write("a,price\n1,2\n2,\(text)\n3,4\n4,5\n")
      let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(request("csv", file)) }
      let message = error?.diagnostics.first?.message ?? ""
      #expect(message.contains("line 3") && message.contains("target 'price'"), "\(message)")
    }
    // R² has no meaning where nothing varies.
    try write("a,price\n" + (0..<8).map { "\($0),7\n" }.joined())
    #expect(self.codes(request("csv", file)) == ["GD0627", "GD0627"])
    // Classes are told how to ask for numbers.
    try write("a,b\n1,2.5\n2,3.5\n")
    var labels = request("csv", file, values: 2)
    labels.targets = .label
    let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(labels) }
    #expect(error?.diagnostics.first?.suggestion == "output: { values: 1 }")
  }

  @Test func setsWithoutValues() {
    #expect(codes(request("digits")) == ["GD0626"])
    var classes = request("friedman1", values: 2)
    classes.targets = .label
    #expect(codes(classes) == ["GD0626"])
    var named = request("friedman1")
    named.targetColumns = Located(["y"], at: here)
    #expect(codes(named) == ["GD0625"])
    var wide = request("friedman1")
    wide.testLimit = 1
    #expect(codes(wide) == ["GD0627"])
  }

  @Test func arrays() throws {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ shape: [Int], _ values: [Double]) throws {
      try Data(NPYFile(shape: shape, values: values).encoded()).write(
        to: folder.url.appendingPathComponent(name))
    }
    try write("x.npy", [8, 3], (0..<24).map(Double.init))
    try write("y.npy", [8, 2], (0..<16).map { Double($0 * $0) })
    let data = try DataSets.load(request("npy", folder.url, values: 2))
    #expect(data.train.targets.vectors?.width == 2 && data.answerNames == ["value 1", "value 2"])
    #expect(throws: DiagnosticsError.self) { try data.check(inputCount: 3, classCount: 1) }
    try write("y.npy", [8], (0..<8).map(Double.init))
    #expect(try DataSets.load(request("npy", folder.url)).train.count == 4)
    try write("y.npy", [8], [0, 1, 2, .nan, 4, 5, 6, 7])
    #expect(codes(request("npy", folder.url)) == ["GD0602"])
    try write("y.npy", [7, 1], (0..<7).map(Double.init))
    #expect(codes(request("npy", folder.url)) == ["GD0602"])
  }

  /// The published law, the same for a seed, and as noisy as is said.
  @Test func friedman() throws {
    let data = try DataSets.load(request("friedman1"))
    #expect(data.train.count == 1000 && data.test.count == 500 && data.shape == [10])
    #expect(try DataSets.load(request("friedman1")).checksumBytes == data.checksumBytes)
    var other = request("friedman1")
    other.seed = 6
    #expect(try DataSets.load(other).checksumBytes != data.checksumBytes)
    #expect(abs(FriedmanData.signal([0.5, 1, 0.5, 0, 0]) - 10) < 1e-12)
    #expect(abs(FriedmanData.signal([0, 0, 0, 1, 1]) - 20) < 1e-12)
    let targets = try #require(data.test.targets.vectors)
    let scaling = try #require(data.targetScaling)
    let known = (0..<500).map { scaling.scaled(FriedmanData.signal(data.test.values($0)), column: 0) }
    let best = VectorFit(answers: known, targets)
    // Of 500 samples the noise's deviation is known to 3 %.
    #expect(abs(best.deviations[0] * scaling.unit(0) - 1) < 0.12)
    #expect(best.rSquared > 0.94 && best.rSquared < 0.97)
    // Splits keep samples with their targets.
    let parts = data.train.split(0.25, seed: 1, stream: 1)
    #expect(parts.chosen.count == 250 && parts.rest.count == 750)
    let index = try #require((0..<1000).first { data.train.values($0) == parts.chosen.values(3) })
    #expect(data.train.target(index) == parts.chosen.target(3))
  }
}
