import Foundation
import Testing

/// What no chip can be and no machine can hold is refused before the work, in every command, soon and with little memory.
@Suite("Limits")
struct LimitTests {
  /// Runs the program with limits of its address space in kilobytes and of its processor seconds.
  private func run(_ arguments: [String], kilobytes: Int? = nil, seconds: Int = 60) throws -> Command.Result {
    // OpenBLAS takes address space for every processor.
    let limits =
      "export OPENBLAS_NUM_THREADS=1; ulimit -t \(seconds)" + (kilobytes.map { "; ulimit -v \($0)" } ?? "")
    return try Command.run(
      ["/bin/sh", "-c", limits + "; exec \"$@\"", "sh", Program.binary.path] + arguments)
  }

  private func spec(_ folder: TemporaryFolder, _ replacements: [(String, String)]) throws -> String {
    let data = Program.project.appendingPathComponent("specs/data/iris.csv").path
    return try folder.write(
      Program.spec("iris.yaml", [("path: data/iris.csv", "path: \(data)")] + replacements), "spec.yaml")
  }

  private static let commands = [
    ["check", "--no-cache"], ["train"], ["compile"], ["estimate"], ["predict"], ["map"], ["describe"],
    ["report"],
  ]

  @Test("a network of 10¹¹ to 10¹² devices is refused, in a little memory")
  func absurd() throws {
    let folder = try TemporaryFolder()
    for changes in [
      [("shape: [4]", "shape: [1000000]"), ("units: 10", "units: 1000000")],
      [("units: 10", "units: 1000000"), ("classes: 3", "classes: 100000")],
    ] {
      let path = try spec(folder, changes)
      for command in Self.commands {
        let result = try run(command + [path], kilobytes: 1_500_000)
        #expect(result.status == 2, "\(command) \(result.errors)")
        #expect((result.errors + result.output).contains("GD0490"), "\(command) \(result)")
      }
      #expect(folder.content == ["spec.yaml"])
    }
  }

