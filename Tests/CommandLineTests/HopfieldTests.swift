import Foundation
import Testing

/// Specs of family hopfield, from the command line.
@Suite("Hopfield") struct HopfieldTests {
  private static let text = """
    grenadyn: 1
    name: small
    data: { set: digits, train-limit: 1000, test-limit: 100 }
    network:
      family: hopfield
      input: { shape: [1, 8, 8] }
      hidden:
        - { convolution: { channels: 4 }, pooling: { kind: average } }
        - { units: 24 }
      skips: [{ from: 0, to: 2 }]
      output: { classes: 10 }
    training:
      nudge: 0.5
      epochs: 4
      batch: 10
      learning-rate: 0.1
      relaxation: { free: 10, nudged: 5 }
    """

  private func spec(_ folder: TemporaryFolder, _ edits: [(String, String)] = []) throws -> String {
    var text = Self.text
    for (old, new) in edits {
      #expect(text.contains(old), "no '\(old)'")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try folder.write(text, "small.yaml")
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("train writes curve and weights, the same for any number of threads")
  func train() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    for (name, threads) in [("a", "1"), ("b", "2")] {
      let result = try Program.run("train", path, "-o", folder.path(name), "--json", "--threads", threads)
      #expect(result.status == 0, "\(result.errors)")
      #expect((try json(result.output)["testAccuracy"] as? Double ?? 0) > 0.8)
    }
    #expect(folder.content == ["a", "b", "small.yaml"], "leftovers beside the output folder")
    let files = try folder.url.appendingPathComponent("a").files()
    let arrays = [
      "coupling_0_1", "coupling_1_2", "coupling_2_3", "coupling_0_2", "bias_1", "bias_2", "bias_3",
    ]
    #expect(
      Set(files.keys)
        == Set(
          ["spec.yaml", "training.json", "training.csv", "training.svg", "data.json", "manifest.json"]
            + arrays.map { "weights/\($0).npy" } + ["weights/weights.safetensors"]))
    #expect(try folder.url.appendingPathComponent("b").files() == files)

    // An independent reader sees the shapes that the documentation names.
    let script = try folder.write(
      """
      import sys, numpy
      from safetensors.numpy import load_file
      arrays = load_file(sys.argv[1] + "/weights.safetensors")
      for name, array in sorted(arrays.items()):
          assert numpy.array_equal(array, numpy.load(f"{sys.argv[1]}/{name}.npy")), name
          print(name, *array.shape)
      """, "shapes.py")
    let python = Program.project.appendingPathComponent(".venv/bin/python").path
    let shapes = try Command.run([python, script, folder.path("a/weights")])
    #expect(
      shapes.output == """
        bias_1 4
        bias_2 24
        bias_3 10
        coupling_0_1 4 1 3 3
        coupling_0_2 64 24
        coupling_1_2 36 24
        coupling_2_3 24 10

        """, "\(shapes.errors)")

