import Diagnostics
import Foundation
import Specification

extension TechnologyLibrary {
  /// The processes whose design rules are known, in order: the files of `rules/` of the library and the user's folders.
  package var processesWithRules: [String] {
    Set(ruleFolders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] })
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The design rules of a process, from the file of its name in `rules/`.
  /// - Throws: `GD0340` for a process without one, `GD0331` for one with several, or all errors of the file.
  package func layoutRules(for process: String) throws(DiagnosticsError) -> LayoutRules {
    let files = ruleFolders.map { "\($0)/\(process).yaml" }.filter { FilePath.exists($0) }
    guard let file = files.first else {
      let known = processesWithRules
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0340",
          "no design rules of the process '\(process.prefix(80))' are known, so nothing can be drawn in it; they are of "
            + "\(Spelling.list(known, near: process)), and rules/\(process.prefix(80)).yaml of a library folder would add them",
          suggestion: Spelling.closest(to: process, among: known))
      ])
    }
    guard files.count == 1 else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0331",
          "the design rules of '\(process)' are in \(files.count) folders; a name must mean one file: rename '\(files[1])'"
        )
      ])
    }
    return try layoutRules(path: file)
  }

  /// The design rules in a file.
  package func layoutRules(path: String) throws(DiagnosticsError) -> LayoutRules {
    var session = LibrarySession(self)
    let rules = session.layoutRules(path)
    return try session.finished(rules)
  }

  private var ruleFolders: [String] { ([root] + folders.map(\.path)).map { "\($0)/rules" } }
}
