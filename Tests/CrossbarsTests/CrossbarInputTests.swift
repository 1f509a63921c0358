import Diagnostics
import Quantities
import Testing

@testable import Crossbars

/// Tiles and voltages that mean nothing, and what is said of them.
@Suite struct CrossbarInputTests {
  private func codes(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics.map(\.code)
    } catch let error as Diagnostic {
      return [error.code]
    } catch {
      return ["\(error)"]
    }
  }

  private func codes(_ tile: CrossbarTile) -> [String] { codes { _ = try CrossbarSolver(tile) } }

  private func tile(_ rows: Int = 3, _ columns: Int = 2, _ edit: (inout CrossbarTile) -> Void) -> CrossbarTile
  {
    var tile = randomTile(rows, columns, wires: .driven())
    edit(&tile)
    return tile
  }

  @Test("sizes, conductances, resistances and laws")
  func values() {
    #expect(codes(CrossbarTile(rows: 2, columns: 2, siemens: [1, 2, 3], wires: .driven())) == ["GD0460"])
    #expect(codes(CrossbarTile(rows: 0, columns: 2, siemens: [], wires: .driven())) == ["GD0460"])
    #expect(codes(CrossbarTile(rows: -1, columns: -1, siemens: [1], wires: .driven())) == ["GD0460"])
    for bad in [-1e-6, .nan, .infinity] { #expect(codes(tile { $0.siemens[4] = bad }) == ["GD0460"]) }
    for bad in [0, -1, .nan, .infinity] {
      #expect(codes(tile { $0.wires.rowSegment = Resistance(si: bad) }) == ["GD0460"])
      #expect(codes(tile { $0.wires.columnSegment = Resistance(si: bad) }) == ["GD0460"])
      #expect(codes(tile { $0.law = .sinh(Voltage(si: bad)) }) == ["GD0460"])
    }
    for bad in [-1, .nan, .infinity] {
      #expect(codes(tile { $0.wires.top = .connected(Resistance(si: bad)) }) == ["GD0460"])
    }
    // All at once.
    let several = codes(
      tile {
        $0.siemens[0] = .nan
        $0.wires.left = .connected(Resistance(si: -1))
        $0.wires.rowSegment = .zero
      })
    #expect(several == ["GD0460", "GD0460", "GD0460"])
  }

  @Test("lines that float, and terminals that are short-circuited")
  func floating() {
    #expect(
      codes(
        tile { $0.wires = CrossbarWires(rowSegment: $0.wires.rowSegment, columnSegment: $0.wires.rowSegment) }
      ) == ["GD0461"])
    let floatingRows = tile {
      $0.wires.left = .open
      $0.siemens[2] = 0
      $0.siemens[3] = 0
    }
    #expect(codes(floatingRows) == ["GD0461"])
    let floatingColumns = tile {
      $0.wires.bottom = .open
      for i in 0..<3 { $0.siemens[2 * i + 1] = 0 }
    }
    #expect(codes(floatingColumns) == ["GD0461"])
    let short = tile(3, 1) {
      $0.wires.left = .connected(.zero)
      $0.wires.right = .connected(.zero)
    }
    #expect(codes(short) == ["GD0461"])
  }

  @Test("voltages and starts that do not fit")
  func voltages() throws {
    let tile = randomTile(3, 2, wires: .driven())
    let solver = try CrossbarSolver(tile)
    let other = try CrossbarSolver(randomTile(2, 2, wires: .driven())).solve(
      CrossbarVoltages(), keepsNodes: true)
    #expect(codes { _ = try solver.solve(CrossbarVoltages(left: [1])) } == ["GD0462"])
    #expect(codes { _ = try solver.solve(CrossbarVoltages(right: [1, 1, 1])) } == ["GD0462"])
    #expect(codes { _ = try solver.solve(CrossbarVoltages(left: [1, .nan, 1])) } == ["GD0462"])
    #expect(
      codes { _ = try solver.solve(CrossbarVoltages(left: [1, 1], bottom: [.infinity, 1])) } == [
        "GD0462", "GD0462",
      ])
    #expect(codes { _ = try solver.solve(CrossbarVoltages(), from: other.nodes) } == ["GD0462"])
    let nodes = try #require(other.nodes)
    #expect(codes { _ = try solver.solve([CrossbarVoltages()], from: [nodes, nodes]) } == ["GD0462"])
    #expect(try solver.solve([]).isEmpty)
    #expect(try solver.solve(CrossbarVoltages()).currents.all.allSatisfy { $0 == 0 })
  }

  @Test("no linear operator of cells that are not ohmic")
  func effective() throws {
    let solver = try CrossbarSolver(tile { $0.law = .diode(Voltage(si: 0.1)) })
    #expect(codes { _ = try EffectiveTile(solver) } == ["GD0464"])
  }
}
