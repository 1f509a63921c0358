import Diagnostics
import Foundation
import Testing

@testable import Specification

@Suite struct MalformedSpecTests {
  @Test(arguments: [
    Malformed("[1, 2]", "GD0201", 1, 1, "found a list, expected a mapping with the keys grenadyn"),
    Malformed("just text", "GD0201", 1, 1, "found 'just text'"),
    Malformed(minimal("name: tiny\n", ""), "GD0203", 1, 1, "'name' is missing", fix: "name: digits"),
    Malformed(minimal("grenadyn: 1\n", ""), "GD0203", 1, 1, "'grenadyn' is missing", fix: "grenadyn: 1"),
    Malformed(
      minimal("  epochs: 1\n", ""), "GD0203", 10, 1, "training: the key 'epochs'", fix: "epochs: 20"),
    Malformed(
      minimal("mapping: { tile: { rows: 64, columns: 64 } }", "mapping: {}"), "GD0203", 15, 10,
      "mapping: the key 'tile' is missing", fix: "tile: { rows: 64, columns: 64 }"),
    Malformed(minimal("grenadyn: 1", "grenadyn: 2"), "GD0223", 1, 11, "version 2 is not known", fix: "1"),
    Malformed(
      minimal + "sed: 1\n", "GD0202", 16, 1, "unknown key 'sed'; the keys here are seed", fix: "seed"),
    Malformed(
      minimal("nudge:", "nugde:") + "", "GD0202", 11, 3, "training: unknown key 'nugde'", fix: "nudge"),
    Malformed(minimal("name: tiny", "name: Tiny"), "GD0209", 2, 7, "'Tiny' is not a lower-case identifier"),
    Malformed(
      minimal("name: tiny", "name: " + String(repeating: "a", count: 65)), "GD0209", 2, 7, "at most 64"),
    Malformed(minimal("name: tiny", "name: ../etc"), "GD0209", 2, 7, "'../etc'"),
    Malformed(minimal("name: tiny", "name: 5"), "GD0209", 2, 7, "'5' is not a lower-case identifier"),
    Malformed(minimal("name: tiny", "name: true"), "GD0204", 2, 7, "'true' is not text", fix: "\"true\""),
    Malformed(minimal("name: tiny", "name:"), "GD0210", 2, 6, "the value is missing"),
    Malformed(minimal("name: tiny", "name: \"\""), "GD0209", 2, 7, "empty"),
    Malformed(minimal("name: tiny", "name: [tiny]"), "GD0201", 2, 7, "found a list"),
    Malformed(
      minimal + "estimate: { sample: 3 }\n", "GD0202", 16, 13, "unknown key 'sample'", fix: "samples"),
    Malformed(minimal + "estimate: { samples: 0 }\n", "GD0205", 16, 22, "from 1 to"),
    Malformed(minimal + "estimate: { precision: 0 % }\n", "GD0205", 16, 24, "estimate.precision"),
    Malformed(minimal + "estimate: { precision: 100 % }\n", "GD0205", 16, 24, "estimate.precision"),
    Malformed(
      minimal + "estimate: { corner: tipical }\n", "GD0207", 16, 21, "not one of slow, typical, fast, all",
      fix: "typical"),
    Malformed(minimal + "estimate: { temperature: 0 K }\n", "GD0205", 16, 26, "estimate.temperature"),
    Malformed(minimal + "estimate: { clock: 100 }\n", "GD0206", 16, 20, "estimate.clock"),
    Malformed(minimal + "estimate: { clock: 1e40 Hz }\n", "GD0205", 16, 20, "from 1e-30 to 1e30"),
    Malformed(
      minimal + "prediction: { imperfections: { programming: 20 % } }\n", "GD0202", 16, 32,
      "unknown key 'programming'", fix: "programming-factor"),
    Malformed(
      minimal + "prediction: { imperfections: { read-noise: 1e20 } }\n", "GD0205", 16, 44, "out of range"),
    Malformed(minimal + "estimate: { input-bits: 17 }\n", "GD0205", 16, 25, "from 1 to 16"),
    Malformed(minimal + "seed: -1\n", "GD0205", 16, 7, "from 0 to 18446744073709551615"),
    Malformed(minimal + "seed: 18446744073709551616\n", "GD0205", 16, 7, "out of range"),
    Malformed(minimal + "seed: 1.5\n", "GD0204", 16, 7, "a whole number"),
    Malformed(minimal + "seed: 0x10\n", "GD0204", 16, 7, "a whole number"),
    Malformed(minimal + "seed: '7'\n", "GD0204", 16, 7, "quoted text", fix: "7"),
    Malformed(minimal("epochs: 1", "epochs: 1e3"), "GD0204", 12, 11, "decimal digits", fix: "1000"),
    Malformed(minimal("epochs: 1", "epochs: many"), "GD0204", 12, 11, "'many' is not a whole number"),
    Malformed(minimal("batch: 8", "batch: 0"), "GD0205", 13, 10, "from 1 to"),
    Malformed(minimal("[8, 8]", "8"), "GD0201", 7, 19, "expected a list", fix: "[8]"),
    Malformed(minimal("[8, 8]", "[]"), "GD0208", 7, 19, "0 items, expected 1 to 8"),
    Malformed(minimal("[8, 8]", "[8, 0]"), "GD0205", 7, 23, "network.input.shape[1]"),
    Malformed(minimal("[8, 8]", "[1000, 1001]"), "GD0222", 7, 19, "1000 × 1001 are more than 1000000"),
    Malformed(
      minimal("[8, 8]", "[" + Array(repeating: "1000000", count: 8).joined(separator: ",") + "]"), "GD0222",
      7,
      19, "more than 1000000"),
    Malformed(
      minimal("complementary", "complimentary"), "GD0207", 7, 37, "not one of complementary, single",
      fix: "complementary"),
    Malformed(minimal("1 V", "1"), "GD0206", 7, 64, "'1' has no unit; expected a voltage", fix: "1 V"),
    Malformed(minimal("1 V", "1 kOhm"), "GD0206", 7, 64, "'1 kOhm' is a resistance, not a voltage"),
    Malformed(minimal("1 V", "-1 V"), "GD0205", 7, 64, "must be greater than 0 V and at most 100 kV"),
    Malformed(minimal("20 uS", "20 us"), "GD0206", 11, 10, "is a time, not a conductance", fix: "20 uS"),
    Malformed(minimal("20 uS", "0 uS"), "GD0205", 11, 10, "greater than 0 S"),
    Malformed(minimal("classes: 10", "classes: 1"), "GD0205", 9, 22, "from 2 to"),
    Malformed(minimal("classes: 10, ", ""), "GD0203", 9, 11, "'classes' is missing", fix: "classes: 10"),
    Malformed(minimal("classes: 10", "classes: 10, values: 2"), "GD0255", 9, 34, "not both"),
    Malformed(
      minimal("classes: 10", "values: 1") + "limits: { accuracy: { at-least: 90 % } }\n", "GD0256", 16, 21,
      "limits.accuracy: this is of classes, and the network's output has values; write r-squared"),
    Malformed(
      minimal("classes: 10", "values: 1").replacingOccurrences(
        of: "set: digits", with: "set: digits, label: x"), "GD0256", 4, 29, "write targets"),
    Malformed(minimal("set: digits", "set: digits, targets: x"), "GD0256", 4, 31, "write label"),
    Malformed(minimal("set: digits", "set: digits, target-scale: standard"), "GD0256", 4, 36, "leave it out"),
    Malformed(
      minimal + "limits: { r-squared: { at-least: 0.9 } }\n", "GD0256", 16, 22, "write accuracy"),
    Malformed(
      minimal("classes: 10", "values: 1").replacingOccurrences(
        of: "nudge:", with: "cost: { kind: cross-entropy, temperature: 1 mV }\n  nudge:"),
      "GD0256", 11, 9, "'cross-entropy' is of classes", fix: "{ kind: squared }"),
    Malformed(
      minimal("hidden: []", "hidden: [{ units: 4, gain: 0.5 }]"), "GD0205", 8, 30,
      "network.hidden[0].gain: '0.5' is out of range"),
    Malformed(minimal("hidden: []", "hidden: [{ gain: 2 }]"), "GD0203", 8, 12, "'units' is missing"),
    Malformed(minimal("leti-hfo2-130", "\"a\\nb.yaml\""), "GD0260", 3, 13, "line break"),
    Malformed(minimal("set: digits", "set: csv, path: \"a\\tb\""), "GD0260", 4, 25, "no name or path"),
    Malformed("extends: \"a\\rb.yaml\"\n" + minimal, "GD0260", 1, 10, "line break"),
    Malformed(
      minimal("leti-hfo2-130", String(repeating: "a", count: 4097)), "GD0260", 3, 13, "longer than 4096 bytes"
    ),
    Malformed(minimal("set: digits", "set: digits, test-fraction: 1"), "GD0205", 4, 37, "less than 1"),
    Malformed(minimal("set: digits", "set: digits, test-fraction: 0 %"), "GD0205", 4, 37, "greater than 0"),
    Malformed(minimal("set: digits", "set: digits, test-fraction: 20"), "GD0205", 4, 37, "less than 1"),
    Malformed(minimal("set: digits", "set: digits, validation-fraction: 1"), "GD0205", 4, 43, "less than 1"),
    Malformed(
      minimal("set: digits", "set: digits, augment: { shift: -1 }"), "GD0205", 4, 40,
      "data.augment.shift: '-1' is out of range; expected a whole number from 0 to 1000"),
    Malformed(
      minimal("set: digits", "set: digits, augment: { flip: horizontl }"), "GD0207", 4, 39,
      "not one of none, horizontal", fix: "horizontal"),
    Malformed(
      minimal("set: digits", "set: digits, augment: { shfit: 2 }"), "GD0202", 4, 33, "unknown key 'shfit'",
      fix: "shift"),
    Malformed(
      minimal("set: digits", "set: digits, scale: minmax"), "GD0207", 4, 29,
      "data.scale: 'minmax' is not one of min-max, standard, whole, none", fix: "min-max"),
    Malformed(
      minimal("set: digits", "set: digits, scale: { low: 2, high: 1 }"), "GD0221", 4, 36,
      "low (2.0) is not below high (1.0)"),
    Malformed(
      minimal("set: digits", "set: digits, header: maybe"), "GD0207", 4, 30, "not one of present, absent"),
    Malformed(
      minimal("learning-rate: 100 uS^2/V^2", "learning-rate: { relativ: 2 % }"), "GD0202", 14, 20,
      "unknown key 'relativ'", fix: "relative"),
    Malformed(
      minimal("learning-rate: 100 uS^2/V^2", "learning-rate: { relative: 200 % }"), "GD0205", 14, 30,
      "training.learning-rate.relative: '200 %' is out of range"),
    Malformed(
      minimal("learning-rate: 100 uS^2/V^2", "learning-rate: { relative: [1 %, 2 %] }"), "GD0220", 14, 18,
      "2 learning rates, but the network has 1 connection"),
    Malformed(
      minimal("set: digits", "set: digits, normalize: { mean: 0.5 }"), "GD0203", 4, 33,
      "data.normalize: the key 'deviation' is missing", fix: "deviation: [0.25, 0.24, 0.26]"),
    Malformed(
      minimal("set: digits", "set: digits, normalize: { mean: 120, deviation: 0.5 }"), "GD0205", 4, 41,
      "data.normalize.mean: '120' is out of range; expected a number at least 0 and at most 1"),
    Malformed(
      minimal("set: digits", "set: digits, normalize: { mean: 0.5, deviation: [0.5, 0] }"), "GD0205", 4, 63,
      "data.normalize.deviation[1]: '0' is out of range"),
    Malformed(
      minimal("set: digits", "set: digits, normalize: { mean: [0.1, 0.2, 0.3], deviation: [1, 2] }"),
      "GD0229", 4,
      69, "2 deviations for 3 means"),
    Malformed(
      minimal("learning-rate: 100 uS^2/V^2", "learning-rate: [1 uS^2/V^2, 2 uS^2/V^2]"), "GD0220", 14, 18,
      "training.learning-rate: 2 learning rates, but the network has 1 connection; write one"),
    Malformed(
      minimal("learning-rate: 100 uS^2/V^2", "learning-rate: []"), "GD0208", 14, 18, "0 items"),
    Malformed(
      minimal("epochs: 1", "initial: { low: 20 uS, high: 10 uS }\n  epochs: 1"), "GD0221", 12, 19,
      "low (20 uS) is above high (10 uS)"),
    Malformed(minimal("set: digits", "set: digits, train-limit: 4"), "GD0224", 13, 10, "a batch of 8"),
    Malformed(minimal("epochs: 1", "decay: 1.5\n  epochs: 1"), "GD0205", 12, 10, "at most 1"),
    Malformed(minimal("epochs: 1", "decay: .inf\n  epochs: 1"), "GD0204", 12, 10, "not a number"),
    Malformed(minimal("epochs: 1", "decay: 1e999\n  epochs: 1"), "GD0205", 12, 10, "out of range"),
    Malformed(minimal("epochs: 1", "clamp: 110 %\n  epochs: 1"), "GD0205", 12, 10, "at most 1"),
    Malformed(minimal("epochs: 1", "clamp: 0\n  epochs: 1"), "GD0205", 12, 10, "greater than 0"),
    Malformed(minimal("epochs: 1", "clamp: 1 V\n  epochs: 1"), "GD0206", 12, 10, "is a voltage"),
    Malformed(minimal("epochs: 1", "points: 1\n  epochs: 1"), "GD0205", 12, 11, "from 2 to 64"),
    Malformed(minimal("epochs: 1", "points: 2.5\n  epochs: 1"), "GD0204", 12, 11, "a whole number"),
    Malformed(
      minimal("epochs: 1", "estimator: centred\n  epochs: 1"), "GD0207", 12, 14, "one-sided-negative",
      fix: "centered"),
    Malformed(minimal("epochs: 1", "optimizer: adam\n  epochs: 1"), "GD0201", 12, 14, "found 'adam'"),
    Malformed(
      minimal("epochs: 1", "optimizer: { kind: sgd, momentun: 0.9 }\n  epochs: 1"), "GD0202", 12, 27,
      "unknown key 'momentun'", fix: "momentum"),
    Malformed(
      minimal("epochs: 1", "optimizer: { momentum: 1 }\n  epochs: 1"), "GD0205", 12, 26, "less than 1"),
    Malformed(
      minimal("epochs: 1", "optimizer: { kind: Adam }\n  epochs: 1"), "GD0209", 12, 22, "'Adam' is not a name"
    ),
    Malformed(
      minimal("epochs: 1", "optimizer: { weight-decay: -1 }\n  epochs: 1"), "GD0205", 12, 30, "at least 0"),
    Malformed(
      minimal("epochs: 1", "optimizer: { kind: adam, epsilon: 0 }\n  epochs: 1"), "GD0205", 12, 37,
      "greater than 0"),
    Malformed(
      minimal("epochs: 1", "optimizer: { kind: binary-flip, inertia: 2, threshold: 1 }\n  epochs: 1"),
      "GD0205",
      12, 44, "at most 1"),
    Malformed(
      minimal("epochs: 1", "optimizer: { kind: level-step, levels: 1, threshold: 1 }\n  epochs: 1"), "GD0205",
      12, 42, "from 2 to"),
    Malformed(
      minimal("epochs: 1", "optimizer: { kind: level-step, levels: 8, threshold: [1, -1] }\n  epochs: 1"),
      "GD0205", 12, 60, "at least 0"),
    Malformed(
      minimal("epochs: 1", "schedule: { kind: cosin }\n  epochs: 1"), "GD0207", 12, 21, "'cosin'",
      fix: "cosine"),
    Malformed(minimal("epochs: 1", "schedule: {}\n  epochs: 1"), "GD0203", 12, 13, "'kind' is missing"),
    Malformed(
      minimal("epochs: 1", "schedule: { kind: exponential }\n  epochs: 1"), "GD0240", 12, 13, "needs 'decay'",
      fix: "decay: 0.1"),
    Malformed(
      minimal("epochs: 1", "schedule: { kind: step, decay: 0.1 }\n  epochs: 1"), "GD0240", 12, 13,
      "needs 'every'", fix: "every: 30"),
    Malformed(
      minimal("epochs: 1", "schedule: { kind: cosine, decay: 0.1 }\n  epochs: 1"), "GD0241", 12, 36,
      "'cosine' has no 'decay'"),
    Malformed(
      minimal("epochs: 1", "schedule: { kind: cosine, period: 0 }\n  epochs: 1"), "GD0205", 12, 37,
      "from 1 to"),
    Malformed(
      minimal("epochs: 1", "schedule: { kind: cosine, floor: 2 }\n  epochs: 1"), "GD0205", 12, 36, "at most 1"
    ),
    Malformed(
      minimal("epochs: 1", "decay: 0.9\n  schedule: { kind: constant }\n  epochs: 1"), "GD0242", 13, 13,
      "exclude each other"),
    Malformed(minimal("epochs: 1", "initial:\n  epochs: 1"), "GD0210", 12, 11, "the value is missing"),
    Malformed(
      minimal + "netlist: { dialects: [ngspice, ngspice] }\n", "GD0225", 16, 32, "already in the list"),
    Malformed(minimal + "netlist: { dialects: [] }\n", "GD0208", 16, 22, "expected 1 to 16"),
    Malformed(minimal + "netlist: null\n", "GD0210", 16, 10, "expected a mapping"),
  ])
  func isReported(_ malformed: Malformed) { malformed.check() }

