import Foundation

/// `manifest.json`: every file of an output folder with its SHA-256, the inputs it was made from, and the top cell
/// with its ports.
package struct Manifest: Codable, Sendable, Equatable {
  /// Its name in the output folder.
  package static let fileName = "manifest.json"

  /// A subcircuit that a user instantiates.
  package struct TopCell: Codable, Sendable, Equatable {
    /// Name of the subcircuit.
    package var name: String
    /// Ports in order.
    package var ports: [String]
    /// Parameters with their defaults.
    package var parameters: [String: Double]

    /// Makes an entry.
    package init(name: String, ports: [String], parameters: [String: Double]) {
      (self.name, self.ports, self.parameters) = (name, ports, parameters)
    }
  }

  /// Format version.
  package var format = 1
  /// `grenadyn` and its version.
  package var generator: String
  /// Top cells.
  package var topCells: [TopCell]
  /// SHA-256 of every input file, by its path as seen from the output folder.
  package var inputs: [String: String]
  /// SHA-256 of every other file of the folder, by relative path.
  package var files: [String: String]
  /// What of the chip its layout lacks; nil without a layout.
  package var notDrawn: [String]?

  /// Lists a folder.
  /// - Throws: what reading its files throws.
  package init(topCells: [TopCell], inputs: [String: String], folder: URL) throws {
    generator = Version.generator
    (self.topCells, self.inputs) = (topCells, inputs)
    files = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
        path != Self.fileName
      else { continue }
      files[path] = try SHA256.digest(ofFile: url)
    }
  }

  /// The manifest of a folder; nil when it has none of ours.
  package init?(reading folder: URL) {
    guard let data = JSONFile.data(folder.appendingPathComponent(Self.fileName)),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data), manifest.format == 1,
      manifest.generator.hasPrefix("grenadyn ")
    else { return nil }
    self = manifest
  }
}
