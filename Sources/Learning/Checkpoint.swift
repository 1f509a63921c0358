import Datasets
import Diagnostics
import Files
import Foundation

/// A training run on disk: a line `grenadyn-checkpoint 2`, a line with the checksum of the rest, a line of JSON, and
/// the engine's values as little-endian doubles.
struct Checkpoint {
  /// Hash of network, data and settings.
  var fingerprint: String
  /// The finished epochs.
  var history: [EpochRecord]
  /// Where the epoch at hand stands.
  var progress: EpochProgress
  /// The engine's values.
  var values: [[Double]]

  private static let magic = "grenadyn-checkpoint 2\n"
  /// No header is longer than this: 100,000 epochs of about 200 bytes.
  private static let maximumHeader = 20_000_000

  private struct Header: Codable {
    var fingerprint: String
    var counts: [Int]
    var history: [EpochRecord]
    var progress: EpochProgress
  }

  init(fingerprint: String, history: [EpochRecord], progress: EpochProgress, values: [[Double]]) {
    (self.fingerprint, self.history) = (fingerprint, history)
    (self.progress, self.values) = (progress, values)
  }

  /// The diagnostic of a file that cannot be used.
  static func failure(_ url: URL, _ reason: String) -> Diagnostic {
    Diagnostic(.error, "GD0409", "checkpoint '\(url.path)' cannot be used: \(reason)")
  }

  /// Writes beside the file and renames, so that a killed run leaves the old or the new file.
  /// - Throws: `OutputFailure`, as on a full disk.
  func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var body = try encoder.encode(
      Header(
        fingerprint: fingerprint, counts: values.map(\.count), history: history, progress: progress))
    body.append(10)
    for array in values {
      array.map(\.bitPattern.littleEndian).withUnsafeBytes { body.append(contentsOf: $0) }
    }
    let head = Data((Self.magic + body.withUnsafeBytes { Checksum.text(of: $0) } + "\n").utf8)
    try AtomicFile.write(head + body, to: url.path, isDurable: false)
  }

  /// Reads a file and checks that it belongs to a run of this fingerprint with arrays of these sizes, and that its counts
  /// are some that can be counted on from.
  /// - Parameter samples: training samples of an epoch.
  init(reading url: URL, fingerprint: String, like counts: [Int], samples: Int) throws {
    try self.init(reading: url)
    guard self.fingerprint == fingerprint else {
      throw Self.failure(
        url,
        "it belongs to another network, data set or training setting (its fingerprint is "
          + "\(self.fingerprint), this run's \(fingerprint))")
    }
    guard values.map(\.count) == counts else {
      throw Self.failure(url, "its arrays do not have the shapes of this network")
    }
    guard (0...samples).contains(progress.samples), progress.isPossible,
      zip(history, 1...).allSatisfy({ $0.epoch == $1 && $0.isPossible })
    else { throw Self.failure(url, "its epochs and counts cannot be those of a training") }
  }

  /// Reads and checks a file.
  init(reading url: URL) throws {
    let data = try FileBytes.read(url, at: nil)
    guard data.starts(with: Self.magic.utf8) else {
      throw Self.failure(url, "it does not start as a checkpoint of this version")
    }
    let rest = data.dropFirst(Self.magic.utf8.count)
    let body = rest.dropFirst(17)
    guard rest.count > 17,
      String(decoding: rest.prefix(16), as: UTF8.self) == body.withUnsafeBytes({ Checksum.text(of: $0) })
    else {
      throw Self.failure(url, "its checksum is wrong: the file is damaged or cut short")
    }
    guard let end = body.prefix(Self.maximumHeader).firstIndex(of: 10) else {
      throw Self.failure(url, "its header has no end")
    }
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(body[..<end])) else {
      throw Self.failure(url, "its header is not readable")
    }
    let raw = body[(end + 1)...]
    // Compared one by one: a hostile header could make the sum overflow.
    guard header.counts.allSatisfy({ $0 >= 0 && $0 <= raw.count / 8 }),
      header.counts.reduce(0, +) * 8 == raw.count
    else { throw Self.failure(url, "it has \(raw.count) bytes of parameters, not what its header says") }
    var values: [[Double]] = []
    var position = raw.startIndex
    for count in header.counts {
      values.append(FileBytes.doubles(raw[position..<position + 8 * count]))
      position += 8 * count
    }
    self.init(
      fingerprint: header.fingerprint, history: header.history, progress: header.progress, values: values)
  }
}
