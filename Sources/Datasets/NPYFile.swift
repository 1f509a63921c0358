import Diagnostics
import Foundation
import Specification

/// An array in NumPy's `.npy` format (numpy.lib.format, versions 1 to 3).
///
/// Read: booleans, whole and floating numbers of any size and byte order up to 64 bits, in C and in Fortran order.
/// Written: little-endian f8 in C order.
package struct NPYFile: Sendable, Equatable {
  /// Sizes.
  package var shape: [Int]
  /// Values, last index fastest; integers beyond 2^53 are rounded.
  package var values: [Double]
  /// Whether the file holds unsigned bytes, as images do.
  package var isBytes = false

  /// Makes an array.
  package init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "a value for every place")
    (self.shape, self.values) = (shape, values)
  }

  /// The bytes of the file: the same array gives the same bytes, those of `numpy.save`.
  package func encoded() -> [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(tuple), }"
    // Magic, version, length and header together are a multiple of 64, with a newline at the end.
    let padding = 63 - (10 + header.utf8.count) % 64
    header += String(repeating: " ", count: padding) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(header.utf8.count & 0xff), UInt8(header.utf8.count >> 8)]
    bytes += Array(header.utf8)
    bytes.reserveCapacity(bytes.count + 8 * values.count)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Reads a file, plain or gzip.
  /// - Throws: `Diagnostic` that names the file and what is wrong with it.
  package init(reading url: URL, at location: SourceLocation? = nil) throws {
    let all = try FileBytes.unpacked(url, at: location)
    func bad(_ reason: String) -> Diagnostic { FileBytes.malformed(url, reason, at: location) }
    guard all.count >= 10, all.starts(with: [0x93] + Array("NUMPY".utf8)), (1...3).contains(all[6]) else {
      throw bad("it does not start as a .npy file")
    }
    let wide = all[6] > 1
    guard !wide || all.count >= 12 else { throw bad("its header is truncated") }
    let length =
      wide ? (0..<4).reduce(0) { $0 | Int(all[8 + $1]) << (8 * $1) } : Int(all[8]) | Int(all[9]) << 8
    let start = wide ? 12 : 10
    guard length <= 65_536, all.count >= start + length else { throw bad("its header is truncated") }
    let header = String(decoding: all[start..<start + length], as: UTF8.self)
    let (type, isFortran, shape) = try Self.parse(header, bad)
    let body = all[(start + length)...]
    var count = 1
    for extent in shape {
      let (value, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw bad("its shape \(shape) is too large") }
      count = value
    }
    guard body.count % type.size == 0, body.count / type.size == count else {
      throw bad("it has \(body.count) bytes of data; its header says \(shape) of \(type.size) bytes each")
    }
    let values = type.numbers(body)
    self.init(shape: shape, values: isFortran ? Self.cOrder(values, shape) : values)
    isBytes = type.isByte
  }

  /// Values with the last index fastest of ones with the first index fastest.
  private static func cOrder(_ values: [Double], _ shape: [Int]) -> [Double] {
    guard shape.count > 1, !values.isEmpty else { return values }
    var result = values
    var index = [Int](repeating: 0, count: shape.count)
    var strides = [Int](repeating: 1, count: shape.count)
    for d in 1..<shape.count { strides[d] = strides[d - 1] * shape[d - 1] }
    var place = 0
    for target in result.indices {
      result[target] = values[place]
      for d in shape.indices.reversed() {
        index[d] += 1
        place += strides[d]
        if index[d] < shape[d] { break }
        place -= strides[d] * shape[d]
        index[d] = 0
      }
    }
    return result
  }

  /// Type and shape of a header such as {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }.
  private static func parse(
    _ header: String, _ bad: (String) -> Diagnostic
  ) throws -> (type: NPYType, isFortran: Bool, shape: [Int]) {
    func after(_ key: String) -> Substring? {
      header.range(of: "'\(key)':").map { header[$0.upperBound...].drop { $0 == " " } }
    }
    guard let descr = after("descr"), let order = after("fortran_order"), let tuple = after("shape"),
      tuple.first == "(", let close = tuple.firstIndex(of: ")")
    else { throw bad("its header is not readable") }
    let name = descr.dropFirst().prefix { $0 != "'" }
    guard descr.first == "'", let type = NPYType(name) else {
      throw bad(
        "its numbers are of type '\(name.prefix(20))'; expected one of \(NPYType.names.joined(separator: ", "))"
      )
    }
    guard order.hasPrefix("False") || order.hasPrefix("True") else { throw bad("its header is not readable") }
    let shape = tuple[tuple.index(after: tuple.startIndex)..<close].split(separator: ",").map {
      Int($0.filter { $0 != " " && $0 != "L" })
    }
    var sizes: [Int] = []
    for extent in shape {
      guard let extent, extent >= 0 else { throw bad("its shape is not readable") }
      sizes.append(extent)
    }
    return (type, order.hasPrefix("True"), sizes)
  }
}
