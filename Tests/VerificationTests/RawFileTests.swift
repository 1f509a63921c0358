import Simulators
import Testing

@testable import Verification

@Suite struct RawFileTests {
  static let good = """
    Title: * test_chip free_0
    Plotname: Transient Analysis
    Flags: real
    No. Variables: 3
    No. Points: 2
    Variables:
    \t0\ttime\ttime
    \t1\tv(xchip.h1_0)\tvoltage
    \t2\tV(out_0)\tvoltage
    Values:
     0\t0.0e+00
    \t1.0e+00
    \t2.0e+00

     1\t1.0e-09
    \t-3.5e+00
    \t4.25e-07


    """

  @Test func lastPoint() throws {
    let file = try RawFile(Self.good, name: "a.raw")
    #expect(file.pointCount == 2)
    #expect(file.voltage("h1_0") == -3.5)
    #expect(file.voltage("out_0") == 4.25e-7)
    #expect(file.voltage("out_1") == nil)
  }

  @Test func everyTruncationIsFound() {
    let body = Self.good.trimmingNewlines()
    // All but the line end of the last value is needed.
    for length in 0..<body.count {
      #expect(throws: ToolRun.Failure.self, "\(length)") {
        try RawFile(String(body.prefix(length)), name: "a.raw")
      }
    }
  }

  @Test(arguments: [
    ("Flags: real", "Flags: complex"), ("No. Variables: 3", "No. Variables: 4"),
    ("No. Points: 2", "No. Points: 3"),
    ("4.25e-07", "four"), ("\t1\tv(xchip.h1_0)\tvoltage", "\t1"), ("No. Points: 2", "No. Points: -2"),
    ("No. Variables: 3", "No. Variables: 999999999999"), ("Values:", ""),
    ("No. Points: 2", "No. Points: 9223372036854775807"), ("No. Points: 2", "No. Points: 999999999999"),
  ])
  func malformed(_ right: String, _ wrong: String) {
    #expect(throws: ToolRun.Failure.self) {
      try RawFile(Self.good.replacing(right, with: wrong), name: "a.raw")
    }
  }
}

extension String {
  fileprivate func trimmingNewlines() -> String {
    var result = self
    while result.last == "\n" { result.removeLast() }
    return result
  }
}
