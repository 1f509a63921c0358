import CKernels

/// One thread of the fast engine: what it does to its own nodes between two waits.
///
/// A thread owns groups of nodes of every layer: their columns of the connection above and their rows of the
/// connection below. A row pass of a connection serves both of its products: the rows' new states come from the
/// columns' and go at once into the columns' next sum, while the rows are in the cache. The few outputs are
/// computed by every thread for itself from the groups' partial sums, always in the order of the groups.
struct FastWorker {
  let net: FastNetwork
  let memory: FastMemory
  let scratch: FastScratch
  let seat: WorkerTeam.Seat
  let isa: gd_isa
  /// Samples a minibatch, rounded up to a multiple of 4.
  let batch: Int
  /// Which set of partial products into the outputs is newest.
  private var outputSet = 0
  /// Whether each hidden layer's newest state is a pair.
  private var paired: [Bool]
  /// Indices 0, 1, …: the row list of a product with all rows.
  private let allRows: [UInt32]
  private var activeRows: [UInt32]
  private var runs: [gd_run]
  private var runCount = 0
  /// Indices and node ranges of this thread's groups of every hidden layer.
  private let owned: [[(index: Int, nodes: Range<Int>)]]

  /// A thread's worker.
  init(
    _ net: FastNetwork, _ memory: FastMemory, _ scratch: FastScratch, _ seat: WorkerTeam.Seat, isa: gd_isa,
    batch: Int
  ) {
    (self.net, self.memory, self.scratch, self.seat, self.isa) = (net, memory, scratch, seat, isa)
    self.batch = batch
    paired = net.hidden.map { _ in false }
    owned = net.hidden.map { shape in
      shape.groups.indices.filter { seat.owns($0, of: shape.groups.count) }.map { ($0, shape.groups[$0]) }
    }
    allRows = (0..<UInt32(max(net.outputs, FastScratch.rowBlock))).map { $0 }
    activeRows = allRows
    runs = [gd_run](repeating: gd_run(start: 0, count: 0, kind: 0), count: net.pixels)
    for j in 0..<net.outputs { scratch.outputBias[j] = memory.outputBias[j] }
  }

  private func own(_ layer: Int) -> [(index: Int, nodes: Range<Int>)] { owned[layer] }

  // MARK: inputs

  /// Cuts the pixels into runs by which minibatches have them; nil: none of them.
  mutating func findRuns(updating old: FloatMemory?, multiplying new: FloatMemory?, states: Int) {
    runCount = gd_find_runs(old?.base, new?.base, states, net.pixels, &runs)
  }

  /// The update of the input matrix and the product with the next inputs, for own columns.
  func stepInputMatrix(old: FloatMemory, new: FloatMemory) {
    for (_, nodes) in own(0) {
      for block in nodes.lowerBound / 32..<nodes.upperBound / 32 {
        gd_input_step(
          isa, memory.input.base + block * net.pixels * 64, net.hidden[0].units > 32 * block + 16 ? 2 : 1,
          runs, runCount, batch, old.base,
          memory.inputStep.base + 32 * block * batch, memory.inputConstant.base + 32 * block, new.base,
          memory.drive.base + 32 * block * batch, memory.driveSums.base + 32 * block, net.range)
      }
    }
  }

  /// The product with inputs alone, for own columns.
  func multiplyInputs(_ inputs: FloatMemory, states: Int) {
    for (_, nodes) in own(0) {
      for block in nodes.lowerBound / 32..<nodes.upperBound / 32 {
        gd_input_product(
          isa, memory.input.base + block * net.pixels * 64, runs, runCount, states, inputs.base,
          memory.drive.base + 32 * block * states)
      }
    }
  }

  // MARK: update

  /// Moves every own parameter by the pair states, and sums the conductances.
  /// - Parameters:
  ///   - rates: κ_k of ``FastEngine``, one a connection, and one a layer for the bias currents.
  ///   - count: samples of the minibatch; 0 for no update, only sums.
  func update(rates: FastRates, count: Int) {
    func scale(_ rate: Double) -> [Float] { (0..<batch).map { $0 < count ? Float(rate) : 0 } }
    let first = scale(rates.connections[0])
    for (_, nodes) in own(0) {
      let (start, blocks) = (nodes.lowerBound, nodes.count / 16)
      let pair = memory.pair[0].base + start * 2 * batch
      gd_scaled_differences(isa, blocks, batch, first, pair, memory.inputStep.base + start * batch)
      gd_pair_products(isa, blocks, batch, first, 1, pair, memory.inputConstant.base + start)
    }
    for h in net.hidden.indices.dropFirst() { updateInner(h, scale(rates.connections[h])) }
    updateOutput(scale(rates.connections[net.last + 1]))
    guard let biases = rates.biases else { return }
    for h in net.hidden.indices {
      for (_, nodes) in own(h) {
        let start = nodes.lowerBound
        gd_add_differences(
          isa, nodes.count / 16, batch, scale(biases[h]), memory.pair[h].base + start * 2 * batch,
          memory.bias[h].base + start)
      }
    }
    gd_add_differences(
      isa, net.outputPadded / 16, batch, scale(biases[net.last + 1]), scratch.pair.base,
      scratch.outputBias.base)
  }

