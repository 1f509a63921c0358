import CKernels
import Kernels
import Learning

/// What all threads of the fast engine share: parameters and states in the layouts of `CKernels.h`.
struct FastMemory: Sendable {
  /// The input matrix: blocks of 32 columns, each [pixel][+x, −x][32].
  let input: FloatMemory
  /// Connections between hidden layers, rows by stride; `inner[h]` ends in layer h, and `inner[0]` is empty.
  let inner: [FloatMemory]
  /// The last connection, transposed: a row an output, columns the last hidden layer.
  let output: FloatMemory
  /// Bias currents of the hidden layers; of the outputs.
  let bias: [FloatMemory]
  let outputBias: FloatMemory
  /// States of the hidden layers: panel of the plain state, pair panel of the nudged ones.
  let plain: [FloatMemory]
  let pair: [FloatMemory]
  /// How far the nodes of each group of each hidden layer have moved, two sets that alternate.
  let change: FloatMemory
  /// The pair panel of the outputs between two epochs or parts of one; at work every thread has its own.
  let outputPair: FloatMemory
  /// What the samples of the carried states count; empty where all count 1.
  let weights: FloatMemory
  /// Per node: 1 / total conductance, sums of the conductances behind it, clamps.
  let inverse: [FloatMemory]
  let sumsBelow: [FloatMemory]
  let low: [FloatMemory]
  let high: [FloatMemory]
  /// Least conductance of a column of the matrices with these nodes as columns: 0 S for padding.
  let least: [FloatMemory]
  /// What an update reads of the nudged states; empty where it reads the states themselves.
  let read: [FloatMemory]
  /// What is read of the free states, panels, where differences are multiplied with them; else empty. Of the outputs
  /// between two epochs or parts of one.
  let center: [FloatMemory]
  let outputCenter: FloatMemory
  /// Read-out offsets of all layers, as they are at the node, volts; empty when there are none.
  let offsets: [FloatMemory]
  /// x·(G⁺ − G⁻) of layer 0 and its column sums.
  let drive: FloatMemory
  let driveSums: FloatMemory
  /// Scaled differences and constants of the input matrix's update.
  let inputStep: FloatMemory
  let inputConstant: FloatMemory
  /// Partial products into layer h and column sums, one panel (array) a row group; [0] is empty.
  let partial: [FloatMemory]
  let partialSums: [FloatMemory]
  /// Partial products into the outputs, two sets that alternate, and partial sums.
  let outputPartial: FloatMemory
  let outputSums: FloatMemory
  /// Floats of one set of `outputPartial`.
  let outputSet: Int

  /// Memory of a network for panels of at most `states` states.
  init(_ net: FastNetwork, states: Int) {
    let hidden = net.hidden
    let outputPadded = net.outputPadded
    input = FloatMemory(hidden[0].padded / 32 * net.pixels * 64)
    inner = hidden.indices.map { FloatMemory($0 == 0 ? 0 : hidden[$0 - 1].units * hidden[$0].stride) }
    output = FloatMemory(net.outputs * hidden[net.last].stride)
    func nodes(_ size: (FastShape) -> Int) -> [FloatMemory] { hidden.map { FloatMemory(size($0)) } }
    bias = nodes(\.padded)
    outputBias = FloatMemory(outputPadded)
    plain = nodes { $0.padded * states }
    pair = nodes { $0.padded * states }
    outputPair = FloatMemory(outputPadded * states)
    weights = FloatMemory(net.weighsSamples ? states : 0)
    change = FloatMemory(2 * hidden.count * FastShape.groupLimit)
    inverse = nodes(\.padded)
    sumsBelow = nodes(\.padded)
    low = nodes(\.padded)
    high = nodes(\.padded)
    least = nodes(\.padded)
    read = nodes { net.nodes?.magnitudes.disturbsReads == true ? $0.padded * states : 0 }
    let isCenterFree = net.nodes?.magnitudes.center == .free
    center = nodes { isCenterFree ? $0.padded * states : 0 }
    outputCenter = FloatMemory(isCenterFree ? outputPadded * states : 0)
    offsets = (net.nodes?.offsets ?? []).enumerated().map { layer, values in
      let memory = FloatMemory((values.count + 31) / 32 * 32)
      let isBehind = net.nodes?.magnitudes.readPoint == .amplifier && layer <= net.last
      for (j, value) in values.enumerated() { memory[j] = isBehind ? value / net.gains[layer] : value }
      return memory
    }
    for (h, shape) in hidden.enumerated() {
      for j in 0..<shape.padded {
        guard j < shape.units else {
          // Padding is at 0 V either way.
          low[h][j] = -.infinity
          continue
        }
        least[h][j] = net.range.lowerBound
      }
    }
    drive = FloatMemory(hidden[0].padded * states)
    driveSums = FloatMemory(hidden[0].padded)
    inputStep = FloatMemory(hidden[0].padded * states)
    inputConstant = FloatMemory(hidden[0].padded)
    partial = hidden.indices.map { h in
      FloatMemory(h == 0 ? 0 : hidden[h - 1].groups.count * hidden[h].padded * states)
    }
    partialSums = hidden.indices.map { h in
      FloatMemory(h == 0 ? 0 : hidden[h - 1].groups.count * hidden[h].padded)
    }
    let groups = hidden[net.last].groups.count
    outputSet = groups * outputPadded * states
    outputPartial = FloatMemory(2 * outputSet)
    outputSums = FloatMemory(groups * outputPadded)
    setThresholds(net.nodes?.thresholds ?? hidden.map { [Float](repeating: 0, count: $0.units) }, net)
  }

