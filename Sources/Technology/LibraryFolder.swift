import Diagnostics
import Foundation
import Specification

/// A folder of the user's with technologies and parts by name: a sub-folder a kind (`devices/mine.yaml` is the device `mine`)
/// and, where wanted, `sources.yaml` with references that their constants cite.
///
/// Folders are named by a spec's `library:`, by `--library`, by the environment variable `GRENADYN_LIBRARY` (several with a
/// ":" between them), and there is one that every user has: `$XDG_DATA_HOME/grenadyn/library`, without the variable
/// `~/.local/share/grenadyn/library`.
struct LibraryFolder: Sendable {
  /// Where it is.
  var path: String
  /// Where it is named; nil for one of the environment.
  var place: SourceLocation?

  /// All folders, each once; the user's own only if it is there.
  static func all(named: [Located<String>], environment: [String: String]) -> [LibraryFolder] {
    var result = named.map { LibraryFolder(path: $0.value, place: $0.location) }
    result += (environment["GRENADYN_LIBRARY"] ?? "").split(separator: ":").map {
      LibraryFolder(path: String($0), place: nil)
    }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { "\($0)/.local/share" }
    if let own = data.map({ "\($0)/grenadyn/library" }), FileManager.default.fileExists(atPath: own) {
      result.append(LibraryFolder(path: own, place: nil))
    }
    var seen: Set<String> = []
    return result.filter { seen.insert(FilePath.relative(to: $0.path, from: ".")).inserted }
  }

  /// The names of a kind in a folder, in order.
  static func names(_ kind: TechnologyLibrary.Kind, in folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(kind.rawValue)")) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// What is wrong with the folder.
  var diagnostics: [Diagnostic] {
    guard let content = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return [Diagnostic(.error, "GD0330", "there is no library folder '\(path)'", at: place)]
    }
    // Beside the parts, what may be drawn: TechnologyLibrary/layoutRules(for:).
    let kinds = TechnologyLibrary.Kind.allCases.map(\.rawValue) + ["rules"]
    guard !content.contains(where: { kinds.contains($0) || $0 == "sources.yaml" }) else { return [] }
    return [
      Diagnostic(
        .warning, "GD0332",
        "the library folder '\(path)' has none of the folders \(kinds.joined(separator: ", "))", at: place)
    ]
  }
}
