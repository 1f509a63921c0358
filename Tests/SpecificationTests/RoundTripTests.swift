import Diagnostics
import Foundation
import Testing

@testable import Specification

@Suite struct RoundTripTests {
  private func reread(_ spec: ChipSpec) throws -> ChipSpec { try ChipSpec.parse(spec.resolvedYAML()).spec }

  @Test func resolvedSpecReadsBack() throws {
    for text in [minimal, ChipSpec.starter] {
      let spec = try ChipSpec.parse(text).spec
      #expect(try reread(spec) == spec)
      #expect(try reread(spec).resolvedYAML() == spec.resolvedYAML())
    }
  }

  @Test func defaultsAreWrittenOut() throws {
    let text = try ChipSpec.parse(minimal).spec.resolvedYAML(header: ["grenadyn 1.0", "two\nlines"])
    #expect(text.hasPrefix("# grenadyn 1.0\n# two lines\ngrenadyn: 1\nname: tiny\nseed: 1\n"))
    #expect(text.contains("  relaxation:\n    tolerance: 1.0e-06\n    maximum-sweeps: 200\n"))
    #expect(text.contains("  hidden: []\n"))
    #expect(text.contains("  dialects: [ngspice, hspice, spectre, xyce, vacask]\n"))
  }

  /// Names of files stand in the header, and a file name may hold anything but "/" and NUL.
  @Test(arguments: [
    "a\nseed: 7", "a\rseed: 7", "a\r\nseed: 7", "a\u{85}seed: 7", "a\u{2028}seed: 7", "a\u{1B}[2J",
  ])
  func commentsHoldWhatTheyHold(_ text: String) throws {
    let spec = try ChipSpec.parse(minimal).spec
    #expect(try ChipSpec.parse(spec.resolvedYAML(header: [text, text])).spec == spec)
    // A text that the parser refuses is written as an escape, never as it is.
    let node = YAMLNode.map([("a", .text(text))]).yamlText
    #expect(
      node.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) || $0 == "\n" })
    #expect(node.split(whereSeparator: \.isNewline).count == 1)
  }

  /// Any spec of values that the schema allows reads back, to the last bit.
  @Test func randomSpecsReadBack() throws {
    var random = SplitMix(state: 7)
    for _ in 0..<200 {
      func number(_ low: Double, _ high: Double) -> Double { low * pow(high / low, random.unit()) }
      let layers = Int(random.next() % 4)
      let text = """
        grenadyn: 1
        name: a\(random.next() % 1000)
        seed: \(random.next())
        technology: \(["ideal", "./tech.yaml", "sub dir/t.yml", "\"a: b/#c\"", "../x/y"].randomElement(using: &random) ?? "")
        data: { set: csv, path: \(["x", "'1'", "\"a # b\"", "abs/é", "''' '"].randomElement(using: &random) ?? ""), test-fraction: \(random.unit() * 0.9 + 0.01), validation-fraction: \(random.unit() * 0.9 + 0.01), augment: { shift: \(random.next() % 9), flip: \(random.next() % 2 == 0 ? "none" : "horizontal") }, normalize: { mean: [\(random.unit()), 0], deviation: \(number(1e-3, 1)) }\(["", ", scale: min-max", ", scale: { low: \(-number(1, 9)), high: \(number(1, 9)) }", ", label: first, header: absent", ", ignore: ['a: b', Id], test-path: ../t.csv"].randomElement(using: &random) ?? "") }
        network:
          family: resistive
          input: { shape: [\(random.next() % 100 + 1), \(random.next() % 100 + 1)], encoding: single, full-scale: \(number(1e-3, 10)) V }
          bias: \(number(1e-3, 1)) mV
          hidden: [\((0..<layers).map { _ in "{ units: \(random.next() % 100 + 1), gain: \(number(1, 1e4)) }" }.joined(separator: ", "))]
          output: { classes: \(random.next() % 100 + 2), encoding: reference-column, target: \(number(1e-6, 1)) V }
        training:
          estimator: one-sided
          rule: \(["coupled-learning", "backprop"].randomElement(using: &random) ?? "")
          \(random.next() % 2 == 0 ? "nudge: \(number(1e-9, 1)) S" : "nudge: null")
          \(random.next() % 2 == 0 ? "clamp: \(number(1e-3, 1))" : "points: \(random.next() % 63 + 2)")
          optimizer: \(["{ kind: sgd }", "{ momentum: \(random.unit()), weight-decay: \(number(1e-9, 1)) }", "{ kind: adam, beta1: \(random.unit()), beta2: \(random.unit()), epsilon: \(number(1e-12, 1)) }", "{ kind: binary-flip, inertia: \(number(1e-6, 1)), threshold: \(random.unit()) }", "{ kind: level-step, levels: \(random.next() % 99 + 2), leak: \(random.unit()), threshold: [\((0...layers).map { _ in "\(random.unit())" }.joined(separator: ", "))] }"].randomElement(using: &random) ?? "")
          epochs: 3
          batch: 2
          learning-rate: \(random.next() % 2 == 0 ? "[" + (0...layers).map { _ in "\(number(1e-20, 1)) S^2/V^2" }.joined(separator: ", ") + "]" : "{ relative: \(number(1e-6, 1)) }")
          \(["decay: \(random.unit() * 0.5 + 0.5)", "schedule: { kind: constant }", "schedule: { kind: exponential, decay: \(random.unit() * 0.9 + 0.1) }", "schedule: { kind: cosine, floor: \(random.unit()) }", "schedule: { kind: cosine, period: \(random.next() % 100 + 1) }", "schedule: { kind: step, every: \(random.next() % 9 + 1), decay: 0.3 }"].randomElement(using: &random) ?? "")
          initial: { low: \(number(1e-9, 1e-6)) S, high: \(number(1, 10)) uS }
          relaxation: { tolerance: \(number(1e-12, 1e-2)), maximum-sweeps: 5 }
        mapping: { tile: { rows: 3, columns: 5 } }
        netlist: { wires: per-cell, dialects: [xyce] }
        verification: { samples: 1 }
        limits: \(["{}", "{ training: {} }", "{ training: { at-least: \(number(1e-3, 1)), failure: warning } }"].randomElement(using: &random) ?? "")
        """
      let spec = try ChipSpec.parse(text).spec
      #expect(try reread(spec) == spec, "\(spec.resolvedYAML())")
    }
  }

  @Test func pathsAreWrittenAsSeenFromTheOutput() throws {
    let text = minimal("set: digits", "set: csv, path: ../images").replacingOccurrences(
      of: "leti-hfo2-130", with: "./mine.yaml")
    let spec = try ChipSpec.parse(text, file: "specs/chip.yaml").spec
    #expect(spec.data.path?.value == "images" && spec.technology.value == "./mine.yaml")
    let written = spec.resolvedYAML(in: "build/out")
    #expect(
      written.contains("path: ../../images\n") && written.contains("technology: ../../specs/mine.yaml\n"))
    let again = try ChipSpec.parse(written, file: "build/out/spec.yaml").spec
    #expect(again.data == spec.data && again.technology.value == "../../specs/mine.yaml")
    #expect(spec.resolvedYAML(in: "specs").contains("technology: ./mine.yaml\n"))
    #expect(spec.resolvedYAML(in: "./specs/.").contains("path: ../images\n"))
  }

  @Test func pathsAreHandledAsText() {
    #expect(FilePath.normalized("a/./b//../c") == "a/c")
    #expect(FilePath.normalized("../../a") == "../../a")
    #expect(FilePath.normalized("a/..") == ".")
    #expect(FilePath.normalized("/../a") == "/a")
    #expect(FilePath.directory(of: "a/b") == "a" && FilePath.directory(of: "a") == "")
    #expect(FilePath.directory(of: "/a") == "/")
    #expect(FilePath.climbsOut("a/../../b") && FilePath.climbsOut("/a") && !FilePath.climbsOut("a/../b"))
    #expect(FilePath.relative(to: "/a/b", from: "/a/c") == "../b")
    #expect(FilePath.relative(to: "a/b", from: "a/c/d") == "../../b")
  }
}

/// A small generator with a fixed seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
