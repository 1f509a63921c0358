import ArgumentParser
import Diagnostics
import Files
import Foundation
import Reports
import Specification
import Technology

/// `grenadyn init`
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented starter spec that compiles, or one for data of your own.",
    discussion: """
      With --from it looks at the data and proposes input shape, classes, scale, hidden units, target and learning rate; \
      the comments say what was found.

      Example:
        grenadyn init my-chip.yaml
        grenadyn init my-chip.yaml --name my_chip --from data.csv
        grenadyn init --device my-device.yaml
      """)

  @Argument(help: "The file to write.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "chip.yaml"

  @Option(help: "Name of the chip (default: with --from that of the file to write).")
  var name: String?
  @Option(
    help: "Data to propose a spec for: a table, a .npy file, or a folder of .npy, IDX or .csv files.",
    completion: .file())
  var from: String?
  /// What kind of file is written instead of a spec.
  enum Part: String, EnumerableFlag {
    case technology, process, device, neuron, circuit, component

    static func help(for value: Part) -> ArgumentHelp? { "Write a \(value.rawValue) of a library instead." }
  }

  @Flag var part: Part?

  @Flag(help: "Print what was written as JSON.")
  var json = false

  func validate() throws {
    if let part, name != nil || from != nil {
      throw ValidationError("--name and --from are of a spec; leave them out with --\(part.rawValue).")
    }
  }

  func run() throws {
    // Never over a file that has just come, either.
    let output = try OutputFile(file, existing: .kept)
    try output.write(text())
    Terminal.note("wrote \(file); next: grenadyn \(part == nil ? "compile" : "describe") \(file)")
    if json { try Terminal.result(JSONText.of(["file": file])) }
  }

  private func text() throws -> String {
    if let kind = part.flatMap({ LibraryKind(rawValue: $0.rawValue) }) {
      return TechnologyLibrary.starter(kind.folder)
    }
    let wished =
      name ?? from.map { _ in URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent }
    let name = wished.map(Self.identifier)
    if let name, name != wished {
      Terminal.note("the chip is named \(name): names of circuits have no other characters")
    }
    guard let from else {
      let text = name.map {
        ChipSpec.starter.replacingOccurrences(of: "name: digits  ", with: "name: \($0)  ")
      }
      // Reserved names are found now, not later.
      if let text { _ = try ChipSpec.parse(text, file: file) }
      return text ?? ChipSpec.starter
    }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    let proposal = try SpecProposal(name: name ?? "chip", dataAt: from, folder: folder) { Terminal.note($0) }
    Terminal.print(proposal.findings)
    return proposal.text
  }

  /// A name as circuits may have it: lower case, digits and underscores, a letter first.
  private static func identifier(_ text: String) -> String {
    let plain = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    let name = String(plain.prefix(60))
    return name.first?.isLetter ?? false ? name : "chip_" + name
  }
}
