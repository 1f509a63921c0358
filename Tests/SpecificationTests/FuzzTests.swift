import Diagnostics
import Testing

@testable import Specification

@Suite struct FuzzTests {
  /// Text that is likely to lead a mutation somewhere interesting.
  private static let tokens: [String] = [
    "&a ", "*a", "<<: ", "[", "]", "{", "}", ": ", "- ", "\n", "\n\t", "  ", "\"", "'", "|\n", "#", "!!str ",
    "---\n",
    "...\n", "%", "@", "\u{FEFF}", "\u{85}", "\0", "? ", ",", "~", "null", "1e999", "-",
    "extends: spec.yaml\n", "é", "🦉",
  ]

  /// Thousands of damaged specs: never a crash, always soon, and either a spec or at least one error in place.
  @Test(arguments: 0..<4) func damagedSpecsAreReported(seed: Int) {
    var random = SplitMix(state: UInt64(seed) + 1)
    let good = Array(ChipSpec.starter.utf8)
    var outcomes: Set<String> = []
    for _ in 0..<1000 {
      var bytes = good
      for _ in 0..<(1 + random.next() % 4) {
        let place = Int(random.next() % UInt64(max(1, bytes.count)))
        switch random.next() % 6 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        case 2:
          bytes.insert(contentsOf: Array((Self.tokens.randomElement(using: &random) ?? "").utf8), at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 60)))
        case 4:
          let from = Int(random.next() % UInt64(bytes.count))
          let part = Array(bytes[from..<min(bytes.count, from + Int(random.next() % 200))])
          bytes.insert(contentsOf: part, at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { break }
      }
      do throws(DiagnosticsError) {
        let loaded = try ChipSpec.load(SourceFile(path: "spec.yaml", bytes: bytes))
        // What is accepted is written and read back.
        let again = try ChipSpec.parse(loaded.spec.resolvedYAML())
        #expect(again.spec == loaded.spec)
        outcomes.insert("good")
      } catch {
        #expect(error.diagnostics.contains { $0.severity == .error })
        for diagnostic in error.diagnostics { outcomes.insert(diagnostic.code) }
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 2
        #expect(error.diagnostics.allSatisfy { ($0.location?.line ?? 1) <= lines })
        let shown = TerminalRenderer(sources: [SourceFile(path: "spec.yaml", bytes: bytes)]).render(
          error.diagnostics)
        #expect(!shown.isEmpty && !shown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      }
    }
    // The mutations reach the parser, the schema and good specs, or they test nothing.
    #expect(
      outcomes.isSuperset(of: ["good", "GD0103", "GD0104", "GD0110", "GD0202", "GD0203", "GD0206"]),
      "\(outcomes)")
  }

  @Test func anyBytesAreReported() {
    var random = SplitMix(state: 42)
    for length in 0..<2000 {
      let bytes = (0..<(length % 97)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(!diagnostics(bytes: bytes).isEmpty)
      let ascii = (0..<(length % 97)).map { _ in
        Array("abc:-[]{}&*!|>'\"%@`,#?~<\n \t01".utf8).randomElement(using: &random) ?? 0
      }
      #expect(!diagnostics(bytes: ascii).isEmpty)
    }
  }
}
