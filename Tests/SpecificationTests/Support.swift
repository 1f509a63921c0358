import Diagnostics
import Foundation
import Testing

@testable import Specification

/// The shortest spec with all that is required.
let minimal = """
  grenadyn: 1
  name: tiny
  technology: leti-hfo2-130
  data: { set: digits }
  network:
    family: resistive
    input: { shape: [8, 8], encoding: complementary, full-scale: 1 V }
    hidden: []
    output: { classes: 10, encoding: single, target: 50 mV }
  training:
    nudge: 20 uS
    epochs: 1
    batch: 8
    learning-rate: 100 uS^2/V^2
  mapping: { tile: { rows: 64, columns: 64 } }

  """

/// The minimal spec with some text replaced; fails the test if the text is not there.
func minimal(_ old: String, _ new: String, _ place: Testing.SourceLocation = #_sourceLocation) -> String {
  #expect(minimal.contains(old), sourceLocation: place)
  return minimal.replacingOccurrences(of: old, with: new)
}

/// The diagnostics of a text: the errors, or the warnings if it is a spec.
func diagnostics(_ text: String) -> [Diagnostic] { diagnostics(bytes: Array(text.utf8)) }

/// The diagnostics of any bytes.
func diagnostics(bytes: [UInt8]) -> [Diagnostic] {
  do throws(DiagnosticsError) {
    return try ChipSpec.load(SourceFile(path: "spec.yaml", bytes: bytes)).warnings
  } catch {
    return error.diagnostics
  }
}

/// Runs a body with a new folder of these files; the folder is removed afterwards.
func withFolder<T>(_ files: [String: String], _ body: (String) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
  return try body(folder.path)
}
