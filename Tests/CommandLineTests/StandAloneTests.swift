import Foundation
import Testing

/// A compiled folder with a user's own technology, data and initial weights, carried to another machine.
@Suite("The folder stands alone")
struct StandAloneTests {
  private static let library = Program.project.appendingPathComponent("Sources/Technology/Library")

  private static func part(_ name: String) throws -> String {
    try String(contentsOf: library.appendingPathComponent(name), encoding: .utf8)
  }

  /// A spec whose technology, device, neuron and data are files of the user: two of one name, one with a space in its
  /// path, one named by an absolute path.
  /// - Parameter voltage: the device's nonlinearity-voltage.
  private func write(_ folder: TemporaryFolder, voltage: String = "0.43 V") throws -> String {
    for name in ["user/lab files", "user/parts", "user/data"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    let device = try Self.part("devices/leti-hfo2.yaml").replacingOccurrences(of: "0.43 V", with: voltage)
    _ = try folder.write(device, "user/parts/own.yaml")
    _ = try folder.write(Self.part("neurons/active-rectifier.yaml"), "user/lab files/own.yaml")
    _ = try folder.write(
      """
      summary: our lab's
      process: leti130
      device: ../parts/own.yaml  # ours
      neuron: "\(folder.path("user/lab files/own.yaml"))"
      peripherals: cmos130
      """, "user/lab files/lab.yaml")
    let flowers = Program.project.appendingPathComponent("specs/data/iris.csv").path
    _ = try folder.write(String(contentsOfFile: flowers, encoding: .utf8), "user/data/our flowers.csv")
    return try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("technology: leti-hfo2-130", "technology: lab files/lab.yaml"),
          ("path: data/iris.csv", "path: data/our flowers.csv"), ("epochs: 100", "epochs: 2"),
        ]), "user/spec.yaml")
  }

  @Test("moved to where the user's files are not, it is verified and compiled to the same chip")
  func moved() throws {
    let folder = try TemporaryFolder()
    let spec = try write(folder)
    #expect(try Program.run("compile", spec, "-o", folder.path("out"), "--no-verify").status == 0)
    // It is verified from the user's own spec,
    #expect(try Program.run("verify", spec, "-o", folder.path("out")).status == 0)
    let before = try folder.url.appendingPathComponent("out").files()
    for name in [
      "inputs/technology/lab.yaml", "inputs/technology/own.yaml", "inputs/technology/2/own.yaml",
      "inputs/data/our flowers.csv",
    ] { #expect(before[name] != nil, "\(name) is missing") }
    let text = String(decoding: before["spec.yaml"] ?? Data(), as: UTF8.self)
    #expect(text.contains("technology: inputs/technology/lab.yaml"), "\(text)")
    #expect(text.contains("inputs/data/our flowers.csv"), "\(text)")
    let technology = String(decoding: before["inputs/technology/lab.yaml"] ?? Data(), as: UTF8.self)
    #expect(
      technology.contains("device: own.yaml  # ours\n") && technology.contains("neuron: \"2/own.yaml\"\n"))
    // and, moved, from its own.
    let elsewhere = try TemporaryFolder()
    try FileManager.default.moveItem(atPath: folder.path("out"), toPath: elsewhere.path("moved"))
    try FileManager.default.removeItem(atPath: folder.path("user"))
    let verified = try Program.run("verify", "moved/spec.yaml", in: elsewhere.url)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(elsewhere.content == ["moved"], "nothing was compiled anew")
    #expect(
      try Program.run("compile", "moved/spec.yaml", "-o", "again", "--no-verify", in: elsewhere.url).status
        == 0)
    var again = try elsewhere.url.appendingPathComponent("again").files()
    // Only what names the inputs differs.
    for name in ["manifest.json", "report.html", "spec.yaml"] { again[name] = before[name] }
    #expect(again.keys.sorted() == before.keys.sorted())
    for (name, bytes) in before { #expect(again[name] == bytes, "\(name) differs") }
  }

  @Test("parts that extend others, and parts by name from a library folder with its sources, move along")
  func library() throws {
    let folder = try TemporaryFolder()
    for name in ["user/shelf/technologies", "user/shelf/devices"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    _ = try folder.write("OURS: \"Our lab book, page 7\"\n", "user/shelf/sources.yaml")
    _ = try folder.write(
      "extends: leti-hfo2\nmaximum-read-voltage: { value: 0.5 V, source: OURS }\n",
      "user/shelf/devices/base.yaml")
    _ = try folder.write("extends: base\nsummary: ours\n", "user/shelf/devices/mine.yaml")
    _ = try folder.write(
      "summary: our lab's\nprocess: leti130\ndevice: mine\nneuron: active-rectifier\nperipherals: cmos130\n",
      "user/shelf/technologies/lab.yaml")
    let data = Program.project.appendingPathComponent("specs/data/iris.csv").path
    let spec = try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("technology: leti-hfo2-130", "technology: lab\nlibrary: shelf"),
          ("path: data/iris.csv", "path: \(data)"),
          ("epochs: 100", "epochs: 2"),
        ]), "user/spec.yaml")
    let compiled = try Program.run("compile", spec, "-o", folder.path("out"), "--no-verify")
    #expect(compiled.status == 0, "\(compiled.errors)")
    #expect(!compiled.errors.contains("GD0803"), "\(compiled.errors)")
    let elsewhere = try TemporaryFolder()
    try FileManager.default.moveItem(atPath: folder.path("out"), toPath: elsewhere.path("moved"))
    try FileManager.default.removeItem(atPath: folder.path("user"))
    let verified = try Program.run("verify", "moved/spec.yaml", in: elsewhere.url)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(elsewhere.content == ["moved"], "nothing was compiled anew")
  }

  @Test("initial weights are copied, a folder of arrays as one")
  func weights() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run("compile", "specs/iris.yaml", "-o", folder.path("first"), "--no-verify").status == 0)
    let data = Program.project.appendingPathComponent("specs/data/iris.csv").path
    let spec = try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("path: data/iris.csv", "path: \(data)"), ("epochs: 100", "epochs: 1"),
          ("initial: { low: 1 uS, high: 20 uS }", "initial-weights: first/weights"),
        ]), "spec.yaml")
    #expect(try Program.run("compile", spec, "-o", folder.path("out"), "--no-verify").status == 0)
    try FileManager.default.removeItem(atPath: folder.path("first"))
    #expect(try Program.run("verify", "out/spec.yaml", in: folder.url).status == 0)
  }

  @Test("what has changed since is no verdict about the chip", arguments: ["data", "device"])
  func changed(_ what: String) throws {
    let folder = try TemporaryFolder()
    let spec = try write(folder)
    #expect(try Program.run("compile", spec, "-o", folder.path("out"), "--no-verify").status == 0)
    let name = what == "data" ? "user/data/our flowers.csv" : "user/parts/own.yaml"
    let text = try String(contentsOfFile: folder.path(name), encoding: .utf8)
    _ = try folder.write(
      what == "data"
        ? text.replacingOccurrences(of: "5.1,3.5", with: "5.2,3.5")
        : text.replacingOccurrences(of: "0.43 V", with: "0.5 V"), name)
    let result = try Program.run("verify", spec, "-o", folder.path("out"))
    #expect(result.status == 2 && result.errors.contains("GD0902"), "\(result.errors)")
    #expect(result.errors.contains(what == "data" ? "our flowers.csv" : "own.yaml"))
  }

  @Test("a read law that is linear in all but name is refused before work starts")
  func linearInAllButName() throws {
    let folder = try TemporaryFolder()
    let spec = try write(folder, voltage: "10 kV")
    for command in ["check", "compile"] {
      let result = try Program.run(command, spec)
      #expect(result.status == 2 && (result.output + result.errors).contains("GD0270"), "\(result.errors)")
      #expect(!result.errors.contains("training on"))
    }
    // Just within the bound, all checks pass.
    let within = try write(folder, voltage: "390 V")
    let result = try Program.run("compile", within, "-o", folder.path("out"))
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}
