import Designs
import Diagnostics
import Foundation
import Mapping
import Specification
import Testing

@testable import Reports

/// What changes nothing is said, with what would give it an effect, and nothing is said of what does.
@Suite("Settings without effect")
struct IdleSettingsTests {
  /// The findings for a `prediction:` section of iris and sweeps.
  private func findings(
    _ section: String, sweeps: [String] = [], hasWeights: Bool = false, allChips: Bool = false
  ) throws -> [Diagnostic] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-idle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let project = ReportFixture.project.path
    let text = try String(contentsOfFile: project + "/specs/iris.yaml", encoding: .utf8)
      .replacing("path: data/iris.csv", with: "path: \(project)/specs/data/iris.csv")
    let path = folder.appendingPathComponent("spec.yaml").path
    try (text + "\nprediction: \(section)\n").write(toFile: path, atomically: true, encoding: .utf8)
    let design = try ChipDesign(specAt: path)
    var request = PredictionRequest(design.spec)
    request.sweeps = try sweeps.map { try Sweep(parsing: $0) }
    request.runsAllChips = allChips
    return IdleSettings(design, request, hasWeights: hasWeights).diagnostics
  }

  @Test("defaults, zeros and settings with an effect are not found fault with")
  func quiet() throws {
    for section in [
      "{}", "{ imperfections: { d2d: 5 %, programming-factor: 2, readout-noise: 1 mV, input-bits: 6 } }",
      "{ mode: in-situ, imperfections: { readout-noise: 1 mV }, in-situ: { readings: 4 } }",
      "{ write: { procedure: write-verify, pulses: 20, tolerance: 2 % } }",
      "{ age: { time: 1 h, temperature: 60 °C }, imperfections: { temperature: 50 °C } }",
      "{ mode: in-situ, in-situ: { update: fixed-pulse, threshold: 20 % } }",
      "{ parasitics: solved, imperfections: { wire-resistance-factor: 2 } }",
    ] {
      #expect(try findings(section) == [], "\(section)")
    }
    #expect(try findings("{}", sweeps: ["d2d=0..50%", "neuron-offset=0..10mV", "age=1 s..1 h"]) == [])
  }

  @Test(
    "a magnitude or key without effect is a warning in place",
    arguments: [
      ("{ imperfections: { wire-resistance-factor: 2 } }", "parasitics: solved"),
      ("{ imperfections: { temperature: 50 °C } }", "age: { time"),
      ("{ imperfections: { c2c: 10 % } }", "write-verify"),
      ("{ imperfections: { nudge-spread: 2 % } }", "mode: in-situ"),
      ("{ mode: in-situ, imperfections: { copy-mismatch: 1 % } }", "phases: simultaneous"),
      (
        "{ write: { procedure: write-verify }, imperfections: { programming-factor: 20 % } }",
        "procedure: published"
      ),
      ("{ write: { pulses: 7 } }", "write-verify"),
      ("{ write: { procedure: single-shot, tolerance: 3 % } }", "write-verify"),
      ("{ age: { temperature: 60 °C } }", "age: { time"),
      ("{ in-situ: { threshold: 20 % } }", "update: accumulated"),
      ("{ mode: in-situ, in-situ: { update: exact, longest-train: 9 } }", "stochastic"),
      ("{ in-situ: { readings: 9 } }", "mode: in-situ"),
    ])
  func warned(_ section: String, _ remedy: String) throws {
    let found = try findings(section)
    #expect(found.count == 1, "\(found)")
    #expect(
      found[0].severity == .warning && found[0].code == "GD0493" && found[0].location?.file.isEmpty == false)
    #expect(found[0].message.contains(remedy), "\(found[0].message)")
  }

  @Test("a sweep that is flat in all modes is an error, in one of them a warning; options are warned of")
  func asked() throws {
    let flat = try findings("{}", sweeps: ["target-spread=0..1mV"])
    #expect(flat.map(\.severity) == [.error] && flat[0].message.contains("(program)"))
    let half = try findings("{ mode: [program, in-situ] }", sweeps: ["target-spread=0..1mV"])
    #expect(half.map(\.severity) == [.warning] && half[0].message.contains("(program)"))
    #expect(try findings("{ mode: in-situ, in-situ: { start: scratch } }", hasWeights: true).count == 1)
    #expect(
      try findings("{}", hasWeights: true, allChips: true).map { $0.message.contains("--all-chips") } == [
        true
      ])
  }
}