    // What it wrote is a spec again.
    let again = try Program.run("train", folder.path("a/spec.yaml"), "-o", folder.path("c"))
    #expect(again.status == 0)
    let other = try folder.url.appendingPathComponent("c").files()
    #expect(other["training.csv"] == files["training.csv"])
    #expect(other["weights/weights.safetensors"] == files["weights/weights.safetensors"])
  }

  @Test("a baseline is trained by backprop")
  func baseline() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder, [("epochs: 4", "epochs: 2")])
    let result = try Program.run("train", path, "-o", folder.path("a"), "--baseline", "--json")
    let baseline = try #require(try json(result.output)["baseline"] as? [String: Any])
    #expect(baseline["rule"] as? String == "backprop" && (baseline["epochs"] as? [Any])?.count == 2)
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(files["baseline.csv"] != nil && files["baseline.csv"] != files["training.csv"])
  }

  @Test("a run that SIGTERM stops goes on to the same bytes")
  func resumes() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder, [("nudge: 0.5", "nudge: 0.5\n  state: carried")])
    #expect(try Program.run("train", path, "-o", folder.path("whole"), "--epochs", "12").status == 0)
    var status: Int32 = 143
    for _ in 0..<20 where status != 0 {
      let command = try Command(
        [Program.binary.path, "train", path, "-o", folder.path("stopped"), "--epochs", "12"])
      usleep(UInt32.random(in: 200_000...900_000))
      kill(command.process, SIGTERM)
      let result = try command.wait()
      status = result.status
      #expect([0, 143, 128 + SIGTERM].contains(status), "\(result.errors)")
    }
    if status != 0 {
      #expect(try Program.run("train", path, "-o", folder.path("stopped"), "--epochs", "12").status == 0)
    }
    #expect(
      try folder.url.appendingPathComponent("stopped").files()
        == folder.url.appendingPathComponent("whole").files())
  }

  @Test("it has no chip", arguments: ["compile", "map", "verify"])
  func noChip(command: String) throws {
    let folder = try TemporaryFolder()
    let output = command == "map" ? [] : ["-o", folder.path("out")]
    let result = try Program.run([command, spec(folder)] + output)
    #expect(
      result.status == 2 && result.errors.contains("GD0233") && result.errors.contains("small.yaml:5:11"))
    #expect(folder.content == ["small.yaml"])
  }

  @Test("a training that diverges ends with a diagnostic")
  func diverges() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder, [("rate: 0.1", "rate: 1e30")])
    let result = try Program.run("train", path, "-o", folder.path("out"))
    #expect(result.status == 2 || result.status == 1)
    #expect(result.errors.contains("GD0415"))
    #expect(!folder.content.contains("out"))
  }

  @Test("describe says what is simulated, with the spec's numbers")
  func describe() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    let text = try Program.run("describe", path)
    #expect(text.status == 0)
    for part in [
      "4 × 3 × 3 neurons, hard-sigmoid", "½ s² for s in 0…1", "β = 0.5 and -0.5", "asynchronous", "η = 0.1",
    ] {
      #expect(text.output.contains(part), "no '\(part)'")
    }
    // A clamped output steps to the exact minimum under the nudge; a smooth one sees the nudge of the state before.
    #expect(
      text.output.contains("implicit: o ← σ((z + β y) · 1/(1 + β))") && text.output.contains("optimizer   "))
    #expect(text.output.contains("w ← w − η mean_batch ∂C/∂w") && !text.output.contains("Δθ"))
    let other = try Program.run(
      "describe", path, "--set", "training.optimizer={ kind: sgd, momentum: 0.9, weight-decay: 3.0e-4 }",
      "--set",
      "training.relaxation.method=gradient")
    for part in [
      "sgd: m ← μ m + mean_batch ∂C/∂θ + λ θ, Δθ = −η m; μ = 0.9, λ = 0.0003", "w ← w + Δw; η = 0.1",
      "b ← b + Δb; η", "explicit: β (y − o) is that of the state before the step",
    ] { #expect(other.output.contains(part), "no '\(part)' in\n\(other.output)\n\(other.errors)") }
    let result = try json(Program.run("describe", path, "--json").output)
    #expect(result["parameters"] as? Int == 36 + 36 * 24 + 240 + 64 * 24 + 4 + 24 + 10)
    let bad = try Program.run(
      "describe", spec(folder, [("hidden:", "activation: hard-sigmoyd\n  hidden:")]))
    #expect(bad.status == 2 && bad.errors.contains("GD0440") && bad.errors.contains("hard-sigmoid"))
  }

  @Test(
    "specs of the project are described",
    arguments: [
      "hopfield-mnist", "hopfield-binary", "hopfield-cifar10", "published/dhn-1h", "published/dchn-cifar10",
      "published/binary-ep", "published/binary-neurons", "hopfield-levels", "hopfield-binary-neurons",
    ]
  )
  func project(name: String) throws {
    let result = try Program.run("describe", "specs/\(name).yaml")
    #expect(result.status == 0 && result.output.contains("family            hopfield"), "\(result.errors)")
  }

  @Test("changes of synapses on levels are reported")
  func writes() throws {
    let folder = try TemporaryFolder()
    let levels = try spec(
      folder,
      [("epochs: 4", "epochs: 2\n  optimizer: { kind: level-step, levels: 16, range: 2, threshold: 0.1 }")])
    let result = try Program.run("train", levels, "-o", folder.path("a"))
    #expect(
      result.status == 0 && result.output.contains("changes a synapse in 200 updates"), "\(result.errors)")
    #expect(result.output.contains("a change writes one device"))
    let files = try folder.url.appendingPathComponent("a").files()
    func text(_ name: String) throws -> String { String(decoding: try #require(files[name]), as: UTF8.self) }
    let csv = try text("training.csv").split(separator: "\n")
    #expect(csv[0] == "epoch,loss,train_error,test_error,change_rate,most_changes" && csv.count == 3)
    let epochs = try #require(try json(text("training.json"))["epochs"] as? [[String: Any]])
    let writes = try epochs.map { try #require($0["writes"] as? [String: Any]) }
    func number(_ epoch: Int, _ key: String) throws -> Double { try #require(writes[epoch][key] as? Double) }
    let updates = try [number(0, "updates"), number(1, "updates")]
    #expect(updates == [100, 200])
    let synapses = try number(1, "synapses")
    #expect(synapses == 2676)
    let changes = try number(1, "changes") - number(0, "changes")
    #expect(changes > 0)
    let rate = Double(csv[2].split(separator: ",")[4]) ?? 0
    #expect(abs(rate - changes / (100 * synapses)) < 1e-12)
    let deviceWrites = try number(1, "deviceWrites")
    #expect(try deviceWrites == number(1, "changes"))

    let binary = try spec(
      folder, [("epochs: 4", "epochs: 1\n  optimizer: { kind: binary-flip, inertia: 0.01, threshold: 1e-3 }")]
    )
    let flips = try Program.run("train", binary, "-o", folder.path("b"))
    #expect(flips.status == 0 && flips.output.contains("both devices of its 2T2R pair"), "\(flips.errors)")
  }

  @Test("activations are listed and described")
  func activations() throws {
    let list = try Program.run("list", "activations")
    #expect(list.status == 0 && list.output.split(separator: "\n").count == 9)
    let one = try Program.run("describe", "hard-sigmoid")
    #expect(one.status == 0 && one.output.contains("min(max(z, 0), 1)"))
  }
}
