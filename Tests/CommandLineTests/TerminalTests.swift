import Foundation
import Testing

/// What a person at a terminal sees, and what a script gets.
@Suite("Terminal manners")
struct TerminalTests {
  /// Runs a shell command on a pseudo-terminal, both streams together.
  private func onTerminal(_ command: String, columns: Int = 80) throws -> String {
    let shell = "stty cols \(columns); \(command)"
    let result = try Command.run(["/usr/bin/script", "-qec", shell, "/dev/null"])
    return result.output.replacingOccurrences(of: "\r\n", with: "\n")
  }

  private func program() throws -> String { "'\(try Program.binary.path)'" }

  private func badSpec(_ folder: TemporaryFolder) throws -> String {
    try folder.write(Program.spec("digits.yaml", [("epochs:", "epoks:")]), "bad.yaml")
  }

  @Test("colours are for terminals that want them")
  func colours() throws {
    let folder = try TemporaryFolder()
    let map = "\(try program()) map \(try badSpec(folder))"
    let environments = [
      ("TERM=xterm", true), ("TERM=xterm NO_COLOR=", true), ("TERM=xterm NO_COLOR=1", false),
      ("TERM=xterm NO_COLOR=0", false), ("TERM=dumb", false),
    ]
    for (environment, isColoured) in environments {
      let text = try onTerminal("env -u NO_COLOR \(environment) \(map)")
      #expect(text.contains("epoks"))
      #expect(text.contains("\u{1B}[") == isColoured, "\(environment): \(text)")
    }
  }

  @Test("nothing but text is written to pipes and files, even of a long run")
  func pipes() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("train", "specs/iris.yaml", "--epochs", "2", "-o", folder.path("out"))
    #expect(result.status == 0 && !(result.output + result.errors).contains("\u{1B}"))
    #expect(!result.errors.contains("\r"))
  }

  @Test("on a terminal a training is one line that is drawn anew, and never wider than the terminal")
  func redrawn() throws {
    let folder = try TemporaryFolder()
    let text = try onTerminal(
      "TERM=xterm NO_COLOR=1 \(program()) train specs/iris.yaml --epochs 3 -o '\(folder.path("out"))'",
      columns: 50)
    let lines = text.split(separator: "\n").filter { $0.contains("/3 ") }
    #expect(lines.count == 1 && lines[0].contains("3/3") && lines[0].contains("\r"), "\(text)")
    for part in lines[0].split(separator: "\r") {
      #expect(part.replacingOccurrences(of: "\u{1B}[K", with: "").count < 50, "\(part)")
    }
  }

  @Test("text fits a terminal, and COLUMNS", arguments: [40, 60, 100])
  func widths(_ columns: Int) throws {
    let program = try program()
    for arguments in [
      "list devices", "describe pcm-gst", "describe specs/digits.yaml", "map specs/digits.yaml",
    ] {
      let text = try onTerminal("\(program) \(arguments)", columns: columns)
      let byVariable = try Command.run(["/bin/sh", "-c", "COLUMNS=\(columns) \(program) \(arguments)"]).output
      #expect(text == byVariable)
      for line in text.split(separator: "\n") {
        // A word stays whole, however long.
        let isOneWord = !line.drop { $0 == " " }.contains(" ")
        #expect(line.count <= columns || isOneWord, "\(line)")
      }
    }
  }

  @Test("what scripts read is not wrapped, and no word of a text is lost")
  func words() throws {
    let program = try program()
    let wide = try Program.run("describe", "specs/digits.yaml").output
    let narrow = try Command.run(["/bin/sh", "-c", "COLUMNS=40 \(program) describe specs/digits.yaml"]).output
    func words(_ text: String) -> [Substring] { text.split { " \n".contains($0) } }
    #expect(words(wide) == words(narrow) && wide.split(separator: "\n").contains { $0.count > 100 })
    let json = try Command.run(["/bin/sh", "-c", "COLUMNS=40 \(program) list devices --json"]).output
    #expect(json == (try Program.run("list", "devices", "--json").output))
  }

  @Test(
    "every command has JSON on standard output, and all else on standard error",
    arguments: [
      ["compile", "specs/iris.yaml", "-o", "OUT", "--no-verify"],
      ["train", "specs/iris.yaml", "--epochs", "1", "-o", "OUT"],
      ["predict", "specs/iris.yaml", "--chips", "2", "-o", "OUT"],
      ["report", "specs/iris.yaml", "--no-predict", "-o", "OUT"], ["map", "specs/iris.yaml"],
      ["init", "OUT"],
      ["list", "rules"], ["describe", "specs/iris.yaml"],
    ])
  func json(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(arguments.map { $0 == "OUT" ? folder.path("out") : $0 } + ["--json"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.output.utf8)) }
  }

  @Test("a reader who has enough is no fault", arguments: ["", "trap '' PIPE; "])
  func brokenPipe(_ before: String) throws {
    let command = "\(before)\(try program()) schema | head -c 10 >/dev/null"
    let result = try Command.run(["/bin/bash", "-c", "set -o pipefail; \(command)"])
    #expect(result.errors.isEmpty)
    // 0: everything was in the pipe before its reader left.
    #expect([0, 141].contains(result.status))
  }

  @Test("completions of bash know commands, names, values and files")
  func bash() throws {
    let script = """
      PATH=\(try Program.binary.deletingLastPathComponent().path):$PATH
      source <(grenadyn completions bash)
      for line in "grenadyn rep" "grenadyn list dev" "grenadyn describe pcm-g" "grenadyn describe specs/digits." \
        "grenadyn compile specs/digits." "grenadyn predict --mode in" "grenadyn predict --sweep d2" \
        "grenadyn completions z" "grenadyn verify --j"; do
        read -ra COMP_WORDS <<< "$line"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line} COMPREPLY=()
        _grenadyn grenadyn "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        echo "${COMPREPLY[*]}"
      done
      """
    let result = try Command.run(["/bin/bash", "-c", script])
    #expect(
      result.output == """
        report
        devices
        pcm-gst
        specs/digits.yaml
        specs/digits.yaml
        in-situ
        d2d=
        zsh
        --json

        """, "\(result.errors)")
  }

  @Test("completion scripts are there for every shell", arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let result = try Program.run("completions", shell)
    #expect(result.status == 0 && result.output.contains("grenadyn") && result.output.contains("predict"))
    #expect(try Program.run("--generate-completion-script", shell).output == result.output)
  }

  @Test("the manual page has no fault that groff warns of")
  func manual() throws {
    let page = Program.project.appendingPathComponent("generated/man/grenadyn.1").path
    let result = try Command.run(["/bin/sh", "-c", "groff -man -Tutf8 -ww '\(page)' >/dev/null"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
  }
}
