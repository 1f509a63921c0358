import CKernels
import Diagnostics
import Foundation
import Quantities
import Testing

@testable import Crossbars

/// The crossbar solver against SciPy's sparse solutions, published sums and the laws of circuits.
@Suite struct CrossbarTests {
  static let sets = (0...gd_best_isa().rawValue).map { $0 }

  @Test("agrees with SciPy's direct solution, for every instruction set", arguments: sets)
  func fixtures(_ set: UInt32) throws {
    for fixture in try CrossbarFixture.all() {
      let solver = try CrossbarSolver(fixture.tile, isa: gd_isa(rawValue: set))
      for solution in fixture.solutions {
        let found = try solver.solve(solution.voltages, keepsNodes: true)
        let difference = relativeDifference(found.currents.all, solution.allCurrents)
        #expect(difference < 1e-9, "\(fixture.name): currents differ by \(difference)")
        guard let rows = solution.rows, let columns = solution.columns else { continue }
        let nodes = try #require(found.nodes)
        #expect(relativeDifference(nodes.rowVolts(), rows) < 1e-9, "\(fixture.name)")
        #expect(relativeDifference(nodes.columnVolts(), columns) < 1e-9, "\(fixture.name)")
      }
    }
  }

  /// Sums of the output currents on which badcrossbar, CHOLMOD, UMFPACK and KLU agree to 1.4e-11: cells of 1 to 100 uS,
  /// and of 0.1 to 10 uS.
  static let sums: [(size: Int, stress: Double, mild: Double)] = [
    (64, 1.860238192234e-2, 2.0895926492e-3), (128, 5.37764514159e-2, 7.8372139812e-3),
    (256, 1.11494769961e-1, 2.7368803896e-2), (512, 1.63915696078e-1, 7.2238403586e-2),
    (1024, 2.1083436113e-1, 1.30432034989e-1),
  ]

  private func checkSums(_ size: Int, stress: Double, mild: Double) throws {
    for (high, expected) in [(100e-6, stress), (10e-6, mild)] {
      let tile = CrossbarTile.instance(
        size: size, low: Conductance(si: high / 100), high: Conductance(si: high))
      let found = try CrossbarSolver(tile).solve(CrossbarTile.instanceVoltages(size: size))
      let sum = -found.currents.bottom.reduce(0, +)
      #expect(abs(sum / expected - 1) < 1e-10, "\(size), \(high): \(sum)")
    }
  }

  @Test("published sums of currents", arguments: sums.prefix(3))
  func smallSums(_ size: Int, _ stress: Double, _ mild: Double) throws {
    try checkSums(size, stress: stress, mild: mild)
  }

  @Test(
    "published sums of currents of large tiles",
    .enabled(
      if: ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil, "run by tools/test --all"),
    arguments: sums.suffix(2))
  func largeSums(_ size: Int, _ stress: Double, _ mild: Double) throws {
    try checkSums(size, stress: stress, mild: mild)
  }

  @Test("Kirchhoff's current law holds at every node")
  func nodes() throws {
    let wires = CrossbarWires(
      rowSegment: Resistance(si: 3), columnSegment: Resistance(si: 7), left: .connected(Resistance(si: 2)),
      right: .connected(Resistance(si: 11)), top: .connected(.zero), bottom: .connected(Resistance(si: 5)))
    let tile = randomTile(21, 18, wires: wires)
    let voltages = randomVoltages(tile)
    let solution = try CrossbarSolver(tile).solve(voltages, keepsNodes: true)
    let nodes = try #require(solution.nodes)
    let (u, w) = (nodes.rowVolts(), nodes.columnVolts())
    let scale = try #require(solution.currents.all.map(abs).max())
    for i in 0..<tile.rows {
      for j in 0..<tile.columns {
        let k = i * tile.columns + j
        let cell = tile.siemens[k] * (u[k] - w[k])
        var row = -cell
        row += j > 0 ? (u[k - 1] - u[k]) / 3 : (voltages.left[i] - u[k]) / 2
        row += j < 17 ? (u[k + 1] - u[k]) / 3 : (voltages.right[i] - u[k]) / 11
        #expect(abs(row) < 1e-12 * scale)
        // The top node is held: its terminal gives what is missing.
        var column = cell + (i == 0 ? solution.currents.top[j] : (w[k - tile.columns] - w[k]) / 7)
        column += i < 20 ? (w[k + tile.columns] - w[k]) / 7 : (voltages.bottom[j] - w[k]) / 5
        #expect(abs(column) < 1e-12 * scale)
      }
    }
  }

