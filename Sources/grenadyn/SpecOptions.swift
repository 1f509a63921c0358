import ArgumentParser
import Diagnostics
import Reports
import Specification

/// The options of every command that takes a spec.
struct SpecOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a key of the spec, as network.bias=\"0.5 V\" or network.hidden[0].units=12; may be given several times.",
      valueName: "key=value"))
  var keys: [String] = []
  @Option(
    help: ArgumentHelp(
      "A folder of technologies and parts of your own, by name; may be given several times.",
      valueName: "folder"),
    completion: .directory)
  var library: [String] = []

  /// What the options say.
  var settings: SpecSettings { SpecSettings(keys, libraries: library) }

  /// The folders, for commands without a spec.
  var folders: [Located<String>] {
    library.map { Located($0, at: SourceLocation(file: "--library", line: 1, column: 1)) }
  }

  /// The texts of the options of a command line, which messages point into.
  static func sources(of arguments: [String]) -> [SourceFile] {
    var texts: [String] = []
    var sweeps: [KeySweep] = []
    func add(sweep text: String) {
      if case .key(let sweep) = try? SweepOption(parsing: text) { sweeps.append(sweep) }
    }
    for (index, word) in arguments.enumerated() {
      if word == "--" { break }
      if word == "--set", index + 1 < arguments.count { texts.append(arguments[index + 1]) }
      if word.hasPrefix("--set=") { texts.append(String(word.dropFirst(6))) }
      if word == "--sweep", index + 1 < arguments.count { add(sweep: arguments[index + 1]) }
      if word.hasPrefix("--sweep=") { add(sweep: String(word.dropFirst(8))) }
    }
    return (texts.isEmpty ? [] : SpecSettings(texts).sources) + KeySweep.sources(sweeps)
  }
}
