#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A text file that was read: its name and its bytes.
public struct SourceFile: Sendable, Hashable {
  /// The path, as the user named it.
  public var path: String
  /// The content, not yet known to be UTF-8.
  public var bytes: [UInt8]

  /// Makes a source file from bytes at hand.
  public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }

  /// The content as text; ill-formed bytes appear as U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Reads a regular file, at most `limit` bytes.
  ///
  /// - Parameter place: where the path is written, for the diagnostic; nil for a path from the command line.
  /// - Throws: `GD0101` for a file that is missing, not readable or not a regular file, `GD0102` for a file
  ///   that is larger than the limit (found before it is read).
  public static func read(
    _ path: String, limit: Int = 4 << 20, at place: SourceLocation? = nil
  ) throws(Diagnostic) -> SourceFile {
    // A path may be any text of a spec; no file system takes a long one.
    let name = path.utf8.count > 400 ? path.unicodeScalars.prefix(100).map(String.init).joined() + "…" : path
    func fail(_ reason: String) -> Diagnostic {
      Diagnostic(.error, "GD0101", "cannot read '\(name)': \(reason)", at: place)
    }
    guard !path.utf8.contains(0) else { throw fail("the path contains a NUL character") }
    // Non-blocking, so that a named pipe without a writer is refused below instead of waited for.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw fail(String(cString: strerror(errno)).lowercased()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fail(String(cString: strerror(errno)).lowercased()) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw fail("it is a directory, a file was expected")
    default: throw fail("it is not a regular file")
    }
    func tooLarge(_ size: Int) -> Diagnostic {
      Diagnostic(
        .error, "GD0102", "'\(name)' has \(size) bytes or more; a file may have at most \(limit)", at: place)
    }
    guard status.st_size <= limit else { throw tooLarge(Int(status.st_size)) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { readDescriptor(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fail(String(cString: strerror(errno)).lowercased()) }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      // The size of a file under /proc is 0, and a file may grow while it is read.
      guard bytes.count <= limit else { throw tooLarge(bytes.count) }
    }
    return SourceFile(path: path, bytes: bytes)
  }
}

/// `read(2)`, which the method of the same name hides.
private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
