import Foundation

/// A folder of this process for the files that readers want, in memory where the system has such a place.
final class Scratch: Sendable {
  let url: URL

  init() throws {
    let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
    let base =
      FileManager.default.isWritableFile(atPath: memory.path)
      ? memory : FileManager.default.temporaryDirectory
    url = base.appendingPathComponent("grenadyn-fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A file's place.
  func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Writes a file; its place. Plainly, since Foundation's writing costs more than most readers.
  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) -> URL {
    let place = file(name)
    let descriptor = open(place.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0, "\(place.path): \(String(cString: strerror(errno)))")
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "\(place.path): \(String(cString: strerror(errno)))")
      done += count
    }
    return place
  }

  /// Writes a text file; its place.
  @discardableResult
  func write(_ text: String, _ name: String) -> URL { write(Array(text.utf8), name) }
}

extension URL {
  /// The bytes of a file.
  var bytes: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: self)) }
  }

  /// The regular files below a folder whose names end so, by path.
  func files(_ ending: String) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(ending) }.sorted()
      .map { appendingPathComponent($0) }
  }
}
