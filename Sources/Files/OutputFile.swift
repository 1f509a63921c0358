import Foundation

/// A single file that a command writes, wherever the user wants it.
///
/// A regular file appears whole or not at all and keeps the permissions of one that it replaces. A symbolic link is written
/// through. Onto a device, a pipe or an open descriptor (`/dev/null`, `/dev/stdout`, `/dev/fd/3`) the text is written as it
/// is; nothing there is ever replaced.
package struct OutputFile: Sendable {
  /// Where it goes, links followed.
  private enum Target {
    case file(String)
    case device(String)
    case descriptor(Int32)
  }

  /// As the user named it.
  package let path: String
  private let target: Target
  private let existing: AtomicFile.Existing

  /// Looks whether a file can be written, before the work; nothing is made yet. Removes what killed runs have left beside it.
  /// - Parameter existing: what a regular file that is there means.
  /// - Throws: ``OutputFailure``.
  package init(_ path: String, existing: AtomicFile.Existing = .replaced) throws(OutputFailure) {
    (self.path, self.existing) = (path, existing)
    target = try Self.target(of: path)
    guard case .file(let place) = target else { return }
    let (folder, name) = AtomicFile.split(place)
    if Status(place) == nil {
      guard access(folder, W_OK | X_OK) == 0 else { throw OutputFailure(cannot: "write", path, errno) }
    } else if existing == .kept {
      throw Self.isThere(path)
    } else if access(place, W_OK) != 0 {
      throw OutputFailure(cannot: "write", path, errno)
    }
    Leftovers.sweepFiles(folder, of: name)
  }

  /// Whether it is a regular file, or will be one: not a device, pipe or descriptor.
  package var isRegular: Bool { if case .file = target { true } else { false } }

  /// Writes it.
  package func write(_ text: String) throws(OutputFailure) { try write(Data(text.utf8)) }

  /// Writes it.
  package func write(_ data: Data) throws(OutputFailure) {
    switch target {
    case .file(let place):
      do { try AtomicFile.write(data, to: place, existing: existing) } catch {
        if existing == .kept, Status(place) != nil { throw Self.isThere(path) }
        throw error
      }
    case .device(let place):
      let descriptor = open(place, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw OutputFailure(cannot: "write", path, errno) }
      defer { close(descriptor) }
      try write(data, descriptor)
    case .descriptor(let descriptor): try write(data, descriptor)
    }
  }

  private func write(_ data: Data, _ descriptor: Int32) throws(OutputFailure) {
    let error = Descriptor.write(data, to: descriptor)
    guard error == 0 else { throw OutputFailure(cannot: "write", path, error) }
  }

  private static func isThere(_ path: String) -> OutputFailure {
    OutputFailure(description: "\(path) is there already; nothing was written", isUsage: true)
  }

  /// Follows links to where a path leads.
  private static func target(of path: String) throws(OutputFailure) -> Target {
    var place = path
    for _ in 0..<40 {
      let (folder, name) = AtomicFile.split(place)
      guard let parent = realpath(folder, nil) else {
        let reason = errno == ENOENT ? "there is no folder '\(folder)'" : String(cString: strerror(errno))
        throw OutputFailure(description: "cannot write \(path): \(reason)")
      }
      defer { free(parent) }
      let real = String(cString: parent)
      if let own = try descriptor(name, in: real, path) { return own }
      let full = real == "/" ? "/\(name)" : "\(real)/\(name)"
      guard !name.isEmpty, let status = Status(full) else {
        guard !name.isEmpty, errno == ENOENT else {
          throw OutputFailure(cannot: "write", path, name.isEmpty ? EISDIR : errno)
        }
        return .file(full)
      }
      if status.isRegular { return .file(full) }
      if status.isFolder || status.isBlockDevice {
        let what = status.isFolder ? "folder" : "disk"
        throw OutputFailure(description: "cannot write \(path): it is a \(what)", isUsage: true)
      }
      // Links among another process's descriptors lead where no path does; the system follows them.
      guard status.isLink, !(real.hasPrefix("/proc/") && real.hasSuffix("/fd")) else { return .device(full) }
      guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: full) else {
        throw OutputFailure(cannot: "write", path, errno)
      }
      place = link.hasPrefix("/") ? link : "\(real)/\(link)"
    }
    throw OutputFailure(cannot: "write", path, ELOOP)
  }

  /// An open descriptor of this process, if that is what a folder of them has by a name: opening it anew would write from
  /// the start of a file that a shell appends to.
  private static func descriptor(
    _ name: String, in folder: String, _ path: String
  ) throws(OutputFailure) -> Target? {
    guard folder == "/proc/\(getpid())/fd", let number = Int32(name) else { return nil }
    let flags = fcntl(number, F_GETFL)
    guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { throw OutputFailure(cannot: "write", path, EBADF) }
    return .descriptor(number)
  }
}

extension OutputFile {
  /// Nil for terminals and such, to which anybody may write as much as he likes.
  private var identity: FileIdentity? {
    switch target {
    case .file(let place): FileIdentity(place)
    case .device(let place): Status(place, followingLinks: true).flatMap(Self.identity)
    case .descriptor(let number): Status(descriptor: number).flatMap(Self.identity)
    }
  }

  private static func identity(_ status: Status) -> FileIdentity? {
    status.isCharacterDevice ? nil : FileIdentity(status)
  }

  /// The refusal of an output onto an input.
  package static func isInput(_ output: String, _ input: String) -> OutputFailure {
    OutputFailure(
      description:
        "cannot write \(output): \(input == output ? "it" : input) is an input of this run; nothing was written",
      isUsage: true, code: "GD0905")
  }

  /// Refuses outputs onto each other or onto inputs, before the work.
  /// - Parameters:
  ///   - inputs: paths of files that the run reads.
  ///   - usesStandardOutput: whether results go there, too.
  /// - Throws: ``OutputFailure`` GD0905 or GD0906.
  package static func checkApart(
    _ outputs: [OutputFile], inputs: [String], usesStandardOutput: Bool = true
  ) throws(OutputFailure) {
    var taken: [FileIdentity: String] = [:]
    if usesStandardOutput, let own = Status(descriptor: STDOUT_FILENO).flatMap(identity) {
      taken[own] = "standard output"
    }
    let read = Dictionary(
      inputs.compactMap { path in FileIdentity(path).map { ($0, path) } },
      uniquingKeysWith: { first, _ in first })
    for output in outputs {
      guard let identity = output.identity else { continue }
      if let input = read[identity] { throw isInput(output.path, input) }
      if let other = taken[identity] {
        throw OutputFailure(
          description: "cannot write \(output.path): it is the same file as \(other); nothing was written",
          isUsage: true, code: "GD0906")
      }
      taken[identity] = output.path
    }
  }
}
