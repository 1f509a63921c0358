import CZlib
import Diagnostics
import Foundation
import Specification

/// Reading files with bounded memory and errors that name the file.
package enum FileBytes {
  /// No data file is read beyond this many bytes, packed or unpacked (1 GiB): a guard against endless inputs.
  static let limit = 1 << 30

  /// The diagnostic for a file that is there but wrong.
  static func malformed(_ url: URL, _ reason: String, at location: SourceLocation?) -> Diagnostic {
    Diagnostic(.error, "GD0602", "data file '\(url.path)': \(reason)", at: location)
  }

  /// Whether a regular file exists.
  static func exists(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// Whether a folder exists.
  static func folderExists(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// A regular file's bytes.
  package static func read(_ url: URL, at location: SourceLocation?) throws -> [UInt8] {
    do {
      return try RegularFile.bytes(of: url.path, limit: limit)
    } catch .missing {
      throw Diagnostic(.error, DataSets.missingCode, "data file '\(url.path)' does not exist", at: location)
    } catch {
      throw malformed(url, error.reason(limit: limit), at: location)
    }
  }

  /// A file's bytes, unpacked if it is gzip.
  static func unpacked(_ url: URL, at location: SourceLocation?) throws -> [UInt8] {
    let data = try read(url, at: location)
    return data.starts(with: [0x1f, 0x8b]) ? try inflate(data, url, at: location) : data
  }

  /// Most bytes that so many packed ones may become. Gzip packs zeros 1,000 times, data of use hardly 20 times: a small
  /// file that would fill the memory is an attack.
  static func unpackedLimit(_ packed: Int) -> Int {
    min(limit, max(16 << 20, 100 * min(packed, limit)))
  }

  private static func inflate(_ packed: [UInt8], _ url: URL, at location: SourceLocation?) throws -> [UInt8] {
    var stream = z_stream()
    // 15 + 16: the largest window, gzip framing.
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw malformed(url, "zlib cannot start", at: location)
    }
    defer { inflateEnd(&stream) }
    let limit = unpackedLimit(packed.count)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var input = packed
    var problem: String?
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      while true {
        let status = chunk.withUnsafeMutableBufferPointer { target -> Int32 in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          return CZlib.inflate(&stream, Z_NO_FLUSH)
        }
        output.append(contentsOf: chunk[..<(chunk.count - Int(stream.avail_out))])
        if output.count > limit {
          problem = "it unpacks to more than \(limit) bytes, too many for its \(packed.count)"
          return
        }
        if status == Z_STREAM_END {
          // gzip files may be concatenated.
          if stream.avail_in == 0 { return }
          inflateReset(&stream)
        } else if status != Z_OK {
          problem =
            status == Z_BUF_ERROR
            ? "the gzip stream is truncated after \(output.count) bytes" : "the gzip stream is damaged"
          return
        }
      }
    }
    if let problem { throw malformed(url, problem, at: location) }
    return output
  }

  /// Little-endian doubles.
  package static func doubles(_ bytes: some Collection<UInt8>) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(bytes.count / 8)
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << shift
      shift += 8
      if shift == 64 {
        values.append(Double(bitPattern: word))
        (word, shift) = (0, 0)
      }
    }
    return values
  }
}
