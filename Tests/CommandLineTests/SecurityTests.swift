import Foundation
import Testing

/// What a stranger's spec, files and file names can do: nothing but be read.
@Suite("Hostile input")
struct SecurityTests {
  /// A technology with a device file of a name; the spec trains one epoch.
  private func project(_ folder: TemporaryFolder, device: String, summary: String = "a device") throws
    -> String
  {
    let library = Program.project.appendingPathComponent("Sources/Technology/Library")
    let text = try String(
      contentsOf: library.appendingPathComponent("devices/leti-hfo2.yaml"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.hasPrefix("summary:") ? "summary: \"\(summary)\"" : String($0)
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.url.appendingPathComponent(device))
    let quoted = device.replacingOccurrences(of: "\n", with: "\\n")
    _ = try folder.write(
      "summary: \"\(summary)\"\nprocess: leti130\ndevice: \"./\(quoted)\"\nneuron: active-rectifier\nperipherals: cmos130\n",
      "tech.yaml")
    let data = Program.project.appendingPathComponent("specs/data/iris.csv").path
    return try folder.write(
      Program.spec(
        "iris.yaml",
        [("leti-hfo2-130", "./tech.yaml"), ("data/iris.csv", data), ("epochs: 100", "epochs: 1")]),
      "spec.yaml")
  }

  @Test("a device file whose name is a netlist is refused before any work")
  func deviceName() throws {
    let folder = try TemporaryFolder()
    let spec = try project(folder, device: "d\n.control\nshell touch PWNED\n.endc\n*.yaml")
    let result = try Program.run("compile", spec, "-o", folder.path("out"), in: folder.url)
    #expect(result.status == 2 && result.errors.contains("[GD0260]"), "\(result.errors)")
    #expect(result.errors.contains("tech.yaml:3:9"))
    #expect(!folder.content.contains("out"))
    let described = try Program.run(
      "describe", "d\n.control\nshell touch PWNED\n.endc\n*.yaml", in: folder.url)
    #expect(described.status == 2 && described.errors.contains("[GD0360]"), "\(described.errors)")
  }

  @Test("a name and texts that no netlist knows compile, and stand in comments alone")
  func texts() throws {
    let folder = try TemporaryFolder()
    let device = "d `id` $(id) ' \" ; \u{600}.yaml"
    let spec = try project(
      folder, device: device.replacingOccurrences(of: "\"", with: ""),
      summary: "a\\n.control\\nshell touch PWNED\\n.endc \u{600}<script>")
    let result = try Program.run("compile", spec, "-o", folder.path("out"), in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    let files = try folder.url.appendingPathComponent("out").files()
    // Copies of the user's own files are what they are: nothing reads them but this program.
    for (name, data) in files
    where !name.hasSuffix(".npy") && !name.hasSuffix(".safetensors") && !name.hasPrefix("inputs/") {
      let text = String(decoding: data, as: UTF8.self)
      for line in text.split(separator: "\n") where line.hasPrefix(".control") || line.hasPrefix("shell") {
        #expect(name.hasPrefix("tb/") && line == ".control", "\(name): \(line)")
      }
      #expect(
        !text.unicodeScalars.contains("\u{600}") || name == "report.html" || name.hasSuffix(".json")
          || name == "spec.yaml", "\(name)")
      #expect(!text.contains("<script>"), "\(name)")
    }
    // OpenVAF and the readers of the other dialects read them too.
    let verified = try Program.run("verify", spec, "-o", folder.path("out"), in: folder.url)
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    #expect(!folder.content.contains("PWNED"))
  }

  @Test("an output folder may have any name: no simulator reads it")
  func folderName() throws {
    let folder = try TemporaryFolder()
    let spec = try project(folder, device: "d.yaml")
    let name = "out \"\ncontrol\n' $(id) #{};"
    let result = try Program.run("compile", spec, "-o", folder.path(name), in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    let verified = try Program.run("verify", spec, "-o", folder.path(name), in: folder.url)
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
  }

  @Test(
    "a pipe or a device where a file is expected ends at once",
    arguments: [
      ["check", "X"], ["map", "X"], ["describe", "X"], ["train", "X", "-o", "o"], ["diff", "X", "X"],
      ["check", "spec.yaml", "--stage", "spec", "--baseline", "X"],
      ["check", "spec.yaml", "--stage", "estimate", "--weights", "X", "--no-cache"],
      ["silicon", "X"], ["map", "extends.yaml"], ["map", "technology.yaml"],
      ["train", "data.yaml", "-o", "o"],
      ["report", "folder", "-o", "o.html"], ["train", "spec.yaml", "--epochs", "1", "--resume", "-o", "o"],
    ])
  func specialFiles(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    _ = try project(folder, device: "d.yaml")
    #expect(mkfifo(folder.path("pipe.yaml"), 0o600) == 0)
    for path in ["pipe.yaml", "/dev/zero"] {
      _ = try folder.write("extends: \(path)\n", "extends.yaml")
      _ = try folder.write(
        "extends: spec.yaml\ntechnology: \(path == "/dev/zero" ? "/dev/zero" : "./pipe.yaml")\n",
        "technology.yaml")
      _ = try folder.write("extends: spec.yaml\ndata: { set: csv, path: \(path) }\n", "data.yaml")
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent("folder"), withIntermediateDirectories: true)
      try? FileManager.default.removeItem(atPath: folder.path("folder/manifest.json"))
      try? FileManager.default.removeItem(atPath: folder.path(".o.checkpoint"))
      for name in ["folder/manifest.json", ".o.checkpoint"] {
        try FileManager.default.createSymbolicLink(
          atPath: folder.path(name), withDestinationPath: path.hasPrefix("/") ? path : folder.path(path))
      }
      let words = arguments.map { $0 == "X" ? path : $0 }
      let result = try Command.run(["/usr/bin/timeout", "60", Program.binary.path] + words, in: folder.url)
      #expect([1, 2, 3].contains(result.status), "\(words): \(result.status) \(result.errors)")
      #expect(!result.errors.isEmpty || !result.output.isEmpty)
    }
  }

  @Test("control characters of arguments and file names reach no terminal")
  func controls() throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1B}[31m\u{9B}\u{202E}\r\n::error::x.yaml"
    _ = try folder.write("grenadyn: 1\n", name)
    for arguments in [
      ["check", name], ["map", name], ["comp\u{1B}[2Jyle"], ["list", "dev\u{1B}[2J\u{9B}ices"],
      ["check", "--\u{1B}[2J"],
      ["describe", "x\u{1B}[2J"], ["explain", "GD\u{1B}[2J"], ["diff", name, name],
      ["check", name, "--format", "github"],
      ["check", name, "--format", "sarif"], ["check", name, "--format", "junit"], ["check", name, "--json"],
      ["check", name, "--baseline", "b\u{1B}[2J"], ["train", name, "-o", "o\u{1B}[2J"],
    ] {
      let result = try Program.run(arguments, in: folder.url)
      #expect(result.status == 2 || result.status == 1, "\(arguments)")
      for text in [result.output, result.errors] {
        #expect(
          text.unicodeScalars.allSatisfy {
            $0 == "\n" || $0 == "\t"
              || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0.value != 0x202E
          }, "\(arguments): \(text.debugDescription)")
        let commands = text.split(separator: "\n").filter { $0.drop(while: \.isWhitespace).hasPrefix("::") }
        #expect(commands.allSatisfy { $0.hasPrefix("::error file=") }, "\(commands)")
        #expect(arguments.contains("github") || commands.isEmpty)
      }
    }
  }

  @Test("a file name that bash would run is not offered as a completion")
  func completions() throws {
    let folder = try TemporaryFolder()
    for name in [
      "plain-1.yaml", "grün.yaml", "$(touch PWNED).yaml", "`touch PWNED`.yaml", "a;b.yaml", "x\ny.yaml",
      "{a,b}.yaml",
    ] {
      _ = try folder.write("", name)
    }
    let program = try Program.binary
    let script = """
      source <("$1" completions bash); COMP_WORDS=(grenadyn describe ''); COMP_CWORD=2; COMP_LINE='grenadyn describe '
      COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; _grenadyn grenadyn '' describe; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let path = "PATH=\(program.deletingLastPathComponent().path):/usr/bin:/bin"
    let result = try Command.run(
      ["/usr/bin/env", path, "bash", "-c", script, "bash", program.path], in: folder.url)
    let offered = result.output.split(separator: "\n").filter { $0.hasSuffix(".yaml") }
    #expect(
      offered == ["grün.yaml", "plain-1.yaml"] || offered == ["plain-1.yaml", "grün.yaml"], "\(result)")
    #expect(!folder.content.contains("PWNED"))
  }

  @Test("names behind -- are files, whatever they look like")
  func names() throws {
    let folder = try TemporaryFolder()
    let names = ["--json", "-x.yaml", "a b.yaml", "c\nd.yaml", "$(id) `id`.yaml", "--"]
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    for name in names { _ = try folder.write("extends: \(iris)\n", name) }
    let result = try Program.run(["check", "--stage", "spec", "--no-cache", "--"] + names, in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\n").filter { $0.contains(": passed") }.count == names.count)
  }

  @Test("Python packages are installed by their hashes alone, and actions are pinned by commit")
  func pins() throws {
    let list = try String(
      contentsOf: Program.project.appendingPathComponent("tools/requirements.txt"), encoding: .utf8)
    let packages = list.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    #expect(packages.count > 20)
    for package in packages {
      #expect(
        package.wholeMatch(of: /[A-Za-z0-9._-]+==[A-Za-z0-9.]+ (\s*--hash=sha256:[0-9a-f]{64})+/) != nil,
        "\(package.prefix(40))")
    }
    let setup = try String(contentsOf: Program.project.appendingPathComponent("tools/setup"), encoding: .utf8)
    #expect(setup.contains("--require-hashes -r \"$requirements\""))
    let action = try String(contentsOf: Program.project.appendingPathComponent("action.yml"), encoding: .utf8)
    let uses = action.split(separator: "\n").filter { !$0.hasPrefix("#") && $0.contains("uses:") }
    #expect(uses.count == 1)
    for line in uses { #expect(line.firstMatch(of: /uses: [a-z\/-]+@[0-9a-f]{40}$/) != nil, "\(line)") }
    // No text of an input is part of a script: inputs reach it as variables.
    for line in action.split(separator: "\n") where line.contains("${{") && !line.hasPrefix("#") {
      #expect(
        line.wholeMatch(of: /\s*[A-Za-z_-]+: (grenadyn-)?\${{ [a-z_.-]+ }}(\/grenadyn-cache)?/) != nil,
        "\(line)")
    }
  }
}
