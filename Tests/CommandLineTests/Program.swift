import Foundation
import Testing

/// The real binary, run as a user runs it.
enum Program {
  /// The project's folder.
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The binary that was built with the tests.
  static var binary: URL {
    get throws {
      // The test runner may be the test bundle itself or the toolchain's helper; then the build folder is known.
      let candidates =
        [Bundle.main.bundleURL.appendingPathComponent("grenadyn")]
        + ["debug", "release"].map { project.appendingPathComponent(".build/\($0)/grenadyn") }
      return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) })
    }
  }

  /// Runs the program to its end, in the project's folder or another.
  static func run(_ arguments: String..., in folder: URL = project) throws -> Command.Result {
    try run(arguments, in: folder)
  }

  /// Runs the program to its end, in the project's folder or another.
  static func run(_ arguments: [String], in folder: URL = project) throws -> Command.Result {
    try Command.run([binary.path] + arguments, in: folder)
  }

  /// Names of all commands, as the argument parser has them.
  static func commands() throws -> [String] {
    struct Help: Decodable {
      struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?
      }
      var command: Command
    }
    let help = try JSONDecoder().decode(Help.self, from: Data(run("--experimental-dump-help").output.utf8))
    return (help.command.subcommands ?? []).map(\.commandName).filter { $0 != "help" }
  }

  /// The text of a spec of the project with replacements.
  static func spec(_ name: String, _ replacements: [(String, String)] = []) throws -> String {
    var text = try String(contentsOf: project.appendingPathComponent("specs/\(name)"), encoding: .utf8)
    for (old, new) in replacements {
      #expect(text.contains(old), "\(name) has no '\(old)'")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return text
  }
}

/// A folder that is removed at the end.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, _ name: String) throws -> String {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    return path(name)
  }

  /// Names of what is in it.
  var content: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }
}

extension URL {
  /// Every file below a folder with its bytes, by relative path.
  func files() throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      var isDirectory: ObjCBool = false
      let url = appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory),
        !isDirectory.boolValue
      else { continue }
      result[name] = try Data(contentsOf: url)
    }
    return result
  }
}
