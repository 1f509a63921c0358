import Testing

@testable import Diagnostics

@Suite struct SpellingTests {
  @Test func spellingAllowsOneEditInThreeLetters() {
    #expect(Spelling.closest(to: "nugde", among: ["nudge", "epochs"]) == "nudge")
    #expect(Spelling.closest(to: "ep0chs", among: ["nudge", "epochs"]) == "epochs")
    #expect(Spelling.closest(to: "banana", among: ["nudge", "epochs"]) == nil)
    #expect(Spelling.distance(Array("ca".unicodeScalars), Array("abc".unicodeScalars)) == 3)
    #expect(Spelling.distance(Array("abcd".unicodeScalars), Array("acbd".unicodeScalars)) == 1)
  }
}
