import Foundation

/// What the system knows of a file.
struct Status {
  private let status: stat

  /// Of what is at a path; nil when nothing can be seen there.
  /// - Parameter followingLinks: false: a symbolic link itself.
  init?(_ path: String, followingLinks: Bool = false) {
    var status = stat()
    guard fstatat(AT_FDCWD, path, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    self.status = status
  }

  /// Of what is open.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.status = status
  }

  private var kind: mode_t { status.st_mode & S_IFMT }
  var isRegular: Bool { kind == S_IFREG }
  var isFolder: Bool { kind == S_IFDIR }
  var isLink: Bool { kind == S_IFLNK }
  var isPipe: Bool { kind == S_IFIFO }
  var isCharacterDevice: Bool { kind == S_IFCHR }
  var isBlockDevice: Bool { kind == S_IFBLK }
  /// How many names it has.
  var linkCount: Int { Int(status.st_nlink) }
  var permissions: mode_t { status.st_mode & 0o7777 }
  var owner: uid_t { status.st_uid }
  var group: gid_t { status.st_gid }
  var device: UInt64 { UInt64(status.st_dev) }
  var inode: UInt64 { UInt64(status.st_ino) }
  var modified: timespec { status.st_mtim }

  /// Whether both are one file.
  func isSame(as other: Status?) -> Bool { device == other?.device && inode == other?.inode }

  /// Gives what is open the owner, where that is allowed, and the permissions.
  func adopt(_ descriptor: Int32) {
    // The owner first: changing it takes special permissions away.
    if let now = Status(descriptor: descriptor), now.owner != owner || now.group != group {
      if fchown(descriptor, owner, group) != 0 { _ = fchown(descriptor, uid_t.max, group) }
    }
    _ = fchmod(descriptor, permissions)
  }

  /// Gives the file or folder at a path the owner, where that is allowed, and the permissions.
  func adopt(path: String) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    adopt(descriptor)
    close(descriptor)
  }
}
