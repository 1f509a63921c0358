import Foundation
import Testing

@testable import Diagnostics

@Suite("Files that are read")
struct RegularFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "grenadyn-files-" + UUID().uuidString)

  /// What opening a path says.
  private func failure(_ path: String, limit: Int = 100) -> RegularFile.Failure? {
    do throws(RegularFile.Failure) {
      _ = try RegularFile.bytes(of: path, limit: limit)
      return nil
    } catch { return error }
  }

  @Test("what never ends, or never begins, is refused at once")
  func special() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pipe = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let link = folder.appendingPathComponent("link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/zero")
    for path in [pipe, link, "/dev/zero", "/dev/null"] {
      #expect(failure(path) == .notRegular("it is not a regular file"), "\(path)")
    }
    #expect(failure(folder.path) == .notRegular("it is a directory, a file was expected"))
    #expect(failure(folder.path + "/none") == .missing)
    #expect(failure("a\0b") == .unreadable("the path contains a NUL character"))
    #expect(
      failure(folder.path + "/" + String(repeating: "x", count: 5000)) == .unreadable("file name too long"))
  }

  @Test("no memory is taken for a file that is too large")
  func large() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("large").path
    #expect(FileManager.default.createFile(atPath: path, contents: Data("abc".utf8)))
    #expect(try RegularFile.bytes(of: path, limit: 3) == Array("abc".utf8))
    #expect(failure(path, limit: 2) == .tooLarge(3))
    // A petabyte of holes.
    #expect(truncate(path, 1 << 43) == 0)
    #expect(failure(path, limit: 1 << 30) == .tooLarge(1 << 43))
    // The size of what the system makes up is 0; it is read all the same, up to the limit.
    #expect(try RegularFile.bytes(of: "/proc/self/stat", limit: 4096).isEmpty == false)
    #expect(
      failure("/proc/self/stat", limit: 8).map { if case .tooLarge = $0 { true } else { false } } == true)
  }

  @Test("everything is read by the one reader")
  func oneReader() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    // Answers of programs that were started here; the benchmark and the fuzz targets, which are no part of the product;
    // what the system says of its mounts.
    let others = ["Simulators/", "grenadyn-bench/", "grenadyn-fuzz/", "Files/StagedFolder.swift"]
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted() {
      guard file.hasSuffix(".swift"), !others.contains(where: file.hasPrefix) else { continue }
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      let reads = text.matches(
        of: /(Data|String)\(contentsOf|FileHandle\(forReading|fopen\(|contents\(atPath/)
      #expect(reads.isEmpty, "\(file) reads past RegularFile")
    }
  }
}
