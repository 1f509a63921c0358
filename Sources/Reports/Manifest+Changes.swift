import Diagnostics
import Foundation

extension Manifest {
  /// Endings of the files that programs run or weights are read from: one of these beside ours is not ours.
  private static let used = [".sp", ".sim", ".scs", ".va", ".npy", ".safetensors"]

  /// Files of a folder that are not as this manifest has them, by path: changed, missing, or unlisted among those that
  /// programs run. A user's other files are his own.
  package func changes(in folder: URL) -> [String] {
    let changed = files.filter { path, hash in !Self.isIntact(path, hash, folder) }.map(\.key)
    let present = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    let unlisted = present.filter { path in
      files[path] == nil && Self.used.contains(where: path.hasSuffix)
        && ["spice/", "tb/", "veriloga/", "weights/"].contains(where: path.hasPrefix)
    }
    return (changed + unlisted).sorted()
  }

  /// Whether a listed file is a regular one inside of the folder with the right hash. Links and devices are not: what
  /// is behind them may be endless.
  private static func isIntact(_ path: String, _ hash: String, _ folder: URL) -> Bool {
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return false }
    let url = folder.appendingPathComponent(path)
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else { return false }
    return (try? SHA256.digest(ofFile: url)) == hash
  }

  /// A message about files of a folder that are not as its manifest has them; nil when all are, or when the folder has
  /// no manifest at all.
  /// - Parameter hint: goes behind the message.
  package static func changed(in folder: URL, severity: Severity, hint: String = "") -> Diagnostic? {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(fileName).path) else {
      return nil
    }
    guard let manifest = Manifest(reading: folder) else {
      return Diagnostic(
        severity, "GD0802",
        "\(folder.path): \(fileName) is not one of grenadyn's, so nothing vouches for the folder's files\(hint)",
        advice: "grenadyn compile")
    }
    let changes = manifest.changes(in: folder)
    guard !changes.isEmpty else { return nil }
    let names = changes.prefix(8).joined(separator: ", ") + (changes.count > 8 ? ", …" : "")
    return Diagnostic(
      severity, "GD0802",
      "\(folder.path): \(changes.count == 1 ? "a file is" : "\(changes.count) files are") not as \(fileName) says: \(names)\(hint)",
      advice: "grenadyn compile")
  }

  /// A warning about weights in an output folder of ours that is not as its manifest has it; nil for any other weights.
  /// - Parameter weights: a file or folder of weights, directly in an output folder or in its `weights`.
  package static func changed(aroundWeights weights: URL) -> Diagnostic? {
    let path = weights.standardizedFileURL
    let folders = [
      path, path.deletingLastPathComponent(), path.deletingLastPathComponent().deletingLastPathComponent(),
    ]
    guard let folder = folders.first(where: { Manifest(reading: $0) != nil }) else { return nil }
    return changed(in: folder, severity: .warning)
  }
}
