import Foundation
import Testing

/// Where outputs go, and what happens when they cannot.
@Suite("Outputs")
struct OutputTests {
  /// Runs a shell command; GRENADYN stands for the program.
  private func shell(_ command: String, in folder: TemporaryFolder? = nil) throws -> Command.Result {
    let text = command.replacingOccurrences(of: "GRENADYN", with: "'\(try Program.binary.path)'")
    return try Command.run(["/bin/bash", "-c", text], in: folder?.url ?? Program.project)
  }

  private static let iris = Program.project.appendingPathComponent("specs/iris.yaml").path

  /// A spec in a folder, and what it reads beside it.
  private func spec(_ folder: TemporaryFolder) throws {
    _ = try folder.write(
      Program.spec(
        "iris.yaml", [("data/iris.csv", "iris.csv"), ("epochs: 100", "epochs: 2")]), "spec.yaml")
    let data = Program.project.appendingPathComponent("specs/data/iris.csv")
    try FileManager.default.copyItem(at: data, to: folder.url.appendingPathComponent("iris.csv"))
  }

  @Test(
    "standard error that is full or closed changes nothing",
    arguments: [
      "map specs/iris.yaml", "schema", "list devices", "describe specs/iris.yaml", "explain GD0505",
      "check specs/iris.yaml --stage chip --no-cache", "silicon specs/published/silicon/neurram.yaml",
      "diff specs/iris.yaml specs/iris-lumped.yaml", "map nowhere.yaml", "--no-such-option", "check",
    ])
  func standardError(_ command: String) throws {
    let expected = try shell("GRENADYN \(command)")
    for redirection in ["2>/dev/full", "2>&-", "2> >(:)"] {
      let result = try shell("GRENADYN \(command) \(redirection)")
      #expect(result.status == expected.status && result.output == expected.output, "\(redirection)")
    }
  }

