import Diagnostics
import Foundation
import Specification
import Testing
import Verification

@testable import Reports

@Suite("Budgets and baselines")
struct CheckTests {
  private static let place = SourceLocation(file: "chip.yaml", line: 2, column: 1)

  private func limits(accuracy: Double, yield: Double? = nil) -> LimitsSpec {
    var limits = LimitsSpec()
    limits.accuracy = Located(.init(si: accuracy), at: Self.place)
    limits.yield = yield.map { Located(.init(si: $0), at: Self.place) }
    return limits
  }

  private func verdict(chips: Int, accuracy: Double, yield: Double? = nil) throws -> BudgetVerdict {
    let summary = try PredictionRun(
      SyntheticTrials(),
      PredictionRequest(modes: [.program], chips: chips, accuracyLimit: accuracy, yieldLimit: yield)
    ).run()
    let verdicts = BudgetVerdict.all(of: summary, limits: limits(accuracy: accuracy, yield: yield))
    return try #require(verdicts.count == 1 ? verdicts[0] : nil)
  }

  @Test("a Monte Carlo budget passes or fails when it is certain, else it says so")
  func statistics() throws {
    let mean = try PredictionRun(
      SyntheticTrials(), PredictionRequest(modes: [.program], chips: 300, accuracyLimit: 0.5)
    ).run().accuracy
    // Well below and above what the chips have, and right on it.
    for (accuracy, outcome) in [(mean.mean - 0.05, BudgetVerdict.Outcome.pass), (mean.mean + 0.05, .fail)] {
      #expect(try verdict(chips: 300, accuracy: accuracy).outcome == outcome)
    }
    let close = try verdict(chips: 20, accuracy: mean.mean)
    #expect(close.outcome == .uncertain && close.diagnostic?.severity == .warning)
    #expect(close.diagnostic?.message.contains("not certain") == true)
    // One chip decides nothing.
    #expect(try verdict(chips: 1, accuracy: mean.mean - 0.05).outcome == .uncertain)
    // The median is reached by half of the chips.
    #expect(try verdict(chips: 300, accuracy: mean.median, yield: 0.1).outcome == .pass)
    #expect(try verdict(chips: 300, accuracy: mean.median, yield: 0.9).outcome == .fail)
    let even = try verdict(chips: 30, accuracy: mean.median, yield: 0.5)
    #expect(even.outcome == .uncertain && even.code == "GD1121" && even.detail.contains("30 chips"))
  }

  @Test("a budget without its figure is neither passed nor failed")
  func unknown() {
    var limits = LimitsSpec()
    limits.area = Located(.init(si: 1e-6), at: Self.place)
    limits.utilization = Located(.init(si: 0.5), at: Self.place)
    let figures = DesignFigures([DesignFigure("utilization", "u", 0.5, better: .higher)])
    let verdicts = Budget.all(of: limits).map { $0.verdict(figures, asked: .chip) }
    #expect(verdicts.map(\.outcome) == [.unknown, .pass])
    #expect(verdicts[0].diagnostic?.code == "GD1119" && verdicts[0].diagnostic?.severity == .note)
    #expect(Budget.stage(for: limits) == .estimate && Budget.stage(for: LimitsSpec()) == .chip)
    limits.accuracy = Located(.init(si: 0.5), at: Self.place)
    #expect(Budget.stage(for: limits) == .predict)
    #expect(BudgetVerdict.all(of: nil, limits: limits).map(\.outcome) == [.unknown])
    // Right at the limit holds; beyond it does not.
    let over = DesignFigures([DesignFigure("area", "a", 1.0001e-6, unit: "m^2", better: .lower)])
    #expect(Budget.all(of: limits).map { $0.verdict(over, asked: .predict).outcome } == [.fail, .unknown])
  }

