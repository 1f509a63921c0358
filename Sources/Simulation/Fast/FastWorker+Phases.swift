import CKernels

// Relaxation: sweeps of exact steps, and the products that go with them.
extension FastWorker {
  /// The free phase: sweeps of plain states. A wait must have gone before.
  mutating func relaxFree(states: Int) {
    for _ in 0..<net.sweeps { sweep(states: states) { _ in false } }
  }

  /// Both nudged phases at once, from the free state; `beta` is the pair of nudges, siemens.
  mutating func relaxNudged(beta: (Float, Float)) {
    let order = net.order
    for k in 1...net.sweeps { sweep(states: batch, beta: beta) { k >= order.firstPairedSweep($0) } }
    // Layers that too few sweeps kept from the nudge.
    let untouched = net.hidden.indices.filter { !paired[$0] }
    for h in untouched {
      for (_, nodes) in own(h) {
        let start = nodes.lowerBound
        gd_pair_of(
          isa, nodes.count / 16, batch, memory.plain[h].base + start * batch,
          memory.pair[h].base + start * 2 * batch)
      }
    }
    if !untouched.isEmpty { seat.wait() }
  }

  /// One sweep: even layers, then odd ones.
  private mutating func sweep(states: Int, beta: (Float, Float)? = nil, isPaired: (Int) -> Bool) {
    for parity in 0..<2 {
      if (net.last + 1) % 2 == parity { relaxOutput(states: states, beta: beta) }
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
          isa, memory.inner[h + 1].base + real.lowerBound * columns.stride, columns.stride, real.count,
          columns.blocks, panel, below.base, scratch.dot.base)
        relaxBlock(h, block, pair: pair, states: states)
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
          isa, memory.output.base + start, shape.stride, allRows, net.outputs, block.count / 16, panel,
          outputs.base, scratch.dot.base)
        relaxBlock(h, block, pair: pair, states: states)
        addOutputProduct(
          g, block, first: start == nodes.lowerBound, pair ? memory.pair[h] : memory.plain[h], states: panel)
      }
    }
  }

  /// The exact step of a block of nodes, its product with the connection behind being in `scratch.dot`.
  private func relaxBlock(_ h: Int, _ block: Range<Int>, pair: Bool, states: Int) {
    let (start, blocks) = (block.lowerBound, block.count / 16)
    let above: UnsafePointer<Float>
    let aboveStates: Int
    if h == 0 {
      aboveStates = states
      above = UnsafePointer(memory.drive.base + start * states)
    } else {
      aboveStates = paired[h - 1] ? 2 * states : states
      gd_sum_groups(
        isa, memory.partial[h].base + start * aboveStates, net.hidden[h].padded * aboveStates,
        net.hidden[h - 1].groups.count, block.count * aboveStates, scratch.product.base)
      above = UnsafePointer(scratch.product.base)
    }
    let gainAbove = h == 0 ? 1 : net.gains[h - 1]
    let (bias, inverse) = (memory.bias[h].base + start, memory.inverse[h].base + start)
    let (low, high) = (memory.low[h].base + start, memory.high[h].base + start)
    if pair {
      gd_relax_pair(
        isa, blocks, states, above, aboveStates, gainAbove, scratch.dot.base, 1 / net.gains[h], bias, inverse,
        low, high, memory.pair[h].base + start * 2 * states)
    } else {
      gd_relax(
        isa, blocks, states, above, gainAbove, scratch.dot.base, 1 / net.gains[h], bias, inverse, low, high,
        memory.plain[h].base + start * states)
    }
  }

  /// The outputs' exact step; every thread for itself.
  private func relaxOutput(states: Int, beta: (Float, Float)?) {
    let h = net.last
    let aboveStates = paired[h] ? 2 * states : states
    gd_sum_groups(
      isa, memory.outputPartial.base + outputSet * memory.outputSet, net.outputPadded * aboveStates,
      net.hidden[h].groups.count, net.outputPadded * aboveStates, scratch.outputProduct.base)
    if let beta {
      gd_relax_output(
        isa, net.outputPadded / 16, states, scratch.outputProduct.base, aboveStates, net.gains[h],
        scratch.outputBias.base, scratch.outputConductance.base, scratch.target.base, [beta.0, beta.1],
        scratch.pair.base)
    } else {
      gd_relax(
        isa, net.outputPadded / 16, states, scratch.outputProduct.base, net.gains[h], nil, 1,
        scratch.outputBias.base, scratch.outputInverse.base, scratch.outputLow.base, scratch.outputHigh.base,
        scratch.plain.base)
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
      isa, panel.base, states, real.lowerBound, real.upperBound, &activeRows)
    gd_accumulate(
      isa, memory.inner[h + 1].base + real.lowerBound * columns.stride, columns.stride, activeRows, active,
      columns.blocks, states, panel.base + block.lowerBound * states,
      memory.partial[h + 1].base + group * columns.padded * states)
  }

  /// The product of a block of the last hidden layer with the output connection, into the group's sum.
  func addOutputProduct(
    _ group: Int, _ block: Range<Int>, first: Bool, _ panel: FloatMemory, states: Int
  ) {
    let size = net.outputPadded * states
    let sum = memory.outputPartial.base + outputSet * memory.outputSet + group * size
    gd_dot(
      isa, memory.output.base + block.lowerBound, net.hidden[net.last].stride, net.outputs, block.count / 16,
      states, panel.base + block.lowerBound * states, first ? sum : scratch.partialDot.base)
    guard !first else { return }
    for k in 0..<size { sum[k] += scratch.partialDot.base[k] }
  }
}
