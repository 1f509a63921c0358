import ArgumentParser
import Diagnostics
import Foundation
import Reports
import Specification

/// `grenadyn init`
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented starter spec that compiles.",
    discussion: """
      Example:
        grenadyn init my-chip.yaml
      """)

  @Argument(help: "The file to write.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "chip.yaml"

  @Flag(help: "Print what was written as JSON.")
  var json = false

  func run() throws {
    guard !FileManager.default.fileExists(atPath: file) else {
      throw OutputFolder.Failure(description: "\(file) is there already; nothing was written", isUsage: true)
    }
    do {
      // Never over a file that has just come, either.
      try Data(ChipSpec.starter.utf8).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
    } catch {
      throw OutputFolder.Failure(description: "cannot write '\(file)': \(error.systemReason)")
    }
    Terminal.note("wrote \(file); next: grenadyn compile \(file)")
    if json { try Terminal.result(JSONText.of(["file": file])) }
  }
}
