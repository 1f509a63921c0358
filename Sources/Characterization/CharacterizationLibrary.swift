import Diagnostics
import Foundation
import Specification

/// The characterizations that come with the program: a file a process and circuit.
package struct CharacterizationLibrary: Sendable {
  private let root: URL

  /// The library of the program.
  package init() { root = Bundle.module.bundleURL.appendingPathComponent("Library", isDirectory: true) }

  /// What is known of a circuit in a process; nil = nothing.
  /// - Throws: what is wrong with the file.
  package func record(of circuit: String, process: String) throws(DiagnosticsError) -> CharacterizationRecord?
  {
    let path = root.appendingPathComponent("\(process)/\(circuit).yaml").path
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let source: SourceFile
    do { source = try SourceFile.read(path) } catch { throw DiagnosticsError([error]) }
    return try CharacterizationRecord(source)
  }
}
