import Activity
import Foundation
import Mapping
import Quantities
import Technology

/// What a step of the chip's work takes.
struct StepCost {
  var energy: Cost<EnergyDimension>
  var latency: Cost<DurationDimension>
}

// Load, relax, read: the steps of an inference, which a training sample has too.
extension ChipBill {
  /// One input, load to read-out.
  var inference: StepCost {
    let load = load(copies: 1)
    let free = relaxation(activity.inference, precise: "of the largest class value")
    let read = inferenceReading
    let latency = Cost<DurationDimension>.sum(
      "latency-per-inference", "latency of an inference", [load.latency, free.latency, read.latency])
    return StepCost(
      energy: .sum(
        "energy-per-inference", "energy of an inference",
        [load.energy, free.energy, read.energy, leakageEnergy(latency.amount)]), latency: latency)
  }

  /// Leakage during a time.
  func leakageEnergy(_ time: TimeSpan) -> Cost<EnergyDimension> {
    let leakage = leakage
    return .part(
      "leakage", "leakage", leakage.amount * time, uncertainty: leakage.uncertainty,
      formula: "\(leakage.amount.formatted(digits: 3)) × \(time.formatted(digits: 3))",
      grounds: [.chip("power", "of everything, see leakage")])
  }

  /// What every copy of the arrays takes: the lines themselves for one.
  func inCopies(_ copies: Int, _ lines: [Cost<EnergyDimension>]) -> [Cost<EnergyDimension>] {
    copies == 1 ? lines : (1...copies).map { .sum("copy-\($0)", "copy \($0) of the arrays", lines) }
  }

  // MARK: Load

  /// The input's numbers become voltages of the rows of some copies of the arrays.
  func load(copies: Int) -> StepCost {
    let spec = estimator.spec.estimate
    let block = chip.blocks[0]
    let line = chip.rowLine(block)
    let cell = chip.technology.device.capacitance
    let capacitance = line.capacitance + Double(block.columnCount) * cell.value
    let driver = chip.technology.peripherals.driverResistance
    let ohms = driver.value.si + pricing.wireResistance * line.resistance.si
    let settled = log(1 / spec.precision.si)
    let rows: Cost<EnergyDimension> =
      .part(
        "rows", "charge of the input rows", Energy(si: capacitance.si * activity.rowSquares),
        formula:
          "\(capacitance.formatted(digits: 3)) a row × Σ V² of \(Ratio(si: activity.rowSquares).formatted(digits: 3)) V²",
        grounds: [
          .simulation("voltages", "mean of \(activity.samples) test samples; every row starts from 0 V"),
          Ground("cell-capacitance", cell),
          Ground("wire-capacitance", chip.technology.process.rowWire.capacitance),
        ])
    let energy: [Cost<EnergyDimension>] = [
      pricing.energy(
        "converters", "conversions of inputs", .inputConverter, Double(counts.inputs),
        of: .chip("count", "one a value")),
      pricing.energy(
        "registers", "input registers", .flipFlop, 2 * Double(counts.inputs * spec.inputBits),
        of: .assumption("count", "every bit is written twice, shifted in and kept")),
    ]
    let latency: [Cost<DurationDimension>] = [
      .part(
        "clock", "start", TimeSpan(si: 1 / spec.clock.value.si), formula: "1 / \(spec.clock.value)",
        grounds: [
          .assumption(
            "cycles", "one cycle of the clock: the numbers are in the registers when the input begins")
        ]),
      pricing.duration(
        "converters", "conversion", .inputConverter, 1,
        of: .assumption("order", "all inputs at the same time")),
      driverTime,
      .part(
        "rows", "charging of the input rows", TimeSpan(si: settled * ohms * capacitance.si),
        formula:
          "\(Resistance(si: ohms).formatted(digits: 3)) × \(capacitance.formatted(digits: 3)) × ln(1/\(spec.precision))",
        grounds: [Ground("driver-resistance", driver), .chip("row", "the longest row with its trunks")]),
    ]
    let total = Cost<DurationDimension>.sum("load", "load", latency)
    // The rows rise with their drivers: from the end of the conversion on the array draws what it draws when settled.
    let rising = latency.suffix(2).reduce(TimeSpan.zero) { $0 + $1.amount }
    let network = Cost<EnergyDimension>.sum(
      "network", "the network while its rows rise",
      dissipation(activity.inference, lasting: rising, isSettling: false))
    return StepCost(
      energy: .sum(
        "load", "load",
        energy + [sequencer(for: total.amount)]
          + inCopies(copies, [rows, network] + bias(for: total.amount, isFree: true))),
      latency: total)
  }

