import Diagnostics
import Files
import Foundation

/// The records of finished chips, by trial and draw: what a prediction that was interrupted goes on from.
///
/// Since a record is a pure function of trial and draw, those that are there are never wrong, whatever else the next
/// run asks for: more chips, another limit, a finer sweep.
public struct ChipStore: Sendable, Equatable {
  private var records: [String: [ChipDraw: ChipRecord]] = [:]

  /// An empty store.
  public init() {}

  /// Number of records.
  public var count: Int { records.values.reduce(0) { $0 + $1.count } }

  /// Number of records of a trial.
  public func count(of fingerprint: String) -> Int { records[fingerprint]?.count ?? 0 }

  /// The record of a draw of the trial with a fingerprint.
  public subscript(_ fingerprint: String, _ draw: ChipDraw) -> ChipRecord? {
    get { records[fingerprint]?[draw] }
    set { records[fingerprint, default: [:]][draw] = newValue }
  }
}

/// On disk: a line `grenadyn-prediction 1`, a line with the checksum of the rest, and JSON.
extension ChipStore {
  private static let magic = "grenadyn-prediction 1\n"

  private struct Trial: Codable {
    var fingerprint: String
    var chips: [Entry]
  }
  private struct Entry: Codable {
    /// Purposes and chips in turn, in rising order of the purposes; nil for none.
    var replaced: [UInt32]?
    var record: ChipRecord
  }

  /// Writes beside the file and renames, so that a killed run leaves the old or the new file.
  /// - Throws: `OutputFailure`, as on a full disk.
  public func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let body = try encoder.encode(
      records.sorted { $0.key < $1.key }.map { fingerprint, chips in
        Trial(
          fingerprint: fingerprint,
          chips: chips.sorted { $0.key < $1.key }.map { draw, record in
            let replaced = draw.replaced.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
            return Entry(replaced: replaced.isEmpty ? nil : replaced, record: record)
          })
      })
    let head = Data((Self.magic + Checksum.text(of: body) + "\n").utf8)
    try AtomicFile.write(head + body, to: url.path, isDurable: false)
  }

  /// Reads and checks a file.
  /// - Throws: `Diagnostic` GD0450 for a file that is damaged or something else.
  public init(reading url: URL) throws {
    func failure(_ reason: String) -> Diagnostic {
      Diagnostic(.error, "GD0450", "checkpoint '\(url.path)' cannot be used: \(reason)")
    }
    let data = try FileBytes.read(url, at: nil)
    guard data.starts(with: Self.magic.utf8) else {
      throw failure("it does not start as a checkpoint of a prediction of this version")
    }
    let rest = data.dropFirst(Self.magic.utf8.count)
    let body = rest.dropFirst(17)
    guard rest.count > 17, String(decoding: rest.prefix(16), as: UTF8.self) == Checksum.text(of: body) else {
      throw failure("its checksum is wrong: the file is damaged or cut short")
    }
    guard let trials = try? JSONDecoder().decode([Trial].self, from: Data(body)) else {
      throw failure("its content is not readable")
    }
    for trial in trials {
      for entry in trial.chips {
        guard entry.record.isPossible else {
          throw failure("chip \(entry.record.chip) has figures that no chip can have")
        }
        let words = entry.replaced ?? []
        let pairs = stride(from: 0, to: words.count - words.count % 2, by: 2).map {
          (words[$0], words[$0 + 1])
        }
        let replaced = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        self[trial.fingerprint, ChipDraw(chip: entry.record.chip, replacing: replaced)] = entry.record
      }
    }
  }
}