  /// Own rows of the connection into hidden layer h.
  private func updateInner(_ h: Int, _ scale: [Float]) {
    let (rows, columns) = (net.hidden[h - 1], net.hidden[h])
    let gain = net.gains[h - 1]
    // The rows' voltage is gain · v: the cross term carries the gain once, the rows' own term twice.
    let cross = scale.map { $0 * gain }
    gd_pair_products(
      isa, columns.blocks, batch, scale, 1, memory.pair[h].base, scratch.columnConstant.base)
    closeColumns(columns.units..<columns.padded)
    for (g, nodes) in own(h - 1) {
      let real = rows.real(nodes)
      let start = nodes.lowerBound
      let pair = memory.pair[h - 1].base + start * 2 * batch
      gd_pair_products(
        isa, nodes.count / 16, batch, scale, gain * gain, pair, scratch.rowConstant.base)
      memory.partialSums[h].clear(g * columns.padded..<(g + 1) * columns.padded)
      gd_update(
        isa, memory.inner[h].base + real.lowerBound * columns.stride, columns.stride, real.count,
        columns.blocks, batch, cross, pair, memory.pair[h].base, scratch.rowConstant.base,
        scratch.columnConstant.base, net.range, memory.sumsBelow[h - 1].base + start,
        memory.partialSums[h].base + g * columns.padded)
    }
  }

  /// Own columns of the transposed connection into the outputs.
  private func updateOutput(_ scale: [Float]) {
    let shape = net.hidden[net.last]
    let gain = net.gains[net.last]
    let cross = scale.map { $0 * gain }
    gd_pair_products(
      isa, net.outputPadded / 16, batch, scale, 1, scratch.pair.base, scratch.rowConstant.base)
    for (g, nodes) in own(net.last) {
      let start = nodes.lowerBound
      let pair = memory.pair[net.last].base + start * 2 * batch
      gd_pair_products(
        isa, nodes.count / 16, batch, scale, gain * gain, pair, scratch.columnConstant.base)
      closeColumns(shape.real(nodes).count..<nodes.count)
      memory.sumsBelow[net.last].clear(nodes)
      gd_update(
        isa, memory.output.base + start, shape.stride, net.outputs, nodes.count / 16, batch, cross,
        scratch.pair.base, pair, scratch.rowConstant.base, scratch.columnConstant.base, net.range,
        memory.outputSums.base + g * net.outputPadded, memory.sumsBelow[net.last].base + start)
    }
  }

  /// Keeps columns of padding at 0 S: their nodes are at 0 V, but the rows' own terms would open them.
  private func closeColumns(_ columns: Range<Int>) {
    for j in columns { scratch.columnConstant[j] = .infinity }
  }

  // MARK: the start of a minibatch

  /// Plain states to begin with: zero, or v(+) of the last minibatch.
  mutating func begin(carrying: Bool, states: Int) {
    for h in net.hidden.indices {
      for (_, nodes) in own(h) {
        let start = nodes.lowerBound
        if carrying {
          gd_pair_to_plus(
            isa, nodes.count / 16, batch, memory.pair[h].base + start * 2 * batch,
            memory.plain[h].base + start * batch)
        } else {
          memory.plain[h].clear(start * states..<nodes.upperBound * states)
        }
      }
      paired[h] = false
    }
    if carrying {
      gd_pair_to_plus(isa, net.outputPadded / 16, batch, scratch.pair.base, scratch.plain.base)
    } else {
      scratch.plain.clear()
    }
    // Layers of even index but the first start from products with the states of odd index, and so may the outputs.
    outputSet = 1 - outputSet
    for h in net.hidden.indices where h % 2 == 1 {
      for (g, nodes) in own(h) {
        if h == net.last {
          addOutputProduct(g, nodes, first: true, memory.plain[h], states: states)
        } else {
          clearPartial(h + 1, group: g, states: states)
          for start in stride(from: nodes.lowerBound, to: nodes.upperBound, by: FastScratch.rowBlock) {
            addProduct(
              h, g, start..<min(start + FastScratch.rowBlock, nodes.upperBound), memory.plain[h], states)
          }
        }
      }
    }
  }

  /// Total conductances of own nodes and of the outputs, after a wait.
  func sumConductances() {
    for h in net.hidden.indices {
      for (_, nodes) in own(h) {
        let start = nodes.lowerBound
        let above = scratch.rowSums.base
        if h == 0 {
          above.update(from: memory.driveSums.base + start, count: nodes.count)
        } else {
          gd_sum_groups(
            isa, memory.partialSums[h].base + start, net.hidden[h].padded, net.hidden[h - 1].groups.count,
            nodes.count, above)
        }
        let below = memory.sumsBelow[h].base + start
        let inverse = memory.inverse[h].base + start
        let real = net.hidden[h].real(nodes).count
        for j in 0..<nodes.count {
          let total = above[j] + below[j]
          // A node without any conductance, and padding, stays at 0 V.
          inverse[j] = j < real && total > 0 ? 1 / total : 0
        }
      }
    }
    gd_sum_groups(
      isa, memory.outputSums.base, net.outputPadded, net.hidden[net.last].groups.count, net.outputPadded,
      scratch.outputConductance.base)
    for j in 0..<net.outputPadded {
      let total = scratch.outputConductance.base[j]
      scratch.outputInverse.base[j] = j < net.outputs && total > 0 ? 1 / total : 0
    }
  }

  /// The output whose total conductance is not above `strength`, with that conductance: a nudge of −`strength`
  /// would have no equilibrium.
  func weakOutput(_ strength: Float) -> (node: Int, siemens: Float)? {
    (0..<net.outputs).map { ($0, scratch.outputConductance.base[$0]) }.first { $0.1 <= strength }
  }

  // MARK: phases

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

  private func clearPartial(_ layer: Int, group: Int, states: Int) {
    let size = net.hidden[layer].padded * states
    memory.partial[layer].clear(group * size..<(group + 1) * size)
  }

  /// Adds the product of a block of rows of layer h to the group's sum into layer h + 1.
  private mutating func addProduct(
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
  private func addOutputProduct(
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
