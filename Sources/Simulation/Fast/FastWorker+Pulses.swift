import CKernels

// What an imperfect chip does otherwise: reads with errors, and updates by pulses.
extension FastWorker {
  /// Reads the nudged states of own nodes and of the outputs for update `number`, and waits until all are read.
  func readStates(number: UInt32) {
    guard let nodes = net.nodes, nodes.magnitudes.disturbsReads else { return }
    func readout(_ layer: Int) -> gd_readout {
      let (step, limit) = layer > net.last ? nodes.outputStep : nodes.readStep
      return gd_readout(
        offset: memory.offsets[layer].base, noise: Float(nodes.magnitudes.readoutNoise), step: step,
        limit: limit,
        key: nodes.readKey, layer: UInt32(layer), draw: number)
    }
    for h in net.hidden.indices {
      var how = readout(h)
      for (_, nodes) in own(h) {
        let at = nodes.lowerBound * 2 * batch
        gd_read_pair(
          isa, nodes.lowerBound, nodes.count, net.hidden[h].units, batch, &how, memory.pair[h].base + at,
          memory.read[h].base + at)
      }
    }
    var how = readout(net.last + 1)
    gd_read_pair(isa, 0, net.outputPadded, net.outputs, batch, &how, scratch.pair.base, scratch.read.base)
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
