import Datasets
import Diagnostics
import Files
import Foundation

/// On disk: a line `grenadyn-prediction 2`, a line with the key, and a line a chip. Of these each is a checksum, a space and
/// JSON, so that a chip is saved by a line at the end (``ChipLog``) and a run that is killed in the middle of one loses that
/// chip alone.
extension ChipStore {
  private static let magic = Data("grenadyn-prediction 2\n".utf8)
  /// Characters of a checksum and the space behind it.
  private static let frame = 17

  private struct Head: Codable {
    var key: String
  }
  private struct Entry: Codable {
    /// Fingerprint of the trial.
    var trial: String
    /// Purposes and chips in turn, in rising order of the purposes; nil for none.
    var replaced: [UInt32]?
    var record: ChipRecord
  }

  /// Writes all of it beside the file and renames, so that a killed run leaves the old or the new file.
  /// - Throws: `OutputFailure`, as on a full disk.
  package func write(to url: URL) throws {
    try AtomicFile.write(data(), to: url.path, isDurable: false)
  }

  /// The content of a file of it.
  /// - Throws: nothing that a record can have.
  package func data() throws -> Data {
    var data = Self.magic + (try Self.line(Head(key: key)))
    for (fingerprint, chips) in records.sorted(by: { $0.key < $1.key }) {
      for (draw, record) in chips.sorted(by: { $0.key < $1.key }) {
        data += try Self.line(fingerprint, draw, record)
      }
    }
    return data
  }

  /// The line of a chip.
  static func line(_ fingerprint: String, _ draw: ChipDraw, _ record: ChipRecord) throws -> Data {
    let replaced = draw.replaced.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    return try line(Entry(trial: fingerprint, replaced: replaced.isEmpty ? nil : replaced, record: record))
  }

  private static func line(_ content: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // JSON has no line break outside of texts, and an escaped one there.
    let text = try encoder.encode(content)
    return Data((Checksum.text(of: text) + " ").utf8) + text + Data("\n".utf8)
  }

  /// Reads and checks a file; a last line without its end is what a killed run was writing, and counts as not there.
  /// - Throws: `Diagnostic` GD0450 for a file that is damaged or something else.
  package init(reading url: URL) throws {
    try self.init(parsing: Data(FileBytes.read(url, at: nil)), named: url.path)
  }

  /// Reads and checks the content of a file.
  /// - Parameter name: of the file, for messages.
  /// - Throws: as ``init(reading:)``.
  package init(parsing data: Data, named name: String) throws {
    func failure(_ reason: String) -> Diagnostic {
      Diagnostic(.error, "GD0450", "checkpoint '\(name)' cannot be used: \(reason)")
    }
    guard data.starts(with: Self.magic) else {
      throw failure("it does not start as a checkpoint of a prediction of this version")
    }
    let decoder = JSONDecoder()
    var start = data.startIndex + Self.magic.count
    var line = 1
    /// The content of the next whole line; nil at the end.
    func next<Content: Decodable>(_ type: Content.Type) throws -> Content? {
      guard let end = data[start...].firstIndex(of: 0x0A) else { return nil }
      let text = data[start..<end]
      (start, line) = (end + 1, line + 1)
      let body = Data(text.dropFirst(Self.frame))
      guard text.count > Self.frame,
        text.prefix(Self.frame).elementsEqual((Checksum.text(of: body) + " ").utf8)
      else { throw failure("the checksum of line \(line) is wrong: the file is damaged") }
      guard let content = try? decoder.decode(type, from: body) else {
        throw failure("the content of line \(line) is not readable")
      }
      return content
    }
    guard let head = try next(Head.self) else {
      throw failure("it is cut short: its second line is not there")
    }
    self.init(key: head.key)
    while let entry = try next(Entry.self) {
      guard entry.record.isPossible else {
        throw failure("chip \(entry.record.chip) in line \(line) has figures that no chip can have")
      }
      let words = entry.replaced ?? []
      let pairs = stride(from: 0, to: words.count - words.count % 2, by: 2).map { (words[$0], words[$0 + 1]) }
      let replaced = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
      let draw = ChipDraw(chip: entry.record.chip, replacing: replaced)
      guard self[entry.trial, draw].map({ $0 == entry.record }) ?? true else {
        throw failure("chip \(entry.record.chip) is there with other figures in line \(line)")
      }
      self[entry.trial, draw] = entry.record
    }
  }

  /// Reads parts of one prediction and puts them together; the order does not matter.
  /// - Throws: what ``init(reading:)`` and ``merge(_:from:)`` throw.
  package init(merging parts: [URL]) throws {
    guard let first = parts.first else {
      self.init()
      return
    }
    try self.init(reading: first)
    for url in parts.dropFirst() { try merge(ChipStore(reading: url), from: url.path) }
  }
}
