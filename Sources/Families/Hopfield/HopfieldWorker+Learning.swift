import Learning

// What a learner does with samples: relaxing, judging, and what plans need of both.
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

  /// Counts a phase; on the first thread only.
  func count(_ report: (sweeps: Int, change: Scalar?), into sums: inout EpochProgress) {
    guard seat.index == 0 else { return }
    sums.sweeps += report.sweeps
    sums.phases += 1
    if let change = report.change, let tolerance = relaxation.tolerance, change > Scalar(tolerance) {
      sums.unconverged += 1
    }
  }

  /// The gradients of a contrast of two points, from the free states.
  mutating func contrast(
    _ minus: NudgePoint, _ plus: NudgePoint, span: Double, samples: Int, sweeps: Int,
    _ sums: inout EpochProgress
  ) {
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
  }

  /// The gradients of a circle of nudges, from the free states.
  mutating func circle(radius: Double, points: Int, samples: Int, sweeps: Int) {
    for phase in 0..<points { copyStates(samples: samples, toPhase: phase) }
    copyStates(samples: samples, toPhase: 2 * points)
    clearPhases(points..<2 * points, samples: samples)
    relaxCircle(samples: samples, radius: radius, points: points, sweeps: sweeps)
    makeCircleGradient(
      samples: samples, points: points, scale: Scalar(-1 / (Double(points * samples) * radius)))
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
