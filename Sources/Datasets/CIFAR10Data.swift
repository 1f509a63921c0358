import Diagnostics
import Foundation
import Specification

/// `cifar10`: 50,000 + 10,000 colour images of 32 × 32 pixels in 10 classes, as the published binary version
/// `cifar-10-batches-bin`, in the given path or in `.data/cifar10`.
///
/// A file is a row of records of 3073 bytes: the label, then the red, the green and the blue plane, each line by
/// line; so a sample has the shape [3, 32, 32]. A folder without `test_batch.bin` is split by files: the first four
/// batches are trained on, the fifth is the test part, and the set's name says so.
package enum CIFAR10Data: DataSource {
  package static let name = "cifar10"
  package static let summary =
    "CIFAR-10, 3 × 32 × 32 values, 50,000 + 10,000 images in 10 classes; the folder cifar-10-batches-bin"
  package static let reference =
    "A. Krizhevsky, Learning multiple layers of features from tiny images, report, University of Toronto (2009)"

  private static let shape = [3, 32, 32]
  private static let valueCount = 3072
  private static let classCount = 10

  /// Reads the batches of the folder; batch 5 is the test part where there is no test batch.
  /// - Throws: `Diagnostic` GD0601 for missing files, GD0602 for damaged ones.
  package static func load(_ request: DataRequest) throws -> Dataset {
    let folder = request.pathURL ?? request.workingFolder.appendingPathComponent(".data/cifar10")
    var files = (1...5).map { folder.appendingPathComponent("data_batch_\($0).bin") }
    let official = folder.appendingPathComponent("test_batch.bin")
    let hasOfficial = FileBytes.exists(official)
    let test = hasOfficial ? official : files.removeLast()
    // All at once, so that one message names everything to be copied.
    let missing = (files + [test]).filter { !FileBytes.exists($0) }.map(\.lastPathComponent)
    guard missing.isEmpty else {
      throw Diagnostic(
        .error, DataSets.missingCode,
        "folder '\(folder.path)' lacks \(missing.joined(separator: ", ")); expected the files of "
          + "cifar-10-batches-bin, the binary version of CIFAR-10", at: request.location,
        suggestion: request.path == nil ? "path: cifar-10-batches-bin" : nil)
    }
    var data = Dataset(
      name: hasOfficial ? name : "CIFAR-10 (batch 5 as test)", shape: shape,
      train: try samples(files, at: request.location), test: try samples([test], at: request.location))
    data.scaling = .bytes
    return data
  }

  /// Reads files one after another.
  private static func samples(_ files: [URL], at location: SourceLocation) throws -> Samples {
    var (bytes, labels) = ([UInt8](), [Int]())
    let record = 1 + valueCount
    for url in files {
      let all = try FileBytes.read(url, at: location)
      guard all.count > 0, all.count % record == 0 else {
        throw FileBytes.malformed(
          url,
          "it has \(all.count) bytes, \(all.count % record) after the last whole record; expected a multiple of "
            + "\(record) (a label and \(valueCount) values)", at: location)
      }
      bytes.reserveCapacity(bytes.count + all.count / record * valueCount)
      for start in stride(from: all.startIndex, to: all.endIndex, by: record) {
        guard all[start] < classCount else {
          throw FileBytes.malformed(
            url,
            "record \((start - all.startIndex) / record + 1) has the label \(all[start]); expected 0 to "
              + "\(classCount - 1)", at: location)
        }
        labels.append(Int(all[start]))
        bytes.append(contentsOf: all[(start + 1)..<(start + record)])
      }
    }
    return Samples(valueCount: valueCount, bytes: bytes, labels: labels)
  }
}
