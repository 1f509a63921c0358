import CKernels
import Testing

@testable import Kernels
@testable import Resistive

/// The C kernels against their plain Swift oracle, for every instruction set of this machine.
@Suite struct PanelKernelTests {
  static let sets = (0...gd_best_isa().rawValue).map { $0 }

  /// Uniform numbers in −1…1.
  private struct Numbers {
    private let philox = Philox(seed: 5)
    private var index: UInt64 = 0
    mutating func next() -> Float {
      index += 1
      return Float(2 * philox.uniform(purpose: 0, stream: 0, index: index) - 1)
    }
    mutating func array(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }
    mutating func panel(_ nodes: Int, _ states: Int) -> Panel {
      var panel = Panel(nodes: nodes, states: states)
      panel.values = array(nodes * states)
      return panel
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
    func callAsFunction(_ panel: Panel) -> gd_panel {
      self(panel.values).panel(0..<panel.nodes, states: panel.states)
    }
  }

  private func expect(
    _ memory: FloatMemory, _ values: [Float], _ scale: Float = 1,
    location: Testing.SourceLocation = #_sourceLocation
  ) {
    let largest = values.indices.map { abs(memory[$0] - values[$0]) }.max() ?? 0
    #expect(largest <= 2e-6 * scale, sourceLocation: location)
  }

  @Test(arguments: sets, [4, 8, 12, 16]) func products(_ set: UInt32, _ states: Int) {
    let isa = gd_isa(rawValue: set)
    let memory = Memories()
    defer { withExtendedLifetime(memory) {} }
    var numbers = Numbers()
    let (rows, columns, stride) = (29, 112, 128)
    let m = numbers.array(rows * stride)
    let (u, v) = (numbers.panel(32, states), numbers.panel(columns, states))
    let out = FloatMemory(32 * states)
    let matrix = memory(m).matrix(rows: rows, columns: columns, stride: stride)
    gd_dot(isa, matrix, memory(v), out.panel(0..<32, states: states))
    expect(out, PanelReference.dot(m, stride: stride, rows: rows, v).values, 20)
    let list: [UInt32] = (0..<UInt32(rows)).filter { $0 % 3 != 1 }
    let sums = memory(v.values)
    gd_accumulate(isa, matrix, list, list.count, memory(u), sums.panel(0..<columns, states: states))
    expect(sums, PanelReference.accumulate(m, stride: stride, list: list, u, into: v).values, 20)
  }

  @Test(arguments: sets, [4, 8]) func update(_ set: UInt32, _ batch: Int) {
    let isa = gd_isa(rawValue: set)
    let memory = Memories()
    defer { withExtendedLifetime(memory) {} }
    var numbers = Numbers()
    let (rows, columns, stride) = (13, 48, 64)
    let m = numbers.array(rows * stride)
    let (u, v) = (numbers.panel(16, 2 * batch), numbers.panel(columns, 2 * batch))
    let (row, column, scale) = (numbers.array(16), numbers.array(columns), numbers.array(batch))
    let least: [Float] = (0..<columns).map { $0 % 3 == 0 ? 0.1 : 0 }
    let (matrix, rowSums, columnSums) = (memory(m), FloatMemory(16), FloatMemory(columns))
    let constants = gd_sides(rows: memory(row).vector, columns: memory(column).vector)
    gd_update(
      isa, matrix.matrix(rows: rows, columns: columns, stride: stride),
      gd_change(u: memory(u), v: memory(v), constants: constants), scale, batch,
      gd_bounds(least: memory(least).vector, most: 0.7),
      gd_sides(rows: rowSums.vector, columns: columnSums.vector))
    let expected = PanelReference.update(
      m, stride: stride, rows: rows, scale: scale, u, v, row: row, column: column, least: least, most: 0.7)
    expect(matrix, expected.matrix, 4)
    expect(rowSums, expected.rowSums, 20)
    expect(columnSums, expected.columnSums, 20)
    #expect(expected.matrix.contains(0) && expected.matrix.contains(0.1) && expected.matrix.contains(0.7))
  }

