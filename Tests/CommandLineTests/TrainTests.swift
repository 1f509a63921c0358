import Foundation
import Testing

@Suite("Train")
struct TrainTests {
  /// The published network, on the digits that are part of the program.
  private func spec(_ folder: TemporaryFolder, epochs: Int = 4, extra: String = "") throws -> String {
    let published = Program.project.appendingPathComponent("specs/published/drn-xs.yaml").path
    return try folder.write(
      """
      extends: \(published)
      name: tiny
      data: { set: digits }
      network:
        input: { shape: [8, 8], full-scale: 30 V }
      training: { epochs: \(epochs)\(extra) }
      """, "small.yaml")
  }

  @Test("a published network learns, and its folder holds curve and weights")
  func folder() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    for (name, threads) in [("a", "1"), ("b", "2")] {
      let result = try Program.run("train", path, "-o", folder.path(name), "--json", "--threads", threads)
      #expect(result.status == 0)
      let figures = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect((figures["testAccuracy"] as? Double ?? 0) > 0.8)
    }
    #expect(folder.content == ["a", "b", "small.yaml"], "leftovers beside the output folder")
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(
      Set(files.keys) == [
        "spec.yaml", "training.json", "training.csv", "training.svg", "data.json", "manifest.json",
        "weights/connection_1.npy", "weights/connection_2.npy", "weights/bias_1.npy", "weights/bias_2.npy",
        "weights/weights.safetensors",
      ])
    let curve = String(decoding: files["training.csv"] ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(curve.count == 5 && curve.first == "epoch,loss,train_error,test_error")
    #expect(try folder.url.appendingPathComponent("b").files() == files)
  }

  @Test("a baseline is trained by backprop beside any rule")
  func baseline() throws {
    let folder = try TemporaryFolder()
    let digits = Program.project.appendingPathComponent("specs/digits-springs.yaml").path
    func spec(_ name: String, rule: String) throws -> String {
      try folder.write(
        """
        extends: \(digits)
        name: tiny
        data: { set: digits, train-limit: 150, test-limit: 100 }
        network: { hidden: [{ units: 8, gain: 4 }] }
        training: { epochs: 2, rule: \(rule) }
        """, name)
    }
    let path = try spec("small.yaml", rule: "coupled-learning, clamp: 20 %")
    let text = try Program.run("train", path, "-o", folder.path("a"), "--baseline")
    #expect(text.status == 0 && text.output.contains(" by coupled-learning, "))
    #expect(text.output.contains(" by backprop\n"))
    let json = try Program.run("train", path, "-o", folder.path("b"), "--baseline", "--json")
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let baseline = try #require(figures["baseline"] as? [String: Any])
    #expect(baseline["rule"] as? String == "backprop" && (baseline["epochs"] as? [Any])?.count == 2)
    #expect(folder.content == ["a", "b", "small.yaml"], "leftovers beside the output folder")
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(files["baseline.csv"] != nil && files["baseline.csv"] != files["training.csv"])
    #expect(try folder.url.appendingPathComponent("b").files() == files)

    // What is called a baseline is a training of its own by that rule.
    #expect(try Program.run("train", spec("own.yaml", rule: "backprop"), "-o", folder.path("c")).status == 0)
    let alone = try folder.url.appendingPathComponent("c").files()
    #expect(alone["training.csv"] == files["baseline.csv"])

    let fast = try Program.run("train", self.spec(folder), "-o", folder.path("d"), "--baseline")
    #expect(fast.status == 0 && fast.output.contains(" by backprop\n"))
  }

  @Test("a chip needs a nudge, whatever rule trains it")
  func noNudge() throws {
    let folder = try TemporaryFolder()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    let path = try folder.write(
      "extends: \(iris)\ntraining: { rule: backprop, nudge: null }\n", "own.yaml")
    let result = try Program.run("compile", path, "-o", folder.path("chip"))
    #expect(result.status == 2 && result.errors.contains("GD0904"))
    #expect(folder.content == ["own.yaml"])
  }

