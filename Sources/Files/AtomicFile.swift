import CFiles
import Foundation

/// Writing of a regular file that appears whole or not at all: into a temporary file beside it, which is renamed.
package enum AtomicFile {
  /// What a file of the same name means.
  package enum Existing: Sendable {
    /// It is replaced; its permissions are kept.
    case replaced
    /// It stays, and nothing is written.
    case kept
  }

  /// Writes a file.
  /// - Parameters:
  ///   - path: not of a symbolic link, which would be replaced; ``OutputFile`` follows links.
  ///   - isDurable: whether it must outlast a power failure. Not for what is written often and checked when it is read, as
  ///     checkpoints: waiting for the disk takes longer than an epoch.
  /// - Throws: ``OutputFailure``; then the old file, or none, is there.
  package static func write(
    _ data: Data, to path: String, existing: Existing = .replaced, isDurable: Bool = true
  ) throws(OutputFailure) {
    let (folder, name) = split(path)
    let old = Status(path)
    let temporary: String
    let descriptor: Int32
    do throws(OutputFailure) {
      // Private until it has the permissions of the file that it replaces.
      (temporary, descriptor) = try Leftovers.makeFile(
        for: path, in: folder, Leftovers.prefix(name), permissions: old == nil ? 0o666 : 0o600)
    } catch {
      // A file may be writable in a folder that is not.
      if existing == .replaced, old?.isRegular == true, access(folder, W_OK) != 0 {
        return try overwrite(data, path)
      }
      throw error
    }
    defer { close(descriptor) }
    do throws(OutputFailure) {
      let error = Descriptor.write(data, to: descriptor)
      guard error == 0 else { throw OutputFailure(cannot: "write", path, error) }
      old?.adopt(descriptor)
      if isDurable { try FileTree.synchronize(descriptor, path) }
      let problem = put(temporary, path, existing)
      if problem == EBUSY, existing == .replaced {
        // It is mounted by itself, as a container has it.
        try overwrite(data, path)
        unlink(temporary)
      } else if problem != 0 {
        throw OutputFailure(cannot: "write", path, problem)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    if isDurable { try? FileTree.synchronizeOne(folder) }
  }

  /// Removes what killed writers have left in a folder of our own.
  package static func sweep(_ folder: String) { Leftovers.sweepFiles(folder) }

  /// Folder and name of a path.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// Renames; 0, or an error number.
  private static func put(_ temporary: String, _ path: String, _ existing: Existing) -> Int32 {
    guard existing == .kept else { return rename(temporary, path) == 0 ? 0 : errno }
    let error = files_rename_new(temporary, path)
    guard error == EINVAL || error == ENOSYS else { return error }
    // A link never replaces anything, either.
    guard link(temporary, path) == 0 else { return errno }
    unlink(temporary)
    return 0
  }

  private static func overwrite(_ data: Data, _ path: String) throws(OutputFailure) {
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputFailure(cannot: "write", path, errno) }
    defer { close(descriptor) }
    let error = Descriptor.write(data, to: descriptor)
    guard error == 0 else { throw OutputFailure(cannot: "write", path, error) }
    try FileTree.synchronize(descriptor, path)
  }
}
