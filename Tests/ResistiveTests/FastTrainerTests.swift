import Diagnostics
import Foundation
import Kernels
import Quantities
import Synchronization
import TestSupport
import Testing

@testable import Datasets
@testable import Learning
@testable import Resistive
@testable import Specification
@testable import Technology

@Suite struct FastTrainerTests {
  private static let technology = Result { try TechnologyLibrary().load("ideal") }

  private static let text = """
    grenadyn: 1
    name: fast
    technology: ideal
    data: { set: digits }
    network:
      family: resistive
      input: { shape: [8, 8], encoding: complementary, full-scale: 20 V }
      bias-current: trained
      hidden: [{ units: 40 }, { units: 33, gain: 2, rectifiers: alternating }]
      output: { classes: 10, encoding: single, target: 1 V }
    training:
      engine: fast
      nudge: 0.5 S
      epochs: 3
      batch: 4
      learning-rate: 0.005 S^2/V^2
      bias-rate: 0.005 S^2
      decay: 0.9
      initial-scale: 1 S
      state: carried
      relaxation: { sweeps: 5 }
    mapping: { tile: { rows: 64, columns: 64 } }
    """

  private static let digits = Result { try DataSets.load(DataRequest(spec: ChipSpec.parse(text).spec)) }

  private func trainer(
    epochs: Int, threads: Int = 1, samples: Int? = nil, change: (inout ChipSpec) -> Void = { _ in }
  ) throws -> FastTrainer {
    var data = try Self.digits.get()
    data.train = data.train.prefix(samples)
    var spec = try ChipSpec.parse(Self.text).spec
    spec.training.epochs = epochs
    change(&spec)
    let network = try ResistiveNetwork(spec: spec, technology: Self.technology.get())
    return try FastTrainer(
      network: network, data: data, settings: TrainingSettings(spec: spec, network: network),
      threads: threads)
  }

  @Test func learnsDigits() throws {
    let result = try trainer(epochs: 8) {
      $0.network.hidden.removeLast()
      $0.network.input.fullScale.value = Voltage(si: 30)
    }.trained()
    #expect((result.history.last?.testError ?? 1) < 0.1)
    #expect(result.engine.parameters.conductances.values.joined().allSatisfy { $0 >= 0 })
    #expect(result.engine.parameters.biasCurrents.joined().contains { $0 < 0 })
  }

  @Test func initialConductancesFollowTheFanIn() throws {
    let first = try trainer(epochs: 1).parameters
    for (k, rows) in [128.0, 40, 33].enumerated() {
      let values = first.values[k]
      let bound = 1 / rows.squareRoot()
      #expect(values.allSatisfy { $0 >= 0 && $0 <= bound * (1 + 1e-6) })
      #expect((values.max() ?? 0) > 0.9 * bound)
      let zeros = Double(values.count { $0 == 0 }) / Double(values.count)
      #expect(abs(zeros - 0.5) < 0.1)
    }
    #expect(first.biasCurrents.joined().allSatisfy { $0 == 0 })
  }

