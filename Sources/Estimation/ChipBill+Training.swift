import Mapping
import Quantities
import Technology

// A training sample: the phases of the learning rule, their readings, and its share of an update.
extension ChipBill {
  /// One training sample; nothing for a rule that no chip can follow.
  var training: StepCost {
    let energyName = ("energy-per-training-example", "energy of a training example")
    let latencyName = ("latency-per-training-example", "latency of a training example")
    guard estimator.sequence.learns else {
      return StepCost(
        energy: .sum(energyName.0, energyName.1, []), latency: .sum(latencyName.0, latencyName.1, []))
    }
    let load = load(copies: copies)
    let free = relaxation(activity.training[0], precise: Self.precise, copies: copies)
    let nudged = learned(nudged)
    let read = trainingReading
    let update = update
    let latency = Cost<DurationDimension>.sum(
      latencyName.0, latencyName.1,
      [load.latency, free.latency, nudged.latency, read.latency, update.latency])
    return StepCost(
      energy: .sum(
        energyName.0, energyName.1,
        [
          load.energy, free.energy, nudged.energy, read.energy, update.energy,
          leakageEnergy(latency.amount),
        ]), latency: latency)
  }

  /// Share of the training samples that have nudged phases: those that are not skipped.
  var learnedShare: Double { 1 - activity.skipped }

  /// Why.
  var learnedGround: Ground {
    .simulation(
      "learned",
      "share of \(activity.samples) test samples that are not skipped (training: skip), by exact class values at the trained "
        + "conductances; at the start of a training from scratch it is near 1")
  }

  /// What samples that are not skipped have alone.
  private func learned(_ step: StepCost) -> StepCost {
    guard activity.skipped > 0 else { return step }
    return StepCost(
      energy: step.energy.times(learnedShare, learnedGround),
      latency: step.latency.times(learnedShare, learnedGround))
  }

  private static let precise = "of the largest movement by the nudge in every layer"

  /// The phases under springs: one after the other on one array, or at the same time on two.
  private var nudged: StepCost {
    let phases = activity.training.dropFirst()
    let alone = phases.map { relaxation($0, precise: Self.precise) }
    guard copies > 1, let longest = alone.map(\.latency).max(by: { $0.amount < $1.amount }) else {
      return StepCost(
        energy: .sum("nudged", "nudged phases", alone.map(\.energy)),
        latency: .sum("nudged", "nudged phases", alone.map(\.latency)))
    }
    let time = longest.amount
    // An array whose phase is the free one stands meanwhile.
    let standing =
      activity.training[0].phase.isRead
      ? [
        Cost<EnergyDimension>.sum(
          "free", "the free phase on the other copy",
          dissipation(activity.training[0], lasting: time, isSettling: false)
            + bias(for: time, isFree: true))
      ] : []
    return StepCost(
      energy: .sum(
        "nudged", "nudged phases",
        phases.map { relaxation($0, precise: Self.precise, least: time).energy } + standing),
      latency: .sum("nudged", "nudged phases at the same time", [longest]))
  }

  /// A sample's share of an update; samples that are skipped have no products.
  private var update: StepCost {
    let all = pricing.energy(
      "gradient", "products of the gradient", .gate,
      control.gatesPerDevice * Double(counts.devices),
      of: .assumption(
        "count",
        "a product of two readings a device, 6 gates a bit squared of which 15 % switch"))
    let gradient = activity.skipped > 0 ? all.times(learnedShare, learnedGround) : all
    let rows = Double(chip.blocks.map { min($0.rowCount, chip.tileShape.rows) }.max() ?? 0)
    let clock = estimator.spec.estimate.clock.value
    let products = Cost<DurationDimension>.part(
      "gradient", "products of the gradient", TimeSpan(si: rows / clock.si),
      formula: "\(Int(saturating: rows)) rows of a tile / \(clock)",
      grounds: [.assumption("order", "a row of a tile a cycle, all tiles at the same time")])
    let compute = activity.skipped > 0 ? products.times(learnedShare, learnedGround) : products
    let pulsing = pulsing
    guard let updates = estimator.updates else {
      return StepCost(
        energy: .sum("update", "update", [gradient] + pulsing + [sequencer(for: compute.amount)]),
        latency: .sum("update", "update", [compute]))
    }
    let directions = [("set", "set", true, updates.up), ("reset", "reset", false, updates.down)]
    let latency = Cost<DurationDimension>.sum(
      "update", "update", [compute] + directions.compactMap { pulseTime($0.0, $0.2, $0.3, updates) })
    return StepCost(
      energy: .sum(
        "update", "update",
        [gradient] + pulsing + [sequencer(for: latency.amount)]
          + directions.map { id, title, isUp, pulses in
            .sum("\(id)-pulses", "\(title) pulses", pulseEnergy(isUp, pulses, updates))
          }), latency: latency)
  }

  /// What makes whole pulses of the steps of all devices.
  private var pulsing: [Cost<EnergyDimension>] {
    // Counters beside the synapses take the step of each sample that is learned from; other schemes round once an update.
    let devices = Double(counts.devices) * (estimator.scheme.circuit == .accumulated ? learnedShare : 1)
    guard control.pulsing.gates > 0 else { return [] }
    let why = Ground.assumption(
      "count",
      "\(estimator.scheme.circuit.rawValue) pulses: \(Pricing.text(control.pulsing.flipFlops)) flip-flops and "
        + "\(Pricing.text(control.pulsing.gates)) gates that switch, a device and sample")
    return [
      .sum(
        "pulsing", "steps to pulses",
        [
          pricing.energy(
            "flip-flops", "flip-flops", .flipFlop, control.pulsing.flipFlops * devices, of: why),
          pricing.energy("gates", "gates", .gate, control.pulsing.gates * devices, of: why),
        ])
    ]
  }
}
