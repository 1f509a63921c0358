import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets

@Suite struct WeightFileTests {
  private static let arrays = [
    NamedArray(name: "connection_1", shape: [2, 3], values: [1e-6, 2e-6, 3e-6, 4e-6, 5e-6, 1e-4]),
    NamedArray(name: "connection_2", shape: [3, 1], values: [7e-6, 8e-6, 1e-4]),
  ]

  private static let expected = arrays.map {
    WeightShape(name: $0.name, shape: $0.shape, range: 1e-6...1e-4, unit: "S")
  }

  /// A safetensors file of a header and so many bytes of zeros.
  private func file(_ header: String, _ bytes: Int = 0, length: UInt64? = nil) -> Data {
    let length = length ?? UInt64(header.utf8.count)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + Data(header.utf8)
      + Data(count: bytes)
  }

  @Test func safetensorsReadBack() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("w.safetensors")
    let file = SafetensorsFile(arrays: Self.arrays)
    try file.encoded().write(to: url)
    #expect(try SafetensorsFile(reading: url) == file)
    #expect(try file.encoded().prefix(8).first.map { $0 % 8 } == 0)
    #expect(
      try WeightFiles.read(Located(url.path, at: here), expected: Self.expected) == Self.arrays.map(\.values))
  }

  /// Half and single precision, scalars and empty arrays: as the format's own library writes them.
  @Test func otherTypesAreRead() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("w.safetensors")
    let header =
      #"{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},"#
      + #""a":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[0,7],"data_offsets":[12,12]},"#
      + #""s":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}   "#
    var data = file(header)
    data += Data([0x00, 0x3c, 0x00, 0xc1])  // 1, -2.5
    data += Data([0x80, 0x3f, 0x20, 0xc0])  // 1, -2.5
    data += Data([0x00, 0x00, 0x20, 0xc0])  // -2.5
    try data.write(to: url)
    let arrays = try SafetensorsFile(reading: url).arrays
    #expect(arrays.map(\.name) == ["a", "b", "s", "e"])
    #expect(arrays.map(\.values) == [[1, -2.5], [1, -2.5], [-2.5], []])
    #expect(arrays.map(\.shape) == [[1, 2], [2], [], [0, 7]])
  }

  /// Malformed and hostile files are refused with a located diagnostic, never a crash.
  @Test func hostileFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("w.safetensors")
    func entry(_ shape: String, _ offsets: String, type: String = "F64") -> String {
      #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
    }
    let good = try SafetensorsFile(arrays: Self.arrays).encoded()
    let files: [(Data, String)] = [
      (Data(), "start"), (Data([1, 2, 3]), "start"),
      (file("{}", length: .max), "start"), (file("{}", length: 1 << 63), "start"),
      (file("{}", length: 3), "start"), (file("[]"), "start"), (file("{"), "header"),
      (file(#"{"a":1}"#), "header"), (file(#"{"__metadata__":{"a":1}}"#), "header"),
      (file(String(repeating: "{\"a\":", count: 100_000)), "header"),
      (file(entry("[1]", "[0,8]", type: "C64"), 8), "type 'C64'"),
      (file(entry("[-1]", "[0,8]"), 8), "does not fit"), (file(entry("[2]", "[0,8]"), 8), "does not fit"),
      (file(entry("[1]", "[8,0]"), 8), "does not fit"), (file(entry("[1]", "[0]"), 8), "does not fit"),
      (file(entry("[1]", "[]"), 8), "does not fit"), (file(entry("[1]", "[-8,0]"), 8), "does not fit"),
      (file(entry("[1]", "[8,16]"), 16), "does not fit"), (file(entry("[1]", "[0,8]"), 9), "take 8"),
      (file(entry("[9223372036854775807,2]", "[0,8]"), 8), "does not fit"),
      (file(entry("[99999999999999999999]", "[0,8]"), 8), "header"),
      (file(entry("[1.5]", "[0,8]"), 8), "header"), (file("{}", 8), "take 0"),
      (good.dropLast(), "does not fit"), (good + Data([0]), "take"),
      (
        file(
          #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
          8), "does not fit"
      ),
    ]
    for (data, what) in files {
      try data.write(to: url)
      let error = #expect(throws: Diagnostic.self) { try SafetensorsFile(reading: url, at: here) }
      #expect(error?.message.contains(what) == true, "\(error?.message ?? "") instead of \(what)")
      #expect(error?.message.contains("w.safetensors") == true && error?.location == here)
    }
    // Any damaged byte of a header is refused or gives other arrays, but never a crash.
    for index in 0..<min(good.count, 200) {
      var damaged = good
      damaged[index] ^= 0x11
      try damaged.write(to: url)
      _ = try? SafetensorsFile(reading: url)
    }
  }

  /// Every array that does not fit is named at once, at the place of the path in the spec.
  @Test func misfitsAreNamed() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("w.safetensors")
    func messages(_ arrays: [NamedArray]) throws -> [String] {
      try SafetensorsFile(arrays: arrays).encoded().write(to: url)
      let error = #expect(throws: DiagnosticsError.self) {
        try WeightFiles.read(Located(url.path, at: here), expected: Self.expected)
      }
      #expect(error?.diagnostics.allSatisfy { $0.code == "GD0609" && $0.location == here } == true)
      return error?.diagnostics.map(\.message) ?? []
    }
    let transposed = NamedArray(name: "connection_1", shape: [3, 2], values: Self.arrays[0].values)
    let both = try messages([transposed, NamedArray(name: "fc2", shape: [1], values: [0])])
    #expect(both.count == 3)
    #expect(both[0].contains("'fc2' is not one of"))
    #expect(both[1].contains("[3, 2]; expected [2, 3]") && both[1].contains("transposed"))
    #expect(both[2].contains("'connection_2' is missing"))
    for value in [2e-4, -1e-6, .nan, .infinity] {
      var arrays = Self.arrays
      arrays[0].values[4] = value
      #expect(try messages(arrays).first?.contains("connection_1[1, 1] is outside") == true)
    }
    // What float32 makes of a bound is put back into the range.
    var rounded = Self.arrays
    rounded[0].values = rounded[0].values.map { Double(Float($0)) }
    #expect(rounded[0].values[0] < 1e-6 || rounded[0].values[5] > 1e-4)
    try SafetensorsFile(arrays: rounded).encoded().write(to: url)
    let values = try WeightFiles.read(Located(url.path, at: here), expected: Self.expected)[0]
    #expect(values.min() == 1e-6 || values.max() == 1e-4)
  }
}