  /// The row drivers' settling: followers that take their rows from 0 V to full scale.
  private var driverTime: Cost<DurationDimension> {
    let precision = estimator.spec.estimate.precision
    let step = chip.fabric.input.fullScale
    let load = activity.largestRowConductance
    let amplifier = pricing[.amplifier]?.amplifier
    let constant = amplifier?.timeConstant(gain: 1, load: load) ?? .zero
    let slewing = amplifier?.slewing(step: step, timeConstant: constant) ?? .zero
    return pricing.amplifierTime(
      "drivers", "settling of the row drivers", log(1 / precision.si) * constant + slewing,
      formula:
        "(\(constant.formatted(digits: 3)) × ln(1/\(precision)) + \(slewing.formatted(digits: 3)) of slewing by \(step))",
      grounds: [
        .assumption("order", "all rows at the same time"),
        .assumption(
          "loop",
          "(1 + R G) / (2π GBW) at a gain of one into the largest input row of cells, "
            + "\(load.formatted(digits: 3))"),
      ])
  }

  /// The state machine of the control during a time.
  func sequencer(for time: TimeSpan) -> Cost<EnergyDimension> {
    let clock = estimator.spec.estimate.clock.value
    let cycles = (time.si * clock.si).rounded(.up)
    let why = Ground.assumption(
      "count",
      "\(Pricing.text(cycles)) cycles of \(clock): all flip-flops of the sequencer, and 5 % of its gates")
    return .sum(
      "sequencer", "sequencer",
      [
        pricing.energy(
          "flip-flops", "flip-flops", .flipFlop, cycles * control.sequencerFlipFlops, of: why),
        pricing.energy("gates", "gates", .gate, cycles * control.sequencerGates, of: why),
      ])
  }

  // MARK: Relaxation

  /// A phase until it has settled.
  /// - Parameters:
  ///   - precise: what the precision is a share of.
  ///   - copies: copies of the arrays that do it at the same time.
  ///   - least: how long it goes on at least, for another one at the same time.
  func relaxation(
    _ phase: ChipActivity.Phase, precise: String, copies: Int = 1, least: TimeSpan = .zero
  ) -> StepCost {
    let spec = estimator.spec.estimate
    let name = phase.phase.name
    let isFree = name == "free"
    let title = isFree ? "free phase" : "nudged phase, \(name) (\(phase.strengthText))"
    let wires = chip.wireTimeConstants(.lumped, resistance: pricing.wireResistance).si
    let latency = Cost<DurationDimension>.sum(
      name, title,
      [
        .part(
          "network", "settling of the network", phase.worstNetworkSettling,
          uncertainty: Self.simulationUncertainty,
          formula:
            "worst of \(activity.samples) samples with amplifiers without delay; slowest time constant "
            + phase.worstTimeConstant.formatted(digits: 3),
          grounds: [
            .simulation(
              "time",
              "C dv/dt = −∂E/∂v from the state of the phase before to \(spec.precision) \(precise), with the "
                + "capacitances of nodes, cells and wires")
          ]),
        amplifierTime(phase),
        .part(
          "wires", "delay of lines and trunks", TimeSpan(si: wires * log(1 / spec.precision.si)),
          uncertainty: 2,
          formula: "\(TimeSpan(si: wires).formatted(digits: 3)) × ln(1/\(spec.precision))",
          grounds: [
            .assumption("elmore", "the R C products of the longest lines of all kinds, one after the other")
          ] + pricing.cornerGrounds([("wire-resistance", \.wireResistance)])),
      ])
    let time = max(latency.amount, least)
    return StepCost(
      energy: .sum(
        name, title,
        inCopies(
          copies,
          dissipation(phase, lasting: time, isSettling: true) + bias(for: time, isFree: isFree)
            + (isFree ? [] : nudgeSetting)) + [sequencer(for: time)]),
      latency: latency)
  }

