import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Single-file outputs")
struct OutputFileTests {
  @Test("a new file has the usual permissions, a replaced one keeps its own, and nothing else is left")
  func permissions() throws {
    let folder = try TemporaryFolder()
    let usual = try folder.write("", "usual")
    try FileManager.default.removeItem(atPath: usual)
    close(open(usual, O_CREAT | O_WRONLY, 0o666))
    try OutputFile(folder.path("new")).write("a")
    #expect(folder.text("new") == "a" && folder.permissions("new") == folder.permissions("usual"))
    for permissions in [0o600, 0o640, 0o664, 0o755] {
      try folder.write("old", "kept", permissions: permissions)
      try OutputFile(folder.path("kept")).write("text")
      #expect(folder.text("kept") == "text" && folder.permissions("kept") == permissions)
    }
    #expect(folder.content() == ["kept", "new", "usual"])
  }

  @Test("links are written through, to what is there and to what is not, and stay")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", "a/file")
    try folder.folder("b")
    folder.link("one", to: "two")
    folder.link("two", to: "a/file")
    folder.link("hanging", to: folder.path("b/new"))
    folder.link("round", to: "round")
    try OutputFile(folder.path("one")).write("text")
    try OutputFile(folder.path("hanging")).write("more")
    #expect(folder.text("a/file") == "text" && folder.text("b/new") == "more")
    #expect(folder.target("one") == "two" && folder.target("two") == "a/file")
    #expect(folder.target("hanging") == folder.path("b/new"))
    #expect(throws: OutputFailure.self) { try OutputFile(folder.path("round")) }
    #expect(folder.content("a") == ["file"] && folder.content("b") == ["new"])
  }

  @Test("a pipe gets the text and stays a pipe; so does a device")
  func pipesAndDevices() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    let reader = open(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    folder.link("link", to: "pipe")
    for name in ["pipe", "link"] {
      let file = try OutputFile(folder.path(name))
      #expect(!file.isRegular)
      try file.write(name)
      var bytes = [UInt8](repeating: 0, count: 10)
      #expect(read(reader, &bytes, 10) == 4 && bytes.prefix(4).elementsEqual(name.utf8))
    }
    #expect(folder.content() == ["link", "pipe"] && folder.target("link") == "pipe")
    // Through links of our own: a fault here must not cost the machine its devices.
    folder.link("null", to: "/dev/null")
    try OutputFile(folder.path("null")).write("text")
    folder.link("full", to: "/dev/full")
    let full = try OutputFile(folder.path("full"))
    #expect(throws: OutputFailure(cannot: "write", folder.path("full"), ENOSPC)) { try full.write("text") }
    #expect(folder.target("null") == "/dev/null" && folder.target("full") == "/dev/full")
  }

  @Test("a descriptor is written where it stands, as a shell's >> has it")
  func descriptors() throws {
    let folder = try TemporaryFolder()
    try folder.write("before\n", "log")
    let descriptor = open(folder.path("log"), O_WRONLY | O_APPEND)
    for path in ["/dev/fd/\(descriptor)", "/proc/self/fd/\(descriptor)"] {
      try OutputFile(path).write("\(path)\n")
    }
    folder.link("own", to: "/dev/fd/\(descriptor)")
    try OutputFile(folder.path("own")).write("after\n")
    close(descriptor)
    #expect(
      folder.text("log") == "before\n/dev/fd/\(descriptor)\n/proc/self/fd/\(descriptor)\nafter\n")
    // Closed, or only to be read: known before the work.
    let readable = open(folder.path("log"), O_RDONLY)
    defer { close(readable) }
    for path in ["/dev/fd/987654", "/dev/fd/\(readable)"] {
      #expect(throws: OutputFailure(cannot: "write", path, EBADF)) { try OutputFile(path) }
    }
  }

  @Test("what cannot be written is known before the work, with its name")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write("", "file")
    func failure(_ name: String, _ existing: AtomicFile.Existing = .replaced) -> OutputFailure? {
      do {
        _ = try OutputFile(folder.path(name), existing: existing)
        return nil
      } catch { return error }
    }
    #expect(failure("file") == nil && failure("new", .kept) == nil)
    #expect(failure("no/new")?.description.contains("there is no folder '\(folder.path("no"))'") == true)
    #expect(failure("file/new")?.description.contains("Not a directory") == true)
    #expect(failure("")?.isUsage == false && failure(".")?.isUsage == true)
    #expect(failure("file", .kept)?.isUsage == true)
    #expect(failure(String(repeating: "a", count: 300))?.description.contains("File name too long") == true)
    let longest = String(repeating: "a", count: 255)
    try OutputFile(folder.path(longest)).write("text")
    #expect(folder.text(longest) == "text")
  }

  @Test("a file that has come meanwhile is kept, where it must be")
  func late() throws {
    let folder = try TemporaryFolder()
    let file = try OutputFile(folder.path("late"), existing: .kept)
    try folder.write("mine", "late")
    let error = #expect(throws: OutputFailure.self) { try file.write("ours") }
    #expect(error?.isUsage == true && folder.text("late") == "mine" && folder.content() == ["late"])
  }

  @Test("a file that cannot be written whole is the old one, and nothing is left beside it")
  func limited() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", "file")
    let script = "ulimit -f 8; exec 2>/dev/null; head -c 100000 /dev/zero > '\(folder.path("probe"))'; true"
    #expect(system(script) == 0, "files can be limited here")
    // The limit of this process would be that of the other tests: the shared place is tried with a full device.
    folder.link("full", to: "/dev/full")
    let file = try OutputFile(folder.path("full"))
    #expect(throws: OutputFailure.self) { try file.write(Data(count: 100_000)) }
    #expect(folder.text("file") == "old")
  }

  @Test("temporary files of killed writers go, those of living ones and the user's stay")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let dead = ".out.0123456789abcdef.part"
    let others = [".out.x.part", ".out.0123456789ABCDEF.part", ".other.0123456789abcdef.part", "out.part"]
    let checkpoint = "..out.checkpoint.chips.0123456789abcdef.part"
    for name in [dead, checkpoint] + others { try folder.write("", name) }
    let (alive, descriptor) = try Leftovers.makeFile(
      for: folder.path("out"), in: folder.path, Leftovers.prefix("out"), permissions: 0o600)
    let expected = Set(others + [URL(fileURLWithPath: alive).lastPathComponent])
    _ = try OutputFile(folder.path("out"))
    #expect(Set(folder.content()) == expected)
    close(descriptor)
    try OutputFile(folder.path("out")).write("")
    #expect(Set(folder.content()) == Set(others + ["out"]))
  }

  @Test("outputs onto each other, however they are spelled, are refused")
  func apart() throws {
    let folder = try TemporaryFolder()
    try folder.write("", "there")
    try folder.folder("a")
    folder.link("linked", to: "a")
    folder.link("symbolic", to: "there")
    link(folder.path("there"), folder.path("hard"))
    for (one, other) in [
      ("new", "new"), ("new", "./new"), ("new", "a/../new"), ("a/new", "linked/new"), ("there", "symbolic"),
      ("there", "hard"), ("hard", "symbolic"),
    ] {
      let outputs = try [one, other].map { try OutputFile(folder.path($0)) }
      let error = #expect(throws: OutputFailure.self, "\(one) \(other)") {
        try OutputFile.checkApart(outputs, inputs: [], usesStandardOutput: false)
      }
      #expect(error?.code == "GD0906" && error?.isUsage == true)
    }
    folder.link("null", to: "/dev/null")
    let fine = try ["new", "newer", "there", "null", "null"].map { try OutputFile(folder.path($0)) }
    try OutputFile.checkApart(fine, inputs: [folder.path("gone")], usesStandardOutput: false)
  }

  @Test("an output onto an input is refused, however it is spelled")
  func inputs() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write("spec", "spec.yaml")
    folder.link("symbolic", to: "spec.yaml")
    link(input, folder.path("hard"))
    for name in ["spec.yaml", "./spec.yaml", "symbolic", "hard"] {
      let error = #expect(throws: OutputFailure.self, "\(name)") {
        try OutputFile.checkApart([OutputFile(folder.path(name))], inputs: [input], usesStandardOutput: false)
      }
      #expect(error?.code == "GD0905" && error?.isUsage == true)
    }
    #expect(folder.text("spec.yaml") == "spec")
  }
}
