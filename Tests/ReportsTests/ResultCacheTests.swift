import Dispatch
import Foundation
import Testing

@testable import Reports

@Suite("Kept results")
struct ResultCacheTests {
  /// A folder that is removed at the end.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-cache-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }
    var files: [URL] {
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
      return names.map { url.appendingPathComponent($0) }.filter { !$0.hasDirectoryPath }.filter {
        (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
      }
    }
  }

  private func key(_ parts: (String, String)...) -> ResultCache.Key {
    var key = ResultCache.Key("test")
    for (label, value) in parts { key.add(label, value) }
    return key
  }

  @Test("what is kept comes back byte by byte, and only for its own key")
  func kept() {
    let folder = Folder()
    let cache = ResultCache(folder: folder.url)
    let content = Data([0, 10, 255, 10, 13])
    #expect(cache[key(("a", "b"))] == nil)
    cache.keep(content, for: key(("a", "b")))
    #expect(cache[key(("a", "b"))] == content)
    #expect(ResultCache(folder: folder.url)[key(("a", "b"))] == content)
    for other in [key(("a", "c")), key(("b", "b")), key(("a", "b"), ("", "")), key(("ab", ""))] {
      #expect(cache[other] == nil)
    }
    cache.keep(Data(), for: key())
    #expect(cache[key()] == Data())
  }

  @Test("a damaged entry counts as none, and is replaced")
  func damaged() throws {
    let folder = Folder()
    let cache = ResultCache(folder: folder.url)
    for damage in [
      { (data: Data) in data.dropLast() }, { $0 + [1] }, { _ in Data() }, { Data($0.reversed()) },
    ] {
      cache.keep(Data("content".utf8), for: key())
      let file = try #require(folder.files.first)
      try damage(Data(contentsOf: file)).write(to: file)
      #expect(cache[key()] == nil)
    }
    cache.keep(Data("again".utf8), for: key())
    #expect(cache[key()] == Data("again".utf8) && folder.files.count == 1)
  }

  @Test("files count by name and contents, whatever their times say; a folder by all its files")
  func files() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    let file = folder.url.appendingPathComponent("data")
    func name(_ url: URL) -> String {
      var key = ResultCache.Key("test")
      key.add("data", filesAt: url)
      return key.name
    }
    let none = name(file)
    try Data([1]).write(to: file)
    let one = name(file)
    #expect(one != none && name(file) == one && name(folder.url) == one)
    try Data([1, 2]).write(to: file)
    #expect(name(file) != one)
    // Other contents of the same size, with the times of before: a restored backup, a checkout.
    utimensat(AT_FDCWD, file.path, [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)], 0)
    let two = name(file)
    try Data([1, 3]).write(to: file)
    utimensat(AT_FDCWD, file.path, [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)], 0)
    #expect(name(file) != two)
    try Data([1, 2]).write(to: file)
    #expect(name(file) == two)
    let before = name(folder.url)
    try Data([1]).write(to: folder.url.appendingPathComponent("other"))
    #expect(name(folder.url) != before)
  }

  @Test("many writers and readers never see half an entry")
  func concurrent() {
    let folder = Folder()
    let cache = ResultCache(folder: folder.url)
    let contents = (0..<8).map { Data(repeating: UInt8($0), count: 20_000 + $0) }
    DispatchQueue.concurrentPerform(iterations: 64) { index in
      cache.keep(contents[index % 8], for: key())
      if let found = cache[key()] { #expect(contents.contains(found)) }
    }
    #expect(folder.files.count == 1)
  }

  @Test("what was used longest ago goes when there is too much, and what killed writers have left")
  func limit() throws {
    let folder = Folder()
    // Room for four entries.
    let cache = ResultCache(folder: folder.url, limit: 4 * 1100)
    func entry(_ index: Int) -> ResultCache.Key { key(("entry", "\(index)")) }
    func age(_ index: Int, _ seconds: Int) {
      let time = timespec(tv_sec: seconds, tv_nsec: 0)
      utimensat(AT_FDCWD, cache.path(of: entry(index)), [time, time], 0)
    }
    for index in 0..<4 {
      cache.keep(Data(count: 1000), for: entry(index))
      age(index, 1000 + index)
    }
    #expect((0..<4).allSatisfy { cache[entry($0)] != nil })
    for index in 0..<4 { age(index, 1000 + index) }
    // The first is used again; the second is the oldest then.
    #expect(cache[entry(0)] != nil)
    let left = URL(fileURLWithPath: cache.path(of: entry(0))).deletingLastPathComponent()
      .appendingPathComponent(".x.0123456789abcdef.part")
    try Data(count: 10).write(to: left)
    cache.keep(Data(count: 1000), for: entry(4))
    #expect((0..<5).map { cache[entry($0)] != nil } == [true, false, true, true, true])
    #expect(!FileManager.default.fileExists(atPath: left.path) && folder.files.count == 4)
    cache.keep(Data(count: 10_000), for: entry(5))
    #expect(cache[entry(5)] == nil && folder.files.count == 4, "an entry that has no room does no harm")
  }

  @Test("a cache that cannot be written is as good as none")
  func unwritable() {
    let cache = ResultCache(folder: URL(fileURLWithPath: "/dev/null/cache"))
    cache.keep(Data([1]), for: key())
    #expect(cache[key()] == nil)
  }
}
