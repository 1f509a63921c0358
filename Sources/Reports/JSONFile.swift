import Diagnostics
import Foundation

/// Reading the JSON of an output folder, which may be anybody's.
enum JSONFile {
  /// No larger file is read: the records of some hundred thousand chips.
  static let limit = 256 << 20

  /// The bytes; nil for a file that is not there, is no regular one or is too large.
  static func data(_ url: URL) -> Data? {
    (try? RegularFile.bytes(of: url.path, limit: limit)).map { Data($0) }
  }
}
