import Foundation

/// Folders with everything in them.
enum FileTree {
  /// Names of what is in a folder; none when it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder of ours as far as it can, whatever permissions its folders have; never what is mounted in it. The
  /// lock goes last.
  static func remove(_ folder: String) {
    guard let device = Status(folder)?.device else { return }
    remove(folder, on: device)
  }

  private static func remove(_ folder: String, on device: UInt64) {
    guard let status = Status(folder), status.isFolder, status.device == device else { return }
    if status.permissions & 0o700 != 0o700 { chmod(folder, 0o700) }
    let names = names(in: folder)
    for name in names.filter({ $0 != Leftovers.lockName }) + names.filter({ $0 == Leftovers.lockName }) {
      let path = "\(folder)/\(name)"
      if unlink(path) != 0 { remove(path, on: device) }
    }
    rmdir(folder)
  }

  /// Makes everything in a folder last: its files on the disk, and their names.
  /// - Throws: the disk may turn out to be full only here.
  static func synchronize(_ folder: String) throws(OutputFailure) {
    for name in names(in: folder) {
      let path = "\(folder)/\(name)"
      guard let status = Status(path) else { continue }
      if status.isFolder { try synchronize(path) }
      // What has another name was there before.
      if status.isRegular, status.linkCount == 1 { try synchronizeOne(path) }
    }
    try synchronizeOne(folder)
  }

  /// Makes a file, or the names in a folder, last.
  static func synchronizeOne(_ path: String) throws(OutputFailure) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    // What may be written but not read cannot be opened here; the system writes it in its own time.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    try synchronize(descriptor, path)
  }

  /// Makes what is open last.
  static func synchronize(_ descriptor: Int32, _ path: String) throws(OutputFailure) {
    // Some file systems have nothing to do.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS else {
      throw OutputFailure(cannot: "write", path, errno)
    }
  }
}
