import ArgumentParser
import Foundation
import Reports
import Technology

/// `grenadyn completions`
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the completion script of a shell.",
    discussion: """
      Example:
        grenadyn completions bash > ~/.local/share/bash-completion/completions/grenadyn
        grenadyn completions zsh > ~/.zfunc/_grenadyn
        grenadyn completions fish > ~/.config/fish/completions/grenadyn.fish

      zsh looks in the folders of $fpath, to which ~/.zfunc is added by `fpath+=~/.zfunc` before `compinit`.
      """)

  /// Shells with completion.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    fileprivate var completion: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "One of: \(Shell.allCases.map(\.rawValue).joined(separator: ", ")).")
  var shell: Shell

  func run() throws {
    try Terminal.result(Grenadyn.completionScript(for: shell.completion) + "\n")
  }

  /// What `grenadyn describe` takes: every name that can be listed, and the YAML files and folders of a path.
  static func describable(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    let names = Catalogue.describableNames
    let folder =
      prefix.contains("/") ? String(prefix[...(prefix.lastIndex(of: "/") ?? prefix.startIndex)]) : ""
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let paths = files.compactMap { file -> String? in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder + file, isDirectory: &isFolder),
        !file.hasPrefix("."), isWord(folder + file)
      else { return nil }
      if isFolder.boolValue { return folder + file + "/" }
      return file.hasSuffix(".yaml") || file.hasSuffix(".yml") ? folder + file : nil
    }
    return (names + paths).filter { $0.hasPrefix(prefix) }.sorted()
  }

  /// Whether no shell sees more than a word in a path. Bash expands what a program offers as completion: the file name
  /// `$(command)` of a stranger's folder would be run.
  private static func isWord(_ path: String) -> Bool {
    path.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "._-+,@%=:/".unicodeScalars.contains($0)
    }
  }
}
