import Foundation
import Testing

@Suite("Compile")
struct CompileTests {
  @Test("the folder holds everything DESIGN promises, and its manifest every file with its hash")
  func folder() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--json")
    #expect(result.status == 0)
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(figures["verification"] != nil && figures["training"] != nil && figures["mapping"] != nil)
    #expect(folder.content == ["iris"], "leftovers beside the output folder")
    let files = try folder.url.appendingPathComponent("iris").files()
    for name in [
      "spec.yaml", "manifest.json", "training.json", "mapping.json", "verification.json", "floorplan.svg",
      "report.html",
      "run_sim.sh", "spice/chip.sp", "spice/chip.hspice.sp", "spice/chip.xyce.sp", "spice/chip.scs",
      "spice/chip.sim", "veriloga/gd_memristor.va", "tb/free_0.sp", "tb/settle_0.sim",
      "weights/connection_1.npy", "weights/connection_2.npy",
    ] { #expect(files[name] != nil, "\(name) is missing") }
    let manifestData = try #require(files["manifest.json"])
    let manifest = try #require(try JSONSerialization.jsonObject(with: manifestData) as? [String: Any])
    let listed = try #require(manifest["files"] as? [String: String])
    #expect(Set(listed.keys).union(["manifest.json"]) == Set(files.keys))
    // sha256sum is the independent witness.
    let sum = try Command.run(
      ["/usr/bin/sha256sum", "weights/connection_1.npy"], in: folder.url.appendingPathComponent("iris")
    ).output
    #expect(sum.hasPrefix(try #require(listed["weights/connection_1.npy"])))
  }

