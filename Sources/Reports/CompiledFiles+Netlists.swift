import Diagnostics
import Foundation
import Specification

extension CompiledFiles {
  /// A message about files of a folder that simulators or compilers would run and that are not what this program writes
  /// for the spec and the folder's weights; nil when all are.
  ///
  /// A manifest can be forged together with the files that it lists; what the program writes cannot.
  /// - Parameter hint: goes behind the message.
  /// - Throws: what writing the files anew, into a temporary folder, throws.
  package func foreign(in folder: URL, severity: Severity, hint: String = "") throws -> Diagnostic? {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let expected = try OutputFolder(scratch.appendingPathComponent("expected"))
    try expected.open()
    try files().writeNetlists(to: expected, in: "")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: expected.workspace.path).sorted()
    let foreign = paths.filter { path in
      let ours = expected.workspace.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: ours.path, isDirectory: &isFolder), !isFolder.boolValue
      else {
        return false
      }
      let theirs = folder.appendingPathComponent(path)
      return !FileManager.default.contentsEqual(atPath: ours.path, andPath: theirs.path)
        && !(path.hasPrefix("tb/") && Self.differInDigitsAlone(ours, theirs))
    }
    guard !foreign.isEmpty else { return nil }
    let names = foreign.prefix(8).joined(separator: ", ") + (foreign.count > 8 ? ", …" : "")
    return Diagnostic(
      severity, "GD0805",
      "\(folder.path): not what this version of grenadyn writes for the spec and the folder's weights: \(names)\(hint)",
      advice: "grenadyn compile")
  }

  /// Bytes of a testbench that are looked at: it holds some voltages, not the chip.
  private static let testbenchLimit = 1 << 26

  /// Whether two testbenches are the same but for numbers that are nearly equal: expected voltages, which differ in their
  /// last digits from processor to processor, and the duration that is derived from sums.
  private static func differInDigitsAlone(_ a: URL, _ b: URL) -> Bool {
    guard let first = try? SourceFile.read(a.path, limit: testbenchLimit).text,
      let second = try? SourceFile.read(b.path, limit: testbenchLimit).text
    else { return false }
    func lines(_ text: String) -> [[Substring]] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.split { " =(),".contains($0) }
      }
    }
    return lines(first).elementsEqual(lines(second)) { $0.elementsEqual($1, by: areNearlyEqual) }
  }

  private static func areNearlyEqual(_ a: Substring, _ b: Substring) -> Bool {
    if a == b { return true }
    guard let x = Double(a), let y = Double(b) else { return false }
    return abs(x - y) <= max(0.1 * abs(x), 1e-9)
  }
}
