import Files
import Kernels
import Testing

@testable import Netlists

@Suite("Numbers in netlists")
struct NumberTextTests {
  @Test("fifteen digits: every number reads back to within half a unit of the last")
  func roundTrip() throws {
    let random = Philox(seed: 7)
    for index in 0..<20_000 {
      let mantissa = 1 + 9 * random.uniform(purpose: 0, stream: 0, index: UInt64(index))
      let exponent = Int(60 * random.uniform(purpose: 1, stream: 0, index: UInt64(index))) - 30
      let scale = try #require(Double("1e\(exponent)"))
      let value = (index % 2 == 0 ? 1 : -1) * mantissa * scale
      let read = try #require(Double(NumberText.text(value)))
      #expect(abs(read / value - 1) < 5.2e-15, "\(value) was written as \(NumberText.text(value))")
    }
  }

  @Test(
    "known texts",
    arguments: [
      (0.0, "0"), (1, "1"), (-3, "-3"), (1e-6, "1e-6"), (4.3e-1, "4.3e-1"), (123456.0, "123456"),
      (1e9, "1e9"), (1.0 / 3, "3.33333333333333e-1"), (9.99999999999999999e-7, "1e-6"),
      (2.5e-300, "2.5e-300"),
      (-1.25e22, "-1.25e22"),
    ] as [(Double, String)])
  func known(_ value: Double, _ text: String) { #expect(NumberText.text(value) == text) }

  @Test("powers of ten are exact across the range", arguments: -280...280)
  func powers(_ exponent: Int) throws {
    let value = try #require(Double("1e\(exponent)"))
    let read = try #require(Double(NumberText.text(value)))
    #expect(abs(read / value - 1) < 5.2e-15)
  }
}

@Suite("Text output")
struct TextOutputTests {
  @Test("whole numbers of every length")
  func decimals() {
    let output = TextOutput()
    let values = [0, 9, 10, 99, 100, 12345, 1_000_000, 987_654_321_012]
    for value in values {
      output.write(decimal: value)
      output.write(" ")
    }
    #expect(output.text == values.map { "\($0) " }.joined())
  }

  @Test("a long text passes through the buffer whole")
  func long() {
    let output = TextOutput()
    let line = String(repeating: "x", count: 999) + "\n"
    for _ in 0..<500 { output.write(line) }
    output.write(String(repeating: "y", count: 200_000))
    #expect(output.text == String(repeating: line, count: 500) + String(repeating: "y", count: 200_000))
    #expect(output.byteCount == 700_000)
  }

  @Test("a full disk is an error")
  func fullDisk() throws {
    let output = try TextOutput(path: "/dev/full")
    output.write(String(repeating: "x", count: 100_000))
    #expect(throws: OutputFailure.self) { try output.finish() }
  }

  @Test("a folder that is not there is an error")
  func noFolder() {
    #expect(throws: OutputFailure.self) { _ = try TextOutput(path: "/nonexistent/x.sp") }
  }
}