  @Test("the same spec gives the same bytes, whatever the number of threads")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    for (name, threads) in [("a", "1"), ("b", "2"), ("c", "5")] {
      let result = try Program.run(
        "compile", "specs/iris.yaml", "-o", folder.path(name), "--no-verify", "--threads", threads)
      #expect(result.status == 0)
    }
    let first = try folder.url.appendingPathComponent("a").files()
    #expect(try folder.url.appendingPathComponent("b").files() == first)
    #expect(try folder.url.appendingPathComponent("c").files() == first)
  }

  @Test("a run that is killed goes on where it was and ends with the same bytes")
  func killAndResume() throws {
    let folder = try TemporaryFolder()
    // Long enough to be killed in the middle.
    let spec = try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("epochs: 100", "epochs: 400"),
          ("data/iris.csv", Program.project.appendingPathComponent("specs/data/iris.csv").path),
        ]), "spec.yaml")
    #expect(try Program.run("compile", spec, "-o", folder.path("whole"), "--no-verify").status == 0)
    let command = try Command(
      [Program.binary.path, "compile", spec, "-o", folder.path("killed"), "--no-verify"])
    let checkpoint = folder.path(".killed.checkpoint")
    let deadline = Date(timeIntervalSinceNow: 60)
    while !FileManager.default.fileExists(atPath: checkpoint), Date() < deadline { usleep(2000) }
    kill(command.process, SIGKILL)
    #expect(try command.wait().status == 128 + SIGKILL, "it ended before it was killed")
    #expect(!FileManager.default.fileExists(atPath: folder.path("killed")))
    let result = try Program.run("compile", spec, "-o", folder.path("killed"), "--no-verify")
    #expect(result.status == 0)
    #expect(result.errors.contains("resumed after epoch"))
    let whole = try folder.url.appendingPathComponent("whole").files()
    #expect(try folder.url.appendingPathComponent("killed").files() == whole)
  }

  @Test("a folder that is not ours is never replaced, whatever it holds", arguments: ["", "manifest.json"])
  func foreignFolder(_ manifest: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("precious", "notes.txt")
    if !manifest.isEmpty { _ = try folder.write(#"{"name": "a web app", "files": {}}"#, manifest) }
    let before = folder.content
    let result = try Program.run("compile", "specs/iris.yaml", "-o", folder.url.path, "--no-verify")
    #expect(result.status == 2)
    #expect(result.errors.contains("nothing was written"))
    #expect(folder.content == before)
    #expect(try String(contentsOfFile: folder.path("notes.txt"), encoding: .utf8) == "precious")
  }

  @Test("compiling again replaces our files and keeps the user's")
  func again() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--no-verify").status == 0)
    let first = try folder.url.appendingPathComponent("iris").files()
    _ = try folder.write("mine", "iris/tb/notes.txt")
    _ = try folder.write("broken", "iris/spice/chip.sp")
    _ = try folder.write("", ".iris.0123456789abcdef.part")
    #expect(
      try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--no-verify").status == 0)
    var second = try folder.url.appendingPathComponent("iris").files()
    #expect(second.removeValue(forKey: "tb/notes.txt") == Data("mine".utf8))
    #expect(second == first)
    #expect(folder.content == ["iris"], "a killed run's workspace is swept")
  }

  @Test("the bytes do not depend on the folder one stands in, and the resolved spec compiles to itself")
  func standsAlone() throws {
    let folder = try TemporaryFolder()
    let spec = Program.project.appendingPathComponent("specs/iris.yaml").path
    #expect(try Program.run("compile", spec, "-o", folder.path("a"), "--no-verify").status == 0)
    #expect(
      try Program.run(
        "compile", "iris.yaml", "-o", folder.path("b"), "--no-verify",
        in: Program.project.appendingPathComponent("specs")
      ).status == 0)
    let a = try folder.url.appendingPathComponent("a").files()
    #expect(try folder.url.appendingPathComponent("b").files() == a)
    #expect(try Program.run("verify", spec, "-o", "b", in: folder.url).status == 0)
    #expect(
      try Program.run("compile", "a/spec.yaml", "-o", "c", "--no-verify", in: folder.url).status == 0)
    var c = try folder.url.appendingPathComponent("c").files()
    // Only what names the inputs differs.
    for name in ["spec.yaml", "manifest.json", "report.html"] { c[name] = a[name] }
    #expect(c == a)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: a["manifest.json"] ?? Data()) as? [String: Any])
    let inputs = try #require(manifest["inputs"] as? [String: String])
    #expect(inputs.keys.contains { $0.hasSuffix("specs/iris.yaml") })
    #expect(inputs.keys.contains { $0.hasSuffix("specs/data/iris.csv") })
  }

  @Test("with wires, compile runs ngspice and reports what the wires change")
  func wireEffect() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("compile", "specs/iris-per-cell.yaml", "-o", folder.path("w"))
    #expect(result.status == 0)
    #expect(result.output.contains("wire-effect"))
    let testbench = try String(contentsOfFile: folder.path("w/tb/free_0.sp"), encoding: .utf8)
    #expect(testbench.contains("without wires"))
  }

  @Test("a wrong conductance in the netlist is found by verify, which ends with 1 and names a node")
  func sabotage() throws {
    let folder = try TemporaryFolder()
    let output = folder.path("iris")
    #expect(try Program.run("compile", "specs/iris.yaml", "-o", output, "--no-verify").status == 0)
    #expect(try Program.run("verify", "specs/iris.yaml", "-o", output).status == 0)
    let tiles = "\(output)/spice/tiles.sp"
    var lines = try String(contentsOfFile: tiles, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.hasPrefix("xc2_3 ") })
    let parts = lines[index].split(separator: "=")
    let siemens = try #require(Double(parts[1]))
    lines[index] = "\(parts[0])=\(siemens * 1.5)"
    try lines.joined(separator: "\n").write(toFile: tiles, atomically: true, encoding: .utf8)
    // A netlist can hold commands: it is not run before somebody says that the change is his.
    let refused = try Program.run("verify", "specs/iris.yaml", "-o", output)
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("GD0802") && refused.errors.contains("spice/tiles.sp"))
    let result = try Program.run("verify", "specs/iris.yaml", "-o", output, "--accept-changes")
    #expect(result.status == 1)
    #expect(result.errors.contains("GD0802"))
    #expect(result.output.contains("fail") && result.output.contains("h1_3"))
    // Whoever only reads the folder is told.
    let report = try Program.run("report", output, "-o", folder.path("r.html"))
    #expect(report.status == 0 && report.errors.contains("spice/tiles.sp [GD0802]"), "\(report.errors)")
    let difference = try Program.run("diff", output, output)
    #expect(difference.status == 0 && difference.errors.contains("spice/tiles.sp [GD0802]"))
    let estimate = try Program.run("estimate", "specs/iris.yaml", "--weights", "\(output)/weights")
    #expect(estimate.errors.contains("spice/tiles.sp [GD0802]"), "\(estimate.errors)")
  }

  /// A spec of two epochs and its compiled folder `iris`.
  private func compiled(in folder: TemporaryFolder) throws -> (spec: String, output: String) {
    let data = Program.project.appendingPathComponent("specs/data/iris.csv").path
    let spec = try folder.write(
      Program.spec("iris.yaml", [("epochs: 100", "epochs: 2"), ("data/iris.csv", data)]), "spec.yaml")
    let output = folder.path("iris")
    #expect(try Program.run("compile", spec, "-o", output, "--no-verify").status == 0)
    return (spec, output)
  }

  @Test("a folder with a missing or foreign netlist, or whose manifest is not ours, is not run")
  func changedFolder() throws {
    let folder = try TemporaryFolder()
    let (spec, output) = try compiled(in: folder)
    let files = FileManager.default
    for change in ["missing", "added", "link", "manifest"] {
      let copy = folder.path(change)
      try files.copyItem(atPath: output, toPath: copy)
      var name = "spice/tiles.sp"
      switch change {
      case "missing": try files.removeItem(atPath: "\(copy)/\(name)")
      case "added":
        name = "tb/free_9.sp"
        _ = try folder.write("* mine", "\(change)/\(name)")
      case "link":
        try files.removeItem(atPath: "\(copy)/\(name)")
        try files.createSymbolicLink(atPath: "\(copy)/\(name)", withDestinationPath: "/dev/zero")
      default:
        name = "manifest.json"
        _ = try folder.write("{}", "\(change)/\(name)")
      }
      let result = try Program.run("verify", spec, "-o", copy)
      #expect(
        result.status == 2 && result.errors.contains("GD0802") && result.errors.contains(name),
        "\(result.errors)")
    }
  }

  @Test("netlists that were changed together with the manifest are not run")
  func forgedFolder() throws {
    let folder = try TemporaryFolder()
    let (spec, output) = try compiled(in: folder)
    let manifest = try String(contentsOfFile: "\(output)/manifest.json", encoding: .utf8)
    for (name, line) in [
      ("tb/free_0.sp", "*# shell touch ran\n"), ("tb/plus_1.sim", "load \"evil.osdi\"\n"),
      ("spice/models.sp", "* hello\n"),
    ] {
      func hash() throws -> String {
        String(try Command.run(["/usr/bin/sha256sum", "\(output)/\(name)"]).output.prefix(64))
      }
      let before = try hash()
      let text = try String(contentsOfFile: "\(output)/\(name)", encoding: .utf8)
      _ = try folder.write(text + line, "iris/\(name)")
      #expect(manifest.contains(before))
      _ = try folder.write(manifest.replacingOccurrences(of: before, with: hash()), "iris/manifest.json")
      let result = try Program.run("verify", spec, "-o", output)
      #expect(result.status == 2 && result.errors.contains("GD0805") && result.errors.contains(name))
      #expect(result.output.isEmpty)
      _ = try folder.write(text, "iris/\(name)")
      _ = try folder.write(manifest, "iris/manifest.json")
    }
  }

  @Test("last digits of expected voltages are another processor's, not another's netlist")
  func otherProcessor() throws {
    let folder = try TemporaryFolder()
    let (spec, output) = try compiled(in: folder)
    let name = "tb/free_0.sp"
    var lines = try String(contentsOfFile: "\(output)/\(name)", encoding: .utf8).components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.hasPrefix("*   xchip.h1_0 = ") })
    let parts = lines[index].split(separator: " ")
    let volts = try #require(Double(parts[3]))
    lines[index] = "*   xchip.h1_0 = \(volts * (1 + 1e-9)) +- \(parts[5])"
    _ = try folder.write(lines.joined(separator: "\n"), "iris/\(name)")
    let result = try Program.run("verify", spec, "-o", output, "--accept-changes")
    #expect(result.status == 0 && result.errors.contains("GD0802") && !result.errors.contains("GD0805"))
  }

  @Test("programs and start-up files in the working folder are not run, and a missing home does no harm")
  func strangersFolder() throws {
    let folder = try TemporaryFolder()
    let marker = folder.path("ran")
    for name in [
      "ngspice", "python3", "python", "vacask", "openvaf-r", ".venv/bin/python", ".venv/bin/python3",
    ] {
      try FileManager.default.createDirectory(
        atPath: folder.path(".venv/bin"), withIntermediateDirectories: true)
      _ = try folder.write("#!/bin/sh\necho \"$0\" >> '\(marker)'\nexit 1\n", name)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path(name))
    }
    for name in [".spiceinit", "spice.rc", "spinit"] { _ = try folder.write("shell touch \(marker)", name) }
    let spec = try compiled(in: folder).spec
    let result = try Command.run(
      [
        "/usr/bin/env", "-u", "HOME", "PATH=.::\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"):",
        Program.binary.path, "verify", spec, "-o", "iris",
      ], in: folder.url)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: marker))
    // The user's own start-up file does not change results either.
    let home = try Command.run(
      ["/usr/bin/env", "HOME=\(folder.url.path)", Program.binary.path, "verify", spec, "-o", "iris"],
      in: folder.url)
    #expect(home.status == 0)
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test("a simulator that crashes ends with 3, and so does a missing one")
  func crash() throws {
    let folder = try TemporaryFolder()
    let crashing = try folder.write("#!/bin/sh\nkill -SEGV $$\n", "ngspice")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: crashing)
    let (spec, output) = try compiled(in: folder)
    let result = try Command.run(
      [
        "/usr/bin/env", "GRENADYN_NGSPICE=\(crashing)", Program.binary.path, "compile", spec,
        "-o", output,
      ])
    #expect(result.status == 3)
    #expect(result.errors.contains("GD0705") && result.output.contains("unknown"), "\(result.errors)")
    #expect(FileManager.default.fileExists(atPath: "\(output)/manifest.json"), "the training is not lost")
    let missing = try Command.run(
      [
        "/usr/bin/env", "GRENADYN_NGSPICE=ngspice", Program.binary.path, "verify", spec, "-o",
        output,
      ])
    #expect(missing.status == 3 && missing.errors.contains("GD0704"))
  }

  @Test("verify refuses a folder that was compiled from another spec")
  func anotherSpec() throws {
    let folder = try TemporaryFolder()
    let output = folder.path("iris")
    #expect(try Program.run("compile", "specs/iris.yaml", "-o", output, "--no-verify").status == 0)
    let result = try Program.run("verify", "specs/iris-sky130.yaml", "-o", output)
    #expect(result.status == 2)
    #expect(result.errors.contains("grenadyn compile"))
  }
}

