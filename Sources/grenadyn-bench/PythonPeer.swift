import Foundation
import Simulators
import Verification

/// A script in tools/peers that prints how many seconds a peer took.
struct PythonPeer {
  /// File name of the script.
  let script: String
  /// Its arguments.
  let arguments: [String]
  /// The key of its JSON that has the seconds; nil: the last line is the number.
  var key: String? = nil
  /// Seconds after which it is given up.
  var timeLimit = 3600.0

  /// Runs it with the first Python that has the peer's packages: the one that GRENADYN_PEERS_PYTHON names, that of
  /// `.venv`, the system's; nil when none has.
  func seconds() -> Double? {
    let named = ProcessInfo.processInfo.environment["GRENADYN_PEERS_PYTHON"].map { [$0] } ?? []
    // A loop: a lazy `compactMap` would run the peer once to find it and once more to take its time.
    for python in named + [".venv/bin/python", "python3"] {
      if let time = seconds(python: python) { return time }
    }
    return nil
  }

  private func seconds(python: String) -> Double? {
    var run = ToolRun(
      URL(fileURLWithPath: "/usr/bin/env"), [python, "tools/peers/\(script)"] + arguments,
      in: URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
      limits: ToolLimits(seconds: timeLimit))
    // Not the project: packages keep files in the home folder.
    run.home = FileManager.default.temporaryDirectory
    // A warning of the peer may come before its time.
    let lines = (try? run.runSuccessfully())?.output.split(whereSeparator: \.isNewline)
    guard let last = lines?.last else { return nil }
    guard let key else { return Double(last) }
    let object = try? JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
    return object?[key] as? Double
  }
}
