#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is open for reading and ends: neither a pipe nor a device, which may never give a byte or never stop.
///
/// Everything that the program reads goes through here.
///
/// ```swift
/// let bytes = try RegularFile.bytes(of: "spec.yaml", limit: 4 << 20)
/// ```
package struct RegularFile: ~Copyable {
  /// Why a file was not read.
  package enum Failure: Error, Sendable, Equatable {
    /// It does not exist.
    case missing
    /// It is a folder, a pipe, a device or a socket: what it is.
    case notRegular(String)
    /// It has so many bytes or more.
    case tooLarge(Int)
    /// The system's reason.
    case unreadable(String)
  }

  /// Bytes when it was opened; 0 for a file that the system makes up while it is read.
  package let size: Int
  private let descriptor: Int32

  /// Opens a file; never waits for whoever writes a pipe.
  package init(_ path: String) throws(Failure) {
    guard !path.utf8.contains(0) else { throw .unreadable("the path contains a NUL character") }
    let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard opened >= 0 else { throw Self.failure(errno) }
    var status = stat()
    if let problem = Self.problem(opened, &status) {
      close(opened)
      throw problem
    }
    (descriptor, size) = (opened, Int(status.st_size))
  }

  deinit { close(descriptor) }

  /// Reads the next bytes into a buffer; 0 at the end.
  package borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    while true {
      let count = readDescriptor(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.failure(errno) }
    }
  }

  /// All bytes of a file, if they are at most so many. Memory is taken once the size is known to be allowed.
  package static func bytes(of path: String, limit: Int) throws(Failure) -> [UInt8] {
    let file = try RegularFile(path)
    guard file.size <= limit else { throw .tooLarge(file.size) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.size)
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer throws(Failure) in
      while case let count = try file.read(into: buffer), count > 0 {
        bytes.append(contentsOf: buffer[..<count])
        // A file may grow while it is read.
        guard bytes.count <= limit else { throw Failure.tooLarge(bytes.count) }
      }
    }
    return bytes
  }

  private static func problem(_ descriptor: Int32, _ status: inout stat) -> Failure? {
    guard fstat(descriptor, &status) == 0 else { return failure(errno) }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .notRegular("it is a directory, a file was expected")
    default: .notRegular("it is not a regular file")
    }
  }

  private static func failure(_ code: Int32) -> Failure {
    // A socket cannot be opened, nor a device without a driver.
    code == ENOENT ? .missing : .unreadable(String(cString: strerror(code)).lowercased())
  }
}

extension RegularFile.Failure {
  /// What happened, as the end of a sentence.
  /// - Parameter limit: most bytes that were allowed.
  package func reason(limit: Int) -> String {
    switch self {
    case .missing: "no such file or directory"
    case .notRegular(let reason), .unreadable(let reason): reason
    case .tooLarge(let size): "it has \(size) bytes or more; at most \(limit) are read"
    }
  }
}

/// `read(2)`, which the method of the same name hides.
private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
