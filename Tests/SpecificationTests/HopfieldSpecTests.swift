import Diagnostics
import Foundation
import Hopfield
import Testing

@testable import Specification

@Suite("Hopfield specs") struct HopfieldSpecTests {
  /// Values are asked of another family, in one error at its place.
  @Test func values() throws {
    let text = Self.minimal.replacingOccurrences(of: "output: { classes: 10 }", with: "output: { values: 2 }")
    let error = try #require(throws: DiagnosticsError.self) { try HopfieldSpec.parse(text, file: "h.yaml") }
    #expect(error.diagnostics.map(\.code) == ["GD0256"])
    #expect(error.diagnostics[0].location?.line == 8 && error.diagnostics[0].location?.column == 21)
  }

  private static let minimal = """
    grenadyn: 1
    name: tiny
    data: { set: digits }
    network:
      family: hopfield
      input: { shape: [8, 8] }
      hidden: [{ units: 16 }]
      output: { classes: 10 }
    training:
      nudge: 0.5
      epochs: 1
      batch: 8
      learning-rate: 0.1
      relaxation: { free: 20, nudged: 5 }

    """

  private static let full = """
    grenadyn: 1
    name: full
    seed: 7
    data: { set: csv, path: ../images, validation-fraction: 10 % }
    network:
      family: hopfield
      input: { shape: [3, 32, 32] }
      activation: clipped-relu
      hidden:
        - { convolution: { channels: 8, padding: 1 }, pooling: { kind: average } }
        - { convolution: { channels: 8, kernel: 5, padding: 2, stride: 2 }, activation: tanh }
        - { convolution: { channels: 4 }, pooling: { size: 3, stride: 2 } }
        - { units: 12 }
      skips:
        - { from: 1, to: 3, convolution: { kernel: 4 }, pooling: { kind: max, stride: 1 } }
        - { from: 0, to: 4 }
      output: { classes: 10, cost: cross-entropy }
    training:
      estimator: holomorphic
      points: 4
      nudge: 0.25
      epochs: 3
      batch: 8
      learning-rate: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
      bias-rate: [1, 2, 3, 4, 5]
      initial-scale: [1, 2, 3, 4, 5, 6, 7.5]
      schedule: { kind: cosine, period: 20 }
      optimizer: { kind: adam }
      initial-weights: weights/first.safetensors
      state: carried
      relaxation: { method: gradient, order: synchronous, free: 20, nudged: 5, step: 0.3, tolerance: 1e-5 }
      precision: double

    """

  private static func edited(_ text: String, _ old: String, _ new: String) -> String {
    #expect(text.contains(old), "no '\(old)'")
    return text.replacingOccurrences(of: old, with: new)
  }

  private static func hostile(
    _ old: String, _ new: String, _ code: String, _ line: Int, _ column: Int, _ part: String,
    fix: String? = nil
  ) -> Malformed { Malformed(edited(minimal, old, new), code, line, column, part, fix: fix) }

  static let families = SpecFamilies([ResistiveKeys.self, HopfieldKeys.self])

  private func load(_ text: String, _ path: String = "spec.yaml") throws(DiagnosticsError) -> HopfieldSpec {
    try HopfieldSpec.parse(text, file: path, families: Self.families).spec
  }

  @Test("A resolved spec reads back to the same spec")
  func roundTrip() throws {
    for text in [Self.minimal, Self.full] {
      let spec = try load(text)
      let resolved = spec.resolvedYAML(header: ["a\nb"])
      #expect(resolved.hasPrefix("# a b\ngrenadyn: 1\n"))
      #expect(try load(resolved) == spec, "\(resolved)")
      #expect(try load(resolved).resolvedYAML(header: ["a\nb"]) == resolved)
    }
    let written = try load(Self.full, "specs/full.yaml").resolvedYAML(in: "build/out")
    #expect(written.contains("path: ../../images\n"))
  }

