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

  @Test("files count by name, size and time; a folder by all its files")
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

  @Test("a cache that cannot be written is as good as none")
  func unwritable() {
    let cache = ResultCache(folder: URL(fileURLWithPath: "/dev/null/cache"))
    cache.keep(Data([1]), for: key())
    #expect(cache[key()] == nil)
  }
}
