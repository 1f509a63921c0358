import Foundation

/// A folder that appears whole or not at all: everything is written to a temporary folder beside it, which is
/// renamed at the end.
public struct OutputFolder: Sendable {
  /// Why an output folder could not be made.
  public struct Failure: Error, CustomStringConvertible {
    /// What happened.
    public let description: String
    /// Makes a failure.
    public init(description: String) { self.description = description }
  }

  /// Where it will be.
  public let destination: URL
  /// Where files are written until ``commit()``.
  public let workspace: URL

  /// Starts a folder.
  ///
  /// An existing destination is replaced only if it is empty or holds a `manifest.json` of ours.
  /// - Throws: ``Failure`` when the destination must not be replaced or the workspace cannot be made.
  public init(_ destination: URL) throws {
    self.destination = destination.standardizedFileURL
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: destination.path, isDirectory: &isDirectory) {
      let content = isDirectory.boolValue ? try files.contentsOfDirectory(atPath: destination.path) : ["file"]
      guard content.isEmpty || content.contains(Manifest.fileName) else {
        throw Failure(
          description:
            "\(destination.path) exists and is not an output folder of grenadyn; nothing was written")
      }
    }
    let parent = self.destination.deletingLastPathComponent()
    workspace = parent.appendingPathComponent(
      ".\(self.destination.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).part")
    do {
      try? files.removeItem(at: workspace)
      try files.createDirectory(at: workspace, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "cannot make a folder in \(parent.path): \(error.localizedDescription)")
    }
  }

  /// A folder inside the workspace, made if it is not there.
  public func folder(_ name: String) throws -> URL {
    let url = workspace.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  /// Writes a text file into the workspace.
  public func write(_ text: String, to path: String) throws {
    let url = workspace.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    do {
      try Data(text.utf8).write(to: url)
    } catch {
      throw Failure(description: "cannot write \(path): \(error.localizedDescription)")
    }
  }

  /// Moves the workspace to the destination, replacing an older output.
  public func commit() throws {
    let files = FileManager.default
    let old = workspace.appendingPathExtension("old")
    do {
      if files.fileExists(atPath: destination.path) { try files.moveItem(at: destination, to: old) }
      try files.moveItem(at: workspace, to: destination)
      try? files.removeItem(at: old)
    } catch {
      throw Failure(description: "cannot put \(destination.path) in place: \(error.localizedDescription)")
    }
  }

  /// Removes the workspace; the destination stays as it was.
  public func discard() { try? FileManager.default.removeItem(at: workspace) }
}