  /// Whether the nudge is a current that a converter sets.
  var nudgesByCurrents: Bool { estimator.sequence.kind == .current && estimator.sequence.learns }

  /// The currents of a nudged phase are set by converters.
  private var nudgeSetting: [Cost<EnergyDimension>] {
    guard nudgesByCurrents else { return [] }
    return [
      pricing.energy(
        "setting", "conversions that set the currents of the nudge", .inputConverter, Double(counts.classes),
        of: .assumption(
          "count",
          "one a class, of the kind and bits of the inputs' converters; the mirrors give the other sign"))
    ]
  }

  /// What the currents of a nudge lose between the supply and the outputs.
  private func nudgeSources(_ phase: ChipActivity.Phase, lasting time: TimeSpan) -> [Cost<EnergyDimension>] {
    guard nudgesByCurrents, phase.phase.name != "free" else { return [] }
    let supply = pricing.isIdeal ? Voltage.zero : pricing.supply
    return [
      .part(
        "sources", "current sources of the nudge",
        Energy(si: 0.5 * supply.si * phase.nudgeCurrent.si * time.si),
        uncertainty: 2,
        formula: "½ × \(supply) × Σ|I| of \(phase.nudgeCurrent.formatted(digits: 3)) × "
          + time.formatted(digits: 3),
        grounds: [
          .simulation("current", "into and out of the outputs, mean of the samples that are not skipped"),
          .assumption(
            "sources", "mirrors at the supply and at ground: every ampere crosses half of the supply"),
        ] + pricing.cornerGrounds([("supply", \.supply)]))
    ]
  }

  /// What the amplifiers behind the nodes add to the settling of the network.
  private func amplifierTime(_ phase: ChipActivity.Phase) -> Cost<DurationDimension> {
    let pole = max(.zero, phase.worstSettling - phase.worstNetworkSettling)
    let slewing = zip(phase.amplifierSteps, phase.amplifierLags).reduce(TimeSpan.zero) { sum, layer in
      sum + (pricing[.amplifier]?.amplifier?.slewing(step: layer.0, timeConstant: layer.1) ?? .zero)
    }
    let lags = phase.amplifierLags.map { $0.formatted(digits: 3) }.joined(separator: ", ")
    return pricing.amplifierTime(
      "amplifiers", "settling of the amplifiers", pole + slewing,
      formula: "(\(phase.worstSettling.formatted(digits: 3)) − "
        + "\(phase.worstNetworkSettling.formatted(digits: 3)) of poles of \(lags.isEmpty ? "no amplifier" : lags), and "
        + "\(slewing.formatted(digits: 3)) of slewing)",
      grounds: [
        .simulation(
          "time",
          "the settling with a pole in every amplifier, worst of \(activity.samples) samples (mean "
            + "\(phase.meanSettling.formatted(digits: 3))), over that of amplifiers without delay"),
        .assumption(
          "loop",
          "A (1 + R G) / (2π GBW) at gain A into the largest row of cells G; the rectifiers' own amplifiers, at a gain "
            + "of one, work beside them"),
        .assumption(
          "back",
          "currents come back through the same amplifier in a loop of the reverse gain, at least 1, without load"
        ),
      ])
  }

