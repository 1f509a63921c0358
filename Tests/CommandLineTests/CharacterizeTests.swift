import Foundation
import Testing

@Suite("characterize")
struct CharacterizeTests {
  @Test("prints a table and writes a file, which a second run has at once")
  func written() throws {
    let folder = try TemporaryFolder()
    let cache = URL(fileURLWithPath: folder.path("cache"))
    let file = folder.path("comparator.yaml")
    let words = ["characterize", "comparator", "--corners", "tt,ff", "--mismatch", "3", "-o", file]
    let first = try Command.run([Program.binary.path] + words, cache: cache)
    #expect(first.status == 0 && first.errors.contains("wrote \(file)"), "\(first.errors)")
    #expect(first.output.contains("decision: the threshold") && first.output.contains("offset-deviation"))
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("simulator: ngspice-") && text.contains("    ff:\n"))
    let again = try Command.run([Program.binary.path] + words, cache: cache)
    #expect(again.output == first.output)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    let json = try Command.run([Program.binary.path] + words + ["--json"], cache: cache)
    #expect(json.status == 0 && json.output.hasPrefix("{") && json.output.contains("\"circuit\""))
  }

  @Test(
    "what is not there is told of",
    arguments: [
      (["comparater"], "GD1023", "comparator"), (["comparator", "--corners", "t"], "GD1024", "tt"),
      (["comparator", "--technology", "ideal"], "GD1022", "sky130"),
      // A hundred nanoamperes need mirrors that are narrower than the process draws.
      (["comparator", "--supply", "3.3 V"], "GD1025", "1.95 V"),
      (["comparator", "--bias", "100 nA"], "GD1020", "sky130_fd_pr__nfet_01v8"),
    ])
  func unknown(_ words: [String], _ code: String, _ text: String) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["characterize"] + words + ["-o", folder.path("x.yaml")])
    #expect(
      result.status == 2 && result.errors.contains(code) && result.errors.contains(text), "\(result.errors)")
    #expect(folder.content.isEmpty)
  }

  @Test("an environment without models or simulator ends with 3")
  func environment() throws {
    let folder = try TemporaryFolder()
    for (variable, code) in [("GRENADYN_MODELS", "GD0708"), ("GRENADYN_NGSPICE", "GD0704")] {
      let result = try Command.run(
        [
          "/usr/bin/env", "\(variable)=/nowhere", Program.binary.path, "characterize", "ota", "-o",
          folder.path("x.yaml"),
        ])
      #expect(result.status == 3 && result.errors.contains(code), "\(result.errors)")
    }
    #expect(folder.content.isEmpty)
  }

  @Test("a simulator without an answer is told of, and no file is written")
  func impossible() throws {
    let folder = try TemporaryFolder()
    let simulator = try folder.write("#!/bin/sh\necho ngspice-39\n", "ngspice")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: simulator)
    let result = try Command.run([
      "/usr/bin/env", "GRENADYN_NGSPICE=\(simulator)", Program.binary.path, "characterize", "ota", "-o",
      folder.path("x.yaml"),
    ])
    #expect(result.status == 2 && result.errors.contains("GD0709"), "\(result.output)\(result.errors)")
    #expect(folder.content == ["ngspice"])
  }
}
