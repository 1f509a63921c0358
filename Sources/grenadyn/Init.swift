import ArgumentParser
import Diagnostics
import Files
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
    // Never over a file that has just come, either.
    try OutputFile(file, existing: .kept).write(ChipSpec.starter)
    Terminal.note("wrote \(file); next: grenadyn compile \(file)")
    if json { try Terminal.result(JSONText.of(["file": file])) }
  }
}
