import Diagnostics
import Foundation
import Specification
import Technology

/// Every file an output was made from, with its hash: spec files, technology files, and files of data and initial
/// weights that the spec names by path.
struct InputList {
  /// Name and SHA-256 of each: files of the technology library as `library:…`, others as seen from the folder.
  let entries: [(name: String, hash: String)]

  /// Lists what a spec was made of, as seen from an output folder.
  /// - Parameter paths: of data and initial weights, those that the spec names.
  init(_ files: [SourceFile], paths: [Located<String>?], folder: URL) {
    func seen(_ path: String) -> String { Self.name(ofFile: path, from: folder) }
    entries =
      files.map { (seen($0.path), SHA256.digest(of: $0.bytes)) }
      + paths.compactMap { $0?.value }.flatMap(RunInputs.files(at:)).compactMap { path in
        ContentHash.of(path).map { (seen(path), $0) }
      }
  }

  /// What a file is called in a folder's files, wherever the program was started.
  static func name(ofFile path: String, from folder: URL) -> String {
    TechnologyLibrary().libraryName(ofFile: path).map { "library:\($0)" }
      ?? FilePath.relative(to: path, from: folder.path)
  }

  /// For the manifest.
  var byName: [String: String] { Dictionary(entries, uniquingKeysWith: { first, _ in first }) }

  /// Comment lines for the resolved spec.
  var header: [String] {
    ["written by \(Version.generator) from"] + entries.map { "  \($0.name)  sha256 \($0.hash)" }
  }
}
