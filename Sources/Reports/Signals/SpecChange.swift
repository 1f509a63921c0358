import Diagnostics
import Specification

/// Keys of a spec with new values: options of a command line, or lines of a file.
package struct SpecChange: Sendable, Equatable {
  /// One key.
  package struct Setting: Encodable, Sendable, Equatable {
    /// With dots between its parts: `training.nudge`.
    package var key: String
    /// As YAML on one line.
    package var value: String
    /// As `--set` takes it.
    package var text: String { "\(key)=\(value)" }
  }

  /// In the order that they were first set in.
  package private(set) var settings: [Setting] = []

  /// No change.
  package init() {}

  /// Sets a key, or sets it anew.
  package mutating func set(_ key: String, _ value: String) {
    let setting = Setting(key: key, value: value)
    if let index = settings.firstIndex(where: { $0.key == key }) {
      settings[index] = setting
    } else {
      settings.append(setting)
    }
  }

  /// What `--set` takes, one a key.
  package var texts: [String] { settings.map(\.text) }

  /// As options for a shell.
  package var options: String { texts.map { "--set '\($0)'" }.joined(separator: " ") }

  /// As lines of YAML, to be pasted into a spec.
  package var yaml: String { Self.lines(settings.map { ($0.key.split(separator: ".")[...], $0.value) }, "") }

  private static func lines(_ entries: [(path: ArraySlice<Substring>, value: String)], _ margin: String)
    -> String
  {
    var text = ""
    var names: [Substring] = []
    for entry in entries where !names.contains(entry.path[entry.path.startIndex]) {
      names.append(entry.path[entry.path.startIndex])
    }
    for name in names {
      let own = entries.filter { $0.path.first == name }
      if let leaf = own.first(where: { $0.path.count == 1 }) {
        text += "\(margin)\(name): \(leaf.value)\n"
      } else {
        text += "\(margin)\(name):\n" + lines(own.map { ($0.path.dropFirst(), $0.value) }, margin + "  ")
      }
    }
    return text
  }
}
