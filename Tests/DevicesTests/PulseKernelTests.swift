import CKernels
import Technology
import Testing

@testable import Devices
@testable import Kernels
@testable import Resistive

/// Updates by pulses: the C kernels against the definition of the physics in Swift, for every instruction set.
@Suite struct PulseKernelTests {
  static let sets = (0...gd_best_isa().rawValue).map { $0 }
  static let schemes: [PulseReference.Scheme] = [.stochastic, .nearest, .fixed, .accumulated]

  private let rounding = Philox(seed: 11)
  private let cycle = Philox(seed: 12)

  private struct Numbers {
    private let philox = Philox(seed: 6)
    private var index: UInt64 = 0
    /// Uniform in −1…1.
    mutating func next() -> Float {
      index += 1
      return Float(2 * philox.uniform(purpose: 0, stream: 0, index: index) - 1)
    }
    mutating func array(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }
    /// Devices, every 13th of them stuck.
    mutating func devices(_ count: Int) -> [PulseReference.Device] {
      (0..<count).map { k in
        let low = 0.2 + 0.1 * next()
        let width = k % 13 == 0 ? 0 : 0.8 + 0.2 * next()
        let factor = k % 13 == 0 ? 0 : 1 + 0.3 * next()
        return .init(low: low, width: width, up: factor, down: factor * 1.2)
      }
    }
  }

  /// Aligned copies of arrays that live as long as the test needs them.
  private final class Memories {
    private var kept: [FloatMemory] = []
    func callAsFunction(_ values: [Float]) -> FloatMemory {
      let memory = FloatMemory(values.count)
      for (k, value) in values.enumerated() { memory[k] = value }
      kept.append(memory)
      return memory
    }
    func callAsFunction(_ devices: [PulseReference.Device]) -> FloatMemory {
      self(devices.flatMap { [$0.low, $0.width, $0.up, $0.down] })
    }
  }

  /// A law and the same for the kernels; the table must outlive the latter.
  private func law(
    _ scheme: PulseReference.Scheme, table: FloatMemory, rows: Int, columns: Int, update: UInt32
  ) -> (PulseReference, gd_pulses) {
    for k in 0..<257 {
      let x = Float(k) / 256
      (table[k], table[257 + k]) = (0.05 * (1.05 - x), 0.03 + 0.04 * x * x)
    }
    let (up, down) = ((0..<257).map { table[$0] }, (257..<514).map { table[$0] })
    let reference = PulseReference(
      scheme: scheme, longest: 7, threshold: scheme == .accumulated ? 1.3 : 0.6,
      noise: .init(up: 0.01, down: 0.02, share: 0.3), up: up,
      down: down, rounding: rounding,
      cycle: cycle, connection: 3, rows: rows, columns: columns)
    let pulses = gd_pulses(
      scheme: gd_pulse_scheme(scheme.rawValue), longest: 7, threshold: scheme == .accumulated ? 1.3 : 0.6,
      noise_up: 0.01, noise_down: 0.02,
      noise_share: 0.3, up: table.base, down: table.base + 257, rounding: rounding.cKey, cycle: cycle.cKey,
      connection: 3, update: update,
      columns: UInt32(columns), rows: UInt32(rows))
    return (reference, pulses)
  }

  private func devices(_ records: FloatMemory, _ kept: FloatMemory?, row: UInt32, column: UInt32)
    -> gd_devices
  {
    gd_devices(
      values: UnsafeRawPointer(records.base).assumingMemoryBound(to: gd_device.self), kept: kept?.base,
      count: records.count / 4, row: row, column: column)
  }

