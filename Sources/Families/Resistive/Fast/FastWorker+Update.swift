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
      let (pair, change) = (readPair(0, nodes), inputChange(nodes))
      gd_scaled_differences(isa, pair, first, first.count, change.d)
      gd_pair_products(isa, pair, first, first.count, 1, change.q)
    }
    for h in net.hidden.indices.dropFirst() { updateInner(h, scale(rates.connections[h])) }
    updateOutput(scale(rates.connections[net.last + 1]))
    guard let biases = rates.biases else { return }
    for h in net.hidden.indices {
      for (_, nodes) in own(h) {
        gd_add_differences(isa, readPair(h, nodes), scale(biases[h]), batch, memory.bias[h].vector(nodes))
      }
    }
    gd_add_differences(
      isa, outputs(scratch.read, 2 * batch), scale(biases[net.last + 1]), batch, scratch.outputBias.vector)
  }

  /// Own rows of the connection into hidden layer h.
  private mutating func updateInner(_ h: Int, _ scale: [Float]) {
    let (rows, columns) = (net.hidden[h - 1], net.hidden[h])
    let gain = net.gains[h - 1]
    // The rows' voltage is gain · v: the cross term carries the gain once, the rows' own term twice.
    let cross = scale.map { $0 * gain }
    let all = 0..<columns.padded
    gd_pair_products(isa, readPair(h, all), scale, scale.count, 1, scratch.columnConstant.vector)
    if pulsedUpdate == nil { closeColumns(columns.units..<columns.padded) }
    for (g, nodes) in own(h - 1) {
      let real = rows.real(nodes)
      let pair = readPair(h - 1, nodes)
      gd_pair_products(isa, pair, scale, scale.count, gain * gain, scratch.rowConstant.vector)
      let sums = g * columns.padded..<(g + 1) * columns.padded
      memory.partialSums[h].clear(sums)
      let offset = real.lowerBound * columns.stride
      let matrix = memory.inner[h].matrix(
        from: offset, rows: real.count, columns: columns.padded, stride: columns.stride)
      let change = gd_change(u: pair, v: readPair(h, all), constants: constants)
      let sides = gd_sides(
        rows: memory.sumsBelow[h - 1].vector(nodes), columns: memory.partialSums[h].vector(sums))
      if let devices, let number = pulsedUpdate {
        var pulses = devices.pulses(h, update: number)
        gd_pulse_update(
          isa, matrix, columns.units, devices.devices(h, from: offset, row: real.lowerBound, column: 0),
          change, cross, cross.count, sides, &pulses, &pulseCount)
      } else {
        gd_update(isa, matrix, change, cross, cross.count, bounds(h, all), sides)
      }
    }
  }

  /// Own columns of the transposed connection into the outputs.
  private mutating func updateOutput(_ scale: [Float]) {
    let shape = net.hidden[net.last]
    let gain = net.gains[net.last]
    let cross = scale.map { $0 * gain }
    let outputs = outputs(scratch.read, 2 * batch)
    gd_pair_products(isa, outputs, scale, scale.count, 1, scratch.rowConstant.vector)
    for (g, nodes) in own(net.last) {
      let pair = readPair(net.last, nodes)
      gd_pair_products(isa, pair, scale, scale.count, gain * gain, scratch.columnConstant.vector)
      memory.sumsBelow[net.last].clear(nodes)
      let used = shape.real(nodes).count
      let matrix = memory.output.matrix(
        from: nodes.lowerBound, rows: net.outputs, columns: nodes.count, stride: shape.stride)
      let change = gd_change(u: outputs, v: pair, constants: constants)
      let sides = gd_sides(
        rows: memory.outputSums.vector(g * net.outputPadded..<(g + 1) * net.outputPadded),
        columns: memory.sumsBelow[net.last].vector(nodes))
      if let devices, let number = pulsedUpdate {
        var pulses = devices.pulses(net.last + 1, update: number)
        gd_pulse_update(
          isa, matrix, used,
          devices.devices(net.last + 1, from: nodes.lowerBound, row: 0, column: nodes.lowerBound), change,
          cross, cross.count, sides, &pulses, &pulseCount)
      } else {
        closeColumns(used..<nodes.count)
        gd_update(isa, matrix, change, cross, cross.count, bounds(net.last, nodes), sides)
      }
    }
  }

  /// What the update takes for the nudged states of a hidden layer.
  private func readPair(_ h: Int, _ nodes: Range<Int>) -> gd_panel {
    memory.read[h].count > 0
      ? memory.read[h].panel(nodes, states: 2 * batch) : memory.pair[h].panel(nodes, states: 2 * batch)
  }

  /// The rows' and the columns' own terms of an update.
  private var constants: gd_sides {
    gd_sides(rows: scratch.rowConstant.vector, columns: scratch.columnConstant.vector)
  }

  /// Keeps columns of padding at 0 S: their nodes are at 0 V, but the rows' own terms would open them.
  private func closeColumns(_ columns: Range<Int>) {
    for j in columns { scratch.columnConstant[j] = .infinity }
  }
}
