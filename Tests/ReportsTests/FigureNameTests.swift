import Diagnostics
import Foundation
import Quantities
import Specification
import Testing
import Verification

@testable import Reports

/// One name of a figure in every output, and older names that are still read.
@Suite struct FigureNameTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

  @Test func estimatesOfOlderVersionsAreRead() {
    let old =
      #"{"area":{"value":1e-6,"unit":"m^2"},"latencyPerInference":{"value":2e-7,"unit":"s"},"utilization":0.5,"name":"x"}"#
    let new =
      #"{"area":{"value":1e-6,"unit":"m^2"},"latency-per-inference":{"value":2e-7,"unit":"s"},"format":2}"#
    let figures = [old, new].map { DesignFigure.figures(ofEstimate: Data($0.utf8)) }
    #expect(figures[0] == figures[1] && figures[0].map(\.id) == ["area", "latency-per-inference"])
    #expect(figures[0].allSatisfy { $0.better == .lower } && figures[0][1].title == "Latency of an inference")
    #expect(DesignFigure.figures(ofEstimate: Data("[]".utf8)).isEmpty)
  }

  @Test func baselinesOfOlderVersionsAreRead() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("figures.json").path
    let text =
      #"{"version":1,"tolerance":0.01,"tolerances":{"latency":0.2},"specs":{"a.yaml":{"latency":{"value":1e-7,"unit":"s"}}}}"#
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let baseline = try Baseline(path)
    let figures = DesignFigures([
      DesignFigure("latency-per-inference", "Latency", 1.1e-7, unit: "s", better: .lower)
    ])
    let changes = try #require(baseline.changes(folder.appendingPathComponent("a.yaml").path, figures))
    // Worse by a tenth, where a fifth is tolerated.
    #expect(changes.map(\.id) == ["latency-per-inference"] && changes.map(\.isRegression) == [false])
  }

  @Test func numbersAreGrouped() {
    #expect(159_040.grouped == "159,040" && 999.grouped == "999" && (-1000).grouped == "-1,000")
    #expect(
      "9472 rows × 0.00125 of amplifier-1300".withGroupedNumbers == "9,472 rows × 0.00125 of amplifier-1300")
    #expect("338000000 examples, 1e1000, 2T2R".withGroupedNumbers == "338,000,000 examples, 1e1000, 2T2R")
    #expect(DesignFigure.text(159_040, unit: "") == "159,040")
  }

  @Test func longListsOfNamesAreShortened() {
    let names = (1...33).map { "name-\($0)" }
    let text = Spelling.list(names, near: "name-17", all: "grenadyn list names")
    #expect(text.hasPrefix("name-17, ") && text.hasSuffix(" and 27 more (grenadyn list names)"))
    #expect(Spelling.list(Array(names.prefix(12))) == names.prefix(12).joined(separator: ", "))
  }
}
