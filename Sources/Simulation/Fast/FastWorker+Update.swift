import CKernels

// The update of the parameters, which also leaves the sums of the conductances.
extension FastWorker {
  /// Moves every own parameter by the pair states, and sums the conductances.
  /// - Parameters:
  ///   - rates: κ_k of ``FastEngine``, one a connection, and one a layer for the bias currents; every sample's step is
  ///     times what it counts (``FastScratch/weights``).
  ///   - count: samples of the minibatch; 0 for no update, only sums.
  ///   - number: the number of the update from the start of the training.
  mutating func update(rates: FastRates, count: Int, number: UInt32 = 0) {
    func scale(_ rate: Double) -> [Float] {
      (0..<batch).map { $0 < count ? Float(rate) * scratch.weights[$0] : 0 }
    }
    var rates = rates
    pulsedUpdate = count > 0 && devices != nil ? number : nil
    if let devices, pulsedUpdate != nil {
      for k in rates.connections.indices { rates.connections[k] *= devices.pulsesPerSiemens }
    }
    let first = scale(rates.connections[0])
    for (_, nodes) in own(0) {
      let (start, blocks) = (nodes.lowerBound, nodes.count / 16)
      let pair = readPair(0) + start * 2 * batch
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
          isa, nodes.count / 16, batch, scale(biases[h]), readPair(h) + start * 2 * batch,
          memory.bias[h].base + start)
      }
    }
    gd_add_differences(
      isa, net.outputPadded / 16, batch, scale(biases[net.last + 1]), scratch.read.base,
      scratch.outputBias.base)
  }

  /// Own rows of the connection into hidden layer h.
  private mutating func updateInner(_ h: Int, _ scale: [Float]) {
    let (rows, columns) = (net.hidden[h - 1], net.hidden[h])
    let gain = net.gains[h - 1]
    // The rows' voltage is gain · v: the cross term carries the gain once, the rows' own term twice.
    let cross = scale.map { $0 * gain }
    gd_pair_products(
      isa, columns.blocks, batch, scale, 1, readPair(h), scratch.columnConstant.base)
    if pulsedUpdate == nil { closeColumns(columns.units..<columns.padded) }
    for (g, nodes) in own(h - 1) {
      let real = rows.real(nodes)
      let start = nodes.lowerBound
      let pair = readPair(h - 1) + start * 2 * batch
      gd_pair_products(
        isa, nodes.count / 16, batch, scale, gain * gain, pair, scratch.rowConstant.base)
      memory.partialSums[h].clear(g * columns.padded..<(g + 1) * columns.padded)
      if let devices, let number = pulsedUpdate {
        let offset = real.lowerBound * columns.stride
        var pulses = devices.pulses(h, update: number)
        gd_pulse_update(
          isa, memory.inner[h].base + offset, devices.devices(h) + offset, devices.kept(h, from: offset),
          columns.stride, real.count, columns.units, columns.blocks, batch, cross, pair, readPair(h),
          scratch.rowConstant.base, scratch.columnConstant.base, UInt32(real.lowerBound), 0,
          memory.sumsBelow[h - 1].base + start, memory.partialSums[h].base + g * columns.padded, &pulses,
          &pulseCount)
        continue
      }
      gd_update(
        isa, memory.inner[h].base + real.lowerBound * columns.stride, columns.stride, real.count,
        columns.blocks, batch, cross, pair, readPair(h), scratch.rowConstant.base,
        scratch.columnConstant.base, memory.least[h].base, net.range.upperBound,
        memory.sumsBelow[h - 1].base + start,
        memory.partialSums[h].base + g * columns.padded)
    }
  }

  /// Own columns of the transposed connection into the outputs.
  private mutating func updateOutput(_ scale: [Float]) {
    let shape = net.hidden[net.last]
    let gain = net.gains[net.last]
    let cross = scale.map { $0 * gain }
    gd_pair_products(
      isa, net.outputPadded / 16, batch, scale, 1, scratch.read.base, scratch.rowConstant.base)
    for (g, nodes) in own(net.last) {
      let start = nodes.lowerBound
      let pair = readPair(net.last) + start * 2 * batch
      gd_pair_products(
        isa, nodes.count / 16, batch, scale, gain * gain, pair, scratch.columnConstant.base)
      memory.sumsBelow[net.last].clear(nodes)
      if let devices, let number = pulsedUpdate {
        var pulses = devices.pulses(net.last + 1, update: number)
        gd_pulse_update(
          isa, memory.output.base + start, devices.devices(net.last + 1) + start,
          devices.kept(net.last + 1, from: start), shape.stride, net.outputs, shape.real(nodes).count,
          nodes.count / 16, batch, cross, scratch.read.base, pair, scratch.rowConstant.base,
          scratch.columnConstant.base, 0, UInt32(start), memory.outputSums.base + g * net.outputPadded,
          memory.sumsBelow[net.last].base + start, &pulses, &pulseCount)
        continue
      }
      closeColumns(shape.real(nodes).count..<nodes.count)
      gd_update(
        isa, memory.output.base + start, shape.stride, net.outputs, nodes.count / 16, batch, cross,
        scratch.read.base, pair, scratch.rowConstant.base, scratch.columnConstant.base,
        memory.least[net.last].base + start, net.range.upperBound,
        memory.outputSums.base + g * net.outputPadded, memory.sumsBelow[net.last].base + start)
    }
  }

  /// What the update takes for the nudged states of a hidden layer.
  private func readPair(_ h: Int) -> UnsafeMutablePointer<Float> {
    (memory.read[h].count > 0 ? memory.read[h] : memory.pair[h]).base
  }

  /// Keeps columns of padding at 0 S: their nodes are at 0 V, but the rows' own terms would open them.
  private func closeColumns(_ columns: Range<Int>) {
    for j in columns { scratch.columnConstant[j] = .infinity }
  }
}
