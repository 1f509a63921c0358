import Foundation

/// A folder that is removed at the end.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// Its place.
  package var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

  package init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and the folders that it needs.
  @discardableResult
  package func write(_ text: String, _ name: String, permissions: Int? = nil) throws -> String {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    if let permissions { chmod(url.path, mode_t(permissions)) }
    return url.path
  }

  package func folder(_ name: String, permissions: Int = 0o755) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    chmod(path(name), mode_t(permissions))
  }

  package func link(_ name: String, to target: String) { symlink(target, path(name)) }

  package func text(_ name: String) -> String? { try? String(contentsOfFile: path(name), encoding: .utf8) }

  /// Names of what is in it, or in a folder in it.
  package func content(_ name: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
  }

  /// Where a symbolic link leads; nil for what is none.
  package func target(_ name: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: path(name))
  }

  package func permissions(_ name: String) -> Int {
    var status = stat()
    return lstat(path(name), &status) == 0 ? Int(status.st_mode & 0o7777) : -1
  }
}
