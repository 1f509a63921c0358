import Mapping
import Quantities
import Simulation
import Technology

// Read-out: node voltages become numbers.
extension ChipBill {
  /// The read-out of an inference: the outputs once, by a converter each.
  ///
  /// The sense circuits have sampled the outputs when the free phase ends, so that drivers, neurons and array are off while
  /// they convert.
  var inferenceReading: StepCost {
    let time = TimeSpan(si: 1 / estimator.spec.estimate.conversionRate.value.si)
    return reading(
      nodes: counts.outputs, inTurn: 1, readings: 1, phases: 1, rounds: 1,
      [
        senseBias(Double(counts.outputs), for: time, "one an output node; all else is off: they have sampled")
      ])
  }

  /// The read-out of a training sample: outputs and hidden nodes in every phase that the gradient is taken from.
  ///
  /// Hidden nodes have no sampler, so that the network stands in each of the phases until all of its nodes are converted.
  var trainingReading: StepCost {
    let read = activity.training.filter(\.phase.isRead)
    let readings = estimator.scheme.readings
    // Each copy of the arrays is read by converters of its own.
    let isParallel = copies > 1
    let once = TimeSpan(
      si: Double(counts.nodesInTurn * readings) / estimator.spec.estimate.conversionRate.value.si)
    let time = isParallel ? once : Double(read.count) * once
    let held = read.map { phase in
      Cost<EnergyDimension>.sum(
        "held-\(phase.phase.name)", "the network held in phase \(phase.phase.name)",
        dissipation(phase, lasting: once, isSettling: false)
          + bias(for: once, isFree: phase.phase.name == "free"))
    }
    return reading(
      nodes: counts.outputs + counts.neurons.reduce(0, +), inTurn: counts.nodesInTurn, readings: readings,
      phases: read.count, rounds: isParallel ? 1 : read.count,
      held + [
        senseBias(
          Double(all.outputs + all.nodeConverters), for: time, "one an output node and a shared converter")
      ])
  }

  /// Amplifiers that hold what the converters convert.
  private func senseBias(_ count: Double, for time: TimeSpan, _ why: String) -> Cost<EnergyDimension> {
    pricing.biasEnergy(
      "sense", "amplifiers of sense circuits", .amplifier, count, for: time, of: .assumption("count", why))
  }

  /// - Parameters:
  ///   - nodes: how many nodes are read, each in every phase.
  ///   - inTurn: nodes that share a converter.
  ///   - readings: conversions of one voltage.
  ///   - phases: how often.
  ///   - rounds: how often one after the other.
  ///   - power: what is on meanwhile.
  private func reading(
    nodes: Int, inTurn: Int, readings: Int, phases: Int, rounds: Int, _ power: [Cost<EnergyDimension>]
  ) -> StepCost {
    let rate = estimator.spec.estimate.conversionRate.value
    let time = TimeSpan(si: Double(rounds * inTurn * readings) / rate.si)
    let conversions = Double(nodes * phases * readings)
    let energy: [Cost<EnergyDimension>] = [
      pricing.energy(
        "converters", "conversions, \(estimator.readBits) bits", .readConverter, conversions,
        of: .chip("count", "\(nodes) nodes × \(phases) phases × \(readings) readings")),
      pricing.energy(
        "registers", "registers of readings", .flipFlop, conversions * Double(estimator.readBits),
        of: .chip("count", "a flip-flop a bit of a reading")),
      pricing.energy(
        "comparison", "comparison of the classes", .gate, control.comparisonGates,
        of: .assumption("count", "6 gates a bit and class find the largest")),
      sequencer(for: time),
    ]
    return StepCost(
      energy: .sum("read", "read-out", energy + power),
      latency: .sum(
        "read", "read-out",
        [
          .part(
            "converters", "conversions", pricing.isIdeal ? .zero : time,
            formula: "\(rounds) × \(inTurn) nodes in turn × \(readings) / \(rate)",
            grounds: [.assumption("rate", "estimate: conversion-rate, nodes-per-converter")])
        ]))
  }
}
