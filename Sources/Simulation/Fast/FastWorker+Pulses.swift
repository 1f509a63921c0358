import CKernels

// What an imperfect chip does otherwise: reads with errors, and updates by pulses.
extension FastWorker {
  /// How a layer is read for update `number`: the voltage at the node that a reading means, wherever it is read.
  /// - Parameter isFree: the free state, which has noise of its own and no difference.
  private func readout(_ nodes: ChipNodes, _ layer: Int, number: UInt32, isFree: Bool) -> gd_readout {
    let magnitudes = nodes.magnitudes
    let isOutput = layer > net.last
    let gain = magnitudes.readPoint == .amplifier && !isOutput ? Double(net.gains[layer]) : 1
    let converter = (isOutput ? magnitudes.outputConverter : magnitudes.converter).behind(gain: gain)
    let difference =
      magnitudes.differenceGain.map { magnitudes.converter.behind(gain: gain * $0) } ?? ReadConverter()
    return gd_readout(
      offset: memory.offsets[layer].base, noise: Float(magnitudes.readNoise(layer, gain: gain) / gain),
      step: Float(converter.step), limit: Float(converter.limit),
      difference_step: isFree ? 0 : Float(difference.step),
      difference_limit: isFree ? 0 : Float(difference.limit), key: nodes.readKey,
      layer: UInt32(layer) | (isFree ? 0x8000 : 0), draw: number)
  }

  /// Reads the free states for update `number`: of the outputs, by which nudges are set, and of own nodes where
  /// differences are multiplied with them.
  func readFree(number: UInt32) {
    guard let nodes = net.nodes, nodes.magnitudes.disturbsReads else { return }
    /// Takes the free state for both nudged ones, and of the two readings the first.
    func read(
      _ layer: Int, units: Int, _ range: Range<Int>, _ plain: FloatMemory, _ pair: FloatMemory,
      _ center: FloatMemory
    ) {
      var how = readout(nodes, layer, number: number, isFree: true)
      let (start, blocks) = (range.lowerBound, range.count / 16)
      let both = pair.base + start * 2 * batch
      gd_pair_of(isa, blocks, batch, plain.base + start * batch, both)
      gd_read_pair(isa, start, range.count, units, batch, &how, both, both)
      gd_pair_to_plus(isa, blocks, batch, both, center.base + start * batch)
    }
    if nodes.magnitudes.center == .free {
      for h in net.hidden.indices {
        for (_, range) in own(h) {
          read(h, units: net.hidden[h].units, range, memory.plain[h], memory.read[h], memory.center[h])
        }
      }
    }
    read(
      net.last + 1, units: net.outputs, 0..<net.outputPadded, scratch.plain, scratch.read, scratch.center)
  }

  /// Reads the nudged states of own nodes and of the outputs for update `number`, and waits until all are read.
  func readStates(number: UInt32) {
    guard let nodes = net.nodes, nodes.magnitudes.disturbsReads else { return }
    func read(
      _ layer: Int, units: Int, _ range: Range<Int>, _ pair: FloatMemory, _ seen: FloatMemory,
      _ center: FloatMemory
    ) {
      var how = readout(nodes, layer, number: number, isFree: false)
      let at = range.lowerBound * 2 * batch
      gd_read_pair(
        isa, range.lowerBound, range.count, units, batch, &how, pair.base + at, seen.base + at)
      guard nodes.magnitudes.center == .free else { return }
      for block in range.lowerBound / 16..<range.upperBound / 16 {
        let size = 16 * batch
        (seen.base + block * 2 * size).update(from: center.base + block * size, count: size)
      }
    }
    for h in net.hidden.indices {
      for (_, range) in own(h) {
        read(h, units: net.hidden[h].units, range, memory.pair[h], memory.read[h], memory.center[h])
      }
    }
    read(
      net.last + 1, units: net.outputs, 0..<net.outputPadded, scratch.pair, scratch.read, scratch.center)
    seat.wait()
  }

  /// The update of the input matrix by pulses and the product with the next inputs, for own columns.
  mutating func pulseInputMatrix(
    _ devices: FastDevices, update: UInt32, old: FloatMemory, new: FloatMemory?
  ) {
    var pulses = devices.pulses(0, update: update)
    for (_, nodes) in own(0) {
      for block in nodes.lowerBound / 32..<nodes.upperBound / 32 {
        let offset = block * net.pixels * 64
        gd_pulse_input_step(
          isa, memory.input.base + offset, devices.devices(0) + offset, devices.kept(0, from: offset),
          net.hidden[0].units > 32 * block + 16 ? 2 : 1, UInt32(32 * block), batch, old.base,
          memory.inputStep.base + 32 * block * batch, memory.inputConstant.base + 32 * block, new?.base,
          memory.drive.base + 32 * block * batch, memory.driveSums.base + 32 * block, &pulses, &pulseCount)
      }
    }
  }
}
