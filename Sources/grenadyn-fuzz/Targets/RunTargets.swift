import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Prediction
import Reports
import Specification
import Verification

extension FuzzTarget {
  /// What a run leaves for the next one. Their checksums are put right before they are read, or no mutation would
  /// come further than to them.
  static let runTargets = [
    FuzzTarget(
      name: "checkpoint", summary: "a training's checkpoint, and the rest of the training", isText: true,
      seeds: { _ in
        let scratch = try Scratch()
        return try [1, 3].map { try Tiny(scratch).checkpoint(afterMinibatches: $0) }
      },
      reader: { scratch in
        let tiny = try Tiny(scratch)
        return { bytes in
          let url = scratch.write(withChecksum(bytes), "run.checkpoint")
          try tiny.finish(from: url)
        }
      }),
    FuzzTarget(
      name: "chips", summary: "the records of a prediction's chips, written and read back", isText: true,
      seeds: { _ in
        let record =
          #"{"accuracy":0.9,"chip":3,"curve":[{"accuracy":0.5,"updates":10}],"flips":7,"largestWireLoss":0.1,"#
          + #""programmedAccuracy":0.8,"pulsesPerDevice":2.5,"stuckDevices":1,"writeFailures":2}"#
        let lines = [
          #"{"key":"k"}"#, #"{"record":\#(record),"trial":"f"}"#,
          #"{"record":\#(record),"replaced":[1,4],"trial":"f"}"#,
        ]
        let text = lines.map { "0000000000000000 \($0)\n" }.joined()
        return [withLineChecksums(Array(("grenadyn-prediction 2\n" + text).utf8))]
      },
      reader: { scratch in
        return { bytes in
          let store = try ChipStore(reading: scratch.write(withLineChecksums(bytes), "chips"))
          let url = scratch.file("again")
          try store.write(to: url)
          let again = try ChipStore(reading: url)
          precondition(again.count == store.count, "records read back as others")
        }
      }),
    FuzzTarget(
      name: "cache", summary: "a kept result of a check, shown in every form", isText: true,
      seeds: { _ in
        let scratch = try Scratch()
        return [try CachedCheck(scratch).entry.bytes]
      },
      reader: { scratch in
        let check = try CachedCheck(scratch)
        return { bytes in
          var content = bytes
          if let end = bytes.firstIndex(of: 10) {
            let body = Array(bytes[(end + 1)...])
            content = Array("grenadyn-cache 1 \(SHA256.digest(of: body))\n".utf8) + body
          }
          try check.run(entry: content)
        }
      }),
  ]

  /// The bytes with the right checksum in the second line, as checkpoints have it.
  @Sendable private static func withChecksum(_ bytes: [UInt8]) -> [UInt8] {
    guard let end = bytes.firstIndex(of: 10), bytes.count > end + 17 else { return bytes }
    return bytes[...end] + checksum(of: bytes[(end + 18)...]) + bytes[(end + 17)...]
  }

  /// The bytes with the right checksum at the beginning of every line but the first.
  @Sendable private static func withLineChecksums(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let framed = lines.dropFirst().map { line in
      line.count > 17 ? checksum(of: line.dropFirst(17)) + Array(" ".utf8) + line.dropFirst(17) : Array(line)
    }
    return Array((lines.prefix(1).map(Array.init) + framed).joined(separator: [10]))
  }

  /// FNV-1a as 16 hexadecimal digits.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
  }
}

/// A training of microseconds: two inputs, two classes, four samples.
private struct Tiny {
  private let design: ChipDesign
  private let data: Dataset
  private let scratch: Scratch

  init(_ scratch: Scratch) throws {
    self.scratch = scratch
    scratch.write("0,0,0\n0.1,0.2,0\n1,0.9,1\n0.8,1,1\n0.2,0.1,0\n0.9,0.7,1\n", "tiny.csv")
    let path = scratch.write(Self.spec, "tiny.yaml").path
    design = try ChipDesign(specAt: path)
    data = try DataSets.load(DataRequest(spec: design.spec))
  }

  /// The checkpoint of a training that is stopped.
  func checkpoint(afterMinibatches count: Int) throws -> [UInt8] {
    let url = scratch.file("seed.checkpoint")
    var minibatches = 0
    do {
      _ = try training.run(checkpoint: url, start: .beginning) {
        minibatches += 1
        return minibatches >= count
      }
    } catch is TrainingStopped {}
    return try url.bytes
  }

  /// Goes on from a checkpoint to the end.
  func finish(from url: URL) throws {
    let result = try training.run(checkpoint: url, start: .checkpoint)
    precondition(!result.summary.epochs.isEmpty)
  }

  private var training: ChipTraining {
    ChipTraining(spec: design.spec, network: design.resistive, data: data, threads: 1)
  }

  private static let spec = """
    grenadyn: 1
    name: tiny
    technology: ideal
    data: { set: csv, path: tiny.csv, test-fraction: 30 % }
    network:
      family: resistive
      input: { shape: [2], encoding: complementary, full-scale: 1 V }
      hidden: []
      output: { classes: 2, encoding: differential, target: 50 mV }
    training:
      nudge: 20 uS
      epochs: 2
      batch: 2
      learning-rate: 100 uS^2/V^2
    mapping: { tile: { rows: 64, columns: 64 } }

    """
}

/// A check of a spec whose result is kept: the kept one is then exchanged.
private struct CachedCheck {
  /// The file of the result.
  let entry: URL
  private let spec: String
  private let folder: URL

  init(_ scratch: Scratch) throws {
    spec = scratch.write(ChipSpec.starter, "kept.yaml").path
    folder = scratch.file("cache")
    _ = Self.report(spec, folder)
    // The one file below the cache's folders.
    let files = try folder.files("").filter {
      try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    }
    guard let first = files.first else { throw Refusal() }
    entry = first
  }

  /// Checks with another entry in the place of the kept one.
  func run(entry bytes: [UInt8]) throws {
    let descriptor = open(entry.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
    let report = Self.report(spec, folder)
    for format in CheckFormat.allCases { _ = try format.render(report, failingOn: .warning) }
    _ = report.end(failingOn: .error)
  }

  private static func report(_ spec: String, _ folder: URL) -> CheckReport {
    var options = CheckOptions()
    (options.stage, options.threads) = (.chip, 1)
    return CheckRun([spec], options: options, cache: ResultCache(folder: folder)).run()
  }
}
