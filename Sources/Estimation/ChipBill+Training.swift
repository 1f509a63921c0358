import Mapping
import Quantities
import Simulation
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
    let load = load
    let phases = activity.training.map {
      relaxation($0, precise: "of the largest movement by the nudge in every layer")
    }
    let read = read(
      nodes: counts.outputs + counts.neurons.reduce(0, +), inTurn: counts.nodesInTurn, phases: phases.count,
      held: activity.training)
    let update = update
    let nudgedEnergy = Cost<EnergyDimension>.sum(
      "nudged", "nudged phases", phases.dropFirst().map(\.energy))
    let nudgedLatency = Cost<DurationDimension>.sum(
      "nudged", "nudged phases", phases.dropFirst().map(\.latency))
    let latency = Cost<DurationDimension>.sum(
      latencyName.0, latencyName.1,
      [load.latency, phases[0].latency, nudgedLatency, read.latency, update.latency])
    return StepCost(
      energy: .sum(
        energyName.0, energyName.1,
        [
          load.energy, phases[0].energy, nudgedEnergy, read.energy, update.energy,
          leakageEnergy(latency.amount),
        ]), latency: latency)
  }

  /// A sample's share of an update.
  private var update: StepCost {
    let gradient = pricing.energy(
      "gradient", "products of the gradient", .gate,
      control.gatesPerDevice * Double(counts.devices),
      of: .assumption(
        "count",
        "a product of two readings a device, 6 gates a bit squared of which 15 % switch"))
    let rows = Double(chip.blocks.map { min($0.rowCount, chip.tileShape.rows) }.max() ?? 0)
    let clock = estimator.spec.estimate.clock.value
    let compute = Cost<DurationDimension>.part(
      "gradient", "products of the gradient", TimeSpan(si: rows / clock.si),
      formula: "\(Int(saturating: rows)) rows of a tile / \(clock)",
      grounds: [.assumption("order", "a row of a tile a cycle, all tiles at the same time")])
    guard let updates = estimator.updates else {
      return StepCost(
        energy: .sum("update", "update", [gradient, sequencer(for: compute.amount)]),
        latency: .sum("update", "update", [compute]))
    }
    let directions = [("set", "set", true, updates.up), ("reset", "reset", false, updates.down)]
    let latency = Cost<DurationDimension>.sum(
      "update", "update", [compute] + directions.compactMap { pulseTime($0.0, $0.2, $0.3, updates) })
    return StepCost(
      energy: .sum(
        "update", "update",
        [gradient, sequencer(for: latency.amount)]
          + directions.map { id, title, isUp, pulses in
            .sum("\(id)-pulses", "\(title) pulses", pulseEnergy(isUp, pulses, updates))
          }), latency: latency)
  }

  private func measured(_ updates: UpdateActivity) -> Ground {
    .simulation(
      "pulses",
      "\(updates.updates) updates of \(updates.batch) samples by the exact engine on the devices of chip 0, from the "
        + "\(estimator.spec.prediction.inSitu.start.rawValue) weights")
  }

  private func pulseEnergy(_ isUp: Bool, _ pulses: UpdateActivity.Direction, _ updates: UpdateActivity)
    -> [Cost<EnergyDimension>]
  {
    let device = chip.technology.device
    var lines: [Cost<EnergyDimension>] = []
    if let pulse = device.energy(ofPulseUp: isUp, at: pulses.conductance) {
      lines.append(
        .part(
          "cells", "in the cells", pulses.pulses * pulse.value, uncertainty: 2, count: pulses.pulses,
          formula: "\(Pricing.text(pulses.pulses)) pulses × \(pulse.value.formatted(digits: 3)) at "
            + "\(pulses.conductance.formatted(digits: 3))",
          grounds: [measured(updates), Ground("pulse", pulse)]))
    }
    let slots = pulses.rowSlots.reduce(0, +)
    if let voltage = writeVoltage(isUp) {
      let charge = zip(chip.blocks, pulses.rowSlots).reduce(0.0) { sum, part in
        let (block, slots) = part
        let cell = chip.technology.device.capacitance.value
        let gate = chip.technology.device.accessGateCapacitance?.value ?? .zero
        let row = chip.rowLine(block).capacitance + Double(block.columnCount) * (cell + gate)
        let column = chip.columnLine(block).capacitance + Double(block.rowCount) * cell
        return sum + slots * (row.si + 0.25 * Double(block.columnCount) * column.si)
      }
      lines.append(
        .part(
          "lines", "charge of selected and half-selected lines", Energy(si: charge * voltage.si * voltage.si),
          uncertainty: 2, count: slots,
          formula:
            "\(Pricing.text(slots)) row pulses × \(Capacitance(si: slots > 0 ? charge / slots : 0).formatted(digits: 3)) "
            + "(mean C of the row + C of all columns / 4) × (\(voltage))²",
          grounds: [
            measured(updates),
            .assumption(
              "scheme", "a row at a time, with V on it and V/2 on the columns that keep their state"),
          ]))
    }
    lines.append(
      pricing.energy(
        "drivers", "write drivers", .writeDriver, slots + pulses.pulses,
        of: .simulation("count", "a row for each of its pulses, and a column for each pulse of a cell")))
    return lines
  }

  private func writeVoltage(_ isUp: Bool) -> Voltage? {
    guard let pulses = chip.technology.device.variability.pulses,
      let pulse = isUp ? pulses.setPulse : pulses.resetPulse
    else { return nil }
    return Voltage(si: abs(pulse.voltage.value.si))
  }

  private func pulseTime(
    _ id: String, _ isUp: Bool, _ pulses: UpdateActivity.Direction, _ updates: UpdateActivity
  ) -> Cost<DurationDimension>? {
    guard let stated = chip.technology.device.variability.pulses,
      let pulse = isUp ? stated.setPulse : stated.resetPulse
    else { return nil }
    let driver = pricing[.writeDriver].map { pricing.delay * $0.latency } ?? .zero
    return .part(
      "\(id)-pulses", "\(id) pulses", pulses.criticalSlots * (pulse.width.value + driver), uncertainty: 1.5,
      count: pulses.criticalSlots,
      formula: "\(Pricing.text(pulses.criticalSlots)) pulses of the busiest tile × (\(pulse.width.value) + "
        + "\(driver.formatted(digits: 3)))",
      grounds: [
        measured(updates), Ground("pulse-width", pulse.width),
        .assumption("order", "row after row of a tile, set before reset; all tiles at the same time"),
      ])
  }
}
