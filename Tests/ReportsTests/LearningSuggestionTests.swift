import Activity
import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Specification
import Testing

@testable import Reports

@Suite("Proposed changes for learning")
struct LearningSuggestionTests {
  private static let specs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("specs").path

  private func suggestion(_ spec: String, _ settings: [String] = []) throws -> LearningSuggestion {
    try LearningSuggestion(
      specAt: "\(Self.specs)/\(spec).yaml", settings: SpecSettings(settings), estimates: false)
  }

  private func needs(_ path: String, _ settings: [String] = []) throws -> LearningNeeds {
    let design = try ChipDesign(specAt: path, settings: SpecSettings(settings))
    return try #require(
      try LearningNeeds(of: design, data: DataSets.load(DataRequest(spec: design.spec))))
  }

  /// What is proposed is measured again, read as options and as a file of its own.
  @Test func digits() throws {
    let found = try suggestion("digits-springs")
    #expect(found.outcome == .proposed && found.steps[0].missing == [.ratio])
    let asOptions = try needs("\(Self.specs)/digits-springs.yaml", found.change.texts)
    #expect(asOptions.areMet && asOptions.budget.ratio >= SignalBudget.marginalRatio)
    #expect(asOptions.budget == found.after.budget)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: path) }
    try found.specText(extending: "\(Self.specs)/digits-springs.yaml").write(
      to: path, atomically: true, encoding: .utf8)
    #expect(try needs(path.path) == asOptions)
    // Nothing of it can be left out: without any one of the changes it is not enough.
    #expect(found.steps.count >= 3 && found.steps.dropLast().allSatisfy { !$0.missing.isEmpty })
    let ratios = found.steps.map { $0.ratio ?? 0 }
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 < $1 })
    #expect(found.text.contains("kind: current") && found.text.contains("or as options: --set '"))
  }

  @Test func nothingToChange() throws {
    let found = try suggestion("digits-in-situ")
    #expect(found.outcome == .nothingToChange && found.settings.isEmpty && found.yaml.isEmpty)
    #expect(found.steps.count == 1 && found.before == found.after)
  }

  /// A difference that is amplified beyond the converter's range is amplified less.
  @Test func converter() throws {
    let found = try suggestion("digits-in-situ", ["prediction.in-situ.difference-gain=64"])
    #expect(found.steps[0].missing == [.converter])
    #expect(found.settings == [.init(key: "prediction.in-situ.difference-gain", value: "16")])
  }

  /// A volt of noise is more than any nudge moves.
  @Test func impossible() throws {
    let found = try suggestion("iris", ["prediction.imperfections.readout-noise=1 V"])
    #expect(found.outcome == .impossible && found.steps.last?.missing.contains(.ratio) == true)
    #expect(found.steps.count > 1 && (found.after.ratio ?? 1) > (found.before.ratio ?? 1))
    #expect(found.text.contains("no known change is enough"))
  }

  @Test func ruleWithoutMovement() throws {
    #expect(throws: Diagnostic.self) { try suggestion("iris", ["training.rule=backprop"]) }
  }

  @Test func changesAsYAML() {
    var change = SpecChange()
    change.set("training.nudge", "1 uS")
    change.set("prediction.in-situ.readings", "4")
    change.set("training.nudge", "{ kind: current, amplitude: 50 mV }")
    change.set("prediction.in-situ.center", "free")
    #expect(
      change.yaml == """
        training:
          nudge: { kind: current, amplitude: 50 mV }
        prediction:
          in-situ:
            readings: 4
            center: free

        """)
    #expect(
      change.options == "--set 'training.nudge={ kind: current, amplitude: 50 mV }' "
        + "--set 'prediction.in-situ.readings=4' --set 'prediction.in-situ.center=free'")
  }
}
