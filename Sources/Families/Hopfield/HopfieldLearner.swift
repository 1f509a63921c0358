import Learning

/// What the engine of Hopfield networks does for a plan, with the samples that are in its first rows.
struct HopfieldLearner<Scalar: EngineScalar> {
  var worker: HopfieldWorker<Scalar>
  private let sweeps: HopfieldSweeps
  /// Moves the parameters along the gradients.
  private let move: (inout HopfieldWorker<Scalar>, _ update: Int) -> Void
  /// What the minibatch at hand has shown; for the first thread.
  private(set) var sums = EpochProgress()
  private var samples = 0
  private var isCarrying = false
  private var update = 0
  /// Steps of a relaxation that moves the parameters.
  private var steps = 0

  init(
    _ worker: HopfieldWorker<Scalar>, sweeps: HopfieldSweeps,
    move: @escaping (inout HopfieldWorker<Scalar>, _ update: Int) -> Void
  ) {
    (self.worker, self.sweeps, self.move) = (worker, sweeps, move)
  }

  /// Takes the first `samples` rows of the input.
  /// - Parameters:
  ///   - labels: their classes.
  ///   - carrying: from the states that are there, instead of 0.
  ///   - update: number of the update, from 1.
  mutating func begin(samples: Int, labels: [Int], carrying: Bool, update: Int) {
    (self.samples, isCarrying, self.update) = (samples, carrying, update)
    (sums, steps) = (EpochProgress(), 0)
    worker.labels = labels
    worker.seat.wait()
    worker.begin(samples: samples)
  }

  /// Learns from the minibatch at hand by a plan.
  mutating func learn(_ plan: GradientPlan) throws {
    try withUnsafeMutablePointer(to: &self) { learner in
      var words = PlanWords(
        contrast: { learner.pointee.contrast($0, $1, span: $2) },
        circle: { learner.pointee.circle(radius: $0, points: $1) }, adjoint: { learner.pointee.adjoint() },
        settle: { learner.pointee.settle() }, relax: { learner.pointee.relax(nudge: $0) },
        step: { learner.pointee.step() })
      try plan.learn(by: &words)
    }
  }

  private mutating func settle() {
    sums = worker.relaxFree(samples: samples, carrying: isCarrying, sweeps: sweeps.free)
    worker.makeReadoutGradient(samples: samples)
  }

  private mutating func contrast(_ minus: NudgePoint, _ plus: NudgePoint, span: Double) {
    settle()
    worker.contrast(minus, plus, span: span, samples: samples, sweeps: sweeps.nudged, &sums)
  }

  private mutating func circle(radius: Double, points: Int) {
    settle()
    worker.circle(radius: radius, points: points, samples: samples, sweeps: sweeps.nudged)
  }

  private mutating func adjoint() {
    settle()
    worker.relaxAdjoint(samples: samples, sweeps: sweeps.nudged)
    worker.makeAdjointGradient(samples: samples, scale: 1 / Scalar(samples))
  }

  private mutating func relax(nudge: Double) -> Bool {
    if steps > 0 {
      // The read-out is no part of the relaxation: it has moved once, with the first step.
      worker.clearReadoutGradient()
      worker.begin(samples: samples)
    }
    steps += 1
    worker.copyStates(samples: samples, toPhase: 1)
    worker.count(worker.relax(samples: samples, [.spring(Scalar(nudge))], sweeps: 1), into: &sums)
    worker.makeContrast(samples: samples, scale: Scalar(-1 / (nudge * Double(samples))))
    return steps == sweeps.nudged
  }

  private mutating func step() { move(&worker, update) }
}
