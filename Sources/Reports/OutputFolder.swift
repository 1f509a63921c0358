import Diagnostics
import Files
import Foundation
import Synchronization

/// A folder that appears whole or not at all: everything is written to a temporary folder beside it, which takes its place
/// at the end.
///
/// What a user has put into an older output of ours is kept; a folder that is not ours is never touched.
///
/// A class, because it owns the temporary folder while there is one.
package final class OutputFolder: Sendable {
  /// Why an output could not be made.
  package typealias Failure = OutputFailure

  private struct State {
    var staged: StagedFolder?
    /// Paths of the files that were written.
    var written: Set<String> = []
  }

  /// Where it will be.
  package let destination: URL
  private let state = Mutex(State())

  /// Looks whether a folder may be written; nothing is made yet but its parent. Removes what killed runs have left beside it.
  /// - Parameter inputs: paths of the files that the run reads, none of which may be replaced.
  /// - Throws: ``Failure`` when the destination is not an output folder of ours, or cannot be written.
  package init(_ destination: URL, inputs: [String] = []) throws {
    let path = try StagedFolder.resolved(destination.standardizedFileURL.path)
    self.destination = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    let parent = self.destination.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch { throw Failure(description: "cannot make \(parent.path): \(error.systemReason)") }
    guard access(parent.path, W_OK | X_OK) == 0 else {
      throw Failure(cannot: "write in", parent.path, errno)
    }
    StagedFolder.sweep(self.destination.path)
    let ours = try ourFiles()
    guard FileManager.default.fileExists(atPath: self.destination.path) else { return }
    guard access(self.destination.path, W_OK | X_OK) == 0 else {
      throw Failure(cannot: "write in", self.destination.path, errno)
    }
    if let mount = StagedFolder.mount(in: self.destination.path) {
      throw Failure(
        description:
          "\(mount) is a place where a file system is mounted, which no new folder can replace; name a folder in it, as "
          + "\(self.destination.appendingPathComponent("chip").path)", isUsage: true, code: "GD0908")
    }
    let read = Dictionary(
      inputs.compactMap { path in FileIdentity(path).map { ($0, path) } },
      uniquingKeysWith: { first, _ in first })
    for path in ours.map({ self.destination.appendingPathComponent($0).path }) {
      if let identity = FileIdentity(path), let input = read[identity] {
        throw OutputFile.isInput(path, input)
      }
    }
  }

  /// Makes the temporary folder.
  package func open() throws {
    let staged = try StagedFolder(for: destination.path)
    state.withLock { $0 = State(staged: staged) }
  }

  private var staged: StagedFolder {
    guard let staged = state.withLock({ $0.staged }) else { preconditionFailure("open() comes first") }
    return staged
  }

  /// Where files are written until ``commit(topCells:inputs:)``.
  package var workspace: URL { URL(fileURLWithPath: staged.path, isDirectory: true) }

  /// A folder inside the workspace, made if it is not there.
  package func folder(_ name: String) throws -> URL {
    try makeFolders(name)
    return workspace.appendingPathComponent(name)
  }

  /// Writes a text file into the workspace.
  package func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Writes a file into the workspace.
  package func write(_ data: Data, to path: String) throws {
    if let slash = path.lastIndex(of: "/") { try makeFolders(String(path[..<slash])) }
    let file = workspace.appendingPathComponent(path).path
    let descriptor = Foundation.open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    let error = descriptor < 0 ? errno : Descriptor.write(data, to: descriptor)
    if descriptor >= 0 { close(descriptor) }
    guard error == 0 else {
      try checkThere()
      throw Failure(cannot: "write", file, error)
    }
    wrote(path)
  }

  /// Lets a file in the workspace be run by whoever may read it.
  func makeExecutable(_ path: String) throws {
    guard chmod(workspace.appendingPathComponent(path).path, 0o755) == 0 else {
      let error = errno
      try checkThere()
      throw Failure(cannot: "write", workspace.appendingPathComponent(path).path, error)
    }
  }

  /// Notes a file that somebody else has written into the workspace.
  func wrote(_ path: String) { state.withLock { _ = $0.written.insert(path) } }

  /// Writes the manifest and puts the workspace in the destination's place. Files of an older output are replaced; what it
  /// did not list in its manifest is the user's and is taken along.
  /// - Parameters:
  ///   - topCells: for the manifest.
  ///   - inputs: hashes of the files that the run has read, by name.
  ///   - notDrawn: for the manifest.
  /// - Throws: ``Failure`` when a file that was written is not there any more: nothing is put in place then.
  func commit(topCells: [Manifest.TopCell], inputs: [String: String], notDrawn: [String]? = nil) throws {
    try checkThere()
    var manifest = try Manifest(topCells: topCells, inputs: inputs, folder: workspace)
    manifest.notDrawn = notDrawn
    let lost = state.withLock { $0.written.subtracting(manifest.files.keys) }
    guard lost.isEmpty else { throw vanished(lost.sorted().first ?? "") }
    try write(JSONText.of(manifest), to: Manifest.fileName)
    try staged.commit { try Set(ourFiles()) }
    discard()
  }

  /// Removes the workspace; the destination stays as it was.
  package func discard() {
    // Removed outside of the lock.
    let staged = state.withLock { state in
      defer { state = State() }
      return state.staged
    }
    _ = staged
  }

  /// Makes folders, but never the workspace itself, which nobody may have removed.
  private func makeFolders(_ path: String) throws {
    var folder = workspace.path
    for name in path.split(separator: "/") {
      folder += "/\(name)"
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        let error = errno
        try checkThere()
        throw Failure(cannot: "make", folder, error)
      }
    }
  }

  private func checkThere() throws(Failure) {
    guard staged.isThere else { throw vanished(staged.path) }
  }

  private func vanished(_ path: String) -> Failure {
    Failure(
      description: "\(path) was removed by somebody while it was written; \(destination.path) is as it was",
      code: "GD0907")
  }

  /// Paths of our files in the destination: those that its manifest lists, and the manifest; none for a destination that is
  /// not there or empty.
  private func ourFiles() throws -> [String] {
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: destination.path, isDirectory: &isDirectory) else { return [] }
    let foreign = Failure(
      description: "\(destination.path) exists and is not an output folder of grenadyn; nothing was written",
      isUsage: true)
    guard isDirectory.boolValue else { throw foreign }
    let content: [String]
    do { content = try files.contentsOfDirectory(atPath: destination.path) } catch {
      throw Failure(description: "cannot read \(destination.path): \(error.systemReason)")
    }
    if content.isEmpty { return [] }
    guard let manifest = Manifest(reading: destination) else { throw foreign }
    return [Manifest.fileName] + manifest.files.keys
  }
}
