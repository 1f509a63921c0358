import CKernels
import Expressions
import Foundation
import Quantities
import Technology
import Testing

@testable import Crossbars

/// Tiles whose cells are not ohmic.
@Suite struct CrossbarNewtonTests {
  static let sets = (0...gd_best_isa().rawValue).map { $0 }
  static let laws: [CellLaw] = [
    .sinh(Voltage(si: 0.25)), .sinh(Voltage(si: 0.02)), .diode(Voltage(si: 0.0258)), .diode(Voltage(si: 0.3)),
  ]

  /// The law: a memristor's as the formula that netlists are printed from.
  private func current(_ law: CellLaw, _ v: Double) -> Double {
    switch law {
    case .ohmic: v
    case .sinh(let scale): Self.memristor?([v, scale.si])[0] ?? .nan
    case .diode(let scale): scale.si * expm1(v / scale.si)
    }
  }
  private static let memristor = try? Program(
    [MemristorLaw(isLinear: false).drive], lanes: ["v"], uniforms: ["v0"])

  @Test("Kirchhoff's current law holds at every node, by every instruction set", arguments: sets, laws)
  func nodes(_ set: UInt32, _ law: CellLaw) throws {
    for ohms in [1.0, 1e4] {
      let tile = randomTile(11, 17, law: law, wires: .driven(ohms))
      let voltages = randomVoltages(tile)
      let solution = try CrossbarSolver(tile, isa: gd_isa(rawValue: set)).solve(voltages, keepsNodes: true)
      let nodes = try #require(solution.nodes)
      let (u, w) = (nodes.rowVolts(), nodes.columnVolts())
      let scale = try #require(solution.currents.all.map(abs).max())
      for i in 0..<11 {
        var (left, right) = (0.0, 0.0)
        for j in 0..<17 {
          let k = 17 * i + j
          let cell = tile.siemens[k] * current(law, u[k] - w[k])
          left += cell
          let row =
            (j > 0 ? u[k - 1] - u[k] : voltages.left[i] - u[k]) / ohms
            + (j < 16 ? (u[k + 1] - u[k]) / ohms : 0)
          #expect(abs(row - cell) < 1e-9 * scale)
          let column =
            (i > 0 ? (w[k - 17] - w[k]) / ohms : 0) + (i < 10 ? w[k + 17] - w[k] : voltages.bottom[j] - w[k])
            / ohms
          #expect(abs(column + cell) < 1e-9 * scale)
          right = left
        }
        #expect(abs(solution.currents.left[i] - right) < 1e-10 * scale)
      }
      #expect(abs(solution.currents.all.reduce(0, +)) < 1e-10 * scale)
    }
  }

  @Test("one cell with its two ends is what bisection finds", arguments: laws)
  func oneCell(_ law: CellLaw) throws {
    for (siemens, ohms) in [(1e-5, 1e3), (1e-2, 1e5), (1e-9, 1)] {
      let tile = CrossbarTile(rows: 1, columns: 1, siemens: [siemens], law: law, wires: .driven(ohms))
      let solver = try CrossbarSolver(tile)
      for volts in [0.4, -0.4, 3, 1e-4] {
        let found = try solver.solve(CrossbarVoltages(left: [volts])).currents.left[0]
        var (low, high) = (min(volts, 0), max(volts, 0))
        for _ in 0..<200 {
          let middle = 0.5 * (low + high)
          if siemens * current(law, middle) < (volts - middle) / (2 * ohms) {
            low = middle
          } else {
            high = middle
          }
        }
        let expected = siemens * current(law, low)
        // Rounding of the nodes, over the ends.
        #expect(abs(found - expected) < 1e-9 * abs(expected) + 4e-16 * abs(volts) / ohms, "\(law) \(volts) V")
      }
    }
  }

  @Test("with a large v₀ it is the linear tile, with held ends and floating columns too")
  func linearLimit() throws {
    var wires = CrossbarWires.driven(3)
    wires.top = .connected(.zero)
    wires.left = .connected(.zero)
    wires.bottom = .open
    for wires in [wires, .driven(100)] {
      let linear = randomTile(13, 10, wires: wires)
      let voltages = randomVoltages(linear)
      let expected = try CrossbarSolver(linear).solve(voltages).currents.all
      var tile = linear
      tile.law = .sinh(Voltage(si: 1e4))
      #expect(relativeDifference(try CrossbarSolver(tile).solve(voltages).currents.all, expected) < 1e-9)
      tile.law = .diode(Voltage(si: 1e9))
      #expect(relativeDifference(try CrossbarSolver(tile).solve(voltages).currents.all, expected) < 1e-9)
    }
  }

  @Test("open and shorted cells and resistive wires converge", arguments: laws)
  func hostile(_ law: CellLaw) throws {
    for ohms in [1.0, 1e3, 1e5] {
      var tile = randomTile(24, 20, law: law, wires: .driven(ohms))
      for k in stride(from: 0, to: 480, by: 7) { tile.siemens[k] = 0 }
      tile.siemens[33] = 10
      tile.siemens[301] = 10
      let solution = try CrossbarSolver(tile).solve(randomVoltages(tile, amplitude: 0.8))
      #expect(solution.relativeResidual < 1e-9)
      let scale = try #require(solution.currents.all.map(abs).max())
      #expect(abs(solution.currents.all.reduce(0, +)) < 1e-9 * scale)
    }
  }

  @Test("a warm start takes fewer steps to the same currents")
  func warmStart() throws {
    let tile = randomTile(30, 30, law: .diode(Voltage(si: 0.03)), wires: .driven())
    let solver = try CrossbarSolver(tile)
    var voltages = randomVoltages(tile)
    let first = try solver.solve(voltages, keepsNodes: true)
    voltages.left[0] += 1e-5
    let cold = try solver.solve(voltages)
    let warm = try solver.solve(voltages, from: first.nodes)
    #expect(warm.newtonSteps < cold.newtonSteps)
    #expect(relativeDifference(warm.currents.all, cold.currents.all) < 1e-10)
  }
}
