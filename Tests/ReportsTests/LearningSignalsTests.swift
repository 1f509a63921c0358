import Datasets
import Designs
import Foundation
import Mapping
import Quantities
import Specification
import Testing

@testable import Reports

@Suite("Movements and noise in estimates and reports")
struct LearningSignalsTests {
  private func signals(_ settings: [String] = [], of spec: String = "iris") throws -> LearningSignals? {
    let path = ReportFixture.project.appendingPathComponent("specs/\(spec).yaml").path
    let design = try ChipDesign(specAt: path, settings: SpecSettings(settings))
    return LearningSignals(
      design, trained: ReportFixture.conductances(design.resistive),
      data: try DataSets.load(DataRequest(spec: design.spec)))
  }

  /// The ratio of two bars' lengths is that of the logarithms, from the chart's left end on.
  @Test func bars() throws {
    let signals = try #require(try signals())
    let widths = SignalSVG(signals).text.split(separator: "\n").filter { $0.contains("fill bars") }.compactMap
    {
      $0.firstMatch(of: #/ width="([0-9.]+)"/#).flatMap { Double($0.1) }
    }
    let values = zip(signals.start.budget.layers, signals.end.budget.layers).flatMap { before, after in
      [
        before.movement.si, after.movement.si, 2.0.squareRoot() * before.thermal.si,
        2.0.squareRoot() * before.readout.si, before.step.si / 6.0.squareRoot(),
      ]
    }
    #expect(widths.count == 10 && widths.count == values.count)
    let least = try #require(values.min()) * 0.9
    let scale = widths[0] / log(values[0] / least)
    for (width, value) in zip(widths, values) { #expect(abs(width - scale * log(value / least)) < 0.2) }
    // What the bars of noise are the parts of: the ratio.
    let layer = signals.start.budget.layers[0]
    let noise = values[2...4].reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(layer.ratio - values[0] / noise) < 1e-12 * layer.ratio)
  }

  @Test func nothingToLookAt() throws {
    #expect(try signals(["training.rule=backprop"]) == nil)
    // Circuits have no trained bias currents.
    let small = [
      "data={ set: digits }", "network.input.shape=[8, 8]", "network.hidden=[{ units: 8 }]",
      "training.nudge=0.1 S",
    ]
    #expect(try signals(small, of: "published/drn-1h") == nil)
    let without = ["network.bias-current=none", "training.bias-rate=null"]
    #expect(try signals(small + without, of: "published/drn-1h") != nil)
  }
}
