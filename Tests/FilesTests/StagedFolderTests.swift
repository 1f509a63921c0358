import CFiles
import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Folders that take a place")
struct StagedFolderTests {
  /// Ways to let two folders change places: this machine's, and that of a file system which has none.
  private static let exchanges: [@Sendable (String, String) -> Int32] = [
    { files_exchange($0, $1) }, { _, _ in EINVAL },
  ]

  private func put(
    _ folder: TemporaryFolder, _ files: [String: String], ours: Set<String> = [], way: Int = 0,
    before: () throws -> Void = {}
  ) throws {
    let staged = try StagedFolder(for: folder.path("out"), exchange: Self.exchanges[way])
    for (name, text) in files {
      let url = URL(fileURLWithPath: staged.path).appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try before()
    try staged.commit { ours }
  }

  @Test("the first output is there whole, and nothing beside it", arguments: [0, 1])
  func first(_ way: Int) throws {
    let folder = try TemporaryFolder()
    try put(folder, ["a": "1", "b/c": "2"], way: way)
    #expect(folder.content() == ["out"] && folder.content("out") == ["a", "b"])
    #expect(folder.text("out/b/c") == "2")
  }

  @Test("what is the user's survives: files, links, pipes, empty folders, permissions", arguments: [0, 1])
  func users(_ way: Int) throws {
    let folder = try TemporaryFolder()
    try put(folder, ["a": "old", "b/c": "old", "gone/d": "old", "gone/mixed/e": "old"])
    let ours: Set = ["a", "b/c", "gone/d", "gone/mixed/e"]
    try folder.write("mine", "out/notes", permissions: 0o640)
    try folder.write("mine", "out/gone/mixed/notes")
    try folder.folder("out/empty/deep", permissions: 0o700)
    folder.link("out/link", to: "../elsewhere")
    folder.link("out/b/hanging", to: "/nowhere")
    #expect(mkfifo(folder.path("out/pipe"), 0o600) == 0)
    chmod(folder.path("out"), 0o750)
    chmod(folder.path("out/b"), 0o711)
    chmod(folder.path("out/a"), 0o600)
    let notes = FileIdentity(folder.path("out/notes"))
    try put(folder, ["a": "new", "b/c": "new", "f": "new"], ours: ours, way: way)
    #expect(folder.content() == ["out"])
    #expect(folder.content("out") == ["a", "b", "empty", "f", "gone", "link", "notes", "pipe"])
    #expect(folder.content("out/gone") == ["mixed"] && folder.content("out/gone/mixed") == ["notes"])
    #expect(folder.content("out/empty") == ["deep"] && folder.content("out/empty/deep").isEmpty)
    #expect(folder.text("out/a") == "new" && folder.text("out/b/c") == "new")
    #expect(folder.text("out/notes") == "mine" && FileIdentity(folder.path("out/notes")) == notes)
    #expect(folder.target("out/link") == "../elsewhere" && folder.target("out/b/hanging") == "/nowhere")
    #expect(Status(folder.path("out/pipe"))?.isPipe == true)
    #expect(
      ["out", "out/b", "out/a", "out/notes", "out/empty/deep"].map(folder.permissions) == [
        0o750, 0o711, 0o600, 0o640, 0o700,
      ])
  }

  @Test("what has the name of a new file is kept beside it")
  func covered() throws {
    let folder = try TemporaryFolder()
    try put(folder, ["a": "old"])
    try folder.write("mine", "out/report")
    try folder.write("mine too", "out/report~")
    folder.link("out/weights", to: "/big/weights")
    try folder.write("deep", "out/plot/mine")
    // A link in the place of a file of ours is the user's.
    try FileManager.default.removeItem(atPath: folder.path("out/a"))
    folder.link("out/a", to: "/elsewhere")
    try put(folder, ["a": "new", "report": "new", "weights/w": "new", "plot": "new"], ours: ["a"])
    #expect(folder.text("out/a") == "new" && folder.target("out/a~") == "/elsewhere")
    #expect(folder.text("out/report") == "new" && folder.text("out/report~") == "mine too")
    #expect(folder.text("out/report~~") == "mine" && folder.target("out/weights~") == "/big/weights")
    #expect(folder.text("out/plot") == "new" && folder.text("out/plot~/mine") == "deep")
    #expect(folder.content("out").count == 9 && folder.content() == ["out"])
  }

