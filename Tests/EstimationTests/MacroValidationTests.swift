import Diagnostics
import Estimation
import Foundation
import Quantities
import Technology
import Testing

/// Published chips: our estimates beside what was measured.
@Suite struct MacroValidationTests {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let names = [
    "neurram", "liu-2020", "ibm-hermes-core", "ibm-64-core", "ibm-speech-tile",
  ]

  private func macro(_ name: String) throws -> Macro {
    try TechnologyLibrary().macro(
      Self.project.appendingPathComponent("specs/published/silicon/\(name).yaml").path)
  }

  private func table() throws -> SiliconTable { try SiliconTable(try Self.names.map(macro)) }

  @Test func theCommittedTableIsCurrent() throws {
    let table = try table()
    let folder = Self.project.appendingPathComponent("generated/published")
    func committed(_ name: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    #expect(try committed("silicon.md") == table.markdown, "run tools/silicon-table")
    #expect(try committed("silicon.json") == JSONText.of(table), "run tools/silicon-table")
  }

  @Test func atLeastFourChipsAreCompared() throws {
    let table = try table()
    #expect(table.summary.count >= 4)
    #expect(table.summary.allSatisfy { $0.figures > 0 && $0.fitted < $0.figures })
    let neurram = try macro("neurram")
    #expect(neurram.points.count == 14)
    // Throughput and efficiency of each point, the split of the eight two-phase ones, and four areas.
    #expect(table.rows.count { $0.chip == "neurram" } == 14 * 2 + 8 * 3 + 4)
  }

  @Test func figuresThatShareADatumAreOneFact() throws {
    let table = try table()
    // Counted by hand from the papers: two areas and the slopes of two energies over the input bits; area and energy;
    // the area (the density is it, once more) and the energy of the one IBM core; the energy of the other tile.
    #expect(
      table.facts.map(\.datum) == [
        "neurram/area", "neurram/area.drivers", "neurram/energy.inputs", "neurram/energy.word-lines",
        "liu-2020/area", "liu-2020/tops-per-watt", "ibm-hermes-core/area", "ibm-hermes-core/tops-per-watt",
        "ibm-speech-tile/tops-per-watt",
      ])
    func fact(_ datum: String) throws -> SiliconTable.Fact {
      try #require(table.facts.first { $0.datum == datum })
    }
    #expect(try fact("neurram/energy.inputs").figures == 8 && fact("neurram/area").figures == 1)
    // The core's own, and the 64-core chip's in one and in four phases.
    #expect(try fact("ibm-hermes-core/tops-per-watt").figures == 3)
    #expect(try fact("ibm-hermes-core/area").figures == 4)
    // The ratio is that of the figure which the fact is met at, the mean of its operating points.
    let area = try #require(table.rows.first { $0.chip == "ibm-hermes-core" && $0.figure == "area" })
    #expect(abs(try fact("ibm-hermes-core/area").ratio / area.ratio - 1) < 1e-12)
    let slope = table.rows.filter { $0.figure == "energy.inputs" }.map(\.ratio)
    #expect(abs(try fact("neurram/energy.inputs").ratio / pow(slope.reduce(1, *), 1 / 8) - 1) < 1e-12)
    let chips = table.summary
    #expect(chips.map(\.facts) == [4, 2, 2, 0, 1] && chips.map(\.facts).reduce(0, +) == table.facts.count)
    #expect(chips.map(\.close) == [4, 2, 1, 0, 1] && chips[3].meanRatio == nil)
    // Half of NeuRRAM's figures, and the throughputs of IBM's cores.
    #expect(chips.map(\.fitted) == [2 + 14 * 2 + 8, 0, 1, 2, 0])
    #expect(table.markdown.hasPrefix("**9 independent facts** in \(table.rows.count) published figures"))
    #expect(table.markdown.contains("None tests learning, settling or the amplifiers"))
  }

