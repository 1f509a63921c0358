import Diagnostics
import Foundation
import Specification

/// An array with a name, as weight files hold them.
package struct NamedArray: Sendable, Equatable {
  /// Name, for example `connection_1`.
  package var name: String
  /// Sizes.
  package var shape: [Int]
  /// Values, last index fastest.
  package var values: [Double]

  /// Makes an array.
  package init(name: String, shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "a value for every place")
    (self.name, self.shape, self.values) = (name, shape, values)
  }
}

/// Arrays in the safetensors format: eight bytes with the little-endian length of a JSON header, the header (name →
/// type, shape and place), then the raw numbers, without gaps.
///
/// Read: F64, F32, F16, BF16. Written: F64, in the given order.
package struct SafetensorsFile: Sendable, Equatable {
  /// The arrays; when read, in the order of their places.
  package var arrays: [NamedArray]
  /// No longer header is read: some ten thousand arrays (the format's own limit is 100 MB).
  private static let maximumHeader = 1_000_000

  /// Wraps arrays; their names must differ.
  package init(arrays: [NamedArray]) { self.arrays = arrays }

  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    // The format's spelling.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    var data_offsets: [Int]
  }

  private struct Header: Decodable {
    var entries: [String: Entry] = [:]
    private struct Name: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for name in container.allKeys {
        if name.stringValue == "__metadata__" {
          _ = try container.decode([String: String].self, forKey: name)
        } else {
          entries[name.stringValue] = try container.decode(Entry.self, forKey: name)
        }
      }
    }
  }

  /// The bytes of the file; the same arrays give the same bytes.
  package func encoded() throws -> Data {
    var position = 0
    var entries: [String: Entry] = [:]
    for array in arrays {
      let end = position + 8 * array.values.count
      entries[array.name] = Entry(dtype: "F64", shape: array.shape, data_offsets: [position, end])
      position = end
    }
    precondition(entries.count == arrays.count, "the names differ")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var header = try encoder.encode(entries)
    // Spaces, so that the numbers are aligned.
    while header.count % 8 != 0 { header.append(0x20) }
    var data = Data(capacity: 8 + header.count + position)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(header)
    for array in arrays {
      array.values.map(\.bitPattern.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
    }
    return data
  }

  /// Reads a file.
  /// - Throws: `Diagnostic` that names the file and what is wrong with it.
  package init(reading url: URL, at location: SourceLocation? = nil) throws {
    let data = try FileBytes.read(url, at: location)
    func bad(_ reason: String) -> Diagnostic { FileBytes.malformed(url, reason, at: location) }
    guard data.count > 8 else { throw bad("it does not start as a safetensors file") }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(data[$1]) << UInt64(8 * $1) }
    guard length <= UInt64(Self.maximumHeader), 8 + Int(length) <= data.count, data[8] == UInt8(ascii: "{")
    else {
      throw bad("it does not start as a safetensors file, or its header is truncated")
    }
    let start = 8 + Int(length)
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(data[8..<start])) else {
      throw bad("its header is not readable")
    }
    let body = data[start...]
    var position = 0
    arrays = []
    // Without gaps and overlaps, as the format demands: every byte belongs to one array.
    for (name, entry) in header.entries.sorted(by: {
      $0.value.data_offsets.lexicographicallyPrecedes($1.value.data_offsets)
    }) {
      guard let size = Self.sizes[entry.dtype] else {
        throw bad(
          "its array '\(name)' is of type '\(entry.dtype)'; expected \(Self.sizes.keys.sorted().joined(separator: ", "))"
        )
      }
      let bytes = entry.shape.reduce(Optional(size)) { product, extent in
        guard let product, extent >= 0 else { return nil }
        let (value, overflow) = product.multipliedReportingOverflow(by: extent)
        return overflow ? nil : value
      }
      guard let bytes, bytes <= body.count - position, entry.data_offsets == [position, position + bytes]
      else {
        throw bad(
          "the place \(entry.data_offsets) of its array '\(name)' does not fit its shape \(entry.shape), the arrays "
            + "before it and the file's \(body.count) bytes of numbers")
      }
      let first = body.startIndex + position
      arrays.append(
        NamedArray(
          name: name, shape: entry.shape,
          values: Self.numbers(body[first..<first + bytes], entry.dtype)))
      position += bytes
    }
    guard position == body.count else {
      throw bad("it has \(body.count) bytes of numbers; its arrays take \(position)")
    }
  }

  /// Bytes a number.
  private static let sizes = ["F64": 8, "F32": 4, "F16": 2, "BF16": 2]

  private static func numbers(_ bytes: ArraySlice<UInt8>, _ type: String) -> [Double] {
    func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word] {
      let size = Word.bitWidth / 8
      return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { i in
        (0..<size).reduce(Word(0)) { $0 | Word(bytes[i + $1]) << Word(8 * $1) }
      }
    }
    switch type {
    case "F64": return FileBytes.doubles(bytes)
    case "F32": return words(UInt32.self).map { Double(Float(bitPattern: $0)) }
    case "F16": return words(UInt16.self).map { Double(Float16(bitPattern: $0)) }
    default: return words(UInt16.self).map { Double(Float(bitPattern: UInt32($0) << 16)) }
    }
  }
}