  @Test(
    "what the process is not made for is refused with the range and its source",
    arguments: [
      ("estimate: { temperature: 300 °C }", "GD0380", "125 °C"),
      ("estimate: { clock: 1 THz }", "GD0381", "1 GHz"),
      ("estimate: { conversion-rate: 1 THz }", "GD0381", "1 GHz"),
      ("prediction: { age: { temperature: 1000 K } }", "GD0380", "400 °C"),
    ])
  func operation(_ section: String, _ code: String, _ limit: String) throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder, [("verification:", section + "\nverification:")])
    for command in Self.commands {
      let result = try run(command + [path])
      #expect(result.status == 2, "\(command) \(result.errors)")
      let text = result.errors + result.output
      #expect(text.contains(code) && text.contains(limit) && text.contains("assumption"), "\(text)")
    }
    let warmed = try run(["estimate", try spec(folder, []), "--temperature", "300 °C"])
    #expect(warmed.status == 2 && warmed.errors.contains("GD0380"))
  }

  @Test("rows that the supply cannot drive are refused, those that its slow corner cannot are warned of")
  func headroom() throws {
    let folder = try TemporaryFolder()
    let refused = try run(["map", spec(folder, [("full-scale: 0.4 V", "full-scale: 0.7 V")])])
    #expect(refused.status == 2 && refused.errors.contains("GD0382") && refused.errors.contains("650 mV"))
    let warned = try run(["map", spec(folder, [("full-scale: 0.4 V", "full-scale: 0.6 V")])])
    #expect(warned.status == 0 && warned.errors.contains("GD0382") && warned.errors.contains("slow corner"))
  }

  @Test("tiles of one cell of a large network are refused before they are made")
  func tiles() throws {
    let folder = try TemporaryFolder()
    let path = try spec(
      folder,
      [
        ("rows: 8, columns: 8", "rows: 1, columns: 1"), ("shape: [4]", "shape: [100000]"),
        ("units: 10", "units: 100"),
      ])
    for command in [["map"], ["check", "--no-cache", "--stage", "chip"]] {
      let result = try run(command + [path], kilobytes: 1_500_000)
      #expect(
        [1, 2].contains(result.status) && (result.errors + result.output).contains("GD0580"), "\(result)")
    }
  }

  @Test("a network that the machine has no memory for ends with 3 before it begins")
  func memory() throws {
    let folder = try TemporaryFolder()
    let path = try spec(
      folder, [("units: 10", "units: 1000000"), ("rows: 8, columns: 8", "rows: 500, columns: 500")])
    let result = try run(["train", path, "-o", folder.path("out")], kilobytes: 600_000)
    #expect(result.status == 3 && result.errors.contains("GD0491"), "\(result)")
    #expect(!result.errors.contains("Fatal"))
  }

  @Test("a batch larger than the data is warned of and takes no memory, in both engines")
  func batch() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder, [("batch: 4", "batch: 1000000"), ("epochs: 100", "epochs: 1")])
    let result = try run(["train", path, "-o", folder.path("out")], kilobytes: 1_500_000)
    #expect(result.status == 0 && result.errors.contains("GD0494"), "\(result)")
    let data = Program.project.appendingPathComponent("specs/data/iris.csv").path
    let fast = try folder.write(
      """
      grenadyn: 1
      name: fast
      technology: ideal
      data: { set: csv, path: \(data) }
      network:
        family: resistive
        input: { shape: [4], encoding: complementary, full-scale: 20 V }
        hidden: [{ units: 200 }]
        output: { classes: 3, encoding: single, target: 1 V }
      training:
        engine: fast
        nudge: 0.5 S
        epochs: 1
        batch: 1000000
        learning-rate: 0.005 S^2/V^2
        initial-scale: 1 S
        relaxation: { sweeps: 4 }
      mapping: { tile: { rows: 32, columns: 24 } }
      """, "fast.yaml")
    let other = try run(["train", fast, "-o", folder.path("fast")], kilobytes: 1_500_000)
    #expect(other.status == 0 && other.errors.contains("GD0494"), "\(other)")
  }

  @Test("where there are fewer threads than asked for, a run takes longer, and its figures are the same")
  func threads() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder, [("epochs: 100", "epochs: 1")])
    let outputs = try [nil, 400_000].map { kilobytes in
      let result = try run(
        ["predict", path, "--chips", "40", "--threads", "1000", "--json", "-o", folder.path("out")],
        kilobytes: kilobytes)
      #expect(result.status == 0, "\(result)")
      return result.output
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test(
    "numbers of options outside of their range are bad usage",
    arguments: [
      ["predict", "x.yaml", "--threads", "10000000"], ["train", "x.yaml", "--epochs", "9223372036854775807"],
      ["train", "x.yaml", "--epochs", "-1"], ["predict", "x.yaml", "--chips", "0"],
      ["predict", "x.yaml", "--chip", "4294967296"], ["predict", "x.yaml", "--seed", "-1"],
      ["predict", "x.yaml", "--seed", "18446744073709551616"],
      ["predict", "x.yaml", "--sweep", "d2d=0..1e308"],
      ["predict", "x.yaml", "--sweep", "age=0..1e308 s"], ["predict", "x.yaml", "--sweep", "d2d=0..nan"],
      ["predict", "x.yaml", "--sweep", "d2d=0..1:100000"],
      ["predict", "x.yaml", "--sweep", "programming=0..1"],
      ["predict", "x.yaml", "--accuracy", "1e308"], ["estimate", "x.yaml", "--temperature", "1e308 K"],
      ["check", "x.yaml", "--chips", "99999999999999999999"],
      ["report", "x.yaml", "--quick", "--chips", "3"],
    ])
  func options(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 2 && result.errors.contains("Usage:"), "\(result)")
  }

  @Test(
    "any COLUMNS is taken",
    arguments: ["0", "1", "3", "-5", "9223372036854775807", "99999999999999999999", "x"])
  func columns(_ columns: String) throws {
    let result = try Command.run(
      ["/usr/bin/env", "COLUMNS=\(columns)", Program.binary.path, "describe", "leti-hfo2-130"])
    #expect(result.status == 0)
  }

  @Test("a sweep without effect is refused before the training, with what would give it one")
  func idleSweep() throws {
    let folder = try TemporaryFolder()
    for (sweep, remedy) in [
      ("wire-resistance-factor=0..10", "parasitics: solved"), ("temperature=0 °C..80 °C", "age: { time"),
      ("target-spread=0..1mV", "mode: in-situ"), ("c2c=0..1", "write-verify"),
    ] {
      let result = try run(["predict", "specs/iris.yaml", "--sweep", sweep, "-o", folder.path("out")])
      #expect(
        result.status == 2 && result.errors.contains("GD0493") && result.errors.contains(remedy), "\(result)")
      #expect(!result.errors.contains("training on"))
    }
  }
}
