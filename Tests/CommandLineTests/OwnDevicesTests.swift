import Foundation
import Testing

/// `Sources/grenadyn/Grenadyn.docc/OwnDevices.md`, as its reader follows it, and what it does not show.
@Suite("Own devices")
struct OwnDevicesTests {
  @Test("every command of the guide works, in order, in an empty folder")
  func guide() throws {
    let guide = try String(
      contentsOf: Program.project.appendingPathComponent("Sources/grenadyn/Grenadyn.docc/OwnDevices.md"),
      encoding: .utf8)
    let blocks = guide.matches(of: /```sh\n([\s\S]*?)```/).map { String($0.1) }
    #expect(blocks.count >= 6)
    let folder = try TemporaryFolder()
    let bin = try Program.binary.deletingLastPathComponent().path
    let script = try folder.write("set -eu\n" + blocks.joined(separator: "\n"), "guide.sh")
    let result = try Command.run(
      ["/usr/bin/env", "PATH=\(bin):/usr/bin:/bin", "HOME=\(folder.path("home"))", "sh", script],
      in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("our HfO2 cells, second run"))
    // Both devices of the guide, at 60 uS.
    #expect(result.output.contains("60 uS") && result.output.contains("report 17"))
  }

  @Test("a starter file of every kind decodes, and so does what is commented out")
  func starters() throws {
    let folder = try TemporaryFolder()
    for kind in ["technology", "process", "device", "neuron", "circuit", "component"] {
      let path = folder.path("\(kind).yaml")
      #expect(try Program.run("init", "--\(kind)", path).status == 0)
      let described = try Program.run("describe", path, "--kind", kind)
      #expect(described.status == 0, "\(kind): \(described.errors)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let all = text.replacing(/\n# (?=[a-z-]+:| )/) { _ in "\n" }
      let uncommented = try Program.run("describe", folder.write(all, "all-\(kind).yaml"), "--kind", kind)
      #expect(uncommented.status == 0 && all != text, "\(kind): \(uncommented.errors)")
      let schema = try Program.run("schema", "--kind", kind)
      let object = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
      #expect(object?["$schema"] != nil && object?["$defs"] != nil)
    }
  }

  @Test("library files are valid by their schemas, and a constant without an origin is not")
  func schemas() throws {
    let folder = try TemporaryFolder()
    let schema = try folder.write(Program.run("schema", "--kind", "device").output, "schema.json")
    let whole = try folder.write(Program.run("describe", "leti-hfo2", "--yaml").output, "whole.yaml")
    let changed = try folder.write(
      "extends: whole.yaml\nmaximum-conductance: { value: 60 uS, assumption: \"ours\" }\n", "changed.yaml")
    let bad = try folder.write("extends: whole.yaml\nmaximum-conductance: { value: 60 uS }\n", "bad.yaml")
    func validate(_ files: String...) throws -> Command.Result {
      try Command.run(
        [".venv/bin/python", "tools/validate-specs"].map { Program.project.appendingPathComponent($0).path }
          + [schema] + files)
    }
    let good = try validate(whole, changed)
    #expect(good.status == 0, "\(good.output + good.errors)")
    #expect(try validate(bad).status == 1)
    let decoded = try Program.run("describe", bad)
    #expect(
      decoded.status == 2 && decoded.errors.contains("bad.yaml:2:") && decoded.errors.contains("GD0303"))
  }

  @Test(
    "a name in two folders is refused where it is used, and warned of in lists; a missing folder is an error")
  func shadowing() throws {
    let folder = try TemporaryFolder()
    let devices = folder.url.appendingPathComponent("lib/devices")
    try FileManager.default.createDirectory(at: devices, withIntermediateDirectories: true)
    _ = try folder.write("extends: ideal\nsummary: mine\n", "lib/devices/leti-hfo2.yaml")
    let list = try Program.run("list", "devices", "--library", folder.path("lib"))
    #expect(list.status == 0 && list.errors.contains("GD0331") && list.output.contains("leti-hfo2"))
    let used = try Program.run("map", "specs/iris.yaml", "--library", folder.path("lib"))
    #expect(used.status == 2 && used.errors.contains("GD0331"))
    let missing = try Program.run("list", "devices", "--library", folder.path("none"))
    #expect(missing.status == 2 && missing.errors.contains("GD0330"))
    let empty = try Program.run("list", "devices", "--library", folder.url.path)
    #expect(empty.status == 0 && empty.errors.contains("GD0332"))
    let ambiguous = try Program.run("describe", "ideal", "--yaml")
    #expect(ambiguous.status == 2 && ambiguous.errors.contains("GD0334") && ambiguous.output.isEmpty)
    #expect(try Program.run("describe", "ideal", "--yaml", "--kind", "device").output.hasPrefix("#"))
  }

  @Test("cycles, unknown bases and errors in a base are located")
  func extends() throws {
    let folder = try TemporaryFolder()
    let a = try folder.write("extends: b.yaml\n", "a.yaml")
    _ = try folder.write("extends: a.yaml\n", "b.yaml")
    let cycle = try Program.run("describe", a, "--kind", "device")
    #expect(cycle.status == 2 && cycle.errors.contains("GD0120"))
    let unknown = try folder.write("summary: x\nextends: leti-hfo\n", "unknown.yaml")
    let miss = try Program.run("describe", unknown, "--kind", "device")
    #expect(
      miss.status == 2 && miss.errors.contains("unknown.yaml:2:10")
        && miss.errors.contains("write: leti-hfo2"))
    _ = try folder.write("extends: leti-hfo2\ncell-width: { value: 1 uV, assumption: \"no\" }\n", "base.yaml")
    let upper = try folder.write("extends: base.yaml\nsummary: upper\n", "upper.yaml")
    let located = try Program.run("describe", upper, "--kind", "device")
    #expect(located.status == 2 && located.errors.contains("base.yaml:2:22"))
  }
}