  @Test(arguments: sets, schemes) func inputMatrix(_ set: UInt32, _ scheme: PulseReference.Scheme) {
    for (batch, halves, size) in [(4, 2, Float(0.8)), (8, 1, 0.8), (4, 2, 1e-3), (4, 2, 8)] {
      let memory = Memories()
      defer { withExtendedLifetime(memory) {} }
      var numbers = Numbers()
      let (pixels, columns, column) = (37, 70, 32)
      let devices = numbers.devices(pixels * 64)
      let start = devices.map { $0.low + (0.5 + 0.5 * numbers.next()) * $0.width }
      let isUsed = { (p: Int) in p < 9 || p % 4 == 1 }
      let xu = (0..<pixels * batch).map { isUsed($0 / batch) ? abs(numbers.next()) : 0 }
      let xn = (0..<pixels * batch).map { $0 / batch % 3 == 0 ? abs(numbers.next()) : 0 }
      let d = numbers.array(32 * batch).map { size * $0 }
      let q = numbers.array(32).map { 0.1 * size * $0 }
      let keptStart = numbers.array(pixels * 64)
      let table = FloatMemory(514)
      var (reference, pulses) = law(scheme, table: table, rows: pixels, columns: columns, update: 17)
      let (w, kept, records) = (memory(start), memory(keptStart), memory(devices))
      let (product, sums) = (FloatMemory(32 * batch), FloatMemory(32))
      var count = gd_pulse_count()
      let change = gd_input_change(d: memory(d).panel(0..<32, states: batch), q: memory(q).vector)
      gd_pulse_input_step(
        gd_isa(rawValue: set), w.inputBlock(0, pixels: pixels, units: 16 * halves),
        self.devices(records, scheme == .accumulated ? kept : nil, row: 0, column: UInt32(column)),
        memory(xu).inputs(pixels: pixels, batch: batch), memory(xn).inputs(pixels: pixels, batch: batch),
        change, product.panel(0..<32, states: batch), sums.vector, &pulses, &count)

      var expected = start
      var expectedKept = keptStart
      var total = (writes: 0, pulses: 0)
      for p in 0..<pixels {
        for j in 0..<16 * halves {
          var t: Float = 0
          for s in 0..<batch {
            t = t.addingProduct(xu[p * batch + s], d[(j / 16 * batch + s) * 16 + j % 16])
          }
          for sign in 0..<2 {
            let at = p * 64 + sign * 32 + j
            let place = reference.place(row: sign * pixels + p, column: column + j)
            let n = reference.pulses(
              (sign == 0 ? t : -t) - q[j], kept: &expectedKept[at], at: place, update: 17)
            expected[at] = reference.moved(expected[at], devices[at], pulses: n, at: place, update: 17)
            total.writes += n == 0 ? 0 : 1
            total.pulses += Int(abs(n))
          }
        }
      }
      withExtendedLifetime(table) {}
      #expect((0..<start.count).allSatisfy { abs(w[$0] - expected[$0]) < 3e-6 })
      #expect((0..<start.count).allSatisfy { abs(kept[$0] - expectedKept[$0]) < 1e-5 })
      #expect(count.devices == total.writes && count.pulses == total.pulses)
      #expect(size < 0.1 || total.writes > 10)
      // Stuck devices never move, the others only by pulses.
      #expect(stride(from: 0, to: start.count, by: 13).allSatisfy { w[$0] == start[$0] })
      for j in 0..<16 * halves {
        let sum = (0..<pixels).reduce(Float(0)) { $0 + w[$1 * 64 + j] + w[$1 * 64 + 32 + j] }
        #expect(abs(sums[j] - sum) < 1e-4)
        for s in 0..<batch {
          let dot = (0..<pixels).reduce(Float(0)) {
            $0 + xn[$1 * batch + s] * (w[$1 * 64 + j] - w[$1 * 64 + 32 + j])
          }
          #expect(abs(product[(j / 16 * batch + s) * 16 + j % 16] - dot) < 1e-4)
        }
      }
    }
  }