  /// Sets the voltages of the rectifiers, which bound the nodes.
  func setThresholds(_ thresholds: [[Float]], _ net: FastNetwork) {
    for (h, values) in thresholds.enumerated() {
      for (j, threshold) in values.enumerated() {
        low[h][j] = net.excitatory[h][j] ? threshold : -.infinity
        high[h][j] = net.excitatory[h][j] ? .infinity : threshold
      }
    }
  }

  /// Sets the conductances of a row of a connection.
  func setRow(_ row: Int, of connection: Int, to siemens: UnsafeBufferPointer<Float>, _ net: FastNetwork) {
    guard let from = siemens.baseAddress else { return }
    let matrix = matrix(connection, net)
    // Columns that are neighbours in memory.
    let run = connection == 0 ? 32 : connection <= net.last ? siemens.count : 1
    for first in stride(from: 0, to: siemens.count, by: run) {
      let count = min(run, siemens.count - first)
      let at = index(connection, row, first, net)
      precondition(at >= 0 && at + count <= matrix.count)
      (matrix.base + at).update(from: from + first, count: count)
    }
  }

  /// Packs parameters.
  func load(_ parameters: BiasedConductances, _ net: FastNetwork) {
    for (k, matrix) in parameters.conductances.connections.enumerated() {
      for i in 0..<matrix.rows {
        let row = matrix.siemens[i * matrix.columns..<(i + 1) * matrix.columns].map(Float.init)
        row.withUnsafeBufferPointer { setRow(i, of: k, to: $0, net) }
      }
    }
    for (k, currents) in parameters.biasCurrents.enumerated() {
      let memory = k < bias.count ? bias[k] : outputBias
      for (j, current) in currents.enumerated() { memory[j] = Float(current) }
    }
  }

  /// Unpacks parameters into the shapes of `parameters`.
  func store(into parameters: inout BiasedConductances, _ net: FastNetwork) {
    for k in parameters.conductances.connections.indices {
      let (rows, columns) = (
        parameters.conductances.connections[k].rows, parameters.conductances.connections[k].columns
      )
      let memory = matrix(k, net)
      parameters.conductances.connections[k].siemens.withUnsafeMutableBufferPointer { siemens in
        for i in 0..<rows {
          for j in 0..<columns { siemens[i * columns + j] = Double(memory[index(k, i, j, net)]) }
        }
      }
    }
    for k in parameters.biasCurrents.indices {
      let memory = k < bias.count ? bias[k] : outputBias
      for j in parameters.biasCurrents[k].indices { parameters.biasCurrents[k][j] = Double(memory[j]) }
    }
  }

  /// The matrix of a connection.
  func matrix(_ connection: Int, _ net: FastNetwork) -> FloatMemory {
    connection == 0 ? input : connection <= net.last ? inner[connection] : output
  }

