import Foundation

/// A folder that appears whole or not at all: everything is written to a temporary folder beside it, which is
/// renamed at the end.
///
/// What a user has put into an older output of ours is kept; a folder that is not ours is never touched.
public struct OutputFolder: Sendable {
  /// Why an output folder could not be made.
  public struct Failure: Error, CustomStringConvertible {
    /// What happened.
    public let description: String
    /// Whether the user asked for the wrong folder, rather than the system refusing.
    public let isUsage: Bool
    /// Makes a failure.
    public init(description: String, isUsage: Bool = false) {
      (self.description, self.isUsage) = (description, isUsage)
    }
  }

  /// Where it will be.
  public let destination: URL
  /// Where files are written until ``commit()``.
  public let workspace: URL
  /// The manifest of the output that is there already.
  private let previous: Manifest?

  /// Looks whether a folder may be written; nothing is made yet but its parent.
  /// - Throws: ``Failure`` when the destination is not an output folder of ours, or cannot be written.
  public init(_ destination: URL) throws {
    self.destination = destination.standardizedFileURL
    previous = try Self.manifest(of: self.destination)
    let parent = self.destination.deletingLastPathComponent()
    workspace = parent.appendingPathComponent(
      "\(Self.prefix(self.destination))\(ProcessInfo.processInfo.processIdentifier).part")
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch { throw Failure(description: "cannot make \(parent.path): \(error.systemReason)") }
    guard access(parent.path, W_OK | X_OK) == 0 else {
      throw Failure(description: "cannot write in \(parent.path): \(String(cString: strerror(errno)))")
    }
  }

  /// Makes the workspace, and removes those that killed runs have left.
  public func open() throws {
    let files = FileManager.default
    let parent = workspace.deletingLastPathComponent()
    let prefix = Self.prefix(destination)
    for name in (try? files.contentsOfDirectory(atPath: parent.path)) ?? [] {
      guard name.hasPrefix(prefix), name.hasSuffix(".part"),
        let process = Int32(name.dropFirst(prefix.count).dropLast(".part".count)), kill(process, 0) != 0
      else { continue }
      try? files.removeItem(at: parent.appendingPathComponent(name))
    }
    try? files.removeItem(at: workspace)
    do { try files.createDirectory(at: workspace, withIntermediateDirectories: false) } catch {
      throw Failure(description: "cannot make \(workspace.path): \(error.systemReason)")
    }
  }

  /// A folder inside the workspace, made if it is not there.
  public func folder(_ name: String) throws -> URL {
    let url = workspace.appendingPathComponent(name)
    do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
      throw Failure(description: "cannot make \(url.path): \(error.systemReason)")
    }
    return url
  }

  /// Writes a text file into the workspace.
  public func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Writes a file into the workspace.
  public func write(_ data: Data, to path: String) throws {
    let url = workspace.appendingPathComponent(path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url)
    } catch { throw Failure(description: "cannot write \(url.path): \(error.systemReason)") }
  }

  /// Moves the workspace to the destination. Files of an older output are replaced; files that it did not list in
  /// its manifest are the user's and move along, unless a new file has their name.
  public func commit() throws {
    let files = FileManager.default
    let old = workspace.appendingPathExtension("old")
    do {
      if let previous {
        let ours = Set(previous.files.keys).union([Manifest.fileName])
        for path in try files.subpathsOfDirectory(atPath: destination.path) where !ours.contains(path) {
          try keep(path)
        }
      }
      if files.fileExists(atPath: destination.path) { try files.moveItem(at: destination, to: old) }
      try files.moveItem(at: workspace, to: destination)
      try? files.removeItem(at: old)
    } catch { throw Failure(description: "cannot put \(destination.path) in place: \(error.systemReason)") }
  }

  /// Removes the workspace; the destination stays as it was.
  public func discard() { try? FileManager.default.removeItem(at: workspace) }

  /// Copies a user's file of the older output into the workspace.
  private func keep(_ path: String) throws {
    let files = FileManager.default
    let (source, target) = (destination.appendingPathComponent(path), workspace.appendingPathComponent(path))
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: source.path, isDirectory: &isDirectory), !isDirectory.boolValue,
      !files.fileExists(atPath: target.path)
    else { return }
    try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try files.copyItem(at: source, to: target)
  }

  private static func prefix(_ destination: URL) -> String { ".\(destination.lastPathComponent)." }

  /// The manifest of a destination that is an output of ours; nil for one that is not there or empty.
  private static func manifest(of destination: URL) throws -> Manifest? {
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: destination.path, isDirectory: &isDirectory) else { return nil }
    let foreign = Failure(
      description: "\(destination.path) exists and is not an output folder of grenadyn; nothing was written",
      isUsage: true)
    guard isDirectory.boolValue else { throw foreign }
    let content: [String]
    do { content = try files.contentsOfDirectory(atPath: destination.path) } catch {
      throw Failure(description: "cannot read \(destination.path): \(error.systemReason)")
    }
    if content.isEmpty { return nil }
    guard let manifest = Manifest(reading: destination) else { throw foreign }
    return manifest
  }
}
