import Files
import Foundation
import Testing

@testable import Reports

@Suite("Output folders")
struct OutputFolderTests {
  /// A folder that is removed at the end.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-out-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
    var content: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
  }

  private func put(_ destination: URL, _ files: [String: String]) throws {
    let folder = try OutputFolder(destination)
    try folder.open()
    for (name, text) in files { try folder.write(text, to: name) }
    try folder.commit(topCells: [], inputs: [:])
  }

  @Test("a run whose temporary folder, or a file in it, has vanished puts nothing in place")
  func vanished() throws {
    let parent = try Folder()
    let destination = parent.url.appendingPathComponent("out")
    try put(destination, ["spice/chip.sp": "old"])
    for lost in ["", "spice/chip.sp", "spice", "b"] {
      let folder = try OutputFolder(destination)
      try folder.open()
      try folder.write("new", to: "spice/chip.sp")
      try folder.write("new", to: "b")
      let workspace = folder.workspace
      try FileManager.default.removeItem(
        at: lost.isEmpty ? workspace.deletingLastPathComponent() : workspace.appendingPathComponent(lost))
      if lost.isEmpty {
        // What is written later does not make it again.
        let error = #expect(throws: OutputFailure.self) { try folder.write("late", to: "tb/late") }
        #expect(error?.code == "GD0907" && error?.isUsage == false)
      }
      let error = #expect(throws: OutputFailure.self, "\(lost)") {
        try folder.commit(topCells: [], inputs: [:])
      }
      #expect(error?.code == "GD0907" && error?.isUsage == false, "\(lost): \(error?.description ?? "")")
      folder.discard()
      #expect(parent.content == ["out"])
      #expect(try String(contentsOfFile: parent.path("out/spice/chip.sp"), encoding: .utf8) == "old")
    }
  }

  @Test("an input in the folder is not written over; what is the user's there may be read")
  func inputs() throws {
    let parent = try Folder()
    let destination = parent.url.appendingPathComponent("out")
    try put(destination, ["spec.yaml": "old"])
    try Data("mine".utf8).write(to: URL(fileURLWithPath: parent.path("out/data.csv")))
    symlink(parent.path("out/spec.yaml"), parent.path("link.yaml"))
    for input in ["out/spec.yaml", "out/../out/spec.yaml", "link.yaml", "out/manifest.json"] {
      let error = #expect(throws: OutputFailure.self, "\(input)") {
        try OutputFolder(destination, inputs: [parent.path(input)])
      }
      #expect(error?.code == "GD0905" && error?.isUsage == true)
    }
    _ = try OutputFolder(destination, inputs: [parent.path("out/data.csv"), parent.path("elsewhere")])
  }

  @Test("a folder behind a link is replaced, and the link stays")
  func linked() throws {
    let parent = try Folder()
    symlink("disk/out", parent.path("link"))
    try FileManager.default.createDirectory(atPath: parent.path("disk"), withIntermediateDirectories: true)
    for text in ["one", "two"] {
      try put(parent.url.appendingPathComponent("link"), ["a": text])
      #expect(try String(contentsOfFile: parent.path("disk/out/a"), encoding: .utf8) == text)
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: parent.path("link")) == "disk/out")
    #expect(parent.content == ["disk", "link"])
  }
}