  @Test("a network with bias currents has no circuit")
  func noCircuit() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("compile", try spec(folder), "-o", folder.path("chip"))
    #expect(result.status == 2 && result.errors.contains("bias currents"))
    #expect(folder.content == ["small.yaml"])
  }

  /// A spec of the exact engine that trains for a second or so.
  private func exactSpec(_ folder: TemporaryFolder) throws -> String {
    try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("epochs: 100", "epochs: 60"),
          ("data/iris.csv", Program.project.appendingPathComponent("specs/data/iris.csv").path),
        ]), "exact.yaml")
  }

  @Test(
    "a run that SIGTERM stops at any moment ends with 143 and goes on to the same bytes",
    arguments: [true, false])
  func terminated(_ isFast: Bool) throws {
    let folder = try TemporaryFolder()
    let path = try isFast ? spec(folder, epochs: 8) : exactSpec(folder)
    #expect(try Program.run("train", path, "-o", folder.path("whole")).status == 0)
    var generator = SystemRandomNumberGenerator()
    var stops = 0
    var status: Int32 = 143
    while status == 143, stops < 40 {
      let command = try Command(
        [Program.binary.path, "train", path, "-o", folder.path("stopped")] + (stops > 0 ? ["--resume"] : []))
      usleep(UInt32.random(in: 150_000...900_000, using: &generator))
      kill(command.process, SIGTERM)
      let result = try command.wait()
      status = result.status
      // Before the training begins the signal ends the program as ever.
      let isEarly = status == 128 + SIGTERM && !result.errors.contains("stopped after")
      #expect(status == 0 || status == 143, "\(result.errors)")
      if status == 143, !isEarly { stops += 1 }
      if stops > 0 {
        #expect(status == 0 || folder.content.contains(".stopped.checkpoint"))
      }
    }
    if status != 0 {
      status = try Program.run("train", path, "-o", folder.path("stopped"), "--resume").status
    }
    #expect(status == 0 && !folder.content.contains(".stopped.checkpoint"))
    let whole = try folder.url.appendingPathComponent("whole").files()
    #expect(try folder.url.appendingPathComponent("stopped").files() == whole)
  }

  @Test("--resume needs a checkpoint of this run, --restart and no option do not")
  func resumeAndRestart() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    func train(_ arguments: String...) throws -> Command.Result {
      try Program.run(["train", path, "-o", folder.path("out")] + arguments)
    }
    let missing = try train("--resume")
    #expect(missing.status == 2 && missing.errors.contains("GD0430"))
    #expect(try train("--resume", "--restart").status == 2)
    _ = try folder.write("no checkpoint", ".out.checkpoint")
    let damaged = try train("--resume")
    #expect(damaged.status == 2 && damaged.errors.contains("GD0409"))
    #expect(folder.content == [".out.checkpoint", "small.yaml"], "a refused run changes nothing")
    let automatic = try train()
    #expect(
      automatic.status == 0 && automatic.errors.contains("warning") && automatic.errors.contains("GD0409"))
    _ = try folder.write("no checkpoint", ".out.checkpoint")
    let restarted = try train("--restart")
    #expect(restarted.status == 0 && !restarted.errors.contains("GD0409"))
    #expect(folder.content == ["out", "small.yaml"])
  }

  @Test("Python's safetensors and numpy read the weights, and what they write trains on from there")
  func weights() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run("train", try spec(folder), "-o", folder.path("first")).status == 0)
    let script = try folder.write(
      """
      import sys, numpy
      from safetensors.numpy import load_file, save_file
      folder, target = sys.argv[1:]
      arrays = load_file(folder + "/weights/weights.safetensors")
      for name, array in arrays.items():
          assert numpy.array_equal(array, numpy.load(f"{folder}/weights/{name}.npy")), name
      assert sorted(arrays) == ["bias_1", "bias_2", "connection_1", "connection_2"]
      assert arrays["connection_1"].shape == (128, 100)
      save_file({name: array.astype("float32") for name, array in arrays.items()}, target)
      """, "check.py")
    let python = Program.project.appendingPathComponent(".venv/bin/python").path
    let check = try Command.run([python, script, folder.path("first"), folder.path("weights.safetensors")])
    #expect(check.status == 0, "\(check.errors)")
    for (name, weights) in [("a", "weights.safetensors"), ("b", "first/weights")] {
      let path = try spec(folder, epochs: 0, extra: ", initial-weights: \(weights)")
      #expect(try Program.run("train", path, "-o", folder.path(name)).status == 0)
      let (ours, first) = try (
        folder.url.appendingPathComponent(name).files(), folder.url.appendingPathComponent("first").files()
      )
      #expect(ours["weights/weights.safetensors"] == first["weights/weights.safetensors"])
      #expect(
        String(decoding: ours["manifest.json"] ?? Data(), as: UTF8.self).contains(
          weights.hasSuffix("tensors") ? "../weights.safetensors" : "first/weights/connection_1.npy"))
    }
    let wrong = try spec(folder, extra: ", initial-weights: check.py")
    let result = try Program.run("train", wrong, "-o", folder.path("c"))
    #expect(
      result.status == 2 && result.errors.contains("small.yaml:6:") && result.errors.contains("check.py"))
  }

  @Test("a terminal gets a bar that moves within an epoch, without colours when NO_COLOR is set")
  func bar() throws {
    let folder = try TemporaryFolder()
    // An epoch must take longer than the time between two pictures of the bar.
    let digits = Program.project.appendingPathComponent("specs/digits.yaml").path
    let path = try folder.write("extends: \(digits)\nname: slow\ntraining: { epochs: 1 }\n", "slow.yaml")
    for (variable, isColoured) in [("NO_COLOR=1", false), ("COLOR=1", true)] {
      let result = try Command.run(
        [
          "/usr/bin/env", "-u", "NO_COLOR", variable, "TERM=xterm", "script", "-qec",
          "'\(Program.binary.path)' train '\(path)' -o '\(folder.path("bar"))'", "/dev/null",
        ])
      #expect(result.status == 0 && result.output.contains("█"))
      #expect(result.output.contains("\u{1B}[36m") == isColoured)
      #expect(result.output.contains("/s  ") && result.output.contains("left"))
    }
    let plain = try Program.run("train", path, "-o", folder.path("plain"))
    #expect(!plain.errors.contains("\u{1B}") && !plain.errors.contains("\r") && !plain.errors.contains("█"))
    #expect(plain.errors.contains("1/1  loss"))
  }

  @Test("a wrong input gain is a warning with both figures and a full-scale that fits")
  func wrongGain() throws {
    let folder = try TemporaryFolder()
    let published = Program.project.appendingPathComponent("specs/published/drn-xs.yaml").path
    func errors(_ network: String, _ training: String = "epochs: 0") throws -> String {
      let path = try folder.write(
        """
        extends: \(published)
        name: gain
        data: { set: digits }
        network:
          input: { shape: [8, 8]\(network) }
        training: { \(training) }
        """, "gain.yaml")
      let result = try Program.run("train", path, "-o", folder.path("out"))
      #expect(result.status == 0)
      return result.errors
    }
    #expect(try !errors("").contains("warning"))
    let wrong = try errors(", full-scale: 1 V")
    #expect(wrong.contains("GD0431") && wrong.contains("gain.yaml:5:") && wrong.contains("the target is 1 V"))
    #expect(wrong.contains("write: full-scale: "))
    #expect(try errors(", full-scale: 20 kV").contains("GD0431"))
  }

  @Test("weights of another convention are a warning, for the rectifiers with the scheme that fits")
  func otherConvention() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run("train", try spec(folder), "-o", folder.path("first")).status == 0)
    for (scheme, isWrong) in [("halves", false), ("alternating", true)] {
      let path = try folder.write(
        """
        extends: first/spec.yaml
        name: second
        network: { hidden: [{ units: 100, rectifiers: \(scheme) }] }
        training: { epochs: 0, initial-weights: first/weights/weights.safetensors }
        """, "second.yaml")
      let result = try Program.run("train", path, "-o", folder.path("second"))
      #expect(result.status == 0)
      #expect(result.errors.contains("GD0434") == isWrong, "\(result.errors)")
      #expect(result.errors.contains("warning") == isWrong)
      #expect(result.errors.contains("write: rectifiers: halves") == isWrong)
    }
    let swap = try folder.write(
      """
      import sys
      from safetensors.numpy import load_file, save_file
      arrays = load_file(sys.argv[1])
      rows = arrays["connection_1"]
      half = len(rows) // 2
      interlaced = rows.copy()
      interlaced[0::2], interlaced[1::2] = rows[:half], rows[half:]
      save_file(arrays | {"connection_1": interlaced}, sys.argv[2])
      """, "swap.py")
    let python = Program.project.appendingPathComponent(".venv/bin/python").path
    let file = folder.path("first/weights/weights.safetensors")
    #expect(try Command.run([python, swap, file, folder.path("rows.safetensors")]).status == 0)
    let path = try folder.write(
      """
      extends: first/spec.yaml
      name: third
      training: { epochs: 0, initial-weights: rows.safetensors }
      """, "third.yaml")
    let result = try Program.run("train", path, "-o", folder.path("third"))
    #expect(result.errors.contains("GD0434") && result.errors.contains("third.yaml:3:"), "\(result.errors)")
  }

  @Test(
    "no spec of the project starts with a warning",
    arguments: ["iris", "digits", "iris-sky130", "iris-lumped"])
  func noWarning(_ name: String) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      "train", "specs/\(name).yaml", "--epochs", "0", "-o", folder.path("out"))
    #expect(result.status == 0 && !result.errors.contains("GD043"), "\(result.errors)")
  }
}
