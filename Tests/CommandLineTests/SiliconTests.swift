import Foundation
import Testing

/// `grenadyn silicon`
@Suite struct SiliconTests {
  @Test func theTableIsTheCommittedOne() throws {
    let chips = ["neurram", "liu-2020", "ibm-hermes-core", "ibm-64-core", "ibm-speech-tile"]
    let result = try Program.run(["silicon"] + chips.map { "specs/published/silicon/\($0).yaml" })
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let committed = Program.project.appendingPathComponent("generated/published/silicon.md")
    #expect(try result.output == String(contentsOf: committed, encoding: .utf8))
  }

  @Test func aSpecOfANetworkIsNoChip() throws {
    let result = try Program.run("silicon", "specs/iris.yaml")
    #expect(result.status == 2)
    #expect(result.errors.contains("the key 'macro' is missing"))
  }
}
