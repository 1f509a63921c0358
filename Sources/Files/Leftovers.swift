import Foundation

/// Temporary files and folders beside an output, `.NAME.0123456789abcdef.part`.
///
/// Each is locked by the process that writes it, a folder by the file `lock` in it. The system lets go of a lock when its
/// process ends in whatever way, on this machine, in another container or on another host of a network file system: what is
/// not locked was left behind, and may be removed. Where a file system has no locks, nothing is.
enum Leftovers {
  static let lockName = "lock"
  private static let ending = ".part"
  private static let digits = 16

  /// How names begin that belong to an output.
  static func prefix(_ name: String) -> String {
    // A name has at most 255 bytes.
    ".\(String(decoding: name.utf8.prefix(200), as: UTF8.self))."
  }

  /// A name that nobody has.
  private static func name(_ prefix: String) -> String {
    let number = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    return prefix + String(repeating: "0", count: digits - number.count) + number + ending
  }

  /// What stands before the number in a temporary name; nil for other names.
  private static func prefix(of name: String) -> Substring? {
    guard name.hasPrefix("."), name.hasSuffix(ending) else { return nil }
    let start = name.dropLast(ending.count)
    let number = start.suffix(digits)
    guard number.count == digits, number.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { return nil }
    return start.dropLast(digits)
  }

  /// Makes a file, open for writing and locked.
  /// - Parameter destination: what it will become, for messages.
  static func makeFile(
    for destination: String, in folder: String, _ prefix: String, permissions: mode_t
  ) throws(OutputFailure) -> (path: String, descriptor: Int32) {
    while true {
      let path = "\(folder)/\(name(prefix))"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
      guard descriptor >= 0 else {
        if errno == EEXIST || errno == EINTR { continue }
        throw OutputFailure(cannot: "write", destination, errno)
      }
      if holds(descriptor, path) { return (path, descriptor) }
      close(descriptor)
    }
  }

  /// Makes a folder.
  /// - Returns: its path and what holds its lock.
  static func makeFolder(
    in folder: String, _ prefix: String, permissions: mode_t
  ) throws(OutputFailure) -> (path: String, descriptor: Int32) {
    while true {
      let path = "\(folder)/\(name(prefix))"
      guard mkdir(path, permissions) == 0 else {
        if errno == EEXIST { continue }
        throw OutputFailure(cannot: "write in", folder, errno)
      }
      let lock = "\(path)/\(lockName)"
      let descriptor = open(lock, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        if holds(descriptor, lock) { return (path, descriptor) }
        close(descriptor)
      } else if errno != EEXIST, errno != ENOENT {
        let error = errno
        rmdir(path)
        throw OutputFailure(cannot: "write in", folder, error)
      }
      // Somebody was quicker, and took it for a leftover.
    }
  }

  /// Locks a new file, and makes sure that nobody has removed it before.
  private static func holds(_ descriptor: Int32, _ path: String) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
    return Status(descriptor: descriptor)?.isSame(as: Status(path)) ?? false
  }

  /// Removes the files that killed runs have left beside an output, and beside the checkpoints of its training.
  static func sweepFiles(_ folder: String, of name: String) {
    let (own, checkpoints) = (prefix(name), prefix(".\(name).checkpoint"))
    sweep(folder) { prefix, status in
      status.isRegular && (prefix == own || prefix.hasPrefix(checkpoints))
    }
  }

  /// Removes all files that killed writers have left in a folder of our own.
  static func sweepFiles(_ folder: String) { sweep(folder) { $1.isRegular } }

  /// Removes the folders that killed runs have left beside an output.
  /// - Parameter rescue: given each before it is removed.
  static func sweepFolders(_ folder: String, of name: String, rescue: (String) -> Void) {
    let own = prefix(name)
    sweep(folder, { $1.isFolder && $0 == own }, rescue: rescue)
  }

  private static func sweep(
    _ folder: String, _ isMeant: (_ prefix: Substring, _ status: Status) -> Bool,
    rescue: (String) -> Void = { _ in }
  ) {
    for name in FileTree.names(in: folder) {
      let path = "\(folder)/\(name)"
      guard let prefix = prefix(of: name), let status = Status(path), status.owner == geteuid(),
        isMeant(prefix, status)
      else { continue }
      // A folder without its lock was left between two steps.
      let lock = status.isFolder ? "\(path)/\(lockName)" : path
      let flags = O_RDWR | (status.isFolder ? O_CREAT : 0) | O_NOFOLLOW | O_CLOEXEC
      let descriptor = open(lock, flags, 0o600)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0,
        Status(descriptor: descriptor)?.isSame(as: Status(lock)) == true
      else { continue }
      guard status.isFolder else {
        unlink(path)
        continue
      }
      rescue(path)
      FileTree.remove(path)
    }
  }
}
