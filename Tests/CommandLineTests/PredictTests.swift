import Foundation
import Testing

@Suite("Predict")
struct PredictTests {
  /// A small chip that trains for a moment.
  private func spec(_ folder: TemporaryFolder) throws -> String {
    try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("epochs: 100", "epochs: 3"),
          ("data/iris.csv", Program.project.appendingPathComponent("specs/data/iris.csv").path),
        ]), "chip.yaml")
  }

  @Test(
    "figures are those of the contract, whatever the number of threads; nothing is left beside the folder")
  func figures() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    var outputs: [String] = []
    for (name, threads) in [("a", "1"), ("b", "3")] {
      let result = try Program.run(
        "predict", path, "-o", folder.path(name), "--chips", "8", "--accuracy", "1%", "--sweep",
        "d2d=0..50%:2",
        "--json", "--threads", threads)
      #expect(result.status == 0, "\(result.errors)")
      outputs.append(result.output)
    }
    #expect(outputs[0] == outputs[1] && folder.content == ["a", "b", "chip.yaml"])
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(try folder.url.appendingPathComponent("b").files() == files)
    #expect(String(decoding: files["prediction.json"] ?? Data(), as: UTF8.self) == outputs[0])
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(outputs[0].utf8)) as? [String: Any])
    let accuracy = try #require(figures["accuracy"] as? [String: Any])
    // Eight chips have no 5th percentile.
    #expect(accuracy["p5"] is NSNull && accuracy["p95"] is NSNull)
    for key in ["mean", "meanLow", "meanHigh", "median", "smallest", "yield", "yieldLow", "yieldHigh"] {
      #expect((0...1).contains(try #require(accuracy[key] as? Double)), "\(key)")
    }
    #expect(accuracy["chips"] as? Int == 8 && accuracy["yield"] as? Double == 1)
    // One chip alone is the same.
    let one = try Program.run("predict", path, "-o", folder.path("c"), "--chip", "5", "--json")
    let alone = try #require(try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any])
    func records(_ figures: [String: Any]) -> [[String: Any]] {
      ((figures["predictions"] as? [[String: Any]])?.first?["records"] as? [[String: Any]]) ?? []
    }
    #expect(records(alone).count == 1 && records(figures).count == 8)
    #expect(records(alone).first?["accuracy"] as? Double == records(figures)[5]["accuracy"] as? Double)
  }

  @Test("a single chip is written out as weights and as netlists that run where they are")
  func chip() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    func predict(_ name: String, _ options: String...) throws -> [String: Data] {
      let result = try Program.run(["predict", path, "-o", folder.path(name)] + options)
      #expect(result.status == 0, "\(result.errors)")
      return try folder.url.appendingPathComponent(name).files()
    }
    let files = try predict("one", "--chip", "4711", "--mode", "both")
    #expect(try predict("two", "--chip", "4711", "--mode", "both", "--threads", "3") == files)
    #expect(try predict("all", "--chips", "2").keys.allSatisfy { !$0.hasPrefix("chip/") })
    for name in ["chip", "chip-in-situ"] {
      for file in [
        "weights/connection_1.npy", "weights/weights.safetensors", "spice/chip.scs", "tb/free_0.sim",
      ] {
        #expect(files["\(name)/\(file)"] != nil, "\(name)/\(file) is missing")
      }
      // One cell a device, every one of them with a conductance.
      let tiles = String(decoding: files["\(name)/spice/tiles.sp"] ?? Data(), as: UTF8.self)
      let cells = tiles.split(separator: "\n").filter { $0.hasPrefix("xc") }
      #expect(cells.count == 10 * 10 + 12 * 6 && cells.allSatisfy { $0.contains(" g=") })
      let place = folder.url.appendingPathComponent("one/\(name)/tb")
      let run = try Command.run(["/usr/bin/env", "ngspice", "-n", "-b", "free_0.sp"], in: place)
      #expect(run.status == 0 && FileManager.default.fileExists(atPath: place.path + "/free_0.raw"))
    }
    #expect(files["chip/weights/connection_1.npy"] != files["chip-in-situ/weights/connection_1.npy"])
    let chip = try #require(
      try JSONSerialization.jsonObject(with: files["chip/chip.json"] ?? Data()) as? [String: Any])
    #expect(chip["chip"] as? Int == 4711 && chip["hasNetlist"] as? Bool == true)
    #expect((chip["gainFactors"] as? [[Double]])?.first?.count == 10)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: files["manifest.json"] ?? Data()) as? [String: Any])
    #expect((manifest["topCells"] as? [[String: Any]])?.map { $0["name"] as? String } == ["iris", "iris"])
    let listed = try #require(manifest["files"] as? [String: String])
    #expect(Set(listed.keys).union(["manifest.json"]) == Set(files.keys))
  }

  @Test("a limit that is missed ends with 1, and the folder is there")
  func missed() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      "predict", try spec(folder), "-o", folder.path("out"), "--chips", "100", "--accuracy", "100%",
      "--yield",
      "99%")
    #expect(result.status == 1 && result.output.contains("limit missed, certain after"), "\(result.errors)")
    #expect(folder.content == ["chip.yaml", "out"])
  }

  @Test(
    "a run that SIGTERM stops at any moment goes on to the same bytes, and a sweep over keys its trainings with it",
    arguments: [["--chips", "60"], ["--chips", "20", "--sweep", "training.epochs=4,5,6"]])
  func terminated(_ options: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    func arguments(_ name: String) -> [String] {
      ["predict", path, "-o", folder.path(name)] + options
    }
    #expect(try Program.run(arguments("whole")).status == 0)
    var status: Int32 = 143
    var tries = 0
    while status == 143, tries < 30 {
      let command = try Command([Program.binary.path] + arguments("stopped"))
      usleep(UInt32.random(in: 200_000...1_500_000))
      kill(command.process, SIGTERM)
      let result = try command.wait()
      status = result.status
      tries += 1
      #expect(status == 0 || status == 143, "\(result.errors)")
    }
    if status != 0 { status = try Program.run(arguments("stopped")).status }
    #expect(status == 0 && folder.content == ["chip.yaml", "stopped", "whole"])
    let whole = try folder.url.appendingPathComponent("whole").files()
    #expect(try folder.url.appendingPathComponent("stopped").files() == whole)
  }

  @Test("--resume needs a checkpoint of this run")
  func resume() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    func predict(_ option: String) throws -> Command.Result {
      try Program.run("predict", path, "-o", folder.path("out"), "--chips", "3", option)
    }
    let missing = try predict("--resume")
    #expect(missing.status == 2 && missing.errors.contains("GD0452"), "\(missing.errors)")
    _ = try folder.write("no checkpoint", ".out.checkpoint.chips")
    let damaged = try predict("--resume")
    #expect(damaged.status == 2 && damaged.errors.contains("GD0450"))
    let restarted = try predict("--restart")
    #expect(restarted.status == 0 && folder.content == ["chip.yaml", "out"], "\(restarted.errors)")
  }

  @Test("a sweep over keys makes a design a value, trains where it must, and is in every output")
  func keys() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    var outputs: [String] = []
    for (name, threads) in [("a", "1"), ("b", "3")] {
      let result = try Program.run(
        "predict", path, "-o", folder.path(name), "--chips", "3", "--sweep", "mapping.tile.rows=4,64",
        "--sweep",
        "network.hidden[0].units=8..10:2", "--json", "--threads", threads)
      #expect(result.status == 0, "\(result.errors)")
      // The tiles are not known to software, and ten neurons are the spec's own.
      #expect(
        result.errors.contains("for network.hidden[0].units: 8\n") && !result.errors.contains("for mapping"))
      #expect(result.errors.components(separatedBy: "training on").count == 3, "\(result.errors)")
      outputs.append(result.output)
    }
    #expect(outputs[0] == outputs[1] && folder.content == ["a", "b", "chip.yaml"])
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(try folder.url.appendingPathComponent("b").files() == files)
    for name in ["key-sweeps.csv", "sweep-mapping.tile.rows.svg", "sweep-network.hidden.0.units.svg"] {
      #expect(files[name] != nil, "\(name) is missing")
    }
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(outputs[0].utf8)) as? [String: Any])
    let sweeps = try #require(figures["keySweeps"] as? [[String: Any]])
    func points(_ index: Int) throws -> [[String: Any]] {
      try #require(sweeps[index]["points"] as? [[String: Any]])
    }
    #expect(sweeps.map { $0["key"] as? String } == ["mapping.tile.rows", "network.hidden[0].units"])
    #expect(try points(0).map { $0["value"] as? String } == ["4", "64"])
    #expect(try points(1).map { $0["number"] as? Double } == [8, 10])
    // What the spec says itself is the prediction.
    let own = try #require(figures["accuracy"] as? [String: Any])["mean"] as? Double
    #expect(try (points(1)[1]["accuracy"] as? [String: Any])?["mean"] as? Double == own)
    #expect((figures["sweeps"] as? [Any])?.isEmpty == true)
    let page = try Program.run("report", folder.path("a"), "-o", folder.path("report.html"))
    let html = try String(contentsOfFile: folder.path("report.html"), encoding: .utf8)
    #expect(page.status == 0 && html.contains("sweep-mapping-tile-rows"), "\(page.errors)")
  }

  @Test("bad keys and values are told all at once, before the training, as text and as JSON")
  func badKeys() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "predict", try spec(folder), "-o", folder.path("out"), "--sweep", "mapping.tile.rowz=4,8", "--sweep",
      "network.bias=0.2 V,0.3", "--sweep=network.hidden[0].units=8,0",
    ]
    let result = try Program.run(arguments)
    #expect(result.status == 2 && result.output.isEmpty && !result.errors.contains("training on"))
    for words in [
      "--sweep:1:14: error: mapping.tile: unknown key 'rowz'", "1 | mapping.tile.rowz=4,8",
      "--sweep network.bias:1:7: error: network.bias: '0.3' has no unit", "1 | 0.2 V,0.3",
      "--sweep network.hidden[0].units:1:3: error:",
    ] { #expect(result.errors.contains(words), "\(words) is not in\n\(result.errors)") }
    #expect(result.errors.components(separatedBy: " error: ").count == 4 && folder.content == ["chip.yaml"])
    let json = try Program.run(arguments + ["--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let found = try #require(object?["diagnostics"] as? [[String: Any]])
    #expect(found.map { $0["code"] as? String } == ["GD0202", "GD0206", "GD0205"])
  }

  @Test(
    "bad usage ends with 2 and says what is expected",
    arguments: [
      (["--sweep", "d2e=0..1"], "did you mean 'd2d'"), (["--sweep", "d2d=0..5V"], "not a ratio"),
      (["--sweep", "d2d=0..1", "--sweep", "d2d=0..2%"], "given twice"),
      (["--sweep", "a.0.b=1,2", "--sweep", "a[0].b=3,4"], "given twice"),
      (["--sweep", "mapping.tile.rows=64"], "one value"),
      (["--sweep", "seed=1..2 s,3", "--chip", "3"], "one chip"),
      (["--chip", "1", "--chips", "2"], "one chip"),
      (["--chips", "0"], "from 1"), (["--mode", "burn"], "program"),
      (["--accuracy", "150%"], "at most 100 %"),
      (["--yield", "90%"], "--accuracy"), (["--resume", "--restart"], "--restart"),
    ])
  func usage(_ options: [String], _ words: String) throws {
    let result = try Program.run(["predict", "specs/iris.yaml"] + options)
    #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }
}
