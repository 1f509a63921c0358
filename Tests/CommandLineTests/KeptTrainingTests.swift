import Foundation
import Testing

@Suite("A training is computed once")
struct KeptTrainingTests {
  private static let words = "before, with the same inputs"

  private func run(
    _ folder: TemporaryFolder, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Command.Result {
    let prefix = environment.isEmpty ? [] : ["/usr/bin/env"] + environment.map { "\($0.key)=\($0.value)" }
    let result = try Command.run(
      prefix + [Program.binary.path] + arguments, cache: folder.url.appendingPathComponent("cache"))
    #expect(result.status == 0, "\(result.errors)")
    return result
  }

  private func spec(_ folder: TemporaryFolder, _ more: String = "") throws -> String {
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    return try folder.write("extends: \(iris)\nname: few\ntraining: { epochs: 3\(more) }\n", "few.yaml")
  }

  @Test("and taken by every command that asks for it")
  func reused() throws {
    let folder = try TemporaryFolder()
    let spec = try spec(folder)
    let first = try run(folder, "train", spec, "-o", folder.path("a"))
    #expect(first.errors.contains("training on") && !first.errors.contains(Self.words))
    // Tiles do not change what software learns.
    let others = [
      try run(folder, "train", spec, "-o", folder.path("b")),
      try run(folder, "report", spec, "-o", folder.path("c.html")),
      try run(folder, "compile", spec, "--no-verify", "--set", "mapping.tile.rows=7", "-o", folder.path("d")),
      try run(folder, "predict", spec, "--chips", "2", "--mode", "program", "-o", folder.path("e")),
      try run(folder, "estimate", spec),
    ]
    _ = try run(
      folder, "compile", spec, "--no-verify", "--set", "mapping.tile.rows=7", "-o", folder.path("d2"))
    let (d, again) = (folder.url.appendingPathComponent("d"), folder.url.appendingPathComponent("d2"))
    #expect(try d.files() == again.files(), "netlists of two processes differ")
    for result in others {
      #expect(result.errors.contains(Self.words) && !result.errors.contains("training on"))
    }
    let check = try run(folder, "check", spec, "--stage", "estimate", "--json", "--fail-on", "error")
    #expect(check.output.contains("software-accuracy"))
    // Another process with the kept weights writes the same bytes.
    let (a, b) = (folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("b"))
    #expect(try a.files() == b.files())
  }

  @Test("and goes on where a command without an output folder was interrupted", .timeLimit(.minutes(5)))
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    let spec = try folder.write("extends: \(iris)\nname: long\ntraining: { epochs: 3000 }\n", "long.yaml")
    let cache = folder.url.appendingPathComponent("cache")
    func checkpoints() throws -> [String] {
      try (FileManager.default.fileExists(atPath: cache.path) ? cache.files().keys.sorted() : [])
        .filter { $0.hasSuffix(".checkpoint") }
    }
    let first = try Command([Program.binary.path, "estimate", spec], cache: cache)
    while try checkpoints().isEmpty { usleep(20_000) }
    kill(first.process, SIGTERM)
    let stopped = try first.wait()
    #expect(stopped.status == 143 && stopped.errors.contains("stopped after"), "\(stopped.errors)")
    #expect(try checkpoints().count == 1)
    // The same command goes on there.
    let again = try Command([Program.binary.path, "estimate", spec], cache: cache)
    usleep(3_000_000)
    kill(again.process, SIGTERM)
    let resumed = try again.wait()
    #expect(resumed.status == 143 && resumed.errors.contains("resumed after epoch"), "\(resumed.errors)")
  }

  @Test("but computed anew where it was asked for, or where something else would come out")
  func computedAnew() throws {
    let folder = try TemporaryFolder()
    let spec = try spec(folder)
    _ = try run(folder, "train", spec, "-o", folder.path("a"))
    let others = [
      try run(folder, "train", spec, "--no-cache", "-o", folder.path("b")),
      try run(folder, "train", spec, "--restart", "-o", folder.path("c")),
      try run(folder, "train", spec, "--seed", "5", "-o", folder.path("d")),
      try run(folder, "train", spec, "--epochs", "4", "-o", folder.path("e")),
      try run(folder, "train", spec, "--set", "training.batch=7", "-o", folder.path("f")),
      // One of the variables that choose kernels, and one that no run of the tests has set.
      try run(
        folder, "train", spec, "-o", folder.path("g"),
        environment: ["GLIBC_TUNABLES": "glibc.malloc.perturb=0"]),
    ]
    for result in others { #expect(!result.errors.contains(Self.words)) }
    // Another process computes the same bytes.
    let (a, b) = (folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("b"))
    #expect(try a.files() == b.files())
    // A damaged entry counts as none.
    let cache = folder.url.appendingPathComponent("cache")
    for (name, bytes) in try cache.files() {
      try bytes.dropLast(5).write(to: cache.appendingPathComponent(name))
    }
    let after = try run(folder, "train", spec, "-o", folder.path("h"))
    #expect(!after.errors.contains(Self.words))
  }
}
