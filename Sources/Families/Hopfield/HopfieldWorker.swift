import Fabrics
import Kernels
import Specification

/// What holds the last layer in a phase.
enum OutputHold<Scalar: EngineScalar>: Sendable, Equatable {
  /// Nothing.
  case free
  /// Springs of strength β to the target: F = E + β C.
  case spring(Scalar)
  /// The states themselves, put there before the phase.
  case clamped
}

/// How a phase is relaxed.
struct HopfieldRelaxation: Sendable, Equatable {
  /// How a layer moves.
  var method: RelaxationMethod
  /// Which layers see which.
  var order: RelaxationOrder
  /// ε of `gradient`.
  var step: Double
  /// Largest change of a state in a sweep at which a phase ends early; nil: never.
  var tolerance: Double?
}

/// Rows of states that move together, and the seat of the thread in the team that moves them.
struct RowGroup {
  var rows: Range<Int>
  var seat: WorkerTeam.Seat
}

/// One thread of the team that relaxes a Hopfield network; all threads call the same functions in the same order.
struct HopfieldWorker<Scalar: EngineScalar> {
  let memory: HopfieldMemory<Scalar>
  let seat: WorkerTeam.Seat
  let relaxation: HopfieldRelaxation
  /// Labels of the samples at hand.
  var labels: [Int] = []

  let loops: [ActivationLoops<Scalar>]
  let order: [Int]
  /// Whether a coupling's drives belong to the states as they are. Every thread keeps the same marks.
  private var forwardIsCurrent: [Bool], backwardIsCurrent: [Bool]
  /// Whether all states of a layer are 0.
  private var isZero: [Bool]
  private let scratch = Tensor<Scalar>(chunk)

  /// Neurons that are worked on at a time: their drives stay in the first-level cache.
  private static var chunk: Int { 1024 }

  init(_ memory: HopfieldMemory<Scalar>, _ seat: WorkerTeam.Seat, _ relaxation: HopfieldRelaxation) {
    (self.memory, self.seat, self.relaxation) = (memory, seat, relaxation)
    let loops = memory.network.layers.map { ActivationLoops<Scalar>($0.activation) }
    self.loops = loops
    let count = memory.network.layers.count
    let couplings = memory.network.couplings
    self.couplings = couplings
    drives = (0...count).map { layer in
      couplings.indices.filter { couplings[$0].from > 0 }.compactMap { k in
        couplings[k].to == layer
          ? memory.forwards[k].base : couplings[k].from == layer ? memory.backwards[k].base : nil
      }
    }
    isBinary = [false] + memory.network.layers.map(\.activation.isBinary)
    onePass = (0...count).map { layer in
      let inner = couplings.indices.filter {
        couplings[$0].from > 0 && (couplings[$0].from == layer || couplings[$0].to == layer)
      }
      guard layer > 0, inner.count == 1, couplings[inner[0]].from == layer,
        memory.operators[inner[0]].settlesBackward, loops[layer - 1].clamp != nil,
        relaxation.method == .fixedPoint, relaxation.tolerance == nil
      else { return nil }
      return inner[0]
    }
    order = Array(stride(from: 1, through: count, by: 2)) + Array(stride(from: 2, through: count, by: 2))
    forwardIsCurrent = memory.network.couplings.map { _ in false }
    backwardIsCurrent = forwardIsCurrent
    isZero = [Bool](repeating: false, count: count + 1)
  }

  /// The number of the last layer, which is read and nudged.
  var last: Int { memory.network.layers.count }
  private let couplings: [HopfieldCoupling]
  /// Drives that move a layer: of the couplings that lead to it and of those that leave it.
  private let drives: [[UnsafeMutablePointer<Scalar>]]
  /// Whether a layer's neurons are binary, with internal states.
  private let isBinary: [Bool]
  /// The coupling that moves a layer in one pass; nil where drives are summed first.
  private let onePass: [Int?]

  /// Makes what depends on parameters and inputs alone, for the first `samples` rows of the input.
  mutating func begin(samples: Int) {
    for (k, coupling) in couplings.enumerated() where coupling.from == 0 {
      memory.operators[k].forward(
        memory.states[0].base, rows: samples, .choose, into: memory.forwards[k].base, seat)
    }
    seat.wait()
    for layer in 1...last { fillStatic(layer, samples: samples) }
    forgetDrives()
    seat.wait()
  }

  private func fillStatic(_ layer: Int, samples: Int) {
    let layout = memory.layouts[layer]
    let (target, bias) = (memory.statics[layer].base, memory.biases[layer - 1].base)
    let inputs = couplings.indices.filter { couplings[$0].from == 0 && couplings[$0].to == layer }
    let pixels = layout.size / layout.stride
    for pixel in rowRange(samples * pixels) {
      let place = pixel * layout.stride
      (target + place).update(from: bias, count: layout.stride)
      for k in inputs {
        let source = memory.forwards[k].base + place
        for c in 0..<layout.stride { target[place + c] += source[c] }
      }
    }
  }

