import CKernels
import Devices
import Kernels

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
      offset: memory.offsets[layer].vector, noise: Float(magnitudes.readNoise(layer, gain: gain) / gain),
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
      let both = pair.panel(range, states: 2 * batch)
      gd_pair_of(isa, plain.panel(range, states: batch), both)
      gd_read_pair(isa, both, range.lowerBound, units, &how, both)
      gd_pair_to_plus(isa, both, center.panel(range, states: batch))
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
      gd_read_pair(
        isa, pair.panel(range, states: 2 * batch), range.lowerBound, units, &how,
        seen.panel(range, states: 2 * batch))
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
        let columns = 32 * block..<32 * block + 32
        let none = gd_inputs(values: nil, pixels: net.pixels, batch: batch)
        gd_pulse_input_step(
          isa, memory.input.inputBlock(block, pixels: net.pixels, units: net.hidden[0].units),
          devices.devices(0, from: block * net.pixels * 64, row: 0, column: 32 * block),
          old.inputs(pixels: net.pixels, batch: batch),
          new?.inputs(pixels: net.pixels, batch: batch) ?? none, inputChange(columns),
          memory.drive.panel(columns, states: batch), memory.driveSums.vector(columns), &pulses, &pulseCount)
      }
    }
  }
}
