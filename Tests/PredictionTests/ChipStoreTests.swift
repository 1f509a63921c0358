import Diagnostics
import Files
import Foundation
import Kernels
import Testing

@testable import Prediction

@Suite("Kept chips")
struct ChipStoreTests {
  private func store() -> ChipStore {
    var store = ChipStore(key: "k")
    for chip in 0..<20 as Range<UInt32> {
      store["a", ChipDraw(chip: chip)] = ChipRecord(
        chip: chip, accuracy: 1 / Double(chip + 3), flips: Int(chip),
        curve: [.init(updates: 10, accuracy: 0.1 + 0.2)])
      store["b", ChipDraw(chip: chip, replacing: [31: chip + 20, 32: 7])] = ChipRecord(
        chip: chip, accuracy: 0.3)
    }
    return store
  }
  private func file() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-\(UUID().uuidString).chips")
  }

  @Test("what is written is read to the last bit, and the same chips give the same bytes")
  func roundTrip() throws {
    let url = file()
    defer { try? FileManager.default.removeItem(at: url) }
    try store().write(to: url)
    let bytes = try Data(contentsOf: url)
    let read = try ChipStore(reading: url)
    #expect(read == store() && read.count == 40 && read.count(of: "b") == 20 && read.count(of: "c") == 0)
    try read.write(to: url)
    #expect(try Data(contentsOf: url) == bytes)
  }

  @Test("a file that is damaged anywhere is refused, or lacks its last chip")
  func damaged() throws {
    let url = file()
    defer { try? FileManager.default.removeItem(at: url) }
    try store().write(to: url)
    let bytes = try Data(contentsOf: url)
    let last = try #require(bytes.dropLast().lastIndex(of: 10))
    for position in Array(stride(from: 0, to: bytes.count - 1, by: 41)) + [last, last - 1] {
      var damaged = bytes
      damaged[position] ^= 4
      try damaged.write(to: url)
      #expect(throws: Diagnostic.self, "byte \(position)") { try ChipStore(reading: url) }
    }
    var damaged = bytes
    damaged[bytes.count - 1] ^= 4
    try damaged.write(to: url)
    #expect(try ChipStore(reading: url).count == 39)
    // Right checksums of something else.
    for content in ["[{\"fingerprint\":1}]", "{\"key\":1}", "{}"] {
      let text = Data(content.utf8)
      try (Data("grenadyn-prediction 2\n\(Checksum.text(of: text)) ".utf8) + text + Data("\n".utf8)).write(
        to: url)
      let error = #expect(throws: Diagnostic.self) { try ChipStore(reading: url) }
      #expect(error?.code == "GD0450" && error?.message.contains("line 2") == true)
    }
  }

  @Test("of a file that is cut anywhere the whole lines count")
  func torn() throws {
    let (url, store) = (file(), store())
    defer { try? FileManager.default.removeItem(at: url) }
    try store.write(to: url)
    let bytes = try Data(contentsOf: url)
    let ends = bytes.indices.filter { bytes[$0] == 10 }
    for position in stride(from: 0, through: bytes.count, by: 37) {
      try bytes.prefix(position).write(to: url)
      let lines = ends.count { $0 < position }
      guard lines >= 2 else {
        #expect(throws: Diagnostic.self, "cut at \(position)") { try ChipStore(reading: url) }
        continue
      }
      var read = try ChipStore(reading: url)
      #expect(read.count == lines - 2, "cut at \(position)")
      // What is there is right, and what follows it goes behind the last whole line.
      let log = try ChipLog(continuing: read, at: url)
      let (draw, record) = (ChipDraw(chip: 99), ChipRecord(chip: 99, accuracy: 0.25))
      try log.append("c", draw, record)
      read["c", draw] = record
      #expect(try ChipStore(reading: url) == read)
      read["c", draw] = nil
      var whole = store
      try whole.merge(read, from: "part")
      #expect(whole == store)
    }
  }

  @Test("chips that are saved one by one are those of the store, and a save is its own line alone")
  func appended() throws {
    let (url, all) = (file(), store())
    defer { try? FileManager.default.removeItem(at: url) }
    let log = try ChipLog(continuing: ChipStore(key: "k"), at: url)
    var sizes = [try Data(contentsOf: url).count]
    for chip in (0..<20 as Range<UInt32>).reversed() {
      for (trial, draw) in [
        ("a", ChipDraw(chip: chip)), ("b", ChipDraw(chip: chip, replacing: [31: chip + 20, 32: 7])),
      ] {
        let before = try Data(contentsOf: url)
        try log.append(trial, draw, try #require(all[trial, draw]))
        let after = try Data(contentsOf: url)
        #expect(after.starts(with: before))
        sizes.append(after.count)
      }
    }
    #expect(try ChipStore(reading: url) == all)
    let lines = zip(sizes, sizes.dropFirst()).map { $1 - $0 }
    #expect(lines.allSatisfy { $0 < 250 }, "\(lines)")
    // A chip that two runs have saved is there once.
    try log.append("a", ChipDraw(chip: 0), try #require(all["a", ChipDraw(chip: 0)]))
    #expect(try ChipStore(reading: url) == all)
    try log.append("a", ChipDraw(chip: 0), ChipRecord(chip: 0, accuracy: 0.9))
    let error = #expect(throws: Diagnostic.self) { try ChipStore(reading: url) }
    #expect(error?.code == "GD0450" && error?.message.contains("other figures") == true)
  }

  /// Parts of a store that overlap, by a seed.
  private func parts(_ seed: UInt64) -> [ChipStore] {
    let all = store()
    return (0..<3 as Range<UInt32>).map { part in
      var store = ChipStore(key: all.key)
      for (trial, chips) in all.records {
        for (draw, record) in chips {
          let number = Philox(seed: seed).uniform(
            purpose: 82, stream: part, index: UInt64(draw.chip) + (trial == "a" ? 0 : 100))
          if number < 0.5 { store[trial, draw] = record }
        }
      }
      return store
    }
  }

  @Test("merging does not depend on the order, and twice is once", arguments: 0..<6 as Range<UInt64>)
  func merge(_ seed: UInt64) throws {
    let parts = parts(seed)
    func merged(_ order: [Int]) throws -> ChipStore {
      var store = ChipStore(key: "k")
      for index in order { try store.merge(parts[index], from: "\(index)") }
      return store
    }
    let all = try merged([0, 1, 2])
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [0, 0, 1, 2, 1, 2]] {
      #expect(try merged(order) == all, "\(order)")
    }
    #expect(all.count >= (parts.map(\.count).max() ?? 0) && all.count <= 40)
    let urls = parts.map { _ in file() }
    defer { for url in urls { try? FileManager.default.removeItem(at: url) } }
    for (part, url) in zip(parts, urls) { try part.write(to: url) }
    #expect(try ChipStore(merging: urls) == all && ChipStore(merging: urls.reversed()) == all)
    #expect(try ChipStore(merging: []).count == 0)
  }

  @Test("records of another prediction, and others of the same chip, are refused and named")
  func wrongMerge() throws {
    let urls = [file(), file()]
    defer { for url in urls { try? FileManager.default.removeItem(at: url) } }
    try store().write(to: urls[0])
    var other = store().renamed("l")
    try other.write(to: urls[1])
    let foreign = #expect(throws: Diagnostic.self) { try ChipStore(merging: urls) }
    #expect(foreign?.code == "GD0456" && foreign?.message.contains(urls[1].path) == true)
    other = store()
    other["a", ChipDraw(chip: 7)]?.flips = 8
    try other.write(to: urls[1])
    let different = #expect(throws: Diagnostic.self) { try ChipStore(merging: urls) }
    #expect(different?.code == "GD0457" && different?.message.contains("of chip 7 ") == true)
    // Nothing is taken over of what cannot be.
    var whole = ChipStore(key: "k")
    whole["a", ChipDraw(chip: 7)] = store()["a", ChipDraw(chip: 7)]
    let before = whole
    #expect(throws: Diagnostic.self) { try whole.merge(other, from: "b") }
    #expect(whole == before)
  }

  @Test("a place that cannot be written to is told with its name")
  func unwritable() throws {
    let url = URL(fileURLWithPath: "/nowhere/at/all.chips")
    let error = #expect(throws: OutputFailure.self) { try store().write(to: url) }
    #expect(error?.description == "cannot write /nowhere/at/all.chips: No such file or directory")
  }
}