  @Test(arguments: sets, [4, 8]) func inputMatrix(_ set: UInt32, _ batch: Int) {
    let isa = gd_isa(rawValue: set)
    let memory = Memories()
    defer { withExtendedLifetime(memory) {} }
    var numbers = Numbers()
    let pixels = 37
    let block = numbers.array(pixels * 64).map(abs)
    // Pixels that are 0 in one minibatch, the other, both, neither.
    func inputs(_ isUsed: (Int) -> Bool) -> [Float] {
      (0..<pixels * batch).map { isUsed($0 / batch) ? abs(numbers.next()) : 0 }
    }
    let (xu, xn) = (inputs { $0 % 4 < 2 }, inputs { $0 / 2 % 3 == 0 })
    let (d, q) = (numbers.panel(32, batch), numbers.array(32))
    let least: [Float] = (0..<32).map { $0 % 3 == 0 ? 0.1 : 0 }
    var runs = [gd_run](repeating: gd_run(), count: pixels)
    let (old, next) = (
      memory(xu).inputs(pixels: pixels, batch: batch), memory(xn).inputs(pixels: pixels, batch: batch)
    )
    let count = gd_find_runs(old, next, &runs)
    #expect(runs.prefix(count).reduce(0) { $0 + $1.count } == UInt32(pixels))
    #expect(Set(runs.prefix(count).map(\.kind)) == [0, 1, 2, 3])
    let expected = PanelReference.inputStep(
      block, pixels: pixels, batch: batch, xu: xu, d: d, q: q, xn: xn, least: least, most: 0.9)
    for halves in 1...2 {
      let (w, product, sums) = (memory(block), FloatMemory(32 * batch), FloatMemory(32))
      let used = w.inputBlock(0, pixels: pixels, units: 16 * halves)
      gd_input_step(
        isa, used, old, next, runs, count, gd_input_change(d: memory(d), q: memory(q).vector),
        gd_bounds(least: memory(least).vector, most: 0.9), product.panel(0..<32, states: batch), sums.vector)
      expect(sums, Array(expected.sums.prefix(16 * halves)), 40)
      expect(product, Array(expected.product.values.prefix(16 * halves * batch)), 20)
      let places = (0..<pixels * 64).filter { $0 % 32 < 16 * halves }
      #expect(places.allSatisfy { abs(w[$0] - expected.block[$0]) <= 4e-6 })
      if halves == 1 {
        #expect((0..<pixels * 64).filter { $0 % 32 >= 16 }.allSatisfy { w[$0] == block[$0] })
      } else {
        let again = FloatMemory(32 * batch)
        gd_input_product(isa, used, next, runs, count, again.panel(0..<32, states: batch))
        expect(again, expected.product.values, 20)
      }
    }
  }

  @Test(arguments: sets) func steps(_ set: UInt32) {
    let isa = gd_isa(rawValue: set)
    let memory = Memories()
    defer { withExtendedLifetime(memory) {} }
    var numbers = Numbers()
    let (nodes, batch) = (48, 4)
    let (plain, pair) = (numbers.panel(nodes, batch), numbers.panel(nodes, 2 * batch))
    let (dot, other) = (numbers.panel(nodes, batch), numbers.panel(nodes, 2 * batch))
    let (bias, inverse) = (numbers.array(nodes), numbers.array(nodes).map { 0.5 + abs($0) })
    let low: [Float] = (0..<nodes).map { $0 < 24 ? 0 : -.infinity }
    let high: [Float] = (0..<nodes).map { $0 < 24 ? .infinity : 0 }
    let out = FloatMemory(nodes * 2 * batch)
    func step(_ acc: Panel, _ dot: Panel) -> gd_step {
      gd_step(
        acc: memory(acc), acc_factor: 3, dot: memory(dot), dot_factor: 0.5, bias: memory(bias).vector,
        inverse: memory(inverse).vector, low: memory(low).vector, high: memory(high).vector)
    }
    var plainStep = step(plain, dot)
    gd_relax(isa, &plainStep, out.panel(0..<nodes, states: batch))
    expect(
      out,
      PanelReference.relax(plain, 3, dot, 0.5, bias: bias, inverse: inverse, low: low, high: high).values, 4)
    for acc in [plain, pair] {
      var pairStep = step(acc, other)
      gd_relax_pair(isa, &pairStep, out.panel(0..<nodes, states: 2 * batch))
      let expected = PanelReference.relaxPair(
        acc, 3, other, 0.5, bias: bias, inverse: inverse, low: low, high: high)
      expect(out, expected.values, 6)
      let conductance = numbers.array(nodes).map { $0 > 0.8 ? 0 : 1 + abs($0) }
      let plus = numbers.array(nodes).map { 0.4 + 0.1 * $0 }
      let minus = plus.map { 0.1 - $0 }
      var springStep = gd_spring_step(
        acc: memory(acc), acc_factor: 2, target: memory(dot), bias: memory(bias).vector,
        conductance: memory(conductance).vector, beta_plus: memory(plus).vector,
        beta_minus: memory(minus).vector)
      gd_relax_output(isa, &springStep, out.panel(0..<nodes, states: 2 * batch))
      expect(
        out,
        PanelReference.relaxOutput(
          acc, 2, bias: bias, conductance: conductance, target: dot, beta: (plus, minus)
        ).values, 6)
    }
  }