  /// Sets the free layers of some rows to 0.
  mutating func clearStates(rows: Int) {
    for layer in 1...last {
      let range = valueRange(layer, rows: rows)
      (memory.states[layer].base + range.lowerBound).update(repeating: 0, count: range.count)
      if isBinary[layer] {
        (memory.internals[layer].base + range.lowerBound).update(repeating: 0, count: range.count)
      }
      isZero[layer] = true
    }
    forgetDrives()
    seat.wait()
  }

  /// Copies the free layers of the first `samples` rows to another phase.
  mutating func copyStates(samples: Int, toPhase phase: Int) {
    for layer in 1...last {
      let range = valueRange(layer, rows: samples)
      let size = memory.layouts[layer].size
      for array in [memory.states[layer]] + (isBinary[layer] ? [memory.internals[layer]] : []) {
        (array.base + phase * samples * size + range.lowerBound).update(
          from: array.base + range.lowerBound, count: range.count)
      }
    }
    forgetDrives()
    seat.wait()
  }

  /// Marks all drives as those of other states.
  mutating func forgetDrives() {
    for k in couplings.indices { (forwardIsCurrent[k], backwardIsCurrent[k]) = (false, false) }
  }

  /// Runs the sweeps of a phase over rows of `samples` samples in as many phases as there are holds.
  /// - Returns: the number of sweeps and the largest change in the last one (when a tolerance asks for it).
  @discardableResult
  mutating func relax(samples: Int, _ holds: [OutputHold<Scalar>], sweeps: Int) -> (
    sweeps: Int, change: Scalar?
  ) {
    let all = RowGroup(rows: 0..<samples * holds.count, seat: seat)
    guard let tolerance = relaxation.tolerance else {
      if memory.groupRows != nil {
        relaxGroups(of: all, samples: samples, holds, sweeps: sweeps)
      } else {
        for _ in 0..<max(1, sweeps) { sweep(all, samples: samples, holds) }
      }
      return (sweeps, nil)
    }
    var change: Scalar = 0
    for count in 1...max(1, sweeps) {
      memory.changes[16 * seat.index] = 0
      sweep(all, samples: samples, holds)
      change = (0..<seat.threads).map { memory.changes[16 * $0] }.max() ?? 0
      // Nobody may start the next sweep's count before everybody has read this one's.
      seat.wait()
      if change <= Scalar(tolerance) { return (count, change) }
    }
    return (sweeps, change)
  }

  /// Relaxes this thread's rows, a group that fits its caches after the other: rows do not see each other, so that
  /// nobody waits for anybody between two sweeps.
  private mutating func relaxGroups(
    of all: RowGroup, samples: Int, _ holds: [OutputHold<Scalar>], sweeps: Int
  ) {
    let part = rowRange(all.rows.count)
    let most = memory.groupRows ?? part.count
    let groups = (part.count + most - 1) / most
    let start = (forwardIsCurrent, backwardIsCurrent, isZero)
    for group in 0..<groups {
      (forwardIsCurrent, backwardIsCurrent, isZero) = start
      let first = part.lowerBound + part.count * group / groups
      let end = part.lowerBound + part.count * (group + 1) / groups
      let rows = RowGroup(rows: first..<end, seat: .alone)
      for _ in 0..<max(1, sweeps) { sweep(rows, samples: samples, holds) }
    }
    // A thread without rows has to remember the same as the others.
    forgetDrives()
    for layer in 1...last { isZero[layer] = false }
    seat.wait()
  }

  /// Moves every layer once.
  private mutating func sweep(_ group: RowGroup, samples: Int, _ holds: [OutputHold<Scalar>]) {
    switch relaxation.order {
    case .asynchronous:
      for layer in order {
        if let k = onePass[layer] {
          settle(layer, by: k, group, samples: samples)
        } else {
          makeDrives(of: layer, group)
          update(layer, group, samples: samples, holds)
        }
        changed(layer)
        group.seat.wait()
      }
    case .synchronous:
      for layer in order { makeDrives(of: layer, group) }
      for layer in order { update(layer, group, samples: samples, holds) }
      for layer in order { changed(layer) }
      group.seat.wait()
    }
  }

