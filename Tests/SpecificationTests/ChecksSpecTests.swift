import Diagnostics
import Testing

@testable import Specification

@Suite struct ChecksSpecTests {
  @Test(arguments: [
    Malformed(
      minimal + "checks: { GD0505: { suppress: \"\" } }\n", "GD0251", 16, 31, "a suppression needs a reason",
      fix: "\"why it does not matter here\""),
    Malformed(minimal + "checks: { GD0505: { suppress: \" - \" } }\n", "GD0251", 16, 31, "needs a reason"),
    Malformed(minimal + "checks: { GD0505: {} }\n", "GD0252", 16, 19, "a severity, or a reason"),
    Malformed(
      minimal + "checks: { GD0505: { severity: note, suppress: \"a b\" } }\n", "GD0252", 16, 19,
      "a severity, or a reason"),
    Malformed(
      minimal + "checks: { GD0515: { severity: note } }\n", "GD0250", 16, 11,
      "no check has the code 'GD0515'",
      fix: "GD0505"),
    Malformed(
      minimal + "checks: { GD0203: { severity: note } }\n", "GD0253", 16, 11,
      "GD0203 (A key is missing) stops everything"),
    Malformed(
      minimal + "checks: { GD0505: { severity: off } }\n", "GD0207", 16, 31,
      "not one of error, warning, note"),
    Malformed(minimal + "checks: [GD0505]\n", "GD0201", 16, 9, "found a list"),
    Malformed(minimal + "checks: { GD0505: error }\n", "GD0201", 16, 19, "found 'error'"),
    Malformed(minimal + "limits: { die: { width: 1 mm } }\n", "GD0254", 16, 16, "a width and a height"),
    Malformed(
      minimal + "limits: { die: { width: 1 mm, height: 1 mm, slot: caravel } }\n", "GD0254", 16, 16,
      "or is a slot"
    ),
    Malformed(
      minimal + "limits: { area: { at-mots: 1 mm^2 } }\n", "GD0202", 16, 19, "'at-mots'", fix: "at-most"),
    Malformed(minimal + "limits: { ir-drop: { at-most: 5 mV } }\n", "GD0206", 16, 31, "voltage"),
    Malformed(minimal + "limits: { pads: { at-most: 0 } }\n", "GD0205", 16, 28, "out of range"),
    Malformed(minimal + "limits: { yield: { at-least: 90 % } }\n", "GD0244", 16, 9, "needs the accuracy"),
  ])
  func malformed(_ case: Malformed) { `case`.check() }

  private func parse(_ text: String) throws -> ChipSpec { try ChipSpec.parse(minimal + text).spec }

  @Test("limits and checks are read, and written as they were read")
  func roundTrip() throws {
    let spec = try parse(
      """
      limits:
        accuracy: { at-least: 95 % }
        yield: { at-least: 90 % }
        area: { at-most: 4 mm^2 }
        energy-per-inference: { at-most: 10 nJ }
        latency: { at-most: 1 us }
        energy-per-training-example: { at-most: 100 nJ }
        ir-drop: { at-most: 5 % }
        utilization: { at-least: 60 % }
        die: { width: 2 mm, height: 3 mm }
        pads: { at-most: 64 }
      checks:
        GD0505: { severity: error }
        GD0501: { suppress: "one tile: \\"only\\"" }

      """)
    #expect(spec.limits.area?.value.si == 4e-6 && spec.limits.pads?.value == 64)
    #expect(spec.limits.latency?.value.si == 1e-6 && spec.limits.irDrop?.value.si == 0.05)
    #expect(spec.checks["GD0505"]?.setting == .severity(.error))
    #expect(spec.checks["GD0501"]?.setting == .suppressed(reason: "one tile: \"only\""))
    #expect(!spec.limits.isEmpty && spec.checks["GD0502"] == nil)
    let again = try ChipSpec.parse(spec.resolvedYAML()).spec
    #expect(again == spec && again.resolvedYAML() == spec.resolvedYAML())
    let slot = try parse("limits: { die: { slot: caravel } }\n")
    #expect(try ChipSpec.parse(slot.resolvedYAML()).spec == slot)
  }

  @Test("a severity replaces that of a message, a suppression keeps the message with its reason")
  func apply() throws {
    let checks = try parse("checks: { GD0505: { severity: error }, GD0506: { suppress: \"why not\" } }\n")
      .checks
    func finding(_ code: String) -> Finding { checks.apply(to: Diagnostic(.warning, code, "text")) }
    #expect(finding("GD0505").diagnostic.severity == .error && finding("GD0505").suppression == nil)
    #expect(finding("GD0506").suppression?.reason == "why not")
    #expect(finding("GD0506").suppression?.location.line == 16)
    #expect(finding("GD0504") == Finding(Diagnostic(.warning, "GD0504", "text")))
  }

  @Test("settings are all keys of the resolved spec with their values")
  func settings() throws {
    let settings = Dictionary(
      try parse("").settings.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(settings["network.input.shape"] == "[8, 8]")
    #expect(settings["training.nudge"] == "20 uS" && settings["network.hidden"] == "[]")
    let other = try ChipSpec.parse(minimal("hidden: []", "hidden: [{ units: 4 }]")).spec.settings
    #expect(other.contains { $0 == ("network.hidden[0].units", "4") })
  }
}