  @Test func chipsOfTheSameCoresCountWithoutTheOther() throws {
    let alone = try SiliconTable([try macro("ibm-64-core")])
    #expect(alone.facts.map(\.datum) == ["ibm-hermes-core/tops-per-watt", "ibm-hermes-core/area"])
    #expect(
      alone.facts.map(\.figure) == ["tops-per-watt", "tops-per-mm2"] && alone.facts.map(\.figures) == [2, 2])
  }

  @Test func everyMissHasAReasonAndEveryFigureASource() throws {
    for row in try table().rows {
      #expect(!row.source.isEmpty, "\(row.chip) \(row.figure) is no published figure")
      #expect(row.published > 0 && row.estimated > 0)
      #expect(row.low <= row.estimated && row.estimated <= row.high)
      if !row.isClose { #expect(row.reason != nil, "\(row.chip) \(row.point) \(row.figure): \(row.ratio)") }
    }
  }

  @Test func theErrorBarsHoldThePublishedFigures() throws {
    // Of the figures that were not taken from the chip, nine of ten.
    let rows = try table().rows.filter { $0.fitted == nil && $0.high > $0.low }
    let held = rows.count { $0.low <= $0.published && $0.published <= $0.high }
    #expect(Double(held) >= 0.9 * Double(rows.count), "\(held) of \(rows.count)")
  }

  @Test func descriptionsNameTheirGrounds() throws {
    for name in Self.names {
      let macro = try macro(name)
      let estimate = try MacroEstimate(macro, at: try #require(macro.points.first))
      #expect(estimate.warnings.isEmpty)
      func check<D: Quantities.Dimension>(_ cost: Cost<D>) {
        if cost.parts.isEmpty {
          #expect(!cost.grounds.isEmpty, "\(name) \(cost.id)")
        } else {
          let sum = cost.parts.reduce(0) { $0 + $1.amount.si }
          #expect(abs(sum - cost.amount.si) <= 1e-12 * cost.amount.si)
          cost.parts.forEach(check)
        }
      }
      check(estimate.area)
      check(estimate.energy)
    }
  }

  @Test func stepsOfAPulseTrain() throws {
    // CiMLoop's counts for NeuRRAM: 8 bits in, 10 out in two phases of 4 and 3 bits of the magnitude.
    let macro = try macro("neurram")
    func activity(_ input: Int, _ output: Int, _ phases: Int) throws -> ReadActivity {
      macro.scheme.activity(
        try #require(
          macro.points.first { $0.inputBits == input && $0.outputBits == output && $0.phases == phases }))
    }
    let two = try activity(8, 10, 2)
    #expect(two.actions[.integration] == 22.0)
    #expect(two.actions[.conversionStep] == 16.0)
    #expect(two.inputPulses == 7)
    #expect(abs(two.duration.si - (22 * 0.27e-6 + 16 * 0.3e-6 + 2 * 0.3e-6)) < 1e-12)
    let one = try activity(6, 8, 1)
    #expect(one.actions[.integration] == 31.0)
    #expect(one.actions[.conversionStep] == 8.0)
    // Few bits come in one phase, whether or not two are allowed.
    #expect(try activity(4, 6, 2) == activity(4, 6, 1))
  }

  @Test func energyFollowsThePhysics() throws {
    var macro = try macro("ibm-hermes-core")
    let point = try #require(macro.points.first)
    let base = try MacroEstimate(macro, at: point)
    let cells = try #require(base.energy["inputs", "cells"])
    // N g V_read V_supply a t, from the description's numbers.
    let expected = 262_144 * 1.3e-6 * 0.2 * 0.8 * 0.5 * 128e-9
    #expect(abs(cells.amount.si / expected - 1) < 1e-9)
    macro.cell.conductance.value = 2 * macro.cell.conductance.value
    let doubled = try MacroEstimate(macro, at: point)
    let more = doubled.energy.amount.si - base.energy.amount.si
    #expect(abs(more / expected - 1) < 1e-9)
    #expect(doubled.area == base.area)
    // Four phases read the array four times.
    var slow = point
    slow.phases = 4
    let four = try MacroEstimate(macro, at: slow)
    #expect(abs(four.latency.amount.si / doubled.latency.amount.si - 4) < 1e-12)
    #expect(abs(four.energy["inputs", "cells"]!.amount.si / (2 * expected) - 4) < 1e-9)
  }

  @Test func mistakesInADescription() throws {
    let text = try String(
      contentsOf: Self.project.appendingPathComponent("specs/published/silicon/liu-2020.yaml"),
      encoding: .utf8)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func codes(_ old: String, _ new: String) throws -> [String] {
      #expect(text.contains(old))
      let path = folder.appendingPathComponent("chip.yaml")
      try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: path)
      do {
        _ = try TechnologyLibrary().macro(path.path)
        return []
      } catch { return error.diagnostics.map(\.code) }
    }
    #expect(try codes("component: adc-survey", "component: adc-surveys") == ["GD0301"])
    #expect(try codes("bit-serial:", "bit-parallel:") == ["GD0309"])
    #expect(try codes("source: LIU2020, note: \"title, peak\"", "source: LIU") == ["GD0302"])
    #expect(
      try codes("  core: {", "  parts: { shifters: { value: 1 mm^2, assumption: \"none\" } }\n  core: {")
        == ["GD0326"])
    for wrong in [
      "fitted: [ { input: cell.width, to: [areas], note: \"none\" } ]", "same-as: { latency: area }",
      "same-as: { area: density }",
    ] { #expect(try codes("points:\n", "\(wrong)\npoints:\n") == ["GD0326"], "\(wrong)") }
    #expect(try codes("points:\n", "same-as: { area: other-chip/area }\npoints:\n").isEmpty)
    #expect(try codes("action: input-bit, count", "action: input, count") == ["GD0207"])
  }

  @Test func descriptionsAreToldFromSpecs() {
    func path(_ name: String) -> String { Self.project.appendingPathComponent("specs/\(name).yaml").path }
    #expect(TechnologyLibrary.isMacro(path: path("published/silicon/neurram")))
    #expect(!TechnologyLibrary.isMacro(path: path("published/drn-1h")))
    #expect(!TechnologyLibrary.isMacro(path: "neurram"))
  }
}