  /// Moves a layer that only the coupling `k` to a later layer and fixed drives act on, without keeping the drives.
  private func settle(_ layer: Int, by k: Int, _ group: RowGroup, samples: Int) {
    guard let clamp = loops[layer - 1].clamp else { return }
    let (size, to) = (memory.layouts[layer].size, couplings[k].to)
    var row = group.rows.lowerBound
    while row < group.rows.upperBound {
      // Fixed drives have a row a sample: phase by phase.
      let sample = row % samples
      let count = min(group.rows.upperBound - row, samples - sample)
      memory.operators[k].settleBackward(
        memory.states[to].base + row * memory.layouts[to].size, rows: count, clamp,
        fixed: memory.statics[layer].base + sample * size, into: memory.states[layer].base + row * size,
        group.seat)
      row += count
    }
  }

  /// Makes the drives of a layer that belong to earlier states anew, and waits for them.
  mutating func makeDrives(of layer: Int, _ group: RowGroup) {
    var made = false
    for (k, coupling) in couplings.enumerated() where coupling.from > 0 && !forwardIsCurrent[k] {
      let chooses = coupling.from == layer && memory.operators[k].choosesPlaces
      if coupling.to == layer || chooses {
        makeForward(k, group)
        made = made || chooses
      }
    }
    if made { group.seat.wait() }
    for (k, coupling) in couplings.enumerated()
    where coupling.from == layer && coupling.from > 0 && !backwardIsCurrent[k] {
      let target = values(memory.backwards[k], coupling.from, group)
      if isZero[coupling.to] {
        clear(target, count: group.rows.count * memory.layouts[coupling.from].size, group.seat)
      } else {
        memory.operators[k].backward(
          values(memory.states[coupling.to], coupling.to, group), rows: group.rows.count, into: target,
          group.seat)
      }
      backwardIsCurrent[k] = true
    }
    group.seat.wait()
  }

  /// Has max-poolings choose their places in all rows, and waits.
  mutating func choosePlaces(rows: Int) {
    let group = RowGroup(rows: 0..<rows, seat: seat)
    for (k, coupling) in couplings.enumerated() where coupling.from > 0 && memory.operators[k].choosesPlaces {
      makeForward(k, group)
    }
    seat.wait()
  }

  private mutating func makeForward(_ k: Int, _ group: RowGroup) {
    let coupling = couplings[k]
    let target = values(memory.forwards[k], coupling.to, group)
    // A max-pooling chooses of zeros too: what it chose before must not reach the layer below.
    if isZero[coupling.from], !memory.operators[k].choosesPlaces {
      clear(target, count: group.rows.count * memory.layouts[coupling.to].size, group.seat)
    } else {
      memory.operators[k].forward(
        values(memory.states[coupling.from], coupling.from, group), rows: group.rows.count, .choose,
        into: target,
        group.seat)
    }
    forwardIsCurrent[k] = true
    if memory.operators[k].choosesPlaces { backwardIsCurrent[k] = false }
  }

  /// The first value of a group in an array with a row of a layer's values a row.
  private func values(_ tensor: Tensor<Scalar>, _ layer: Int, _ group: RowGroup) -> UnsafeMutablePointer<
    Scalar
  > {
    tensor.base + group.rows.lowerBound * memory.layouts[layer].size
  }

  private func clear(_ base: UnsafeMutablePointer<Scalar>, count: Int, _ seat: WorkerTeam.Seat) {
    let range = Tensor<Scalar>.part(seat.index, of: seat.threads, count: count)
    (base + range.lowerBound).update(repeating: 0, count: range.count)
  }

  mutating func changed(_ layer: Int) {
    isZero[layer] = false
    for (k, coupling) in couplings.enumerated() {
      if coupling.from == layer { forwardIsCurrent[k] = false }
      if coupling.to == layer { backwardIsCurrent[k] = false }
    }
  }

  /// Moves this thread's part of a layer.
  private func update(
    _ layer: Int, _ group: RowGroup, samples: Int, _ holds: [OutputHold<Scalar>]
  ) {
    let size = memory.layouts[layer].size
    let isLast = layer == last
    let (count, first, seat) = (group.rows.count, group.rows.lowerBound * size, group.seat)
    // The read-out sees whole rows.
    let part =
      isLast
      ? (seat.part(of: count).lowerBound * size)..<(seat.part(of: count).upperBound * size)
      : Tensor<Scalar>.part(seat.index, of: seat.threads, count: count * size)
    let range = first + part.lowerBound..<first + part.upperBound
    var largest: Scalar = 0
    var place = range.lowerBound
    while place < range.upperBound {
      let row = place / size
      let end = min(range.upperBound, (row + 1) * size, isLast ? .max : place + Self.chunk)
      if isLast {
        let hold = holds[row / samples]
        if hold != .clamped { updateLast(row, sample: row % samples, hold, &largest) }
      } else {
        move(layer, place..<end, sample: row % samples, &largest) { _, _ in }
      }
      place = end
    }
    if relaxation.tolerance != nil {
      memory.changes[16 * seat.index] = max(memory.changes[16 * seat.index], largest)
    }
  }

