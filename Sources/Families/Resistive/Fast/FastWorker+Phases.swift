import CKernels
import Kernels

/// How a phase of the fast engine ended.
struct FastPhase {
  /// Sweeps it took.
  var sweeps: Int
  /// Whether the residual came below the tolerance; true when there is none.
  var hasSettled: Bool
}

// Relaxation: sweeps of exact steps, and the products that go with them.
extension FastWorker {
  /// The free phase: sweeps of plain states. A wait must have gone before.
  /// - Returns: how it ended.
  @discardableResult
  mutating func relaxFree(states: Int) -> FastPhase {
    for k in 1...net.sweeps {
      sweep(states: states) { _ in false }
      // In the first sweep the odd layers were not at rest yet.
      if k > 1, hasSettled { return FastPhase(sweeps: k, hasSettled: true) }
    }
    return FastPhase(sweeps: net.sweeps, hasSettled: net.tolerance == nil)
  }

  /// Both nudged phases at once, from the free state, with the nudges set.
  @discardableResult
  mutating func relaxNudged() -> FastPhase {
    let order = net.order
    var phase = FastPhase(sweeps: net.sweeps, hasSettled: net.tolerance == nil)
    for k in 1...net.sweeps {
      sweep(states: batch, isNudged: true) { k >= order.firstPairedSweep($0) }
      if k > order.firstPairedSweep(0), hasSettled {
        phase = FastPhase(sweeps: k, hasSettled: true)
        break
      }
    }
    // Layers that too few sweeps kept from the nudge.
    let untouched = net.hidden.indices.filter { !paired[$0] }
    for h in untouched { pairPlain(h) }
    if !untouched.isEmpty { seat.wait() }
    return phase
  }

  /// Whether no node of an even layer had a residual above the tolerance before the last sweep. The odd layers had
  /// none, and every thread sees the same.
  private var hasSettled: Bool { net.tolerance.map { evenChange <= $0 } ?? false }

  /// Starts a new set of changes.
  private mutating func clearChanges() {
    changeSet = 1 - changeSet
    outputChange = 0
    for h in net.hidden.indices { for (g, _) in own(h) { memory.change[changeIndex(h, g)] = 0 } }
  }

  private func changeIndex(_ layer: Int, _ group: Int) -> Int {
    (changeSet * net.hidden.count + layer) * FastShape.groupLimit + group
  }

  /// The largest change of the even layers, after a wait.
  private mutating func gatherChanges() {
    evenChange = outputChange
    for h in stride(from: 0, to: net.hidden.count, by: 2) {
      for g in net.hidden[h].groups.indices { evenChange = max(evenChange, memory.change[changeIndex(h, g)]) }
    }
  }

  /// Runs a step of nodes and returns how far the furthest moved; of a pair, a bound on how far either state did.
  private func change(
    _ panel: UnsafeMutablePointer<Float>, count: Int, isPair: Bool, wasPair: Bool, _ step: () -> Void
  ) -> Float {
    let old = scratch.old.base
    old.update(from: panel, count: count)
    step()
    guard isPair == wasPair else { return .infinity }
    var largest: Float = 0
    for k in 0..<count {
      let moved = abs(panel[k] - old[k])
      if moved > largest { largest = moved }
    }
    return isPair ? 2 * largest : largest
  }

  /// One sweep: even layers, then odd ones.
  private mutating func sweep(states: Int, isNudged: Bool = false, isPaired: (Int) -> Bool) {
    if net.tolerance != nil { clearChanges() }
    for parity in 0..<2 {
      if (net.last + 1) % 2 == parity {
        if parity == 0, net.tolerance != nil {
          let panel = isNudged ? scratch.pair : scratch.plain
          outputChange = change(
            panel.base, count: net.outputPadded * (isNudged ? 2 * states : states), isPair: isNudged,
            wasPair: isNudged
          ) { relaxOutput(states: states, isNudged: isNudged) }
        } else {
          relaxOutput(states: states, isNudged: isNudged)
        }
      }
      for h in net.hidden.indices where h % 2 == parity {
        let pair = isPaired(h)
        if h == net.last {
          relaxLast(pair: pair, states: states)
        } else {
          relaxInner(h, pair: pair, states: states)
        }
        paired[h] = pair
      }
      if net.order.hasHidden(parity) { seat.wait() }
      if parity == 0, net.tolerance != nil { gatherChanges() }
    }
  }