  @Test(arguments: sets, schemes) func matrix(_ set: UInt32, _ scheme: PulseReference.Scheme) {
    for (batch, size) in [(4, Float(0.5)), (8, 0.5), (4, 5)] {
      let memory = Memories()
      defer { withExtendedLifetime(memory) {} }
      var numbers = Numbers()
      let (rows, columns, stride, blocks) = (21, 40, 64, 3)
      let devices = numbers.devices(rows * stride)
      let start = devices.indices.map { k in
        k % stride < columns ? devices[k].low + (0.5 + 0.5 * numbers.next()) * devices[k].width : 0
      }
      let (u, v) = (numbers.array(32 * 2 * batch), numbers.array(48 * 2 * batch))
      let scale = numbers.array(batch).map { size * $0 }
      let (row, column) = (numbers.array(32).map { size * $0 }, numbers.array(48).map { size * $0 })
      let keptStart = numbers.array(rows * stride)
      let table = FloatMemory(514)
      var (reference, pulses) = law(scheme, table: table, rows: 100, columns: 90, update: 5)
      let (m, kept, records) = (memory(start), memory(keptStart), memory(devices))
      let (rowSums, columnSums) = (FloatMemory(32), FloatMemory(48))
      var count = gd_pulse_count()
      let change = gd_change(
        u: memory(u).panel(0..<32, states: 2 * batch), v: memory(v).panel(0..<48, states: 2 * batch),
        constants: gd_sides(rows: memory(row).vector, columns: memory(column).vector))
      gd_pulse_update(
        gd_isa(rawValue: set), m.matrix(rows: rows, columns: 16 * blocks, stride: stride), columns,
        self.devices(records, scheme == .accumulated ? kept : nil, row: 32, column: 16), change, scale, batch,
        gd_sides(rows: rowSums.vector, columns: columnSums.vector), &pulses, &count)

      withExtendedLifetime(table) {}
      var total = (writes: 0, pulses: 0)
      var expectedKept = keptStart
      for i in 0..<rows {
        for j in 0..<columns {
          func value(_ panel: [Float], _ node: Int, _ state: Int) -> Float {
            panel[(node / 16 * 2 * batch + state) * 16 + node % 16]
          }
          var t = -row[i] - column[j]
          for s in 0..<batch {
            t = t.addingProduct(scale[s] * value(u, i, batch + s), value(v, j, s))
            t = t.addingProduct(scale[s] * value(u, i, s), value(v, j, batch + s))
          }
          let (at, place) = (i * stride + j, reference.place(row: 32 + i, column: 16 + j))
          let n = reference.pulses(t, kept: &expectedKept[at], at: place, update: 5)
          let g = reference.moved(start[at], devices[at], pulses: n, at: place, update: 5)
          #expect(abs(m[at] - g) < 3e-6)
          #expect(abs(kept[at] - expectedKept[at]) < 1e-5 || scheme != .accumulated)
          total.writes += n == 0 ? 0 : 1
          total.pulses += Int(abs(n))
        }
        #expect((columns..<48).allSatisfy { m[i * stride + $0] == 0 })
        #expect(abs(rowSums[i] - (0..<48).reduce(Float(0)) { $0 + m[i * stride + $1] }) < 1e-4)
      }
      #expect(count.devices == total.writes && count.pulses == total.pulses && total.writes > 10)
      #expect(
        (0..<48).allSatisfy { j in
          abs(columnSums[j] - (0..<rows).reduce(Float(0)) { $0 + m[$1 * stride + j] }) < 1e-4
        })
    }
  }

  /// The engines' law is that of the technology, for every device that answers pulses: mean, noise that shrinks with the
  /// step or does not, the device's own factor and asymmetry.
  @Test func lawIsTheModels() throws {
    let library = TechnologyLibrary()
    var kinds: Set<CycleNoiseKind> = []
    for name in library.names(.devices) {
      guard let model = PulseModel(try library.device(name)) else { continue }
      if model.cycleNoise > 0 { kinds.insert(model.response.cycleNoiseKind) }
      let table = PulseTable(model, cycleNoise: model.cycleNoise)
      let law = PulseReference(
        scheme: .nearest, longest: 100, threshold: 0, noise: table.noise.reference, up: table.up,
        down: table.down, rounding: rounding, cycle: cycle, connection: 3, rows: 10, columns: 10)
      for (row, x) in [0.1, 0.3, 0.5, 0.85].enumerated() {
        for pulses in [-9, -2, -1, 1, 3, 7] {
          for (factor, asymmetry) in [(1.0, 0.0), (0.4, 0.1), (2.2, -0.3)] {
            let place = law.place(row: row, column: 4)
            let normal = cycle.normals(SIMD4(place.name, 3, 8, 35)).x
            let device = PulseReference.Device(
              low: 0, width: 1, up: Float(factor * (1 + asymmetry)), down: Float(factor * (1 - asymmetry)))
            let found = law.moved(Float(x), device, pulses: Float(pulses), at: place, update: 8)
            let mean = model.state(after: pulses, from: x, factor: factor, asymmetry: asymmetry)
            let expected = model.state(
              after: pulses, from: x, factor: factor, asymmetry: asymmetry, normal: normal)
            // The mean stops at the bounds before its noise is added, in the engines.
            guard mean > 0, mean < 1 else { continue }
            #expect(abs(Double(found) - expected) < 1e-4, "\(name) \(x) \(pulses) \(factor)")
            guard abs(pulses) == 1, expected > 0, expected < 1 else { continue }
            // Single pulses of the write procedures.
            let written = table.state(
              afterPulse: pulses > 0, from: x, factor: factor, asymmetry: asymmetry, normal: normal)
            #expect(abs(written - expected) < 1e-4, "\(name)")
          }
        }
      }
    }
    #expect(kinds == [.additive, .multiplicative])
  }

  /// The mean of many stochastic roundings is the asked change, however small.
  @Test(arguments: [0.0007, 0.02, 0.3, 1.6]) func stochasticRoundingIsRightInTheMean(_ asked: Double) {
    let table = FloatMemory(514)
    let (reference, _) = law(.stochastic, table: table, rows: 100, columns: 100, update: 0)
    var sum: Float = 0
    let count = 40_000
    for k in 0..<count {
      var kept: Float = 0
      sum += reference.pulses(
        Float(asked), kept: &kept, at: reference.place(row: k % 100, column: k / 100 % 100),
        update: UInt32(k / 10_000))
    }
    let spread = (asked.truncatingRemainder(dividingBy: 1) / Double(count)).squareRoot()
    #expect(abs(Double(sum) / Double(count) - asked) < 5 * spread)
  }

  /// What is read of nudged states: exact values, offsets, noise of the stated size, rounding; nothing of padding.
  @Test(arguments: sets) func reads(_ set: UInt32) {
    let memory = Memories()
    defer { withExtendedLifetime(memory) {} }
    var numbers = Numbers()
    let (nodes, batch, units) = (48, 4, 41)
    let v = numbers.array(nodes * 2 * batch)
    let offsets = memory(numbers.array(64))
    func read(_ noise: Float, _ step: Float, _ fine: Float = 0, offset: Bool) -> [Float] {
      let out = FloatMemory(nodes * 2 * batch)
      var how = gd_readout(
        offset: offset ? offsets.vector : gd_vector(), noise: noise, step: step, limit: 0.9,
        difference_step: fine,
        difference_limit: 0.5, key: rounding.cKey, layer: 2, draw: 4)
      gd_read_pair(
        gd_isa(rawValue: set), memory(v).panel(0..<nodes, states: 2 * batch), 16, 16 + units, &how,
        out.panel(0..<nodes, states: 2 * batch))
      return (0..<out.count).map { out[$0] }
    }
    let at = { (j: Int, state: Int) in (j / 16 * 2 * batch + state) * 16 + j % 16 }
    let (plain, shifted, noisy) = (
      read(0, 0, offset: false), read(0, 0, offset: true), read(0.3, 0, offset: false)
    )
    let rounded = read(0, 0.25, offset: false)
    let amplified = read(0, 0.25, 0.0625, offset: true)
    for j in 0..<nodes {
      for s in 0..<batch {
        let (m, d) = (at(j, s), at(j, batch + s))
        guard j < units else {
          #expect([plain, shifted, noisy, rounded].allSatisfy { $0[m] == 0 && $0[d] == 0 })
          continue
        }
        #expect(plain[m] == v[m] && plain[d] == v[d] && shifted[d] == v[d])
        #expect(abs(shifted[m] - v[m] - offsets[16 + j]) < 1e-6)
        // Offsets are in the mean alone; both are rounded and limited by themselves.
        let middle = min(max(v[m] + offsets[16 + j], -0.9), 0.9)
        #expect(abs(amplified[m] - middle) <= 0.1251)
        let half = min(max(v[d], -0.25), 0.25)
        #expect(abs(amplified[d] - half) <= 0.0156251)
        #expect((amplified[d] * 32).rounded() == amplified[d] * 32)
        let normals = rounding.normals(SIMD4(UInt32(16 + j) | UInt32(s / 2) << 16, 2 << 16, 4, 39))
        let (p, n) = s % 2 == 0 ? (normals.x, normals.y) : (normals.z, normals.w)
        #expect(abs(Double(noisy[m] - v[m]) - 0.15 * (p + n)) < 3e-6)
        #expect(abs(Double(noisy[d] - v[d]) - 0.15 * (p - n)) < 3e-6)
        for sign in [Float(1), -1] {
          let exact = min(max(v[m] + sign * v[d], -0.9), 0.9)
          let found = rounded[m] + sign * rounded[d]
          #expect(
            abs(found - exact) <= 0.1251
              && (abs((found * 4).rounded() - found * 4) < 1e-5 || abs(found) == 0.9))
        }
      }
    }
  }
}

