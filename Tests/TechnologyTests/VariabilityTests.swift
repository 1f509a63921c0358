import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Technology

/// The variability blocks of files: what they state, what they leave out, and mistakes in them.
@Suite struct VariabilityTests {
  let library = TechnologyLibrary()

  private static let device = """
    summary: a device of ours
    minimum-conductance: { value: 2 uS, assumption: "measured in house" }
    maximum-conductance: { value: 20 uS, assumption: "measured in house" }
    nonlinearity-voltage: linear
    maximum-read-voltage: { value: 0.3 V, assumption: "measured in house" }
    write: none
    capacitance: { value: 1 fF, assumption: "measured in house" }
    cell-width: { value: 2 um, assumption: "our layout" }
    cell-height: { value: 2 um, assumption: "our layout" }

    """

  private func errors(_ variability: String) throws -> [Diagnostic] {
    var found: [Diagnostic] = []
    try withFiles(["d.yaml": Self.device + "variability:\n" + variability]) { folder in
      do throws(DiagnosticsError) {
        _ = try library.device("d.yaml", relativeTo: folder)
      } catch { found = error.diagnostics }
    }
    return found
  }

  @Test func aFileMayStateNothing() throws {
    try withFiles(["d.yaml": Self.device]) { folder in
      let device = try library.device("d.yaml", relativeTo: folder)
      #expect(device.variability == DeviceVariability())
      #expect(
        device.variability.unstated == [.spread, .faults, .programming, .readNoise, .pulses, .retention])
      let facts = device.described().facts
      for source in device.variability.unstated {
        #expect(facts.first { $0.key == source.rawValue }?.value == "not stated", "\(source)")
      }
    }
  }

  @Test func whatIsUnstatedIsShownUnderItsKey() throws {
    // The keys that a prediction names are those that `describe` shows and a file would hold.
    for kind in [TechnologyLibrary.Kind.devices, .neurons, .peripherals] {
      for name in library.names(kind) {
        let shown = Set(
          try library.describe(kind, name).facts.filter { $0.value == "not stated" }.map(\.key))
        let unstated: [VariabilitySource] =
          switch kind {
          case .devices: try library.device(name).variability.unstated
          case .neurons: try library.neuron(name).variability.unstated
          default: try library.peripherals(name).variability.unstated
          }
        #expect(Set(unstated.map(\.rawValue)).isSubset(of: shown), "\(name)")
      }
    }
    let technology = try library.load("taox-hfox-130")
    #expect(technology.unstatedVariability == [.stepSpread, .asymmetrySpread, .retention])
    #expect(Set(VariabilitySource.allCases.map(\.phrase)).count == VariabilitySource.allCases.count)
  }

  @Test func everySourceIsStatedBySomeDevice() throws {
    let devices = try library.names(.devices).map { try library.device($0) }
    for source in VariabilitySource.allCases.prefix(9) {
      #expect(devices.contains { !$0.variability.unstated.contains(source) }, "\(source)")
    }
    let laws = Set(devices.compactMap { $0.variability.pulses?.law.name })
    #expect(laws.isSubset(of: PulseShape.laws.map { $0.name }))
    #expect(laws.count >= 3)
    #expect(Set(devices.compactMap { $0.variability.readNoise?.name }) == ["proportional", "one-over-f"])
  }

  @Test func malformedBlocksAreReportedAtOnce() throws {
    let found = try errors(
      """
        spread:
          lower: { value: 140 %, assumption: "too much" }
          upper: 10 %
        faults:
          stuck-off: { value: 60 %, assumption: "most of them" }
          stuck-on: { value: 50 %, assumption: "and the rest" }
        programming:
          deviation: { values: [0.3 uS, 2 V], assumption: "wrong unit" }
          full-scale: { value: 20 uS }
        read-noise:
          propotional:
            share: { value: 1 %, assumption: "misspelt law" }
        pulses:
          step-up: { value: 0.01, assumption: "fine" }
          law: { soft-bounds: { fall-up: 1 } }
        retention:
          relaxation:
            full-scale: { value: 20 uS, assumption: "fine" }
            points:
              - time: { value: 1 day, assumption: "fine" }
                deviation: { values: [1 uS], assumption: "fine" }
              - time: { value: 2 h, assumption: "before the first" }
                deviation: { values: [], assumption: "none" }

      """)
    let lines = found.map { "\($0.location?.line ?? 0) \($0.code)" }
    #expect(
      lines == [
        "12 GD0205",  // more than 100 %
        "13 GD0303",  // no origin
        "16 GD0310",  // more than all
        "18 GD0206",  // volts among siemens
        "19 GD0303",  // no origin
        "21 GD0309",  // unknown law
        "23 GD0203",  // no step-down
        "25 GD0202",  // a law without parameters has one
        "33 GD0208",  // an empty list
      ], "\(found.map { "\($0.location?.line ?? 0) \($0.code) \($0.message)" })")
    #expect(found.first { $0.code == "GD0309" }?.suggestion == "proportional")
  }

  @Test func whatContradictsItself() throws {
    #expect(
      try errors(
        """
          retention:
            relaxation:
              full-scale: { value: 20 uS, assumption: "fine" }
              points:
                - time: { value: 1 day, assumption: "fine" }
                  deviation: { values: [1 uS], assumption: "fine" }
                - time: { value: 2 h, assumption: "before the first" }
                  deviation: { values: [1 uS], assumption: "fine" }

        """
      ).map(\.code) == ["GD0310"])
    #expect(try errors("  retention: {}\n").map(\.code) == ["GD0310"])
    #expect(try errors("  pulses: { law: 7 }\n").map(\.code).contains("GD0309"))
    let law = """
        pulses:
          step-up: { value: 0.01, assumption: "fine" }
          step-down: { value: 0.01, assumption: "fine" }
          law:
            exponential:
              amplitude-up: { value: -3, assumption: "no step at x = 1/2" }
              amplitude-down: { value: 1, assumption: "fine" }
              decay-up: { value: 1, assumption: "fine" }
              decay-down: { value: 1, assumption: "fine" }

      """
    #expect(try errors(law).map(\.code) == ["GD0310"])
    #expect(try errors(law.replacingOccurrences(of: "-3", with: "3")).isEmpty)
    #expect(
      try errors("  programming:\n    levels: { value: 2.5, assumption: \"half a level\" }\n").map(\.code)
        .contains("GD0204"))
  }

  @Test func readOutBitsNeedARange() throws {
    let text = try SourceFile.read(library.path(.peripherals, "cmos130")).text
    let without = text.split(separator: "\n").filter { !$0.contains("read-out-range") }.joined(
      separator: "\n")
    try withFiles(["p.yaml": without]) { folder in
      let error = #expect(throws: DiagnosticsError.self) {
        try library.peripherals("p.yaml", relativeTo: folder)
      }
      #expect(error?.diagnostics.map(\.code) == ["GD0310"])
    }
    let step = try #require(try library.peripherals("cmos130").variability.readoutStep)
    #expect(abs(step.si - 2.0 / 1024) < 1e-15)
    #expect(try library.peripherals("ideal").variability.readoutStep == nil)
  }
}