  @Test(arguments: sets) func panels(_ set: UInt32) {
    let isa = gd_isa(rawValue: set)
    let memory = Memories()
    defer { withExtendedLifetime(memory) {} }
    var numbers = Numbers()
    let (nodes, batch) = (48, 4)
    var (plain, pair) = (numbers.panel(nodes, batch), numbers.panel(nodes, 2 * batch))
    let (scale, sums) = (numbers.array(batch), numbers.array(nodes))
    let out = FloatMemory(nodes * 2 * batch)
    let (single, double) = (
      out.panel(0..<nodes, states: batch), out.panel(0..<nodes, states: 2 * batch)
    )
    gd_pair_products(isa, memory(pair), scale, batch, 3, out.vector)
    expect(out, PanelReference.pairProducts(pair, scale: scale, factor: 3), 10)
    let added = memory(sums)
    gd_add_differences(isa, memory(pair), scale, batch, added.vector)
    expect(added, PanelReference.addDifferences(pair, scale: scale, to: sums), 4)
    gd_scaled_differences(isa, memory(pair), scale, batch, single)
    expect(out, PanelReference.scaledDifferences(pair, scale: scale).values)
    gd_pair_to_plus(isa, memory(pair), single)
    expect(out, PanelReference.plus(pair).values)
    gd_pair_of(isa, memory(plain), double)
    expect(out, PanelReference.pair(plain).values)
    let parts = numbers.array(3 * 64)
    gd_sum_groups(isa, memory(parts).matrix(rows: 3, columns: 48, stride: 64), out.vector)
    expect(out, PanelReference.sumGroups(parts, stride: 64, groups: 3, count: 48), 4)
    for j in 0..<nodes where j % 3 == 0 { for s in 0..<batch { plain[j, s] = 0 } }
    plain[7, 0] = 0
    for range in [0..<48, 16..<41, 32..<32] {
      var list = [UInt32](repeating: 0, count: nodes)
      let count = gd_active_rows(isa, memory(plain), range.lowerBound, range.upperBound, &list)
      #expect(Array(list.prefix(count)) == PanelReference.activeRows(plain, range))
    }
    pair = plain
  }

  #if DEBUG
    /// What does not fit ends the program at the entry of a kernel, or where memory is handed over, not in the memory of
    /// something else.
    @Test func sizesAreChecked() async {
      await #expect(processExitsWith: .failure) {
        // A matrix of 32 columns times a panel of 16 nodes.
        let (m, v, out) = (FloatMemory(16 * 32), FloatMemory(16 * 4), FloatMemory(16 * 4))
        gd_dot(
          GD_PORTABLE, m.matrix(rows: 16, columns: 32), v.panel(0..<16, states: 4),
          out.panel(0..<16, states: 4))
      }
      await #expect(processExitsWith: .failure) {
        // Rows that begin within a vector of 16.
        let (m, v, out) = (FloatMemory(16 * 40), FloatMemory(32 * 4), FloatMemory(16 * 4))
        gd_dot(
          GD_PORTABLE, m.matrix(rows: 16, columns: 32, stride: 40), v.panel(0..<32, states: 4),
          out.panel(0..<16, states: 4))
      }
      await #expect(processExitsWith: .failure) { _ = FloatMemory(100).panel(0..<32, states: 4) }
      await #expect(processExitsWith: .success) {
        let (m, v, out) = (FloatMemory(16 * 32), FloatMemory(32 * 4), FloatMemory(16 * 4))
        gd_dot(
          GD_PORTABLE, m.matrix(rows: 16, columns: 32), v.panel(0..<32, states: 4),
          out.panel(0..<16, states: 4))
      }
    }
  #endif
}