@Suite("Counters that wait")
struct WaitingCounterTests {
  /// Pulses up, and pulses of either sign, that one counter gives out over many asked changes.
  private func pulses(_ asked: [Float], threshold: Float) -> (net: Float, all: Float, kept: Float) {
    let law = PulseReference(
      scheme: .accumulated, longest: 100, threshold: threshold, noise: .init(up: 0, down: 0, share: 0),
      up: [Float](repeating: 0.001, count: 257), down: [Float](repeating: 0.001, count: 257),
      rounding: Philox(seed: 1), cycle: Philox(seed: 1), connection: 0, rows: 1, columns: 1)
    var (kept, net, all): (Float, Float, Float) = (0, 0, 0)
    for (update, change) in asked.enumerated() {
      let given = law.pulses(change, kept: &kept, at: law.place(row: 0, column: 0), update: UInt32(update))
      (net, all) = (net + given, all + abs(given))
    }
    return (net, all, kept)
  }

  @Test("nothing that is asked for is lost: what is given and what is kept add up")
  func keepsSum() {
    let asked = (0..<1000).map { Float(($0 * 37) % 13 - 6) + 0.25 }
    for threshold: Float in [0, 1, 8, 40] {
      let (net, _, kept) = pulses(asked, threshold: threshold)
      #expect(abs(net + kept - asked.reduce(0, +)) < 0.05)
      #expect(abs(kept) < max(1, threshold))
    }
  }

  @Test("a walk of steps s becomes about s²/K pulses a step, a steady change all of its own")
  func cancelsNoise() {
    let normals = (0..<5000).flatMap { i -> [Float] in
      let four = Philox(seed: 7).normals(SIMD4(UInt32(i), 0, 0, 1))
      return (0..<4).map { Float(four[$0]) }
    }
    // A walk from 0 leaves ±K after (K/s)² steps in the mean, K ≫ s, and gives K pulses then.
    let walk = pulses(normals, threshold: 20)
    #expect(abs(walk.all / (Float(normals.count) / 20) - 1) < 0.25)
    #expect(pulses(normals, threshold: 0).all > 8 * walk.all)
    let steady = pulses([Float](repeating: 0.5, count: 1000), threshold: 20)
    #expect(steady.net == 500 && steady.all == 500)
  }
}