  /// Own nodes of a hidden layer that is not the last.
  private mutating func relaxInner(_ h: Int, pair: Bool, states: Int) {
    let columns = net.hidden[h + 1]
    let panel = pair ? 2 * states : states
    let below = pair ? memory.pair[h + 1] : memory.plain[h + 1]
    let to = pair ? memory.pair[h] : memory.plain[h]
    for (g, nodes) in own(h) {
      clearPartial(h + 1, group: g, states: panel)
      for start in stride(from: nodes.lowerBound, to: nodes.upperBound, by: FastScratch.rowBlock) {
        let block = start..<min(start + FastScratch.rowBlock, nodes.upperBound)
        let real = net.hidden[h].real(block)
        gd_dot(
          isa, rows(real, into: h + 1), below.panel(0..<columns.padded, states: panel),
          scratch.dot.panel(0..<block.count, states: panel))
        moveBlock(h, g, block, pair: pair, states: states)
        addProduct(h, g, block, to, panel)
      }
    }
  }

  /// Own nodes of the last hidden layer.
  private mutating func relaxLast(pair: Bool, states: Int) {
    let h = net.last
    let shape = net.hidden[h]
    let panel = pair ? 2 * states : states
    let outputs = pair ? scratch.pair : scratch.plain
    outputSet = 1 - outputSet
    for (g, nodes) in own(h) {
      for start in stride(from: nodes.lowerBound, to: nodes.upperBound, by: FastScratch.outputBlock) {
        let block = start..<min(start + FastScratch.outputBlock, nodes.upperBound)
        scratch.dot.clear(0..<block.count * panel)
        gd_accumulate(
          isa,
          memory.output.matrix(from: start, rows: net.outputs, columns: block.count, stride: shape.stride),
          allRows, net.outputs, self.outputs(outputs, panel),
          scratch.dot.panel(0..<block.count, states: panel))
        moveBlock(h, g, block, pair: pair, states: states)
        addOutputProduct(
          g, block, first: start == nodes.lowerBound, pair ? memory.pair[h] : memory.plain[h], states: panel)
      }
    }
  }

  /// The exact step of a block of nodes of a group, with its change where it decides when to stop.
  private func moveBlock(_ h: Int, _ group: Int, _ block: Range<Int>, pair: Bool, states: Int) {
    guard h % 2 == 0, net.tolerance != nil else {
      return relaxBlock(h, block, pair: pair, states: states)
    }
    let size = pair ? 2 * states : states
    let panel = (pair ? memory.pair[h] : memory.plain[h]).base + block.lowerBound * size
    let moved = change(panel, count: block.count * size, isPair: pair, wasPair: paired[h]) {
      relaxBlock(h, block, pair: pair, states: states)
    }
    let index = changeIndex(h, group)
    memory.change[index] = max(memory.change[index], moved)
  }

  /// The exact step of a block of nodes, its product with the connection behind being in `scratch.dot`.
  private func relaxBlock(_ h: Int, _ block: Range<Int>, pair: Bool, states: Int) {
    let above: gd_panel
    if h == 0 {
      above = memory.drive.panel(block, states: states)
    } else {
      let aboveStates = paired[h - 1] ? 2 * states : states
      let size = block.count * aboveStates
      gd_sum_groups(
        isa,
        memory.partial[h].matrix(
          from: block.lowerBound * aboveStates, rows: net.hidden[h - 1].groups.count, columns: size,
          stride: net.hidden[h].padded * aboveStates), scratch.product.vector(0..<size))
      above = scratch.product.panel(0..<block.count, states: aboveStates)
    }
    let panel = pair ? 2 * states : states
    var step = gd_step(
      acc: above, acc_factor: h == 0 ? 1 : net.gains[h - 1],
      dot: scratch.dot.panel(0..<block.count, states: panel), dot_factor: net.reverseGains[h],
      bias: memory.bias[h].vector(block), inverse: memory.inverse[h].vector(block),
      low: memory.low[h].vector(block), high: memory.high[h].vector(block))
    if pair {
      gd_relax_pair(isa, &step, memory.pair[h].panel(block, states: panel))
    } else {
      gd_relax(isa, &step, memory.plain[h].panel(block, states: panel))
    }
  }

