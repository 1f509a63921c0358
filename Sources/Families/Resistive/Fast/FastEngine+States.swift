import CKernels
import Kernels
import Synchronization

// The states of minibatches, for looking at a network and for tests.
extension FastEngine {
  /// The free and the nudged states of one minibatch from rest, for tests: volts as [layer][sample][node].
  /// - Parameters:
  ///   - beta: of both nudges, siemens.
  func states(
    _ samples: SampleTable, beta: (Float, Float)
  ) -> (free: [[[Float]]], plus: [[[Float]]], minus: [[[Float]]]) {
    let result = Mutex(([[[Float]]](), [[[Float]]](), [[[Float]]]()))
    runTeam { seat in
      let scratch = FastScratch(self.net, states: self.states)
      var worker = FastWorker(self.net, self.memory, scratch, seat, isa: self.isa, batch: self.batch)
      let inputs = scratch.inputs.0
      let indices = Array(0..<samples.count)[...]
      samples.spread(indices, fullScale: self.net.fullScale, states: self.batch, into: inputs)
      worker.findRuns(updating: nil, multiplying: inputs, states: self.batch)
      worker.update(rates: FastRates(connections: self.net.energyScales, biases: nil), count: 0)
      worker.stepInputMatrix(old: inputs, new: inputs)
      worker.begin(carrying: false, states: self.batch)
      worker.setTargets(samples.targets(indices))
      seat.wait()
      worker.sumConductances()
      worker.relaxFree(states: self.batch)
      let free = seat.index == 0 ? self.read(self.memory.plain, scratch.plain, pair: false, sign: 0) : []
      // The nudged sweeps go on in the same memory.
      seat.wait()
      worker.setNudge(beta, unit: 1)
      _ = worker.setPulls(samples.targets(indices), unit: 1)
      worker.relaxNudged()
      if seat.index == 0 {
        let plus = self.read(self.memory.pair, scratch.pair, pair: true, sign: 1)
        let minus = self.read(self.memory.pair, scratch.pair, pair: true, sign: -1)
        result.withLock { $0 = (free, plus, minus) }
      }
    }
    return result.withLock { $0 }
  }

  /// The free states of one minibatch after the sweeps, volts as [sample][layer][node].
  /// - Parameter carrying: start from the nudged states of the last minibatch trained, instead of 0 V.
  func freeStates(_ samples: SampleTable, carrying: Bool) -> [[[Float]]] {
    let result = Mutex([[[Float]]]())
    runTeam { seat in
      let scratch = FastScratch(self.net, states: self.states)
      var worker = FastWorker(self.net, self.memory, scratch, seat, isa: self.isa, batch: self.batch)
      let inputs = scratch.inputs.0
      samples.spread(
        Array(0..<samples.count)[...], fullScale: self.net.fullScale, states: self.batch, into: inputs)
      scratch.pair.copy(self.memory.outputPair)
      worker.findRuns(updating: nil, multiplying: inputs, states: self.batch)
      worker.update(rates: FastRates(connections: self.net.energyScales, biases: nil), count: 0)
      worker.stepInputMatrix(old: inputs, new: inputs)
      worker.begin(carrying: carrying, states: self.batch)
      seat.wait()
      worker.sumConductances()
      worker.relaxFree(states: self.batch)
      if seat.index == 0 {
        result.withLock { $0 = self.read(self.memory.plain, scratch.plain, pair: false, sign: 0) }
      }
    }
    let layers = result.withLock { $0 }
    return (0..<samples.count).map { s in layers.map { $0[s] } }
  }

  private func read(_ hidden: [FloatMemory], _ output: FloatMemory, pair: Bool, sign: Float) -> [[[Float]]] {
    let panel = pair ? 2 * batch : batch
    let sizes = net.hidden.map(\.units) + [net.outputs]
    return zip(hidden + [output], sizes).map { memory, units in
      (0..<batch).map { s in
        (0..<units).map { j in
          let at = (j / 16 * panel + s) * 16 + j % 16
          return pair ? memory[at] + sign * memory[at + 16 * batch] : memory[at]
        }
      }
    }
  }
}
