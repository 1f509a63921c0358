import Foundation

/// Feeds readers with damaged input; called by `tools/fuzz`.
///
/// Built with `-sanitize=fuzzer -DFUZZING`, inputs are made by libFuzzer, which follows the code that they reach, with
/// ``TextMutation`` beside its own mutations; else the inputs are files, as a saved crash is.
@main
struct Fuzz {
  private static let usage = """
    usage: grenadyn-fuzz --list                 the readers
           grenadyn-fuzz --seeds TARGET FOLDER  writes right inputs, a file each, and FOLDER.dict with their words
           grenadyn-fuzz --target=TARGET …      with libFuzzer: its options and folders; else files to be read

    """

  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "--list":
      for target in FuzzTarget.all { print(target.name) }
    case "--seeds" where words.count == 3:
      try writeSeeds(try target(words[1]), URL(fileURLWithPath: words[2]))
    // libFuzzer leaves words that begin so alone, and passes them on when it starts the program anew.
    case let word? where word.hasPrefix("--target="):
      try run(try target(String(word.dropFirst(9))), words.dropFirst())
    default:
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    }
  }

  private static func target(_ name: String) throws -> FuzzTarget {
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
      let names = FuzzTarget.all.map(\.name).joined(separator: ", ")
      FileHandle.standardError.write(Data("there is no reader '\(name)'; the readers are \(names)\n".utf8))
      exit(2)
    }
    return target
  }

  private static func writeSeeds(_ target: FuzzTarget, _ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let seeds = try target.seeds(FuzzTarget.project)
    for (index, seed) in seeds.enumerated() {
      try Data(seed).write(to: folder.appendingPathComponent("seed-\(index)"))
    }
    let entries = FuzzDictionary(seeds, isText: target.isText).text
    try Data(entries.utf8).write(to: folder.appendingPathExtension("dict"))
  }

  private static func run(_ target: FuzzTarget, _ words: ArraySlice<String>) throws {
    let scratch = try Scratch()
    #if FUZZING
      exit(LibFuzzer.run(target, try target.reader(scratch)))
    #else
      let read = try target.reader(scratch)
      for word in words {
        print("\(word): \(FuzzTarget.outcome(of: try URL(fileURLWithPath: word).bytes, read))")
      }
    #endif
  }
}

extension FuzzTarget {
  /// The project's folder, for seeds.
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