  @Test(
    "A family that there is not is one error, whatever keys stand beside it",
    arguments: families.all.map { $0.family })
  func unknownFamily(_ name: String) throws {
    let text = name == "hopfield" ? Self.minimal : ChipSpec.starter
    let wrong = Self.edited(text, "family: \(name)", "family: \(name)s")
    let error = try #require(throws: DiagnosticsError.self) { _ = try load(wrong) }
    #expect(error.diagnostics.map(\.code) == ["GD0401"])
    #expect(error.diagnostics.first?.suggestion == name)
    let lines = wrong.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("family: \(name)s") })
    #expect(error.diagnostics.first?.location?.line == line + 1)
    #expect(throws: DiagnosticsError.self) { _ = try ChipSpec.parse(wrong, families: Self.families) }
  }

  @Test("Defaults are those of the documentation")
  func defaults() throws {
    let spec = try load(Self.minimal)
    #expect(
      spec.network.activation.value == "hard-sigmoid" && spec.network.output.cost.value == .squaredError)
    #expect(spec.training.estimator.value == .centered && spec.training.state.value == .fresh)
    #expect(spec.training.relaxation.method == .fixedPoint && spec.training.relaxation.order == .asynchronous)
    #expect(spec.training.precision == .single && spec.training.biasRates == nil)
    let keys = HopfieldSpec.schema.shape.keys
    #expect(keys.allSatisfy { $0.summary.hasSuffix(".") && !$0.type.isEmpty })
    #expect(Set(keys.map(\.path)).count == keys.count)
  }

  @Test("A spec extends another and may change its layers")
  func extends() throws {
    try withFolder(["base.yaml": Self.minimal]) { folder in
      let text = "extends: base.yaml\nname: mine\nnetwork: { hidden: [{ units: 4 }, { units: 5 }] }\n"
      let spec = try load(text, "\(folder)/mine.yaml")
      #expect(spec.name.value == "mine" && spec.network.hidden.map(\.value.units?.value) == [4, 5])
      #expect(spec.network.hidden[1].location.file.hasSuffix("mine.yaml"))
      #expect(spec.training.learningRates.location.file.hasSuffix("base.yaml"))
    }
  }

  @Test(arguments: [
    hostile("units: 16", "", "GD0230", 7, 12, "either units (dense) or a convolution", fix: "{ units: 512 }"),
    hostile(
      "units: 16", "units: 16, convolution: { channels: 4 }", "GD0230", 7, 12, "either units (dense)"),
    hostile("units: 16", "units: 16, pooling: {}", "GD0230", 7, 34, "needs a convolution in front"),
    hostile("units: 16", "convolution: {}", "GD0230", 7, 27, "number of channels", fix: "channels: 32"),
    hostile(
      "units: 16", "convolution: { channels: 4, padding: 3 }", "GD0231", 7, 51, "not smaller than the kernel",
      fix: "1"),
    hostile("units: 16", "convolution: { channels: 0 }", "GD0205", 7, 39, "from 1 to 65536"),
    hostile("units: 16", "convolution: { channels: 4, stride: 0 }", "GD0205", 7, 50, "stride"),
    hostile("units: 16", "convolution: { channels: 4, kernal: 3 }", "GD0202", 7, 42, "kernal", fix: "kernel"),
    hostile("hidden: [{ units: 16 }]", "hidden: []", "GD0208", 7, 11, "0 items"),
    hostile(
      "  output", "  skips: [{ from: 0, to: 1 }]\n  output", "GD0232", 8, 26, "follow each other",
      fix: "2"),
    hostile(
      "  output", "  skips: [{ from: 2, to: 1 }]\n  output", "GD0232", 8, 26, "not in order", fix: "4"),
    hostile(
      "  output", "  skips: [{ from: 0, to: 2, pooling: {} }]\n  output", "GD0230", 8, 38,
      "needs a convolution"),
    hostile("classes: 10", "classes: 10, cost: hinge", "GD0207", 8, 32, "squared-error, cross-entropy"),
    hostile("[8, 8]", "[1, 1, 8, 8]", "GD0208", 6, 19, "4 items"),
    hostile("nudge: 0.5", "nudge: 0.5 uS", "GD0204", 10, 10, "0.5 uS"),
    hostile("nudge: 0.5", "nudge: -0.5", "GD0205", 10, 10, "greater than 0"),
    hostile("rate: 0.1", "rate: [0.1, 0.2, 0.3]", "GD0220", 13, 18, "3 learning rates"),
    hostile("rate: 0.1", "rate: 0.1\n  bias-rate: [0.1, 0.2, 0.3]", "GD0220", 14, 14, "3 bias rates"),
    hostile(
      "rate: 0.1", "rate: 0.1\n  initial-scale: [0.1, 0.2, 0.3]", "GD0220", 14, 18, "3 initial scales"),
    hostile("set: digits", "set: digits, train-limit: 5", "GD0224", 12, 10, "larger than the 5"),
    hostile(
      "rate: 0.1", "rate: 0.1\n  decay: 0.9\n  schedule: { kind: cosine }", "GD0242", 15, 13,
      "exclude each other"),
    hostile("free: 20", "free: 0", "GD0205", 14, 23, "from 1 to"),
    hostile("nudged: 5", "nudged: 5, tolerance: 0", "GD0205", 14, 49, "tolerance"),
    hostile("  relaxation: { free: 20, nudged: 5 }\n", "", "GD0203", 9, 1, "relaxation"),
    hostile("name: tiny", "name: tiny\ntechnology: ideal", "GD0202", 3, 1, "technology"),
  ])
  func malformed(_ case: Malformed) {
    do throws(DiagnosticsError) {
      _ = try load(`case`.text)
      Issue.record("it was read")
    } catch {
      `case`.check(error.diagnostics)
    }
  }

  @Test("All errors of a file come at once")
  func allAtOnce() {
    let text = Self.edited(Self.edited(Self.minimal, "units: 16", "unit: 16"), "nudge: 0.5", "nudge: x")
    let found = #expect(throws: DiagnosticsError.self) { try load(text) }
    let codes = found?.diagnostics.map(\.code) ?? []
    #expect(codes.contains("GD0202") && codes.contains("GD0204"), "\(codes)")
  }

  @Test("What is made for chips refuses it where its family stands")
  func noChip() {
    let error = #expect(throws: DiagnosticsError.self) {
      _ = try ChipSpec.parse(Self.minimal, families: Self.families)
    }
    let found = error?.diagnostics ?? []
    #expect(found.map(\.code) == ["GD0233"])
    #expect(found.first?.location?.line == 5 && found.first?.location?.column == 11)
  }
}
