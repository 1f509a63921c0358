import Foundation
import Verification

/// A script in tools/peers that prints how many seconds a peer took.
struct PythonPeer {
  /// File name of the script.
  let script: String
  /// Its arguments.
  let arguments: [String]

  /// Runs it; nil when this machine has no Python with the peer's packages. `.venv` comes before the system's Python.
  func seconds() -> Double? {
    let files = FileManager.default
    let python = files.isExecutableFile(atPath: ".venv/bin/python") ? ".venv/bin/python" : "python3"
    let run = ToolRun(
      URL(fileURLWithPath: "/usr/bin/env"), [python, "tools/peers/\(script)"] + arguments,
      in: URL(fileURLWithPath: files.currentDirectoryPath), timeLimit: 3600)
    // A warning of the peer may come before its time.
    let lines = (try? run.runSuccessfully())?.output.split(whereSeparator: \.isNewline)
    return lines?.last.flatMap { Double($0) }
  }
}