  /// A run that is stopped after any minibatch and resumed ends with the same bits as an undisturbed one, whether
  /// states are carried over or not, with one or two hidden layers, also when the minibatch is not a whole vector.
  @Test(arguments: [(1, 1), (2, 7), (3, 20), (3, 21)])
  func resumedRunIsBitIdentical(_ epoch: Int, _ minibatch: Int) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    let changes: [(inout ChipSpec) -> Void] = [
      { _ in }, { $0.training.state.value = .fresh }, { $0.training.estimator.value = .oneSided },
      { $0.network.hidden.removeLast() }, { $0.training.batch = 5 },
      {
        $0.training.nudge?.value = .current(amplitude: Voltage(si: 0.5))
        $0.training.cost.value = .crossEntropy(temperature: Voltage(si: 0.2))
        $0.training.skip = Located(Ratio(si: 0.1), at: here)
      },
      { $0.training.skip = Located(Ratio(si: 0.5), at: here) },
    ]
    for (k, change) in changes.enumerated() {
      let whole = try trainer(epochs: 3, samples: 101, change: change).trained()
      var killed = try trainer(epochs: 3, threads: 2, samples: 101, change: change).loop()
      try killed.run(checkpoint: file, untilMinibatch: minibatch, of: epoch)
      var again = try trainer(epochs: 3, samples: 101, change: change).loop()
      try again.resume(from: file)
      #expect(again.progress == killed.progress && again.history.count < 3)
      try again.run()
      #expect(again.history == whole.history, "change \(k)")
      #expect(again.engine.parameters == whole.engine.parameters, "change \(k)")
      var other = try trainer(epochs: 3) { $0.seed = 99 }.loop()
      #expect(throws: Diagnostic.self) { try other.resume(from: file) }
    }
  }

  /// With enough sweeps both engines stand at the same equilibria, so one update of each is the same step.
  @Test func agreesWithTheExactEngine() throws {
    let estimators: [GradientEstimator?] = [.oneSided, .oneSidedNegative, .centered, .randomSign, nil]
    for estimator in estimators {
      let fast = try trainer(epochs: 1) {
        $0.training.relaxation.value.sweeps = 400
        if let estimator {
          $0.training.estimator.value = estimator
        } else {
          $0.training.rule.value = Backpropagation.name
        }
      }
      let start = fast.parameters
      let model = ResistiveModel(fast.network)
      let batch = (0..<4).map {
        TargetedInput(values: fast.data.train.values($0), target: .label(fast.data.train.labels[$0]))
      }
      let engine = ExactEngine(model, relaxation: Relaxation(tolerance: 1e-13, maximumSweeps: 4000))
      let plan = try LearningRules.make(fast.settings.rule).plan(minibatch: 0)
      let exact = try engine.gradient(plan, start.conductances, batch: batch)
      var settings = fast.epochSettings(factor: 1)
      let scales = fast.engine.net.energyScales
      settings.carriesState = false
      settings.rates = { n, span in
        FastRates(connections: scales.map { 0.01 * 2 * $0 / (scales[2] * span * Double(n)) })
      }
      var progress = EpochProgress()
      try fast.engine.learn(
        SampleTable(fast.data.train.prefix(4)), Minibatches(order: [0, 1, 2, 3], batch: 4) { _ in plan },
        settings: settings, &progress, while: { _ in true })
      var after = start
      fast.engine.store(into: &after)
      for k in 0..<3 {
        let gradient = exact.gradient.connections[k].siemens
        let largest = 0.01 * (gradient.map(abs).max() ?? 0)
        #expect(largest > 0)
        let error =
          gradient.indices.map { i in
            let before = start.values[k][i]
            let expected = max(0, before - 0.01 * gradient[i])
            return max(0, abs(after.values[k][i] - expected) - 6e-8 * abs(expected))
          }.max() ?? 0
        #expect(error < 1e-4 * largest, "\(estimator?.rawValue ?? "backprop") connection \(k)")
      }
    }
  }

  /// Signs and schedules follow the minibatch's number from the start of the training, also after a resumption.
  @Test func randomSignsAndSchedulesGoOnWhereTheyWere() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    func trainer(_ schedule: ScheduleSpec) throws -> FastTrainer {
      try self.trainer(epochs: 3, samples: 101) {
        $0.training.estimator.value = .randomSign
        $0.training.decay = 1
        $0.training.schedule = schedule
      }
    }
    let cosine = ScheduleSpec.cosine(period: nil, floor: 0.1)
    let whole = try trainer(cosine).trained()
    var killed = try trainer(cosine).loop()
    try killed.run(checkpoint: file, untilMinibatch: 11, of: 2)
    var again = try trainer(cosine).loop()
    try again.resume(from: file)
    try again.run()
    #expect(again.history == whole.history && again.engine.parameters == whole.engine.parameters)
    #expect(try trainer(.constant).trained().history != whole.history)
    var course = try trainer(cosine).course
    course.batch = 1
    let plans = (0..<2).map { course.minibatches(epoch: $0, of: 100).map(\.plan) }
    let (first, second) = (plans[0], plans[1])
    let plus = GradientPlan.contrast(minus: .free, plus: .nudged(0.5), span: 0.5)
    let minus = GradientPlan.contrast(minus: .nudged(-0.5), plus: .free, span: 0.5)
    #expect(first.contains(plus) && first.contains(minus) && first != second)
    #expect((first + second).allSatisfy { $0 == plus || $0 == minus })
  }

  /// Down to a tolerance, phases take as many sweeps as they need: fewer for a coarse one, the same for any number of
  /// threads, and the free states are those of the exact engine.
  @Test(arguments: [1, 2, 3]) func relaxesToATolerance(_ layers: Int) throws {
    func make(_ tolerance: Double, threads: Int = 1, most: Int = 500) throws -> FastTrainer {
      try trainer(epochs: 1, threads: threads, samples: 61) {
        $0.training.relaxation.value.sweeps = nil
        $0.training.relaxation.value.tolerance = tolerance
        $0.training.relaxation.value.maximumSweeps = most
        $0.training.relaxation.value.residual = .report
        $0.network.hidden = Array(($0.network.hidden + [$0.network.hidden[0]])[..<layers])
      }
    }
    let (coarse, fine) = try (make(1e-3).trained(), make(1e-6).trained())
    let records = try [coarse, fine].map { try #require($0.history.last) }
    #expect(records[0].meanSweeps < records[1].meanSweeps && records.allSatisfy { $0.unconverged == 0 })
    #expect(try #require(records[0].residual) < 1e-3 && #require(records[1].residual) < 2e-6, "\(records)")
    let three = try make(1e-6, threads: 3).trained()
    #expect(three.history == fine.history && three.engine.parameters == fine.engine.parameters)
    #expect(try #require(make(1e-6, most: 3).trained().history.last).unconverged > 0)
    let start = try make(1e-6)
    let model = ResistiveModel(start.network)
    let prepared = model.prepare(start.parameters.conductances)
    for (i, nodes) in start.freeStates(start.data.train.prefix(4)).enumerated() {
      let drive = model.drive(start.data.train.values(i), prepared)
      var state = model.restingState()
      _ = Relaxation(tolerance: 1e-12, maximumSweeps: 4000).run(model, &state, drive, prepared, nudge: nil)
      for (a, b) in zip(nodes.layers, model.nodes(of: state).layers) {
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 * 20 })
      }
    }
  }

  /// The residual that is reported falls with the sweeps down to float32's rounding, is that of the states, does not
  /// depend on the threads, and leaves the training as it is.
  @Test(arguments: [PhaseStart.fresh, .carried]) func residualIsReported(_ start: PhaseStart) throws {
    func run(_ sweeps: Int, threads: Int = 1, reports: Bool = true) throws -> TrainingLoop<FastTrainer> {
      try trainer(epochs: 2, threads: threads, samples: 60) {
        $0.training.relaxation.value.sweeps = sweeps
        $0.training.relaxation.value.residual = reports ? .report : .none
        $0.training.state.value = start
      }.trained()
    }
    let residuals = try [1, 4, 400].map { try #require(try run($0).history.last?.residual) }
    #expect(residuals[0] > 1e-4 && residuals[1] < 0.5 * residuals[0] && residuals[2] < 1e-6, "\(residuals)")
    let (two, silent) = try (run(4, threads: 2), run(4, reports: false))
    #expect(two.history.last?.residual == residuals[1] && silent.history.last?.residual == nil)
    #expect(silent.engine.parameters == two.engine.parameters)
  }

  /// The reported residual is what the exact engine says of the same states, with almost ideal rectifiers.
  @Test func residualIsThatOfTheExactEngine() throws {
    let trainer = try trainer(epochs: 0, samples: 16) {
      $0.training.relaxation.value.sweeps = 3
      $0.training.state.value = .fresh
      $0.network.biasCurrent.value = .none
      $0.training.biasRates = nil
    }
    let model = ResistiveModel(trainer.network)
    let prepared = model.prepare(trainer.parameters.conductances)
    let network = trainer.network
    let exact =
      trainer.freeStates(trainer.data.train).enumerated().map { i, nodes in
        // The exact engine's rectifier carries its current beyond the bound: put the nodes there.
        var beyond = nodes
        let currents = network.residualCurrents(
          trainer.parameters.conductances, inputs: trainer.data.train.values(i), nodes: nodes)
        for k in network.hidden.indices {
          for j in nodes.layers[k].indices where nodes.layers[k][j] == 0 {
            let isPushed = network.hidden[k].isExcitatory(j) == (currents.layers[k][j] < 0)
            if isPushed { beyond.layers[k][j] = currents.layers[k][j] / network.rectifier.onConductance.si }
          }
        }
        let drive = model.drive(trainer.data.train.values(i), prepared)
        var state = model.state(beyond)
        return (0..<model.layerCount).map {
          model.residual(layer: $0, of: &state, drive, prepared, nudge: nil)
        }.max() ?? 0
      }.max() ?? 0
    #expect(exact > 1e-4)
    #expect(abs(trainer.freeResidual() - exact) < 1e-5 * exact)
  }

  @Test func tooStrongNudgeIsAnError() throws {
    let trainer = try trainer(epochs: 1) { $0.training.nudge?.value = .spring(Conductance(si: 50)) }
    let error = #expect(throws: Diagnostic.self) { try trainer.trained() }
    #expect(error?.code == "GD0408")
  }

  @Test func divergenceIsAnError() throws {
    let trainer = try trainer(epochs: 3) {
      $0.training.estimator.value = .oneSided
      $0.network.input.fullScale.value = Voltage(si: 1e5)
      $0.training.biasRates?.value = [CurrentLearningRate(si: 1e30)]
    }
    let error = #expect(throws: Diagnostic.self) { try trainer.trained() }
    #expect(error?.code == "GD0415")
    let message = error?.message ?? ""
    #expect(
      message.contains("epoch 1 at minibatch 2") && message.contains("bias currents of layer"), "\(message)")
    #expect(message.contains("lower bias-rate, here"), "\(message)")
  }

  /// What the fast engine cannot do is an error at the place that asks for it.
  @Test func limitsAreLocated() throws {
    func codes(_ changes: [(String, String)]) throws -> [String] {
      var text = Self.text
      for (old, new) in changes {
        #expect(text.contains(old))
        text = text.replacingOccurrences(of: old, with: new)
      }
      let spec = try ChipSpec.parse(text).spec
      let technology = try TechnologyLibrary().load(spec.technology.value)
      return ResistiveNetwork.diagnostics(spec: spec, technology: technology).filter { $0.severity == .error }
        .map { "\($0.code) \($0.location?.line ?? 0)" }
    }
    #expect(try codes([]) == [])
    #expect(try codes([("encoding: complementary", "encoding: single")]) == ["GD0413 7"])
    #expect(try codes([("encoding: single", "encoding: differential")]) == ["GD0413 10"])
    // Springs join two outputs, currents pull at each.
    let currents = ("nudge: 0.5 S", "nudge: { kind: current, amplitude: 0.5 V }")
    #expect(try codes([("encoding: single", "encoding: differential"), currents]) == [])
    #expect(
      try codes([
        currents,
        ("epochs: 3", "epochs: 3\n  skip: 10 %\n  cost: { kind: cross-entropy, temperature: 0.2 V }"),
      ]) == [])
    #expect(try codes([("  bias-current", "  bias: 0.1 V\n  bias-current")]) == ["GD0413 8"])
    #expect(try codes([("{ sweeps: 5 }", "{ tolerance: 1.0e-8 }")]) == ["GD0414 21"])
    #expect(
      try codes([("[{ units: 40 }, { units: 33, gain: 2, rectifiers: alternating }]", "[]")]) == ["GD0413 10"]
    )
    #expect(
      try codes([("engine: fast", "engine: exact")]) == ["GD0412 8", "GD0412 20", "GD0412 21"])
    let memristor = try codes([
      ("technology: ideal", "technology: leti-hfo2-130"), ("20 V", "0.3 V"), ("0.5 S", "10 uS"),
      ("target: 1 V", "target: 10 mV"),
    ])
    // Read law, rectifier.
    #expect(memristor == ["GD0413 3", "GD0413 3"])
  }
}

@Suite struct WorkerTeamTests {
  /// Threads meet at every wait, many times over, also when there are more of them than processors.
  @Test(arguments: [1, 2, 5]) func waitsAreBarriers(_ threads: Int) {
    let counts = Mutex([Int](repeating: 0, count: threads))
    let isInStep = Mutex(true)
    WorkerTeam.run(threads: threads) { seat in
      for round in 1...300 {
        counts.withLock { $0[seat.index] = round }
        seat.wait()
        if counts.withLock({ $0.contains { $0 != round } }) { isInStep.withLock { $0 = false } }
        seat.wait()
      }
    }
    #expect(isInStep.withLock { $0 })
  }

  /// Every part has one owner.
  @Test func partsAreShared() {
    let owners = Mutex([Int](repeating: 0, count: 8))
    WorkerTeam.run(threads: 3) { seat in
      for item in 0..<8 where seat.owns(item, of: 8) { owners.withLock { $0[item] += 1 } }
    }
    #expect(owners.withLock { $0 } == [Int](repeating: 1, count: 8))
  }
}
