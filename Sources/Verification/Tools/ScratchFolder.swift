import Foundation

/// A temporary folder for the files that tools write; removed with everything in it when it is let go.
///
/// A class, because its end of life has an effect.
final class ScratchFolder: Sendable {
  /// Where it is.
  let url: URL

  /// Makes the folder.
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
