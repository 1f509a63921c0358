import ArgumentParser
import Diagnostics
import Foundation
import Reports
import Specification
import Technology

/// `grenadyn init`
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented starter spec that compiles.",
    discussion: """
      Example:
        grenadyn init my-chip.yaml
        grenadyn init --device my-device.yaml
      """)

  @Argument(help: "The file to write.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "chip.yaml"

  /// What kind of file is written instead of a spec.
  enum Part: String, EnumerableFlag {
    case technology, process, device, neuron, circuit, component

    static func help(for value: Part) -> ArgumentHelp? { "Write a \(value.rawValue) of a library instead." }
  }

  @Flag var part: Part?

  @Flag(help: "Print what was written as JSON.")
  var json = false

  private var text: String {
    part.flatMap { LibraryKind(rawValue: $0.rawValue) }.map { TechnologyLibrary.starter($0.folder) }
      ?? ChipSpec.starter
  }

  func run() throws {
    guard !FileManager.default.fileExists(atPath: file) else {
      throw OutputFolder.Failure(description: "\(file) is there already; nothing was written", isUsage: true)
    }
    do {
      // Never over a file that has just come, either.
      try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
    } catch {
      throw OutputFolder.Failure(description: "cannot write '\(file)': \(error.systemReason)")
    }
    Terminal.note("wrote \(file); next: grenadyn \(part == nil ? "compile" : "describe") \(file)")
    if json { try Terminal.result(JSONText.of(["file": file])) }
  }
}