  /// Where a conductance is.
  func index(_ connection: Int, _ row: Int, _ column: Int, _ net: FastNetwork) -> Int {
    if connection == 0 {
      let (sign, pixel) = row.quotientAndRemainder(dividingBy: net.pixels)
      return (column / 32 * net.pixels + pixel) * 64 + sign * 32 + column % 32
    }
    if connection <= net.last { return row * net.hidden[connection].stride + column }
    return column * net.hidden[net.last].stride + row
  }
}

/// What one thread has for itself: its copy of the outputs, and scratch.
struct FastScratch {
  /// Nodes that one row pass takes at a time; a multiple of 16, of the row tiles of 3 and 6, and small enough
  /// that its rows stay in the L2 cache between the two products of a pass.
  static let rowBlock = 48
  /// Nodes of the last hidden layer that are updated at a time.
  static let outputBlock = 512

  /// Plain output state, pair output state; products into the outputs.
  let plain, pair, outputProduct: FloatMemory
  /// What an update reads of the nudged outputs: ``pair`` itself or a disturbed copy.
  let read: FloatMemory
  /// What is read of the free outputs, a panel; empty where nothing is read otherwise than it is.
  let center: FloatMemory
  /// Nudges of the outputs, siemens.
  let betaPlus, betaMinus: FloatMemory
  /// Currents that nudge outputs, a pair panel; empty where springs do.
  let currents: FloatMemory
  /// What each sample of the minibatch counts in an update, in the unit of the nudge over siemens: 1 for springs, 0 for a
  /// sample that is skipped.
  let weights: FloatMemory
  /// Total conductances of the outputs, their inverses, bias currents, clamps that do not bind.
  let outputConductance, outputInverse, outputBias, outputLow, outputHigh: FloatMemory
  /// Targets, a panel.
  let target: FloatMemory
  /// Products and sums of a block of nodes.
  let dot, product, partialDot: FloatMemory
  /// States of a block of nodes before their step.
  let old: FloatMemory
  /// Inputs of this and of the previous minibatch, [pixel][state].
  let inputs: (FloatMemory, FloatMemory)
  /// Constants of an update.
  let rowConstant, columnConstant, rowSums: FloatMemory
  /// Zeros.
  let zeros: FloatMemory

  /// Scratch of a network for panels of at most `states` states.
  init(_ net: FastNetwork, states: Int) {
    let padded = net.outputPadded
    let widest = net.hidden.map(\.padded).max() ?? 0
    plain = FloatMemory(padded * states)
    pair = FloatMemory(padded * states)
    read = net.nodes?.magnitudes.disturbsReads == true ? FloatMemory(padded * states) : pair
    center = FloatMemory(net.nodes?.magnitudes.disturbsReads == true ? padded * states : 0)
    betaPlus = FloatMemory(padded)
    betaMinus = FloatMemory(padded)
    currents = FloatMemory(net.nudgesByCurrents ? padded * states : 0)
    weights = FloatMemory(states)
    for s in 0..<states { weights[s] = 1 }
    outputProduct = FloatMemory(padded * states)
    outputConductance = FloatMemory(padded)
    outputInverse = FloatMemory(padded)
    outputBias = FloatMemory(padded)
    outputLow = FloatMemory(padded)
    outputHigh = FloatMemory(padded)
    for j in 0..<padded { (outputLow[j], outputHigh[j]) = (-.infinity, .infinity) }
    target = FloatMemory(padded * states)
    dot = FloatMemory(max(Self.rowBlock, Self.outputBlock) * states)
    product = FloatMemory(max(Self.rowBlock, Self.outputBlock) * states)
    partialDot = FloatMemory(padded * states)
    old = FloatMemory(max(Self.rowBlock, Self.outputBlock, padded) * states)
    inputs = (FloatMemory(net.pixels * states), FloatMemory(net.pixels * states))
    rowConstant = FloatMemory(max(widest, padded))
    columnConstant = FloatMemory(widest)
    rowSums = FloatMemory(max(widest, padded))
    zeros = FloatMemory(max(widest, padded))
  }
}