  @Test func allErrorsComeAtOnceByPlace() {
    let text = minimal.replacingOccurrences(of: "1 V", with: "1").replacingOccurrences(
      of: "20 uS", with: "20 V"
    )
    .replacingOccurrences(of: "rows: 64", with: "rws: 64").replacingOccurrences(of: "tiny", with: "T")
    .replacingOccurrences(of: "epochs: 1", with: "initial: { low: 2 S, high: 1 S }\n  epochs: x")
    let found = diagnostics(text)
    #expect(found.map(\.code) == ["GD0209", "GD0206", "GD0206", "GD0221", "GD0204", "GD0202"])
    #expect(found.map { $0.location?.line } == [2, 7, 11, 12, 13, 16])
  }

  @Test func aFloodOfErrorsIsCut() {
    let found = diagnostics((0..<5000).map { "k\($0): 1\n" }.joined())
    #expect(found.count == DiagnosticCollector.limit + 1)
    #expect(found.last?.code == "GD0100" && found.last?.message.contains("further messages") == true)
  }

  @Test func nullLeavesAnOptionalKeyOut() throws {
    #expect(try ChipSpec.parse(minimal("hidden: []", "hidden: []\n  bias: null")).spec.network.bias == nil)
    #expect(try ChipSpec.parse(minimal("hidden: []", "hidden: []\n  bias: ~")).spec.network.bias == nil)
  }
}
