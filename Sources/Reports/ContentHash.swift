import Foundation
import Synchronization

/// Hashes of files by their contents; a file that has not been touched meanwhile is read once a process.
enum ContentHash {
  /// What changes when a file does.
  private struct State: Hashable {
    var device, inode: UInt64
    var size, modified, modifiedFraction, changed, changedFraction: Int

    /// Of a regular file; nil for all else, which may never end.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      (device, inode, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
      (modified, modifiedFraction) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      (changed, changedFraction) = (status.st_ctim.tv_sec, status.st_ctim.tv_nsec)
    }
  }

  private static let known = Mutex<[State: String]>([:])

  /// The hash of a regular file's contents; nil for what is not one, or cannot be read.
  static func of(_ path: String) -> String? {
    guard let state = State(path) else { return nil }
    if let hash = known.withLock({ $0[state] }) { return hash }
    guard let hash = try? SHA256.digest(ofFile: URL(fileURLWithPath: path)) else { return nil }
    // Not of a file that was being written.
    if State(path) == state { known.withLock { $0[state] = hash } }
    return hash
  }
}
