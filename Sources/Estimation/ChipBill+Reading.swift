import Mapping
import Quantities
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
    // A sample that is skipped is read in its free phase alone.
    let shares = read.map { $0.phase.name == "free" ? 1 : learnedShare }
    let once = TimeSpan(
      si: Double(counts.nodesInTurn * readings) / estimator.spec.estimate.conversionRate.value.si)
    let rounds = isParallel ? shares.max() ?? 0 : shares.reduce(0, +)
    let time = rounds * once
    let held = zip(read, shares).map { phase, share in
      let cost = Cost<EnergyDimension>.sum(
        "held-\(phase.phase.name)", "the network held in phase \(phase.phase.name)",
        dissipation(phase, lasting: once, isSettling: false)
          + bias(for: once, isFree: phase.phase.name == "free"))
      return share < 1 ? cost.times(share, learnedGround) : cost
    }
    return reading(
      nodes: readNodes, inTurn: counts.nodesInTurn, readings: readings,
      phases: shares.reduce(0, +), rounds: rounds,
      held + [
        senseBias(
          Double(all.outputs + all.nodeConverters), for: time, "one an output node and a shared converter")
      ] + differences(readings: readings, for: time))
  }

  /// Nodes that a training sample is read at.
  private var readNodes: Int { counts.outputs + counts.neurons.reduce(0, +) }

  /// What `in-situ: difference-gain` takes: the voltages of both phases are sampled at every node, and an amplifier before
  /// each converter amplifies their difference.
  private func differences(readings: Int, for time: TimeSpan) -> [Cost<EnergyDimension>] {
    guard estimator.scheme.differenceGain != nil else { return [] }
    let samples = 2 * Double(readNodes * readings) * learnedShare
    return [
      pricing.energy(
        "samplers", "samples of both phases", .sampler, samples,
        of: .chip(
          "count", "\(readNodes) nodes × 2 phases × \(readings) readings of the samples that are not skipped")
      ),
      pricing.biasEnergy(
        "difference", "amplifiers of differences", .amplifier, Double(all.outputs + all.nodeConverters),
        for: time, of: .assumption("count", "one a converter")),
    ]
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
  ///   - phases: how often in the mean.
  ///   - rounds: how often one after the other in the mean.
  ///   - power: what is on meanwhile.
  private func reading(
    nodes: Int, inTurn: Int, readings: Int, phases: Double, rounds: Double, _ power: [Cost<EnergyDimension>]
  ) -> StepCost {
    let rate = estimator.spec.estimate.conversionRate.value
    let time = TimeSpan(si: rounds * Double(inTurn * readings) / rate.si)
    let conversions = phases * Double(nodes * readings)
    let energy: [Cost<EnergyDimension>] = [
      pricing.energy(
        "converters", "conversions, \(estimator.readBits) bits", .readConverter, conversions,
        of: .chip("count", "\(nodes) nodes × \(Pricing.text(phases)) phases × \(readings) readings")),
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
            formula: "\(Pricing.text(rounds)) × \(inTurn) nodes in turn × \(readings) / \(rate)",
            grounds: [.assumption("rate", "estimate: conversion-rate, nodes-per-converter")])
        ]))
  }
}