  /// Where the power of a phase goes in a time, by the simulation.
  /// - Parameter isSettling: whether the time begins with the step that starts the phase; else the phase stands.
  func dissipation(_ phase: ChipActivity.Phase, lasting time: TimeSpan, isSettling: Bool)
    -> [Cost<EnergyDimension>]
  {
    let energy = isSettling ? phase.energy(lasting: time) : phase.power.energy(over: time)
    let simulated = Ground.simulation(
      "power", "mean of \(activity.samples) test samples on the trained conductances")
    func text(_ power: Power, _ excess: Energy) -> String {
      "\(power.formatted(digits: 3)) × \(time.formatted(digits: 3))"
        + (isSettling ? " and \(excess.formatted(digits: 3)) while settling" : "")
    }
    func positive(_ energy: Energy) -> Energy { max(.zero, energy) }
    let cells = Cost<EnergyDimension>.sum(
      "cells", "cell array",
      energy.cells.enumerated().map { k, amount in
        .part(
          "connection-\(k + 1)", "connection \(k + 1)", positive(amount),
          uncertainty: Self.simulationUncertainty,
          count: Double(chip.blocks[k].rowCount * chip.blocks[k].columnCount),
          formula: "Σ g v₀ sinh(Δv/v₀) Δv: " + text(phase.power.cells[k], phase.excess.cells[k]),
          grounds: [simulated])
      })
    let supply = pricing.supply
    let headroom = Power(
      si: pricing.isIdeal
        ? 0 : max(0, 0.5 * supply.si * phase.drivenCurrent.si - phase.power.delivered.si))
    return [
      cells,
      .part(
        "rectifiers", "rectifiers", positive(energy.rectifiers), uncertainty: Self.simulationUncertainty,
        formula: text(phase.power.rectifiers, phase.excess.rectifiers), grounds: [simulated]),
      .part(
        "springs", "springs of the nudge", positive(energy.springs),
        uncertainty: Self.simulationUncertainty,
        formula: "Σ β (o − y)²: " + text(phase.power.springs, phase.excess.springs), grounds: [simulated]),
      .part(
        "wires", "wires", pricing.wireResistance * (phase.wires * time),
        uncertainty: 2,
        formula:
          "Σ R I²: \(phase.wires.formatted(digits: 3)) × \(Pricing.text(pricing.wireResistance)) × \(time.formatted(digits: 3))",
        grounds: [
          simulated,
          .assumption(
            "currents",
            "those of ideal wires; a line gives its current off evenly (R I²/3), and all are as long as the longest"
          ),
        ] + pricing.cornerGrounds([("wire-resistance", \.wireResistance)])),
      .part(
        "drivers", "output resistance of drivers", phase.drivers * time, uncertainty: 2,
        formula: "Σ R I²: \(phase.drivers.formatted(digits: 3)) × \(time.formatted(digits: 3))",
        grounds: [
          simulated, Ground("driver-resistance", chip.technology.peripherals.driverResistance),
        ]),
      .part(
        "headroom", "between the supply and the signals", headroom * time, uncertainty: 2,
        formula: "(½ × \(supply) × Σ|I| of \(phase.drivenCurrent.formatted(digits: 3)) − "
          + "\(phase.power.delivered.formatted(digits: 3))) × \(time.formatted(digits: 3))",
        grounds: [
          simulated,
          .assumption(
            "drivers",
            "linear output stages: every ampere crosses half of the supply, signals being around its middle"),
        ] + pricing.cornerGrounds([("supply", \.supply)])),
    ] + nudgeSources(phase, lasting: time)
  }

  /// Amplifiers that are on for a time.
  func bias(for time: TimeSpan, isFree: Bool) -> [Cost<EnergyDimension>] {
    [
      pricing.biasEnergy(
        "amplifiers", "amplifiers of drivers and neurons", .amplifier, Double(counts.amplifiers), for: time,
        of: amplifierGround)
    ]
      + (isFree
        ? []
        : [
          pricing.biasEnergy(
            "nudges", "amplifiers of the nudge", .amplifier, Double(counts.classes), for: time,
            of: .assumption("count", "one a class"))
        ])
  }
}

extension Cost {
  /// The larger of the factors of the error bar; 1 for nothing.
  var uncertainty: Double { amount.si > 0 ? max(high / amount, amount / low) : 1 }
}
