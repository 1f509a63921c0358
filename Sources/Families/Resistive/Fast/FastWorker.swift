import CKernels
import Kernels

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
  /// Devices that answer by pulses; nil: ideal ones.
  let devices: FastDevices?
  /// The number of the update that is under way and moves devices by pulses.
  var pulsedUpdate: UInt32?
  /// Pulses given by this thread.
  var pulseCount = gd_pulse_count()
  /// Which set of partial products into the outputs is newest.
  var outputSet = 0
  /// Which set of changes is newest, and the outputs' change.
  var changeSet = 0
  var outputChange: Float = 0
  /// How far any node of an even layer moved in the last sweep, volts: what its residual was before.
  var evenChange: Float = 0
  /// Whether each hidden layer's newest state is a pair.
  var paired: [Bool]
  /// Indices 0, 1, …: the row list of a product with all rows.
  let allRows: [UInt32]
  var activeRows: [UInt32]
  var runs: [gd_run]
  var runCount = 0
  /// Indices and node ranges of this thread's groups of every hidden layer.
  let owned: [[(index: Int, nodes: Range<Int>)]]

  /// A thread's worker.
  init(
    _ net: FastNetwork, _ memory: FastMemory, _ scratch: FastScratch, _ seat: WorkerTeam.Seat, isa: gd_isa,
    batch: Int, devices: FastDevices? = nil
  ) {
    (self.net, self.memory, self.scratch, self.seat, self.isa) = (net, memory, scratch, seat, isa)
    self.batch = batch
    self.devices = devices
    paired = net.hidden.map { _ in false }
    owned = net.hidden.map { shape in
      shape.groups.indices.filter { seat.owns($0, of: shape.groups.count) }.map { ($0, shape.groups[$0]) }
    }
    allRows = (0..<UInt32(max(net.outputs, FastScratch.rowBlock))).map { $0 }
    activeRows = allRows
    runs = [gd_run](repeating: gd_run(start: 0, count: 0, kind: 0), count: net.pixels)
    for j in 0..<net.outputs { scratch.outputBias[j] = memory.outputBias[j] }
  }

  func own(_ layer: Int) -> [(index: Int, nodes: Range<Int>)] { owned[layer] }

  /// A panel of all outputs.
  @inline(__always)
  func outputs(_ memory: FloatMemory, _ states: Int) -> gd_panel {
    memory.panel(0..<net.outputPadded, states: states)
  }

  // MARK: inputs

  /// Cuts the pixels into runs by which minibatches have them; nil: none of them.
  mutating func findRuns(updating old: FloatMemory?, multiplying new: FloatMemory?, states: Int) {
    let none = gd_inputs(values: nil, pixels: net.pixels, batch: states)
    runCount = gd_find_runs(
      old?.inputs(pixels: net.pixels, batch: states) ?? none,
      new?.inputs(pixels: net.pixels, batch: states) ?? none, &runs)
  }

  /// The update of the input matrix and the product with the next inputs, for own columns.
  /// - Parameter new: the next inputs; nil: none.
  mutating func stepInputMatrix(old: FloatMemory, new: FloatMemory?) {
    if let devices, let pulsedUpdate {
      return pulseInputMatrix(devices, update: pulsedUpdate, old: old, new: new)
    }
    for (_, nodes) in own(0) {
      for block in nodes.lowerBound / 32..<nodes.upperBound / 32 {
        let columns = 32 * block..<32 * block + 32
        gd_input_step(
          isa, memory.input.inputBlock(block, pixels: net.pixels, units: net.hidden[0].units),
          old.inputs(pixels: net.pixels, batch: batch), (new ?? old).inputs(pixels: net.pixels, batch: batch),
          runs, runCount, inputChange(columns), bounds(0, columns),
          memory.drive.panel(columns, states: batch), memory.driveSums.vector(columns))
      }
    }
  }

  /// What the update of columns of the input matrix asks for.
  @inline(__always)
  func inputChange(_ columns: Range<Int>) -> gd_input_change {
    gd_input_change(
      d: memory.inputStep.panel(columns, states: batch), q: memory.inputConstant.vector(columns))
  }

  /// The bounds of columns of the connection into a hidden layer.
  @inline(__always)
  func bounds(_ layer: Int, _ columns: Range<Int>) -> gd_bounds {
    gd_bounds(least: memory.least[layer].vector(columns), most: net.range.upperBound)
  }

  /// The product with inputs alone, for own columns.
  func multiplyInputs(_ inputs: FloatMemory, states: Int) {
    for (_, nodes) in own(0) {
      for block in nodes.lowerBound / 32..<nodes.upperBound / 32 {
        gd_input_product(
          isa, memory.input.inputBlock(block, pixels: net.pixels, units: net.hidden[0].units),
          inputs.inputs(pixels: net.pixels, batch: states), runs, runCount,
          memory.drive.panel(32 * block..<32 * block + 32, states: states))
      }
    }
  }

  // MARK: the start of a minibatch

  /// Plain states to begin with: zero, or v(+) of the last minibatch.
  mutating func begin(carrying: Bool, states: Int) {
    for h in net.hidden.indices {
      for (_, nodes) in own(h) {
        if carrying {
          gd_pair_to_plus(
            isa, memory.pair[h].panel(nodes, states: 2 * batch), memory.plain[h].panel(nodes, states: batch))
        } else {
          memory.plain[h].clear(nodes.lowerBound * states..<nodes.upperBound * states)
        }
      }
      paired[h] = false
    }
    if carrying {
      gd_pair_to_plus(isa, outputs(scratch.pair, 2 * batch), outputs(scratch.plain, batch))
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
            isa,
            memory.partialSums[h].matrix(
              from: start, rows: net.hidden[h - 1].groups.count, columns: nodes.count,
              stride: net.hidden[h].padded), scratch.rowSums.vector(0..<nodes.count))
        }
        let below = memory.sumsBelow[h].base + start
        let inverse = memory.inverse[h].base + start
        let real = net.hidden[h].real(nodes).count
        for j in 0..<nodes.count {
          let total = above[j] + net.loopGains[h] * below[j]
          // A node without any conductance, and padding, stays at 0 V.
          inverse[j] = j < real && total > 0 ? 1 / total : 0
        }
      }
    }
    gd_sum_groups(
      isa, memory.outputSums.matrix(rows: net.hidden[net.last].groups.count, columns: net.outputPadded),
      scratch.outputConductance.vector)
    for j in 0..<net.outputPadded {
      let total = scratch.outputConductance.base[j]
      scratch.outputInverse.base[j] = j < net.outputs && total > 0 ? 1 / total : 0
    }
  }
}
