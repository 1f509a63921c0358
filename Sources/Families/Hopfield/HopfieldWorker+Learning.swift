import Learning

extension EpochProgress {
  /// Adds what other phases showed.
  mutating func add(_ other: EpochProgress) {
    samples += other.samples
    cost += other.cost
    errors += other.errors
    sweeps += other.sweeps
    phases += other.phases
    unconverged += other.unconverged
  }
}

// From samples to gradients, as a rule's plan says.
extension HopfieldWorker {
  /// Relaxes the first `samples` rows freely, from 0 or from the states that are there, and judges them.
  /// - Returns: their sums, for the first thread only.
  mutating func relaxFree(samples: Int, carrying: Bool, sweeps: Int) -> EpochProgress {
    if !carrying { clearStates(rows: samples) } else { forgetDrives() }
    var sums = EpochProgress()
    count(relax(samples: samples, [.free], sweeps: sweeps), into: &sums)
    judge(samples: samples)
    seat.wait()
    if seat.index == 0 {
      sums.samples = samples
      // In the order of the samples, so that the sum does not depend on the number of threads.
      for row in 0..<samples {
        sums.cost += memory.costs[row]
        sums.errors += Int(memory.predictions[row]) == labels[row] ? 0 : 1
      }
    }
    return sums
  }

  private func count(_ report: (sweeps: Int, change: Scalar?), into sums: inout EpochProgress) {
    guard seat.index == 0 else { return }
    sums.sweeps += report.sweeps
    sums.phases += 1
    if let change = report.change, let tolerance = relaxation.tolerance, change > Scalar(tolerance) {
      sums.unconverged += 1
    }
  }

  /// Makes the gradients of the mean cost from the free states.
  /// - Parameter step: for plans that move parameters during the nudged phase: moves them along the gradients.
  mutating func makeGradients(
    samples: Int, _ plan: GradientPlan, sweeps: Int, step: (inout HopfieldWorker) -> Void
  ) -> EpochProgress {
    var sums = EpochProgress()
    makeReadoutGradient(samples: samples)
    switch plan {
    case .contrast(let minus, let plus, let span):
      let scale = Scalar(-1 / (span * Double(samples)))
      copyStates(samples: samples, toPhase: 1)
      // The phase that relaxes goes first; exchanging both turns the sign.
      let first = plus == .free ? minus : plus
      let second = plus == .free ? plus : minus
      let points = second == .free ? [first] : [first, second]
      for (phase, point) in points.enumerated() { holdOutputs(point, phase: phase, samples: samples) }
      seat.wait()
      count(relax(samples: samples, points.map(Self.hold), sweeps: sweeps), into: &sums)
      makeContrast(samples: samples, scale: plus == .free ? -scale : scale)
    case .circle(let radius, let points):
      for phase in 0..<points { copyStates(samples: samples, toPhase: phase) }
      copyStates(samples: samples, toPhase: 2 * points)
      clearPhases(points..<2 * points, samples: samples)
      relaxCircle(samples: samples, radius: radius, points: points, sweeps: sweeps)
      makeCircleGradient(
        samples: samples, points: points, scale: Scalar(-1 / (Double(points * samples) * radius)))
    case .continual(let nudge):
      for _ in 0..<sweeps {
        copyStates(samples: samples, toPhase: 1)
        count(relax(samples: samples, [.spring(Scalar(nudge))], sweeps: 1), into: &sums)
        makeContrast(samples: samples, scale: Scalar(-1 / (nudge * Double(samples))))
        step(&self)
        // The read-out is no part of the relaxation: it moves once, with the first step.
        clearReadoutGradient()
        begin(samples: samples)
      }
    case .adjoint:
      relaxAdjoint(samples: samples, sweeps: sweeps)
      makeAdjointGradient(samples: samples, scale: 1 / Scalar(samples))
    }
    return sums
  }

  private static func hold(_ point: NudgePoint) -> OutputHold<Scalar> {
    switch point {
    case .free: .free
    case .nudged(let beta): .spring(Scalar(beta))
    case .clamped: .clamped
    }
  }

  /// Moves the outputs of a phase to where a clamp holds them.
  private func holdOutputs(_ point: NudgePoint, phase: Int, samples: Int) {
    guard case .clamped(let share) = point else { return }
    let size = memory.layouts[last].size
    for row in rowRange(samples) {
      let states = memory.states[last].base + (phase * samples + row) * size
      let replicas = memory.network.replicas
      for i in 0..<memory.network.classes * replicas {
        states[i] += Scalar(share) * ((i / replicas == labels[row] ? 1 : 0) - states[i])
      }
    }
  }

  private func clearPhases(_ phases: Range<Int>, samples: Int) {
    for layer in 1...last {
      let block = samples * memory.layouts[layer].size
      let range = Tensor<Scalar>.part(seat.index, of: seat.threads, count: phases.count * block)
      (memory.states[layer].base + phases.lowerBound * block + range.lowerBound).update(
        repeating: 0, count: range.count)
    }
    seat.wait()
  }
}
