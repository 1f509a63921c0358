import Diagnostics
import Quantities
import Technology

/// Area, energy and latency of a published chip at one of its operating points, from the physics of its lines and cells and
/// the components of its circuits.
///
/// For one product of a core with N cells of mean conductance g: cells N g V_read V_supply a t, input lines
/// lines · C V_read² a · pulses, word lines count · C (V_high − V_low) V_high · pulses, circuits count · actions · energy,
/// and power while switched on or leaking times the duration.
package struct MacroEstimate: Sendable, Equatable {
  /// The chip's name.
  package let name: String
  /// The operating point.
  package let point: MacroPoint
  /// Of one core. Parts: `cells`, the groups of circuits, `spacing`.
  package let area: Cost<AreaDimension>
  /// Of one product of a core. Parts: `inputs` (cells, lines and circuits), `word-lines`, the other groups, `leakage`.
  package let energy: Cost<EnergyDimension>
  /// Of one product.
  package let latency: Cost<DurationDimension>
  /// Cores that work at once.
  package let cores: Double
  /// Operations of one product of a core: a multiplication and an addition a weight.
  package let operations: Double
  /// Reasons to doubt a component's figures.
  package let warnings: [Diagnostic]

  /// Energy of one operation.
  package var energyPerOperation: Energy { energy.amount / operations }
  /// 10¹² operations a second of the whole chip.
  package var teraOperationsPerSecond: Double { cores * operations / latency.amount.si / 1e12 }
  /// 10¹² operations a joule.
  package var teraOperationsPerJoule: Double { operations / energy.amount.si / 1e12 }
  /// 10¹² operations a second and mm² of a core.
  package var teraOperationsPerSecondAndSquareMillimetre: Double {
    operations / latency.amount.si / (area.amount.si * 1e6) / 1e12
  }

  /// Estimates a chip at an operating point.
  /// - Throws: what a component says about its price: `GD0320`, `GD0321`, `GD0322`.
  package init(_ macro: Macro, at point: MacroPoint) throws(Diagnostic) {
    let activity = macro.scheme.activity(point)
    let bill = try MacroBill(macro, point, activity)
    name = macro.name
    self.point = point
    cores = macro.cores.value.si
    operations = macro.operations
    area = bill.area(macro)
    energy = bill.energy(macro, activity)
    latency = .part(
      "product", "one product", activity.duration, formula: "steps of the scheme '\(macro.scheme.name)'",
      grounds: [])
    warnings = bill.warnings
  }
}

/// The priced circuits of a core.
private struct MacroBill {
  struct Line {
    var circuit: MacroCircuit
    var cost: ComponentCost
    /// Actions of each for one product.
    var actions: Double
  }

  private let lines: [Line]

  init(_ macro: Macro, _ point: MacroPoint, _ activity: ReadActivity) throws(Diagnostic) {
    var lines: [Line] = []
    for circuit in macro.circuits {
      let actions = activity.actions[circuit.action] ?? 0
      // A circuit that never acts is priced at the rate of the products.
      let rate = Frequency(si: max(actions, 1) / activity.duration.si)
      let cost = try circuit.component.cost(
        node: macro.node.value, supply: macro.supply.value, bits: point.outputBits, rate: rate)
      lines.append(Line(circuit: circuit, cost: cost, actions: actions))
    }
    self.lines = lines
  }

  var warnings: [Diagnostic] { lines.flatMap(\.cost.warnings) }

  /// Names of the groups, in the order of the file.
  private var groups: [String] {
    lines.reduce(into: []) { if !$0.contains($1.circuit.group) { $0.append($1.circuit.group) } }
  }

  func area(_ macro: Macro) -> Cost<AreaDimension> {
    let cell = macro.cell.width.value * macro.cell.height.value
    let cells: Cost<AreaDimension> = .part(
      "cells", "cells", macro.cells * cell, count: macro.cells, formula: "cells × width × height",
      grounds: [Ground("cell-width", macro.cell.width), Ground("cell-height", macro.cell.height)])
    let circuits = groups.map { group -> Cost<AreaDimension> in
      .sum(
        group, group,
        lines.filter { $0.circuit.group == group }.map { line in
          .part(
            line.circuit.name, line.circuit.component.summary, line.circuit.count.value.si * line.cost.area,
            uncertainty: line.cost.uncertainty, count: line.circuit.count.value.si, formula: "count × area",
            grounds: [Ground("count", line.circuit.count)] + line.cost.grounds.map { Ground($0) })
        })
    }
    let placed: Cost<AreaDimension> = .sum("placed", "placed", [cells] + circuits)
    let share = 1 / macro.utilization.value.si - 1
    let spacing: Cost<AreaDimension> = .part(
      "spacing", "between cells and circuits", share * placed.amount,
      formula: "(1 / utilization − 1) × placed",
      grounds: [Ground("utilization", macro.utilization)])
    return .sum("core", "core", [cells] + circuits + [spacing])
  }