  @Test("what comes in at the last moment is taken along", arguments: [0, 1])
  func late(_ way: Int) throws {
    let folder = try TemporaryFolder()
    try put(folder, ["a": "old"])
    let exchange = Self.exchanges[way]
    let staged = try StagedFolder(for: folder.path("out")) { one, other in
      _ = try? folder.write("mine", "out/late")
      return exchange(one, other)
    }
    try Data("new".utf8).write(to: URL(fileURLWithPath: staged.path + "/a"))
    try staged.commit { ["a"] }
    #expect(folder.text("out/late") == "mine" && folder.text("out/a") == "new")
  }

  @Test("an output that another run puts there at the last moment is replaced, not mixed with")
  func another() throws {
    let folder = try TemporaryFolder()
    try put(folder, ["a": "ours"], ours: ["b"]) { try put(folder, ["b": "theirs"]) }
    #expect(folder.content("out") == ["a"] && folder.content() == ["out"])
  }

  @Test("when it does not come to that, nothing has happened")
  func refused() throws {
    struct Refusal: Error {}
    let folder = try TemporaryFolder()
    try folder.write("mine", "out/notes")
    #expect(throws: Refusal.self) {
      let staged = try StagedFolder(for: folder.path("out"))
      try staged.commit { throw Refusal() }
    }
    #expect(folder.content() == ["out"] && folder.content("out") == ["notes"])
  }

  @Test(
    "an old output that a killed run has moved aside is moved back; abandoned folders go, living ones stay")
  func rescue() throws {
    let folder = try TemporaryFolder()
    let dead = ".out.0123456789abcdef.part"
    let living = try LeasedFolder(in: folder.path, name: "out")
    let name = URL(fileURLWithPath: living.path).lastPathComponent
    try folder.write("", "\(dead)/lock")
    try folder.write("old", "\(dead)/old/a")
    try folder.write("half", "\(dead)/new/a")
    // Killed before it had its lock; and with folders that nobody may enter.
    try folder.folder(".out.aaaaaaaaaaaaaaaa.part")
    try folder.write("", ".out.bbbbbbbbbbbbbbbb.part/new/closed/file")
    chmod(folder.path(".out.bbbbbbbbbbbbbbbb.part/new/closed"), 0)
    // Another output's, whose name begins alike.
    try folder.write("other's", ".out.b.0123456789abcdef.part/old/a")
    StagedFolder.sweep(folder.path("out"))
    let others = [".out.b.0123456789abcdef.part", name].sorted()
    #expect(folder.content() == others + ["out"] && folder.text("out/a") == "old" && living.isThere)
    // With an output in place, the one aside is older.
    try folder.write("older", "\(dead)/old/a")
    StagedFolder.sweep(folder.path("out"))
    #expect(folder.text("out/a") == "old" && folder.content() == others + ["out"])
    StagedFolder.sweep(folder.path("out.b"))
    #expect(folder.text("out.b/a") == "other's")
  }

  @Test("a temporary folder knows when it has been removed, or another put in its place")
  func vanished() throws {
    let folder = try TemporaryFolder()
    let staged = try StagedFolder(for: folder.path("out"))
    #expect(staged.isThere)
    let path = URL(fileURLWithPath: staged.path).deletingLastPathComponent().path
    try FileManager.default.removeItem(atPath: path)
    #expect(!staged.isThere)
    try FileManager.default.createDirectory(atPath: staged.path, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: path + "/lock"))
    #expect(!staged.isThere)
  }

  @Test("removing goes neither through links nor stops at closed folders")
  func removal() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", "mine/file")
    try folder.folder("gone/closed")
    folder.link("gone/closed/link", to: folder.path("mine"))
    chmod(folder.path("gone/closed"), 0o500)
    FileTree.remove(folder.path("gone"))
    #expect(folder.content() == ["mine"] && folder.text("mine/file") == "mine")
  }

  @Test("links to an output folder are followed, and only the last part of a path")
  func resolved() throws {
    let folder = try TemporaryFolder()
    try folder.folder("real/out")
    folder.link("one", to: "two")
    folder.link("two", to: "real/out")
    folder.link("hanging", to: "real/new")
    folder.link("round", to: "round")
    #expect(try StagedFolder.resolved(folder.path("one")) == folder.path("real/out"))
    #expect(try StagedFolder.resolved(folder.path("hanging")) == folder.path("real/new"))
    #expect(try StagedFolder.resolved(folder.path("real")) == folder.path("real"))
    #expect(throws: OutputFailure.self) { try StagedFolder.resolved(folder.path("round")) }
  }

  @Test("a mount point is known, whatever its name")
  func mounts() throws {
    #expect(StagedFolder.mount(in: "/proc") == "/proc" && StagedFolder.mount(in: "/") != nil)
    let folder = try TemporaryFolder()
    #expect(StagedFolder.mount(in: folder.path) == nil && StagedFolder.mount(in: "/nowhere") == nil)
  }
}
