import Foundation
import Testing

/// The comparison that ``GeneratedTests`` trusts, with faults planted.
@Suite("Golden texts")
struct GoldenTextTests {
  private func isSame(_ found: String, _ expected: String, drawn: Bool = false) -> Bool {
    GoldenText(found, isDrawn: drawn).difference(from: GoldenText(expected, isDrawn: drawn)) == nil
  }

  @Test("the last digits of a number may differ")
  func lastDigits() {
    #expect(isSame("r1 a b 12345.678901234", "r1 a b 12345.678901235"))
    #expect(isSame("{\"loss\": 3.1000001e-05}", "{\"loss\": 3.1e-05}"))
    #expect(isSame("width 9.9999999 um", "width  10.0 um"))
    // Between letters and marks.
    #expect(isSame("M12.3400001L7.5", "M12.34L7.5") && isSame("27.000001µW", "27.0µW"))
  }

  @Test(
    "any other digit is found",
    arguments: [
      ("12345.778", "12345.678"), ("c1 a 0 1.1000e-15", "c1 a 0 1.1001e-15"), ("0.4 V", "0.5 V"),
      ("1e-6", "1e-5"),
      ("-0.5", "0.5"), ("7", "8"), ("0.0", "1e-13"), ("3.10001e-5", "3.1e-5"),
    ])
  func changedDigit(_ found: String, _ expected: String) {
    #expect(!isSame(found, expected) && !isSame(expected, found))
  }

  @Test(
    "names, order and number of words are compared exactly",
    arguments: [
      ("x_12 1.5", "x_13 1.5"), ("tile_0_1 a", "tile_0_2 a"), ("v1 in out", "v1 out in"),
      ("a 1.5\n", "a 1.5\n1.5"),
      ("a 1.5", "b 1.5"), ("1.5 V", "1.5 mV"), ("", "1"),
    ])
  func names(_ found: String, _ expected: String) {
    #expect(!isSame(found, expected) && !isSame(expected, found))
  }

  @Test("a place in a drawing may fall to the next step, and no further")
  func drawings() {
    #expect(isSame("M12.9,3", "M13,3", drawn: true) && isSame("x=\"1.26\"", "x=\"1.25\"", drawn: true))
    #expect(!isSame("x=\"1.27\"", "x=\"1.25\"", drawn: true) && !isSame("M13,3", "M14,3", drawn: true))
    #expect(!isSame("1.26", "1.25"))
  }

  @Test("numbers of arrays are compared, and their headers exactly")
  func arrays() throws {
    let file = Program.project.appendingPathComponent("generated/iris/weights/connection_1.npy")
    let bytes = try Data(contentsOf: file)
    func changed(_ place: Int, _ xor: UInt8) -> Data {
      var copy = bytes
      copy[copy.startIndex + place] ^= xor
      return copy
    }
    func isSame(_ found: Data) -> Bool { GoldenArray.difference(found, bytes, name: "a.npy") == nil }
    #expect(isSame(bytes) && isSame(changed(bytes.count - 8, 0x01)))
    // The sixth byte of a little-endian double holds digits of about 1e-3.
    #expect(!isSame(changed(bytes.count - 3, 0x10)) && !isSame(changed(bytes.count - 1, 0x80)))
    #expect(!isSame(changed(20, 0x01)) && !isSame(bytes.dropLast()))
  }
}
