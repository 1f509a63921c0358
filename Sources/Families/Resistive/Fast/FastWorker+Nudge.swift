import CKernels
import Datasets
import Learning

// What pulls at the outputs in the nudged phases; every thread for itself, like the outputs.
extension FastWorker {
  /// Mean total conductance of the outputs, siemens.
  var meanOutputConductance: Double {
    (0..<net.outputs).reduce(0) { $0 + Double(scratch.outputConductance.base[$1]) } / Double(net.outputs)
  }

  /// Sets the nudges of a minibatch.
  /// - Parameters:
  ///   - strengths: of both phases, in the unit of the nudge.
  ///   - unit: siemens of a nudge of strength 1.
  func setNudge(_ strengths: (Float, Float), unit: Double) {
    for c in 0..<net.output.classes {
      scratch.betaPlus[c] = strengths.0 * Float(unit) * (net.nodes?.nudgePlus[c] ?? 1)
      scratch.betaMinus[c] = strengths.1 * Float(unit) * (net.nodes?.nudgeMinus[c] ?? 1)
    }
  }

  /// The output whose total conductance a negative spring leaves without equilibrium, with that conductance.
  func weakOutput() -> WeakOutput? {
    // A current that stays leaves the energy as convex as it is.
    guard !net.nudgesByCurrents else { return nil }
    return (0..<net.outputs).map { WeakOutput(node: $0, siemens: scratch.outputConductance.base[$0]) }.first {
      scratch.betaMinus[$0.node] < 0 && $0.siemens <= -scratch.betaMinus[$0.node]
    }
  }

  /// Target panel of springs: y of the right class and 0 V elsewhere, or y times the target values, with the errors of a
  /// chip's targets.
  func setTargets(_ targets: [Target]) {
    guard !net.nudgesByCurrents else { return }
    scratch.target.clear(0..<net.outputPadded * batch)
    for (s, target) in targets.enumerated() {
      for (c, error) in (net.nodes?.targets ?? []).enumerated() { scratch.target[place(c, s, batch)] = error }
      switch target {
      case .label(let label): scratch.target[place(label, s, batch)] += net.target
      case .vector(let values):
        for (c, value) in values.enumerated() {
          scratch.target[place(c, s, batch)] += net.target * Float(value)
        }
      }
    }
  }

  /// Sets what pulls at the outputs by their free voltages, and what each sample counts; targets and nudges are set.
  /// - Parameter unit: siemens of a nudge of strength 1.
  /// - Returns: whether any sample is learned from.
  func setPulls(_ targets: [Target], unit: Double) -> Bool {
    guard net.weighsSamples else { return true }
    scratch.currents.clear()
    scratch.weights.clear()
    // A chip knows of its outputs what it reads.
    let known = scratch.center.count > 0 ? scratch.center : scratch.plain
    var isLearned = false
    for (s, target) in targets.enumerated() {
      let volts = (0..<net.outputs).map { Double(known[place($0, s, batch)]) }
      let pull = net.output.pull(net.output.classValues(volts), target: target)
      if TrainingSettings.isSkipped(pull, below: net.skippedPull) {
        // A spring to where an output is does not pull.
        for c in 0..<net.outputs where !net.nudgesByCurrents {
          scratch.target[place(c, s, batch)] = scratch.plain[place(c, s, batch)]
        }
        continue
      }
      isLearned = true
      scratch.weights[s] = Float(1 / unit)
      guard net.nudgesByCurrents else { continue }
      for c in 0..<net.output.classes {
        let (plus, minus) = (scratch.betaPlus[c] * Float(pull[c]), scratch.betaMinus[c] * Float(pull[c]))
        func add(_ sign: Float, to node: Int) {
          scratch.currents[place(node, s, 2 * batch)] += sign * 0.5 * (plus + minus)
          scratch.currents[place(node, s + batch, 2 * batch)] += sign * 0.5 * (plus - minus)
        }
        let nodes = net.output.nodes(ofClass: c)
        add(1, to: nodes.positive)
        if let negative = nodes.negative { add(-1, to: negative) }
      }
    }
    return isLearned
  }

  /// Where a panel of `states` states has a node.
  private func place(_ node: Int, _ state: Int, _ states: Int) -> Int {
    (node / 16 * states + state) * 16 + node % 16
  }

  /// The nudged states of a minibatch that nothing pulls at: the free ones.
  mutating func stayFree() -> FastPhase {
    for h in net.hidden.indices {
      pairPlain(h)
      paired[h] = true
    }
    gd_pair_of(isa, outputs(scratch.plain, batch), outputs(scratch.pair, 2 * batch))
    seat.wait()
    return FastPhase(sweeps: 0, hasSettled: true)
  }

  /// Makes own nodes' pair of their plain states.
  func pairPlain(_ h: Int) {
    for (_, nodes) in own(h) {
      gd_pair_of(
        isa, memory.plain[h].panel(nodes, states: batch), memory.pair[h].panel(nodes, states: 2 * batch))
    }
  }
}