  @Test("the terminals' power is what cells and wires turn into heat")
  func power() throws {
    let tile = randomTile(14, 23, wires: .driven(20))
    let voltages = randomVoltages(tile)
    let solution = try CrossbarSolver(tile).solve(voltages, keepsNodes: true)
    let nodes = try #require(solution.nodes)
    let (u, w) = (nodes.rowVolts(), nodes.columnVolts())
    var heat = 0.0
    for k in 0..<tile.siemens.count {
      heat += tile.siemens[k] * (u[k] - w[k]) * (u[k] - w[k])
      if k % 23 > 0 { heat += (u[k] - u[k - 1]) * (u[k] - u[k - 1]) / 20 }
      if k >= 23 { heat += (w[k] - w[k - 23]) * (w[k] - w[k - 23]) / 20 }
    }
    heat += solution.currents.all.reduce(0) { $0 + 20 * $1 * $1 }
    let delivered = zip(voltages.left + voltages.bottom, solution.currents.all).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(delivered - heat) < 1e-10 * heat)
    #expect(abs(solution.currents.all.reduce(0, +)) < 1e-12)
  }

  @Test("without wire resistance, it is the product with the conductances")
  func idealLimit() throws {
    let (rows, columns) = (12, 10)
    var last = Double.infinity
    for ohms in [1, 1e-2, 1e-4, 1e-6] {
      let tile = randomTile(rows, columns, wires: .driven(ohms))
      let voltages = CrossbarVoltages(left: randomVoltages(tile).left)
      let found = try CrossbarSolver(tile).solve(voltages).currents.bottom.map { -$0 }
      let ideal = (0..<columns).map { j in
        (0..<rows).reduce(0.0) { $0 + tile.siemens[$1 * columns + j] * voltages.left[$1] }
      }
      let difference = relativeDifference(found, ideal)
      // The loss is proportional to the resistance.
      #expect(difference < 0.02 * last, "\(ohms) Ohm: \(difference)")
      last = difference
    }
    #expect(last < 1e-8)
  }

  @Test("a warm start ends at the same currents in fewer iterations")
  func warmStart() throws {
    let tile = randomTile(40, 40, wires: .driven(10))
    let solver = try CrossbarSolver(tile)
    var voltages = randomVoltages(tile)
    let first = try solver.solve(voltages, keepsNodes: true)
    let again = try solver.solve(voltages, from: first.nodes)
    #expect(again.iterations == 0)
    #expect(relativeDifference(again.currents.all, first.currents.all) < 1e-11)
    voltages.left[3] += 1e-6
    let cold = try solver.solve(voltages)
    let warm = try solver.solve(voltages, from: first.nodes)
    #expect(warm.iterations < cold.iterations)
    #expect(relativeDifference(warm.currents.all, cold.currents.all) < 1e-10)
  }

  @Test("no current flows between terminals at one voltage")
  func equalVoltages() throws {
    for ohms in [1.0, 1e5] {
      let tile = randomTile(9, 13, wires: .driven(ohms))
      let volts = CrossbarVoltages(
        left: .init(repeating: 0.7, count: 9), bottom: .init(repeating: 0.7, count: 13))
      let solution = try CrossbarSolver(tile).solve(volts)
      #expect(solution.currents.all.allSatisfy { abs($0) < 1e-16 })
    }
  }

  @Test("wires as resistive as the cells take few iterations, whatever the size", arguments: [32, 64, 128])
  func hostile(_ size: Int) throws {
    let tile = randomTile(size, size, scale: 2e-6, wires: .driven(1e4))
    let solution = try CrossbarSolver(tile).solve(randomVoltages(tile))
    // Without the coarse tile, 128 x 128 takes more than 200.
    #expect(solution.iterations < 60, "\(solution.iterations)")
  }

  @Test("the number of threads and the company do not change a bit")
  func threads() throws {
    let tile = randomTile(19, 26, wires: .driven(5))
    let solver = try CrossbarSolver(tile)
    let many = (0..<7).map { randomVoltages(tile, seed: UInt64($0)) }
    let alone = try many.map { try CrossbarSolver(tile).solve($0).currents }
    for threads in [1, 2, 5] {
      #expect(try solver.solve(many, threads: threads).map(\.currents) == alone)
    }
  }

  @Test("the operator of the terminals is symmetric, passive, and gives the solver's currents")
  func effective() throws {
    let wires = CrossbarWires(
      rowSegment: Resistance(si: 30), columnSegment: Resistance(si: 20), left: .connected(Resistance(si: 10)),
      top: .connected(.zero), bottom: .connected(Resistance(si: 40)))
    let tile = randomTile(11, 9, wires: wires)
    let solver = try CrossbarSolver(tile)
    let operation = try EffectiveTile(solver, threads: 1)
    #expect(operation.terminals == 11 + 9 + 9)
    #expect((operation.left, operation.right) == (0..<11, 11..<11))
    #expect((operation.top, operation.bottom) == (11..<20, 20..<29))
    #expect(try EffectiveTile(solver, threads: 3).siemens == operation.siemens)
    let voltages = randomVoltages(tile)
    let all = voltages.left + voltages.top + voltages.bottom
    let currents = operation.apply(all)
    #expect(relativeDifference(currents, try solver.solve(voltages).currents.all) < 1e-10)
    #expect(zip(all, currents).reduce(0) { $0 + $1.0 * $1.1 } > 0)
    // Reciprocity of the solutions themselves, before the mean is taken.
    for (i, j) in [(0, 15), (3, 27), (12, 22)] {
      func current(into target: Int, of source: Int) throws -> Double {
        let unit = (0..<29).map { $0 == source ? 1.0 : 0 }
        return try solver.solve(
          CrossbarVoltages(left: Array(unit[0..<11]), top: Array(unit[11..<20]), bottom: Array(unit[20..<29]))
        ).currents.all[target]
      }
      let (forth, back) = (try current(into: i, of: j), try current(into: j, of: i))
      #expect(abs(forth - back) < 1e-9 * abs(forth))
    }
  }
}
