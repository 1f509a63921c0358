import Diagnostics
import Specification
import Testing

@testable import Netlists

@Suite struct ReservedNamesTests {
  private func diagnostic(_ name: String) -> Diagnostic? {
    ReservedNames.diagnostic(Located(name, at: SourceLocation(file: "a.yaml", line: 2, column: 7)))
  }

  /// Names that some target takes for something else: at least one a language.
  @Test(arguments: [
    ("temper", "ngspice"), ("hertz", "xyce"), ("time", "ngspice"), ("pi", "ngspice"), ("gmin", "xyce"),
    ("agauss", "hspice"), ("ternary_fcn", "ngspice"), ("spice_pulse", "xyce"), ("montecarlo", "spectre"),
    ("m_pi", "vacask"), ("nan", "vacask"), ("inf", "vacask"), ("postprocess", "vacask"),
    ("limexp", "Verilog-A"),
    ("endmodule", "Verilog-A"), ("sinh", "hspice"), ("bsource", "vacask"), ("gnd", "ngspice"),
  ])
  func words(_ name: String, _ language: String) throws {
    let found = try #require(diagnostic(name), "\(name) is free")
    #expect(found.code == "GD0228" && found.message.contains(language), "\(found.message)")
    #expect(found.location?.line == 2 && found.suggestion == "my_\(name)")
    #expect(diagnostic("my_\(name)") == nil, "the suggestion is free")
  }

  @Test(arguments: ["gd_sense", "tile_0_0_0", "vss"])
  func cellsOfTheChip(_ name: String) { #expect(diagnostic(name)?.code == "GD0228") }

  @Test(arguments: ["digits", "iris", "my_chip", "temper2", "pi_digits", "chip"])
  func free(_ name: String) { #expect(diagnostic(name) == nil) }

  /// A list has what a chip could be named, else it could not be found.
  @Test func listsHoldIdentifiers() {
    for words in DialectRegistry.all.map(\.reservedWords) + [VerilogA.reservedWords] {
      #expect(words.count > 80)
      for word in words { #expect(word.wholeMatch(of: /[a-z][a-z0-9_]{0,63}/) != nil, "\(word)") }
    }
  }
}