  /// Moves the last layer of a row.
  private func updateLast(
    _ row: Int, sample: Int, _ hold: OutputHold<Scalar>, _ largest: inout Scalar
  ) {
    let size = memory.layouts[last].size
    let states = memory.states[last].base + row * size
    guard case .spring(let beta) = hold else {
      forChunks(row) { move(last, $0, sample: sample, &largest) { _, _ in } }
      return
    }
    let label = labels[sample]
    if let readout = memory.readout {
      // β ∂C/∂s = −β W (y − softmax(Wᵀ s + b)), from the state before the step (Laborieux et al. 2021, eq. 14).
      let errors = readoutErrors(states, label: label, readout)
      let stride = memory.classStride
      forChunks(row) { part in
        move(last, part, sample: sample, &largest) { drives, first in
          for i in 0..<part.count {
            let weights = readout.weights.base + (first + i) * stride
            var sum: Scalar = 0
            for c in 0..<stride { sum += weights[c] * errors[c] }
            drives[i] -= beta * sum
          }
        }
      }
      return
    }
    let (outputs, replicas) = (memory.network.classes * memory.network.replicas, memory.network.replicas)
    if isBinary[last] {
      let free = memory.freeOutputs.base + sample * size
      forChunks(row) { part in
        move(last, part, sample: sample, &largest) { drives, first in
          for i in 0..<part.count where first + i < outputs {
            drives[i] += beta * ((((first + i) / replicas == label) ? 1 : 0) - free[first + i])
          }
        }
      }
      return
    }
    let stiffness = relaxation.method == .fixedPoint ? loops[last - 1].stiffness : nil
    forChunks(row) { part in
      move(last, part, sample: sample, &largest) { drives, first in
        for i in 0..<part.count where first + i < outputs {
          let target: Scalar = (first + i) / replicas == label ? 1 : 0
          if let stiffness {
            // The exact minimum of H(s) − z s + β/2 (s − y)², with H = k s²/2.
            drives[i] = (drives[i] + beta * target) * stiffness / (stiffness + beta)
          } else {
            drives[i] += beta * (target - states[first + i])
          }
        }
      }
    }
  }

  /// Parts of a row of the last layer that fit the scratch memory.
  private func forChunks(_ row: Int, _ body: (Range<Int>) -> Void) {
    let size = memory.layouts[last].size
    for first in stride(from: 0, to: size, by: Self.chunk) {
      body(row * size + first..<row * size + min(size, first + Self.chunk))
    }
  }

  /// Moves neurons of one row of a layer, given by their places, under their drives and what `nudge` makes of those.
  @inline(__always)
  private func move(
    _ layer: Int, _ places: Range<Int>, sample: Int, _ largest: inout Scalar,
    nudge: (_ drives: UnsafeMutablePointer<Scalar>, _ first: Int) -> Void
  ) {
    let layout = memory.layouts[layer]
    let (drives, count) = (scratch.base, places.count)
    let first = places.lowerBound % layout.size
    let fixed = memory.statics[layer].base + sample * layout.size + first
    drives.update(from: fixed, count: count)
    for base in self.drives[layer] {
      let source = base + places.lowerBound
      for i in 0..<count { drives[i] += source[i] }
    }
    nudge(drives, first)
    let states = memory.states[layer].base + places.lowerBound
    let loop = loops[layer - 1]
    if isBinary[layer] {
      let internals = memory.internals[layer].base + places.lowerBound
      loop.follow(relaxation.method == .gradient ? relaxation.step : 1, internals, count: count, drives)
      var change: Scalar = 0
      for i in 0..<count { change = max(change, abs(drives[i] - internals[i])) }
      largest = max(largest, change)
      internals.update(from: drives, count: count)
      return loop.settle(drives, count: count, into: states)
    }
    if relaxation.method == .gradient { loop.mix(relaxation.step, states, count: count, into: drives) }
    guard relaxation.tolerance != nil || !loop.keepsZero else {
      return loop.settle(drives, count: count, into: states)
    }
    loop.settle(drives, count: count, into: drives)
    if !loop.keepsZero, layout.stride != layout.shape.channels {
      for i in 0..<count where (first + i) % layout.stride >= layout.shape.channels { drives[i] = 0 }
    }
    var change: Scalar = 0
    for i in 0..<count { change = max(change, abs(drives[i] - states[i])) }
    states.update(from: drives, count: count)
    largest = max(largest, change)
  }

  // MARK: Parts of the work

  /// This thread's part of the values of some rows of a layer.
  func valueRange(_ layer: Int, rows: Int) -> Range<Int> {
    Tensor<Scalar>.part(seat.index, of: seat.threads, count: rows * memory.layouts[layer].size)
  }
  /// This thread's part of some rows.
  func rowRange(_ rows: Int) -> Range<Int> {
    seat.part(of: rows)
  }
}
