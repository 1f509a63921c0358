import Foundation

/// Takes along what is not ours from an old folder into a new one: links, pipes, empty folders, files of whatever kind, with
/// owners and permissions; and gives what is in both the permissions of the old.
///
/// Files are linked, not moved: until the old folder is removed, it is whole.
struct KeptFiles {
  /// The folders.
  let old, new: String
  /// Paths of our files in the old one.
  let ours: Set<String>
  /// Folders in the old one that hold a file of ours.
  private let ourFolders: Set<String>
  /// Whether what the new folder has a file for is kept beside it, under another name.
  private let keepsCovered: Bool

  /// Prepares it.
  /// - Parameter isSecond: a look at what has come into the old folder since the first time.
  init(from old: String, to new: String, ours: Set<String>, isSecond: Bool = false) {
    (self.old, self.new, self.ours) = (old, new, ours)
    keepsCovered = !isSecond
    var folders: Set<String> = []
    for path in ours {
      var folder = AtomicFile.split(path).folder
      while folder != ".", folders.insert(folder).inserted { folder = AtomicFile.split(folder).folder }
    }
    ourFolders = folders
  }

  /// Takes everything along.
  /// - Throws: ``OutputFailure`` for what cannot be taken along.
  func take() throws(OutputFailure) {
    Status(old)?.adopt(path: new)
    try take("", to: "")
  }

  private func take(_ folder: String, to target: String) throws(OutputFailure) {
    for name in FileTree.names(in: "\(old)/\(folder)") {
      try takeOne(
        folder.isEmpty ? name : "\(folder)/\(name)", to: target.isEmpty ? name : "\(target)/\(name)")
    }
  }

  private func takeOne(_ path: String, to target: String) throws(OutputFailure) {
    guard let status = Status("\(old)/\(path)") else { return }
    let present = Status("\(new)/\(target)")
    if status.isFolder {
      if present?.isFolder == true {
        try take(path, to: target)
        return status.adopt(path: "\(new)/\(target)")
      }
      let isOurs = ourFolders.contains(path)
      guard let place = place(target, present) else { return }
      guard mkdir("\(new)/\(place)", 0o700) == 0 else { throw failure(path) }
      try take(path, to: place)
      // A folder of ours goes when nothing of the user's is in it.
      if isOurs, rmdir("\(new)/\(place)") == 0 { return }
      return status.adopt(path: "\(new)/\(place)")
    }
    let isOurs = status.isRegular && ours.contains(path)
    if isOurs {
      if present?.isRegular == true { status.adopt(path: "\(new)/\(target)") }
      return
    }
    // Taken already, when another run came between.
    if status.isSame(as: present) { return }
    guard let place = place(target, present) else { return }
    try link(path, to: place, status)
  }

  /// Where something is kept: under its name, or when a new file of ours has that, the name with a tilde, as editors name the
  /// old one; nil for nowhere.
  private func place(_ target: String, _ present: Status?) -> String? {
    guard present != nil else { return target }
    guard keepsCovered else { return nil }
    var place = target + "~"
    while Status("\(new)/\(place)") != nil || Status("\(old)/\(place)") != nil { place += "~" }
    return place
  }

  /// Makes another name of a file; where the file system has none, or does not allow it, a copy.
  private func link(_ path: String, to place: String, _ status: Status) throws(OutputFailure) {
    let (source, target) = ("\(old)/\(path)", "\(new)/\(place)")
    if linkat(AT_FDCWD, source, AT_FDCWD, target, 0) == 0 { return }
    let isCopied: Bool
    if status.isLink {
      isCopied =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: source)).map { symlink($0, target) == 0 }
        ?? false
    } else if status.isPipe {
      isCopied = mkfifo(target, status.permissions) == 0
    } else {
      isCopied = status.isRegular && copy(source, target, status)
    }
    guard isCopied else { throw failure(path) }
  }

  private func copy(_ source: String, _ target: String, _ status: Status) -> Bool {
    let input = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard input >= 0 else { return false }
    defer { close(input) }
    let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { return false }
    defer { close(output) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = read(input, piece.baseAddress, piece.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      let error = Descriptor.write(UnsafeRawBufferPointer(rebasing: piece[..<count]), to: output)
      guard error == 0 else {
        errno = error
        return false
      }
    }
    status.adopt(output)
    var times = [status.modified, status.modified]
    futimens(output, &times)
    return true
  }

  private func failure(_ path: String) -> OutputFailure {
    OutputFailure(cannot: "take along", path, errno)
  }
}
