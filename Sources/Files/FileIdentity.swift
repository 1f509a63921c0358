import Foundation

/// What tells one file from another, however it is spelled and whatever links lead to it: where it is on its disk, or for one
/// that is not there yet its folder's place and its name.
package struct FileIdentity: Hashable, Sendable {
  private let device, inode: UInt64
  private let name: String

  init(_ status: Status, name: String = "") {
    (device, inode, self.name) = (status.device, status.inode, name)
  }

  /// Of the file at a path, links followed; nil where there is no folder for it.
  package init?(_ path: String) {
    if let status = Status(path, followingLinks: true) {
      self.init(status)
    } else {
      let (folder, name) = AtomicFile.split(path)
      guard let status = Status(folder, followingLinks: true) else { return nil }
      self.init(status, name: name)
    }
  }
}