  @Test(
    "standard output that is full or closed ends with 3 and says so",
    arguments: ["map specs/iris.yaml", "schema", "--help"])
  func standardOutput(_ command: String) throws {
    for redirection in [">/dev/full", ">&-", "<&- >&-"] {
      let result = try shell("GRENADYN \(command) \(redirection)")
      #expect(
        result.status == 3 && result.errors.contains("cannot write to standard output"), "\(redirection)")
    }
    #expect(try shell("GRENADYN \(command) <&- >&- 2>&-").status == 3)
  }

  @Test("a training with closed streams writes its files, and nothing else into them")
  func closed() throws {
    let folder = try TemporaryFolder()
    try spec(folder)
    #expect(try shell("GRENADYN train spec.yaml -o open", in: folder).status == 0)
    #expect(try shell("GRENADYN train spec.yaml -o closed <&- 2>&-", in: folder).status == 0)
    #expect(try shell("GRENADYN train spec.yaml -o full 2>/dev/full", in: folder).status == 0)
    let files = try folder.url.appendingPathComponent("open").files()
    for name in ["closed", "full"] {
      #expect(try folder.url.appendingPathComponent(name).files() == files)
    }
  }

  @Test("outputs go to devices, pipes and descriptors, and through links")
  func places() throws {
    let folder = try TemporaryFolder()
    // By links of our own: a fault here must not cost the machine its devices.
    for (name, target) in [
      ("null", "/dev/null"), ("out", "/dev/stdout"), ("three", "/dev/fd/3"), ("link", "file"),
    ] {
      symlink(target, folder.path(name))
    }
    let check = "GRENADYN check \(Self.iris) --stage chip --no-cache"
    #expect(try shell("\(check) --format json=null --format sarif=null -o null", in: folder).status == 2)
    #expect(try shell("\(check) --format json=null --format sarif=null", in: folder).status == 0)
    let plain = try shell("\(check) --json", in: folder).output
    #expect(try shell("\(check) --json -o out", in: folder).output == plain)
    #expect(try shell("\(check) --json -o out | cat", in: folder).output == plain)
    #expect(
      try shell("echo before > log; \(check) --json -o three 3>> log; cat log", in: folder).output
        == "before\n" + plain)
    #expect(try shell("\(check) --json -o link; cat file", in: folder).output == plain)
    #expect(try shell("mkfifo pipe; cat pipe & \(check) --json -o pipe; wait", in: folder).output == plain)
    #expect(folder.content == ["file", "link", "log", "null", "out", "pipe", "three"])
    for (name, target) in [
      ("null", "/dev/null"), ("out", "/dev/stdout"), ("three", "/dev/fd/3"), ("link", "file"),
    ] {
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path(name)) == target)
    }
  }

  @Test(
    "an output onto an input, or on another output, is refused before the work",
    arguments: [
      ("map spec.yaml --svg spec.yaml", "GD0905"), ("map spec.yaml --svg ./iris.csv", "GD0905"),
      ("report spec.yaml --quick -o link.yaml", "GD0905"), ("check spec.yaml --json -o iris.csv", "GD0905"),
      ("check spec.yaml --json -o base.json --baseline base.json", "GD0905"),
      ("check spec.yaml --format json=a --format sarif=./a", "GD0906"),
      ("check spec.yaml --format text --format json=both > both", "GD0906"),
      ("check spec.yaml --json -o b --baseline b --update-baseline", "GD0906"),
      ("compile out/spec.yaml -o out --no-verify", "GD0905"), ("train out/spec.yaml -o out", "GD0905"),
      ("predict spec.yaml --weights out/weights -o out", "GD0905"),
      ("report out -o out/training.json", "GD0905"),
    ])
  func refused(_ command: String, _ code: String) throws {
    let folder = try TemporaryFolder()
    try spec(folder)
    symlink("spec.yaml", folder.path("link.yaml"))
    _ = try folder.write(#"{"version": 1, "tolerance": 0.01, "tolerances": {}, "specs": {}}"#, "base.json")
    if command.contains("out") {
      #expect(try shell("GRENADYN train spec.yaml -o out", in: folder).status == 0)
    }
    let before = try folder.url.files()
    let result = try shell("GRENADYN \(command)", in: folder)
    #expect(result.status == 2 && result.errors.contains(code), "\(result.errors)")
    #expect(!result.errors.contains("training on"))
    var after = try folder.url.files()
    if command.contains("> both") { #expect(after.removeValue(forKey: "both") == Data()) }
    #expect(after == before)
  }

  @Test("what cannot be written is named")
  func named() throws {
    let folder = try TemporaryFolder()
    let missing = try shell("GRENADYN init a/b.yaml", in: folder)
    #expect(missing.status == 3 && missing.errors.contains("cannot write a/b.yaml: there is no folder 'a'"))
    let temporary = try shell("TMPDIR=/no/where GRENADYN compile \(Self.iris) -o out", in: folder)
    #expect(
      temporary.status == 3 && temporary.errors.contains("/no/where") && temporary.errors.contains("TMPDIR"))
    #expect(!temporary.errors.contains("training on"))
    let limited = try shell("ulimit -f 1; GRENADYN train \(Self.iris) --epochs 1 -o out", in: folder)
    #expect(
      limited.status == 3 && limited.errors.contains("File too large") && limited.errors.contains("out"))
    #expect(folder.content.isEmpty, "\(folder.content)")
  }

  @Test("an unchanged file of another time is answered from the cache, a changed one of the same time is not")
  func cache() throws {
    let folder = try TemporaryFolder()
    try spec(folder)
    func check() throws -> Command.Result {
      try shell("GRENADYN check spec.yaml --stage estimate --cache cache --threads 2", in: folder)
    }
    let first = try check()
    #expect(first.errors.contains("training"))
    let again = try shell(
      "touch iris.csv; GRENADYN check spec.yaml --stage estimate --cache cache", in: folder)
    #expect(again.output == first.output && !again.errors.contains("training"))
    _ = try shell(
      "touch -r iris.csv time; sed -i '2s/^5/6/;3s/^6/5/' iris.csv; touch -r time iris.csv; rm time",
      in: folder)
    #expect(try check().errors.contains("training"))
    let bad = try shell("GRENADYN check spec.yaml --cache-limit much", in: folder)
    #expect(bad.status == 2 && bad.errors.contains("500 MB"))
  }
}

/// The fault harness, with its default number of faults.
@Suite(
  "Faults",
  .enabled(if: ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil, "run by tools/test --all"))
struct FaultTests {
  @Test("kills, full disks and other faults lose nothing")
  func faults() throws {
    let result = try Command.run(
      [Program.project.appendingPathComponent("tools/faults").path, "--program", Program.binary.path])
    #expect(
      result.status == 0 && result.output.contains("nothing was lost"), "\(result.output)\(result.errors)")
  }
}
