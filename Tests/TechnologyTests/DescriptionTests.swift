import Diagnostics
import Foundation
import Testing

@testable import Technology

/// `describe` as text and JSON.
@Suite struct DescriptionTests {
  let library = TechnologyLibrary()

  @Test func textShowsValuesOriginsAndSources() throws {
    let text = try library.load("sky130-reram").described().text
    #expect(text.hasPrefix("technology sky130-reram\n=======================\n"))
    #expect(text.contains("device sky130-reram\n-------------------\n"))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(
      lines.contains {
        $0.hasPrefix("  maximum-conductance") && $0.contains("99.3 uS") && $0.contains("[SKY130_RERAM_MODEL]")
      })
    #expect(lines.contains { $0.hasPrefix("  write.set-exponent") && $0.contains("ASSUMED: ") })
    #expect(lines.contains { $0.hasPrefix("  [SKY130_RCX] SkyWater") })
    #expect(!lines.contains { $0.hasSuffix(" ") })
    // A source is listed once, although many constants cite it.
    #expect(lines.filter { $0.hasPrefix("  [SKY130_TLEF] ") }.count == 1)
  }

  @Test func jsonHoldsTheSame() throws {
    struct Fact: Decodable {
      var key: String
      var value: String
      var source: String?
      var assumption: String?
    }
    struct Part: Decodable {
      var kind: String
      var name: String
      var facts: [Fact]
      var parts: [Part]
    }
    let description = try library.describe(.technologies, "leti-hfo2-130")
    let part = try JSONDecoder().decode(Part.self, from: Data(description.json.utf8))
    #expect(part.kind == "technology")
    #expect(part.parts.map(\.kind) == ["process", "device", "neuron", "peripherals"])
    #expect(part.parts[1].facts.first { $0.key == "maximum-conductance" }?.value == "40 uS")
    #expect(part.parts[1].facts.first { $0.key == "maximum-conductance" }?.source == "NEURRAM_AIHWKIT")
    #expect(part.parts[1].facts.first { $0.key == "write.set-rate" }?.assumption != nil)
  }

  @Test func idealPartsSayWhatTheyLack() throws {
    let facts = try library.device("ideal").described().facts
    #expect(facts.first { $0.key == "nonlinearity-voltage" }?.value == "linear")
    #expect(facts.first { $0.key == "write" }?.value == "none")
    #expect(try library.neuron("ideal-rectifier").described().facts.contains { $0.value == "unlimited" })
  }

  @Test func aNameOfSeveralKindsShowsAll() throws {
    #expect(try library.describe("ideal").map(\.kind) == ["technology", "process", "device", "peripherals"])
    #expect(try library.describe("cmos130").map(\.kind) == ["peripherals"])
    let error = #expect(throws: DiagnosticsError.self) { try library.describe("cmos13") }
    #expect(error?.diagnostics.first?.code == "GD0301")
    #expect(error?.diagnostics.first?.suggestion == "cmos130")
  }
}