  func energy(_ macro: Macro, _ activity: ReadActivity) -> Cost<EnergyDimension> {
    let share = macro.activity.value.si
    let read = macro.readVoltage.value
    let cellCurrent = macro.cells * share * (macro.cell.conductance.value * read)
    let array = macro.arrayUncertainty.value.si
    let cells: Cost<EnergyDimension> = .part(
      "cells", "current of the cells", macro.cellSupply.value * cellCurrent * activity.conduction,
      uncertainty: array, count: macro.cells, formula: "cells × g × V_read × V_supply × activity × time",
      grounds: [
        Ground("conductance", macro.cell.conductance), Ground("read-voltage", macro.readVoltage),
        Ground("cell-supply", macro.cellSupply), Ground("activity", macro.activity),
        Ground("uncertainty", macro.arrayUncertainty),
      ])
    let outputs = macro.outputs.value.si
    let line =
      outputs * (macro.wireCapacitance.value * macro.cell.width.value + macro.cell.capacitance.value)
    let lineCount = macro.inputs.value.si * macro.linesPerInput.value.si
    let inputLines: Cost<EnergyDimension> = .part(
      "lines", "charging of the input lines",
      Energy(si: lineCount * line.si * read.si * read.si * share * activity.inputPulses),
      uncertainty: array, count: lineCount,
      formula: "lines × C × V_read² × activity × pulses",
      grounds: [
        Ground("wire-capacitance", macro.wireCapacitance), Ground("cell-capacitance", macro.cell.capacitance),
      ])
    var parts: [Cost<EnergyDimension>] = [
      .sum("inputs", "inputs", [cells, inputLines] + circuits("inputs", activity))
    ]
    if let word = macro.wordLines {
      let swing = word.high.value - word.low.value
      let each = word.capacitance.value.si * swing.si * word.high.value.si
      parts.append(
        .sum(
          "word-lines", "word lines",
          [
            .part(
              "lines", "switching of the word lines",
              Energy(si: word.count.value.si * each * activity.wordLinePulses), uncertainty: array,
              count: word.count.value.si,
              formula: "lines × C × (V_high − V_low) × V_high × pulses",
              grounds: [
                Ground("word-line-capacitance", word.capacitance), Ground("high", word.high),
                Ground("low", word.low),
              ])
          ] + circuits("word-lines", activity)))
    }
    for group in groups where group != "inputs" && !(group == "word-lines" && macro.wordLines != nil) {
      parts.append(.sum(group, group, circuits(group, activity)))
    }
    let leakage = lines.reduce(Power.zero) { $0 + $1.circuit.count.value.si * $1.cost.leakage }
    parts.append(
      .part(
        "leakage", "leakage of the circuits", leakage * activity.duration, uncertainty: 10,
        formula: "count × leakage × duration",
        grounds: lines.flatMap(\.cost.grounds).filter { $0.figure == "leakage" }.map { Ground($0) }))
    return .sum("product", "one product of a core", parts)
  }

  private func circuits(_ group: String, _ activity: ReadActivity) -> [Cost<EnergyDimension>] {
    lines.filter { $0.circuit.group == group }.map { line in
      let each = line.actions * line.cost.energy + line.cost.activePower * activity.duration
      return .part(
        line.circuit.name, line.circuit.component.summary, line.circuit.count.value.si * each,
        uncertainty: line.cost.uncertainty, count: line.circuit.count.value.si * max(line.actions, 1),
        formula: line.cost.activePower > .zero ? "count × power × duration" : "count × actions × energy",
        grounds: [Ground("count", line.circuit.count)] + line.cost.grounds.map { Ground($0) })
    }
  }
}