  /// The outputs' exact step; every thread for itself.
  private func relaxOutput(states: Int, isNudged: Bool) {
    let h = net.last
    let aboveStates = paired[h] ? 2 * states : states
    let size = net.outputPadded * aboveStates
    gd_sum_groups(
      isa,
      memory.outputPartial.matrix(
        from: outputSet * memory.outputSet, rows: net.hidden[h].groups.count, columns: size),
      scratch.outputProduct.vector(0..<size))
    let above = outputs(scratch.outputProduct, aboveStates)
    if isNudged, !net.nudgesByCurrents {
      var step = gd_spring_step(
        acc: above, acc_factor: net.gains[h], target: outputs(scratch.target, states),
        bias: scratch.outputBias.vector, conductance: scratch.outputConductance.vector,
        beta_plus: scratch.betaPlus.vector, beta_minus: scratch.betaMinus.vector)
      return gd_relax_output(isa, &step, outputs(scratch.pair, 2 * states))
    }
    var step = gd_step(
      acc: above, acc_factor: net.gains[h],
      dot: isNudged ? outputs(scratch.currents, 2 * states) : gd_panel(), dot_factor: 1,
      bias: scratch.outputBias.vector, inverse: scratch.outputInverse.vector,
      low: scratch.outputLow.vector, high: scratch.outputHigh.vector)
    if isNudged {
      gd_relax_pair(isa, &step, outputs(scratch.pair, 2 * states))
    } else {
      gd_relax(isa, &step, outputs(scratch.plain, states))
    }
  }

  // MARK: partial products

  /// Sets the group's sum into a layer to 0.
  func clearPartial(_ layer: Int, group: Int, states: Int) {
    let size = net.hidden[layer].padded * states
    memory.partial[layer].clear(group * size..<(group + 1) * size)
  }

  /// Adds the product of a block of rows of layer h to the group's sum into layer h + 1.
  mutating func addProduct(
    _ h: Int, _ group: Int, _ block: Range<Int>, _ panel: FloatMemory, _ states: Int
  ) {
    let columns = net.hidden[h + 1]
    let real = net.hidden[h].real(block)
    let active = gd_active_rows(
      isa, panel.panel(0..<net.hidden[h].padded, states: states), real.lowerBound, real.upperBound,
      &activeRows)
    gd_accumulate(
      isa, rows(real, into: h + 1), activeRows, active, panel.panel(block, states: states),
      memory.partial[h + 1].panel(
        group * columns.padded..<(group + 1) * columns.padded, states: states))
  }

  /// Rows of the connection into a hidden layer, its columns padded.
  @inline(__always)
  private func rows(_ rows: Range<Int>, into layer: Int) -> gd_matrix {
    let columns = net.hidden[layer]
    return memory.inner[layer].matrix(
      from: rows.lowerBound * columns.stride, rows: rows.count, columns: columns.padded,
      stride: columns.stride)
  }

  /// The product of a block of the last hidden layer with the output connection, into the group's sum.
  func addOutputProduct(
    _ group: Int, _ block: Range<Int>, first: Bool, _ panel: FloatMemory, states: Int
  ) {
    let sum = memory.outputPartial.panel(
      group * net.outputPadded..<(group + 1) * net.outputPadded, states: states,
      from: outputSet * memory.outputSet)
    gd_dot(
      isa,
      memory.output.matrix(
        from: block.lowerBound, rows: net.outputs, columns: block.count,
        stride: net.hidden[net.last].stride), panel.panel(block, states: states),
      first ? sum : outputs(scratch.partialDot, states))
    guard !first, let to = sum.values else { return }
    let (from, size) = (scratch.partialDot.base, net.outputPadded * states)
    for k in 0..<size { to[k] += from[k] }
  }
}
