/// A text file that was read: its name and its bytes.
package struct SourceFile: Sendable, Hashable {
  /// The path, as the user named it.
  package var path: String
  /// The content, not yet known to be UTF-8.
  package var bytes: [UInt8]

  /// Makes a source file from bytes at hand.
  package init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }

  /// The content as text; ill-formed bytes appear as U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Reads a regular file, at most `limit` bytes.
  ///
  /// - Parameter place: where the path is written, for the diagnostic; nil for a path from the command line.
  /// - Throws: `GD0101` for a file that is missing, not readable or not a regular file, `GD0102` for a file
  ///   that is larger than the limit (found before it is read).
  package static func read(
    _ path: String, limit: Int = 4 << 20, at place: SourceLocation? = nil
  ) throws(Diagnostic) -> SourceFile {
    do {
      return SourceFile(path: path, bytes: try RegularFile.bytes(of: path, limit: limit))
    } catch {
      // A path may be any text of a spec; no file system takes a long one.
      let name =
        path.utf8.count > 400 ? path.unicodeScalars.prefix(100).map(String.init).joined() + "…" : path
      if case .tooLarge(let size) = error {
        throw Diagnostic(
          .error, "GD0102", "'\(name)' has \(size) bytes or more; a file may have at most \(limit)", at: place
        )
      }
      throw Diagnostic(.error, "GD0101", "cannot read '\(name)': \(error.reason(limit: limit))", at: place)
    }
  }
}