/// Faults of the machine. A tiny file system needs root, which continuous integration has.
@Suite("Full disk", .enabled(if: geteuid() == 0, "mounting a small file system takes root"))
struct FullDiskTests {
  @Test("a full disk ends with 3, names the file, and leaves no output folder")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    try #require(
      Command.run(["/bin/mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder.url.path]).status == 0,
      "no small file system can be mounted here")
    defer { _ = try? Command.run(["/bin/umount", folder.url.path]) }
    let result = try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--no-verify")
    #expect(result.status == 3)
    #expect(result.errors.contains("No space left on device"))
    #expect(!folder.content.contains("iris"))
    #expect(folder.content.allSatisfy { $0 == ".iris.checkpoint" }, "\(folder.content)")
  }
  @Test("a place where a file system is mounted is refused before the work, and keeps what it holds")
  func mounted() throws {
    let folder = try TemporaryFolder()
    let output = folder.path("my out")
    #expect(try Program.run("train", "specs/iris.yaml", "--epochs", "1", "-o", output).status == 0)
    let before = try folder.url.files()
    try #require(
      Command.run(["/bin/mount", "--bind", output, output]).status == 0, "nothing can be mounted here")
    defer { _ = try? Command.run(["/bin/umount", output]) }
    let result = try Program.run("train", "specs/iris.yaml", "--epochs", "1", "-o", output)
    #expect(result.status == 2 && result.errors.contains("GD0908") && result.errors.contains(output))
    #expect(!result.errors.contains("training on"))
    #expect(try folder.url.files() == before)
  }
}
