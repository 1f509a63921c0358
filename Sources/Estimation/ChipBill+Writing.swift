import Activity
import Mapping
import Quantities
import Technology

// Write pulses: what they take in cells, lines and drivers, and how long.
extension ChipBill {
  private func measured(_ updates: UpdateActivity) -> Ground {
    .simulation(
      "pulses",
      "\(updates.updates) updates of \(updates.batch) samples by the exact engine on chip 0 of the prediction, with its "
        + "devices, neurons and read-outs, from the \(estimator.spec.prediction.inSitu.start.rawValue) weights"
    )
  }

  /// The pulses of a direction, in all copies of the arrays.
  func pulseEnergy(_ isUp: Bool, _ pulses: UpdateActivity.Direction, _ updates: UpdateActivity)
    -> [Cost<EnergyDimension>]
  {
    let device = chip.technology.device
    var lines: [Cost<EnergyDimension>] = []
    let count = Double(copies) * pulses.pulses
    if let pulse = device.energy(ofPulseUp: isUp, at: pulses.conductance) {
      lines.append(
        .part(
          "cells", "in the cells", count * pulse.value, uncertainty: 2, count: count,
          formula: "\(Pricing.text(count)) pulses × \(pulse.value.formatted(digits: 3)) at "
            + "\(pulses.conductance.formatted(digits: 3))",
          grounds: [measured(updates), Ground("pulse", pulse)]))
    }
    if let half = halfSelected(isUp, pulses, updates) { lines.append(half) }
    let slots = Double(copies) * pulses.rowSlots.reduce(0, +)
    if let voltage = device.pulse(up: isUp)?.voltage.value {
      let charge =
        Double(copies)
        * zip(chip.blocks, pulses.rowSlots).reduce(0.0) { sum, part in
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
            + "(mean C of the row + C of all columns / 4) × (\(Voltage(si: abs(voltage.si))))²",
          grounds: [
            measured(updates),
            .assumption(
              "scheme", "a row at a time, with V on it and V/2 on the columns that keep their state"),
          ]))
    }
    lines.append(
      pricing.energy(
        "drivers", "write drivers", .writeDriver, slots + count,
        of: .simulation("count", "a row for each of its pulses, and a column for each pulse of a cell")))
    return lines
  }

  /// What flows in cells of cross points that share a line with one that is written: V/2 stands at the rest of its row for
  /// every pulse of the row, and at the rest of its column for every pulse of the cell. nil for cells with a transistor.
  private func halfSelected(
    _ isUp: Bool, _ pulses: UpdateActivity.Direction, _ updates: UpdateActivity
  ) -> Cost<EnergyDimension>? {
    let device = chip.technology.device
    guard device.isCrossPoint, let voltage = device.pulse(up: isUp)?.voltage.value else { return nil }
    var (count, energy) = (0.0, Energy.zero)
    for block in chip.blocks {
      let k = block.connection
      let cells =
        pulses.rowSlots[k] * Double(block.columnCount)
        + pulses.connectionPulses[k] * Double(block.rowCount - 2)
      count += cells
      energy =
        energy + cells
        * (device.energy(ofHalfSelectedPulseUp: isUp, at: updates.meanConductances[k]) ?? .zero)
    }
    count *= Double(copies)
    energy = Double(copies) * energy
    return .part(
      "half-selected", "in half-selected cells", energy, uncertainty: 2, count: count,
      formula:
        "\(Pricing.text(count)) × \((count > 0 ? energy / count : .zero).formatted(digits: 3)), V/2 I(V/2) t with "
        + "V = \(Voltage(si: abs(voltage.si)))",
      grounds: [
        measured(updates),
        .chip(
          "count",
          "the other cells of the row for every pulse of a row, those of the column for every pulse of a cell"
        ),
        .simulation("conductance", "the mean of each connection"),
      ])
  }

  /// How long the pulses of a direction take.
  func pulseTime(
    _ id: String, _ isUp: Bool, _ pulses: UpdateActivity.Direction, _ updates: UpdateActivity
  ) -> Cost<DurationDimension>? {
    guard let pulse = chip.technology.device.pulse(up: isUp) else { return nil }
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
