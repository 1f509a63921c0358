import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Technology

/// Technologies and parts of the user's own: by path, inline, and with mistakes.
@Suite struct UserFileTests {
  let library = TechnologyLibrary()

  private static let device = """
    summary: a device of ours
    minimum-conductance: { value: 2 uS, source: OURS, note: "page 1" }
    maximum-conductance: { value: 20 uS, source: OURS, note: "page 1" }
    nonlinearity-voltage: linear
    maximum-read-voltage: { value: 0.3 V, assumption: "measured in house" }
    write: none
    capacitance: { value: 1 fF, assumption: "measured in house" }
    cell-width: { value: 2 um, assumption: "our layout" }
    cell-height: { value: 2 um, assumption: "our layout" }
    sources:
      OURS: "A report of ours (2026)"

    """

  @Test func partsByPathAreRelativeToTheFile() throws {
    try withFiles([
      "tech/mine.yaml": """
      summary: our device on the library's process
      process: sky130
      device: parts/ours.yaml
      neuron: active-rectifier
      peripherals: cmos130
      """,
      "tech/parts/ours.yaml": Self.device,
    ]) { folder in
      let technology = try library.load("tech/mine.yaml", relativeTo: folder)
      #expect(technology.name == "mine")
      #expect(technology.device.name == "ours")
      #expect(technology.device.maximumConductance.value == Conductance(si: 20e-6))
      #expect(
        technology.device.maximumConductance.provenance
          == .citation(key: "OURS", reference: "A report of ours (2026)"))
      #expect(technology.process == (try library.process("sky130")))
      // The way a spec names it: relative to the spec's own file.
      let place = SourceLocation(file: "\(folder)/spec.yaml", line: 3, column: 13)
      let loaded = try library.load(Located("tech/mine.yaml", at: place))
      #expect(loaded.technology == technology)
      #expect(loaded.inputFiles.first?.path == "\(folder)/tech/mine.yaml")
      #expect(loaded.inputFiles.contains { $0.path == "\(folder)/tech/parts/ours.yaml" })
    }
  }

  @Test func partsMayStandInTheTechnology() throws {
    let inline = Self.device.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    try withFiles([
      "mine.yaml":
        "summary: ours\nprocess: sky130\ndevice:\n\(inline)\nneuron: active-rectifier\nperipherals: cmos130\n"
    ]) {
      let technology = try library.load("mine.yaml", relativeTo: $0)
      #expect(technology.device.name == "mine")
      #expect(technology.device.minimumConductance.value == Conductance(si: 2e-6))
      #expect(technology.device.minimumConductance.note == "page 1")
    }
  }

  @Test func aNameWithLineBreaksIsNone() throws {
    let inner =
      "summary: ours\nprocess: sky130\ndevice: \"./d\\n.control\\n.yaml\"\nneuron: active-rectifier\nperipherals: cmos130\n"
    try withFiles(["mine.yaml": inner, "d\n.control\n.yaml": Self.device, "t\u{1B}[2J.yaml": inner]) {
      folder in
      func found(_ body: () throws(DiagnosticsError) -> Void) -> [Diagnostic] {
        do throws(DiagnosticsError) {
          try body()
          return []
        } catch { return error.diagnostics }
      }
      let named = found { () throws(DiagnosticsError) in _ = try library.load("mine.yaml", relativeTo: folder)
      }
      #expect(named.map(\.code) == ["GD0260"] && named.first?.location?.line == 3)
      let given = found { () throws(DiagnosticsError) in
        _ = try library.device("\(folder)/d\n.control\n.yaml")
      }
      #expect(given.map(\.code) == ["GD0360"])
      let outer = found { () throws(DiagnosticsError) in _ = try library.load("\(folder)/t\u{1B}[2J.yaml") }
      #expect(outer.map(\.code) == ["GD0360"])
    }
  }

  @Test func proseIsOneParagraph() throws {
    let text = Self.device.replacingOccurrences(
      of: "summary: a device of ours", with: "summary: |\n  a device\n  of\tours\n\n  .control\n")
    try withFiles(["d.yaml": text]) {
      let device = try library.device("d.yaml", relativeTo: $0)
      #expect(device.summary == "a device of ours .control")
    }
    try withFiles([
      "d.yaml": text.replacingOccurrences(of: "|\n  a device\n  of\tours\n\n  .control", with: "\"\\n \\t\"")
    ]) {
      folder in
      #expect(throws: DiagnosticsError.self) { try library.device("d.yaml", relativeTo: folder) }
    }
  }

  @Test func aPartByPath() throws {
    try withFiles(["d.yml": Self.device]) { folder in
      let device = try library.device("\(folder)/d.yml")
      #expect(device.name == "d")
      let description = try library.describe(.devices, "d.yml", relativeTo: folder)
      #expect(description.facts.count == 9 + DeviceVariability().unstated.count)
      // Without the kind it is told from the keys.
      let guessed = try library.describe("d.yml", relativeTo: folder)
      #expect(guessed == [description])
    }
  }

  private func errors(_ body: () throws -> Void) -> [Diagnostic] {
    do {
      try body()
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics
    } catch {
      Issue.record("\(error)")
      return []
    }
  }

  @Test func unknownNameSuggestsAndLists() {
    let place = SourceLocation(file: "spec.yaml", line: 4, column: 13)
    let found = errors { _ = try library.load("sky130-rearm", at: place) }
    #expect(found.map(\.code) == ["GD0301"])
    #expect(found.first?.suggestion == "sky130-reram")
    #expect(found.first?.location == place)
    #expect(found.first?.message.contains("ideal, leti-hfo2-130, mtj-130") == true)
  }

  @Test func missingFileIsReportedWhereItIsNamed() throws {
    try withFiles([
      "mine.yaml":
        "summary: ours\nprocess: sky130\ndevice: nowhere.yaml\nneuron: active-rectifier\nperipherals: cmos130\n"
    ]) { folder in
      let found = errors { _ = try library.load("mine.yaml", relativeTo: folder) }
      #expect(found.map(\.code) == ["GD0101"])
      #expect(found.first?.location?.line == 3)
    }
  }

  @Test func allErrorsOfAFileAtOnce() throws {
    try withFiles([
      "bad.yaml": """
      summary: many mistakes
      minimum-conductance: { value: 50 uS, source: SKY130_RERAM_DOC }
      maximum-conductance: { value: 40 mV, assumption: "wrong unit" }
      nonlinearity-voltage: 0.4 V
      maximum-read-voltage: { value: 0.2 V }
      write:
        set-threshold: { value: -1 V, assumption: "wrong sign" }
        reset-threshold: { value: 1 V, assumption: "wrong sign" }
        set-rate: { value: 10 MHz, assumption: "fine", source: VTEAM }
        reset-rate: { value: 10 MHz, assumption: "fine" }
        set-exponent: { value: 3, assumption: "fine" }
        reset-exponent: { value: 3, assumption: "fine" }
        threshold-width: { value: 50 mV, assumption: "fine" }
      capacitance: { value: 1 fF, assumption: "fine", remark: "unknown key" }
      cell-width: { value: 1 um, assumption: "fine" }
      """
    ]) { folder in
      let found = errors { _ = try library.device("bad.yaml", relativeTo: folder) }
      let lines = found.map { "\($0.location?.line ?? 0) \($0.code)" }
      #expect(
        lines == [
          "1 GD0203",  // no cell-height
          "2 GD0302",  // unknown source
          "3 GD0206",  // voltage for a conductance
          "4 GD0303",  // a bare number
          "5 GD0303",  // no origin
          "7 GD0205",  // SET below 0
          "8 GD0205",  // RESET above 0
          "9 GD0303",  // two origins
          "14 GD0202",  // unknown key
        ], "\(found.map(\.message))")
      #expect(found.first { $0.code == "GD0302" }?.suggestion == "SKY130_RERAM_DOCS")
      #expect(found.first { $0.location?.line == 4 }?.suggestion?.contains("value: 0.4 V") == true)
      #expect(
        found.first { $0.location?.line == 7 }?.message.hasPrefix("write.set-threshold.value: ") == true)
    }
  }

  @Test func valuesThatContradictEachOther() throws {
    let text = Self.device
      .replacingOccurrences(of: "value: 2 uS", with: "value: 30 uS")
      .replacingOccurrences(
        of: "write: none",
        with: """
          write:
            set-threshold: { value: 0.25 V, assumption: "too low" }
            reset-threshold: { value: -0.3 V, assumption: "too low" }
            set-rate: { value: 10 MHz, assumption: "fine" }
            reset-rate: { value: 10 MHz, assumption: "fine" }
            set-exponent: { value: 3, assumption: "fine" }
            reset-exponent: { value: 3, assumption: "fine" }
            threshold-width: { value: 50 mV, assumption: "fine" }
          """)
    try withFiles(["bad.yaml": text]) { folder in
      let found = errors { _ = try library.device("bad.yaml", relativeTo: folder) }
      #expect(found.map(\.code) == ["GD0304", "GD0304", "GD0304"])
      #expect(found.map { $0.location?.line } == [2, 5, 5])
    }
  }

  @Test func wiresThatCannotBeDrawn() throws {
    let sky130 = try String(contentsOfFile: library.path(.processes, "sky130"), encoding: .utf8)
    let text =
      sky130
      .replacingOccurrences(of: "layer: met3", with: "layer: met33")
      .replacingOccurrences(
        of: "row-wire:\n  layer: met1\n  width:\n    value: 0.5 um",
        with: "row-wire:\n  layer: met1\n  width:\n    value: 0.1 um"
      )
      .replacingOccurrences(of: "name: met5", with: "name: met4")
    try withFiles(["bad.yaml": text]) { folder in
      let found = errors { _ = try library.process("bad.yaml", relativeTo: folder) }
      #expect(found.map(\.code) == ["GD0305", "GD0305", "GD0305"], "\(found.map(\.message))")
      #expect(found.last?.suggestion == "met3")
    }
  }

  @Test func partsThatDoNotFit() throws {
    // Four F by four F under wires of half a micrometre; and a diode that never conducts at 0.2 V.
    try withFiles([
      "tight.yaml":
        "summary: tight\nprocess: sky130\ndevice: taox-hfox-analog\nneuron: active-rectifier\nperipherals: cmos130\n",
      "dull.yaml":
        "summary: dull\nprocess: sky130\ndevice: sky130-reram\nneuron: diode-rectifier\nperipherals: cmos130\n",
    ]) { folder in
      let found = errors { _ = try library.load("tight.yaml", relativeTo: folder) }
      #expect(found.map(\.code) == ["GD0306", "GD0306"])
      #expect(found.first?.location?.line == 3)
      let loaded = try library.read("dull.yaml", relativeTo: folder)
      #expect(loaded.warnings.map(\.code) == ["GD0307"])
      #expect(loaded.warnings.first?.location?.line == 4)
    }
  }

  @Test func errorsOfAllPartsInOneRun() throws {
    try withFiles([
      "mine.yaml":
        "summary: ours\nprocess: skyy130\ndevice: d.yaml\nneuron: 7\nperipherals: [cmos130]\nextra: 1\n",
      "d.yaml": Self.device.replacingOccurrences(of: "0.3 V", with: "0.3"),
    ]) { folder in
      let found = errors { _ = try library.load("mine.yaml", relativeTo: folder) }
      let places = found.map {
        "\(($0.location?.file ?? "").split(separator: "/").last ?? ""):\($0.location?.line ?? 0) \($0.code)"
      }
      #expect(
        places == [
          "mine.yaml:2 GD0301", "mine.yaml:4 GD0204", "mine.yaml:5 GD0201", "mine.yaml:6 GD0202",
          "d.yaml:5 GD0206",
        ], "\(found.map(\.message))")
    }
  }

  @Test func aSourceKeyMeansOneThing() throws {
    let text = Self.device.replacingOccurrences(of: "  OURS: ", with: "  SKY130_RCX: \"another\"\n  OURS: ")
    try withFiles(["d.yaml": text]) { folder in
      let found = errors { _ = try library.device("d.yaml", relativeTo: folder) }
      #expect(found.map(\.code) == ["GD0308"])
    }
  }
}
