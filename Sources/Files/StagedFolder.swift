import CFiles
import Foundation

/// A folder that is filled beside its destination and takes its place in one step.
///
/// Where the file system can, the new and the old folder change places by one call, so that whoever looks, and whatever ends
/// the process at whatever moment, one of them is there, whole. Elsewhere (some network file systems) the old one is moved
/// aside first; if the process ends just then, the next one that writes there moves it back.
///
/// A class, because it holds a lock and its end of life has an effect: what has not taken its place is removed.
package final class StagedFolder: Sendable {
  private let lease: LeasedFolder
  private let destination: String
  private let exchange: @Sendable (String, String) -> Int32
  private static let (new, old) = ("new", "old")

  /// Makes an empty folder beside a destination, whose parent must be there.
  package convenience init(for destination: String) throws(OutputFailure) {
    try self.init(for: destination, exchange: { files_exchange($0, $1) })
  }

  /// With another way to let two folders change places, which returns 0 or an error number.
  init(
    for destination: String, exchange: @escaping @Sendable (String, String) -> Int32
  ) throws(OutputFailure) {
    (self.destination, self.exchange) = (destination, exchange)
    let (parent, name) = AtomicFile.split(destination)
    lease = try LeasedFolder(in: parent, name: name, isPrivate: false) { Self.rescue($0, destination) }
    guard mkdir("\(lease.path)/\(Self.new)", 0o777) == 0 else {
      throw OutputFailure(cannot: "write in", parent, errno)
    }
  }

  /// Where files are written.
  package var path: String { "\(lease.path)/\(Self.new)" }

  /// Whether the folder is still there: somebody may have tidied it away.
  package var isThere: Bool { lease.isThere && Status(path)?.isFolder == true }

  /// Removes what killed runs have left beside a destination, and moves an old folder back that one of them had moved aside.
  package static func sweep(_ destination: String) {
    let (parent, name) = AtomicFile.split(destination)
    Leftovers.sweepFolders(parent, of: name) { rescue($0, destination) }
    Leftovers.sweepFiles(parent, of: name)
  }

  private static func rescue(_ abandoned: String, _ destination: String) {
    _ = move("\(abandoned)/\(old)", to: destination)
  }

  /// Where a path leads when it is that of a symbolic link, however many there are.
  package static func resolved(_ path: String) throws(OutputFailure) -> String {
    var place = path
    for _ in 0..<40 {
      guard Status(place)?.isLink == true,
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: place)
      else { return place }
      place =
        URL(
          fileURLWithPath: link,
          relativeTo: URL(fileURLWithPath: AtomicFile.split(place).folder, isDirectory: true)
        ).standardizedFileURL.path
    }
    throw OutputFailure(cannot: "write", path, ELOOP)
  }

  /// The first place at or below a folder where something is mounted, which cannot be moved; nil for none.
  package static func mount(in folder: String) -> String? {
    guard let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    let path = String(cString: real)
    let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
    return mounts.split(separator: "\n").lazy.compactMap { line -> String? in
      let fields = line.split(separator: " ")
      guard fields.count > 4 else { return nil }
      // The system writes spaces and such as octal numbers.
      return String(fields[4]).replacing(/\\([0-7]{3})/) {
        String(decoding: [UInt8($0.1, radix: 8) ?? 0], as: UTF8.self)
      }
    }.first { $0 == path || $0.hasPrefix(path == "/" ? "/" : path + "/") }
  }

  /// Takes the destination's place.
  /// - Parameter ours: asked for the paths of our files in the folder that is there, all others being the user's, which are
  ///   taken along; throws for a folder that must not be touched.
  /// - Throws: ``OutputFailure`` or what `ours` throws; the destination is then as it was.
  package func commit(ours: () throws -> Set<String>) throws {
    while true {
      guard Status(destination) != nil else {
        try FileTree.synchronize(path)
        let error = Self.move(path, to: destination)
        if error == EEXIST || error == ENOTEMPTY { continue }
        try check(error)
        break
      }
      let known = try ours()
      try KeptFiles(from: destination, to: path, ours: known).take()
      try FileTree.synchronize(path)
      let error = replace()
      // Another run has moved it away, or put its own there, at this moment.
      if error == ENOENT || error == EEXIST || error == ENOTEMPTY, isThere { continue }
      try check(error)
      let old = Status(path)?.isFolder == true ? path : "\(lease.path)/\(Self.old)"
      try KeptFiles(from: old, to: destination, ours: known, isSecond: true).take()
      break
    }
    try? FileTree.synchronizeOne(lease.path)
    try? FileTree.synchronizeOne(AtomicFile.split(destination).folder)
  }

  private func check(_ error: Int32) throws(OutputFailure) {
    guard error == 0 else {
      throw OutputFailure(
        description: "cannot put \(destination) in place: \(String(cString: strerror(error)))")
    }
  }

  /// Renames, unless there is something; 0, or an error number.
  private static func move(_ from: String, to: String) -> Int32 {
    let error = files_rename_new(from, to)
    guard error == EINVAL || error == ENOSYS else { return error }
    guard Status(to) == nil else { return EEXIST }
    return rename(from, to) == 0 ? 0 : errno
  }

  private func replace() -> Int32 {
    let error = exchange(path, destination)
    guard error == EINVAL || error == ENOSYS || error == ENOTSUP else { return error }
    let old = "\(lease.path)/\(Self.old)"
    FileTree.remove(old)
    guard rename(destination, old) == 0 else { return errno }
    let second = Self.move(path, to: destination)
    if second != 0 { _ = Self.move(old, to: destination) }
    return second
  }
}