  @Test("a die is filled upright or turned, and by the whole chip's area")
  func die() throws {
    func outcome(_ width: Double, _ height: Double, area: Double? = nil) throws -> BudgetVerdict.Outcome {
      var figures = DesignFigures([
        DesignFigure("core-width", "w", 2e-3, unit: "m", better: .lower),
        DesignFigure("core-height", "h", 1e-3, unit: "m", better: .lower),
      ])
      if let area { figures.add(DesignFigure("area", "a", area, unit: "m^2", better: .lower)) }
      let die = DieSpec.size(width: .init(si: width), height: .init(si: height))
      return try #require(try DieBudget(die: Located(die, at: Self.place)).verdicts(figures).first).outcome
    }
    #expect(try outcome(2e-3, 1e-3) == .pass && outcome(1e-3, 2e-3) == .pass)
    #expect(try outcome(1.5e-3, 1.5e-3) == .fail)
    #expect(try outcome(2e-3, 1e-3, area: 3e-6) == .fail && outcome(3e-3, 1e-3, area: 3e-6) == .pass)
    let slots = try ShuttleSlot.all()
    #expect(slots.map(\.name).contains("caravel") && slots.allSatisfy { !$0.source.isEmpty })
    let error = #expect(throws: DiagnosticsError.self) {
      try ShuttleSlot.named(Located("caravell", at: Self.place))
    }
    #expect(error?.diagnostics.first?.suggestion == "caravel")
  }

  // MARK: baselines

  private func figures(area: Double, accuracy: Double) -> DesignFigures {
    DesignFigures([
      DesignFigure("area", "Area", area, unit: "m^2", better: .lower),
      DesignFigure("accuracy", "Accuracy", accuracy, better: .higher),
    ])
  }

  @Test("worse by more than the tolerance is a regression, in the direction of the figure")
  func regression() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("figures.json").path
    let spec = folder.appendingPathComponent("specs/a.yaml").path
    #expect(throws: DiagnosticsError.self) { try Baseline(path) }
    var baseline = try Baseline(path, mayBeMissing: true)
    #expect(baseline.changes(spec, figures(area: 1, accuracy: 1)) == nil)
    baseline.update(spec, figures(area: 1e-6, accuracy: 0.9))
    baseline.content.tolerances = ["accuracy": 0.05]
    try Data(baseline.text.utf8).write(to: URL(fileURLWithPath: path))
    let again = try Baseline(path)
    #expect(again.content == baseline.content && again.content.specs.keys.first == "specs/a.yaml")
    func changes(_ area: Double, _ accuracy: Double) -> [String] {
      (again.changes(spec, figures(area: area, accuracy: accuracy)) ?? []).filter(\.isRegression).map(\.id)
    }
    #expect(changes(1e-6, 0.9) == [])
    #expect(changes(1.009e-6, 0.86) == [])
    #expect(changes(1.011e-6, 0.9) == ["area"])
    #expect(changes(0.5e-6, 0.99) == [])
    #expect(changes(1e-6, 0.85) == ["accuracy"])
    let better = again.changes(spec, figures(area: 0.5e-6, accuracy: 0.9))?.first
    #expect(better?.isImprovement == true && better?.text.contains("-50 %") == true)
    // Other units are no comparison.
    let other = DesignFigures([DesignFigure("area", "Area", 1, unit: "cm^2", better: .lower)])
    #expect(again.changes(spec, other)?.isEmpty == true)
    try Data("{}".utf8).write(to: again.url)
    #expect(throws: DiagnosticsError.self) { try Baseline(path) }
    try Data("{\"version\": 2, \"tolerance\": 1, \"tolerances\": {}, \"specs\": {}}".utf8).write(
      to: again.url)
    #expect(throws: DiagnosticsError.self) { try Baseline(path) }
  }

  @Test("figures are shown with their units, shares in percent")
  func texts() {
    for (value, unit, text) in [
      (4.2e-6, "m^2", "4.2 mm^2"), (0.0123, "1", "1.23 %"), (128, "", "128"), (1e-9, "J", "1 nJ"),
    ] { #expect(DesignFigure.text(value, unit: unit) == text) }
    let mean = DesignFigure("accuracy", "a", 0.9641, better: .higher, low: 0.961, high: 0.967)
    #expect(mean.text == "96.4 % (96.1 % to 96.7 %)")
  }

  @Test("figures of sampled chips have the intervals that chance leaves them; four chips have no percentile")
  func figuresOfChips() throws {
    let summary = try PredictionRun(
      SyntheticTrials(), PredictionRequest(modes: [.program], chips: 4, accuracyLimit: 0.9)
    ).run()
    let figures = DesignFigure.figures(of: summary)
    #expect(figures.map(\.id) == ["accuracy", "yield"])
    #expect(figures[0].low == summary.accuracy.meanLow && figures[0].high == summary.accuracy.meanHigh)
    #expect(figures[1].low == summary.accuracy.yieldLow && figures[1].low != nil)
  }
}
