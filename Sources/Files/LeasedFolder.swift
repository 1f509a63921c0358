import Foundation

/// A temporary folder that lives as long as its process holds a lock on a file in it, and is removed with everything in it
/// when it is let go. One that a killed process has left is removed by the next that makes one in the same place.
///
/// A class, because its end of life has an effect.
package final class LeasedFolder: Sendable {
  /// The folder, which also holds the lock.
  package let path: String
  private let descriptor: Int32

  /// Makes a folder.
  /// - Parameters:
  ///   - parent: the folder in which it is made, which must be there.
  ///   - name: what its name begins with.
  ///   - isPrivate: whether nobody else may look into it.
  package convenience init(in parent: String, name: String, isPrivate: Bool = true) throws(OutputFailure) {
    try self.init(in: parent, name: name, isPrivate: isPrivate, rescue: { _ in })
  }

  /// Makes a folder; `rescue` is given each abandoned one before it is removed.
  init(
    in parent: String, name: String, isPrivate: Bool, rescue: (String) -> Void
  ) throws(OutputFailure) {
    Leftovers.sweepFolders(parent, of: name, rescue: rescue)
    (path, descriptor) = try Leftovers.makeFolder(
      in: parent, Leftovers.prefix(name), permissions: isPrivate ? 0o700 : 0o777)
  }

  deinit {
    if isThere { FileTree.remove(path) }
    close(descriptor)
  }

  /// Whether nobody has removed it, or put something else in its place.
  package var isThere: Bool {
    Status(descriptor: descriptor)?.isSame(as: Status("\(path)/\(Leftovers.lockName)")) ?? false
  }
}
