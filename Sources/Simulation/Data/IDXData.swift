import Diagnostics
import Foundation
import Specification

/// `idx`: a folder with `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
/// `t10k-labels-idx1-ubyte`, plain or with `.gz` (the format of MNIST: http://yann.lecun.com/exdb/mnist).
public enum IDXData: DataSource {
  public static let name = "idx"
  public static let summary =
    "a folder of IDX files, named as MNIST's, gzipped or not"
  public static let reference =
    "the format of the MNIST distribution"

  public static func load(_ request: DataRequest) throws -> Dataset {
    let folder = try request.requiredPath("a folder with train-images-idx3-ubyte[.gz] and its companions")
    return try load(folder, name: name, at: request.location, hint: nil)
  }

  /// Reads the four files of a folder.
  /// - Parameter hint: how to get them, for the diagnostic of a missing one.
  static func load(_ folder: URL, name: String, at location: SourceLocation, hint: String?) throws -> Dataset
  {
    let train = try part("train", folder, at: location, hint)
    let test = try part("t10k", folder, at: location, hint)
    guard train.shape == test.shape else {
      throw FileBytes.malformed(
        folder, "training images are \(train.shape), test images \(test.shape)", at: location)
    }
    return Dataset(name: name, shape: train.shape, train: train.samples, test: test.samples)
  }

  private static func part(
    _ prefix: String, _ folder: URL, at location: SourceLocation, _ hint: String?
  ) throws -> (shape: [Int], samples: Samples) {
    let imagesURL = try find("\(prefix)-images-idx3-ubyte", folder, at: location, hint)
    let labelsURL = try find("\(prefix)-labels-idx1-ubyte", folder, at: location, hint)
    let images = try IDXFile(imagesURL, at: location)
    let labels = try IDXFile(labelsURL, at: location)
    guard images.shape.count >= 2 else {
      throw FileBytes.malformed(
        imagesURL, "it has \(images.shape.count) dimension; expected samples and their values", at: location)
    }
    guard labels.shape.count == 1 else {
      throw FileBytes.malformed(
        labelsURL, "it has \(labels.shape.count) dimensions; expected 1, the labels", at: location)
    }
    guard images.shape[0] == labels.shape[0] else {
      throw FileBytes.malformed(
        labelsURL,
        "\(labels.shape[0]) labels for \(images.shape[0]) images of '\(imagesURL.lastPathComponent)'",
        at: location)
    }
    let shape = Array(images.shape.dropFirst())
    return (
      shape,
      Samples(valueCount: shape.reduce(1, *), bytes: images.bytes, labels: labels.bytes.map(Int.init))
    )
  }

  private static func find(
    _ file: String, _ folder: URL, at location: SourceLocation, _ hint: String?
  ) throws -> URL {
    for ending in ["", ".gz"] {
      let url = folder.appendingPathComponent(file + ending)
      if FileBytes.exists(url) { return url }
    }
    throw Diagnostic(
      .error, DataSets.missingCode,
      "data file '\(folder.appendingPathComponent(file).path)' (or .gz) does not exist", at: location,
      advice: hint)
  }
}

/// An IDX file of unsigned bytes: two zero bytes, the type 0x08, the number of dimensions, their sizes as
/// big-endian 32-bit words, the bytes.
struct IDXFile {
  /// Sizes, the samples first.
  let shape: [Int]
  /// Values, last dimension fastest.
  let bytes: [UInt8]

  init(_ url: URL, at location: SourceLocation?) throws {
    let all = try FileBytes.unpacked(url, at: location)
    guard all.count >= 4, all[0] == 0, all[1] == 0, all[2] == 8, (1...8).contains(all[3]) else {
      let magic = all.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      throw FileBytes.malformed(
        url,
        "it does not start as an IDX file of bytes: found '\(magic)', expected '00 00 08' and a number of "
          + "dimensions", at: location)
    }
    let dimensions = Int(all[3])
    let header = 4 + 4 * dimensions
    guard all.count >= header else { throw FileBytes.malformed(url, "its header is truncated", at: location) }
    var shape: [Int] = []
    var product = 1
    for d in 0..<dimensions {
      let size = (0..<4).reduce(0) { $0 << 8 | Int(all[4 + 4 * d + $1]) }
      let (value, overflow) = product.multipliedReportingOverflow(by: size)
      product = overflow ? Int.max : value
      shape.append(size)
    }
    guard product == all.count - header else {
      throw FileBytes.malformed(
        url,
        "it has \(all.count - header) bytes of data; its header says \(shape.map(String.init).joined(separator: "×"))",
        at: location)
    }
    // Zero-sized images would make every count fit.
    guard product > 0 else { throw FileBytes.malformed(url, "it holds no values", at: location) }
    self.shape = shape
    bytes = Array(all[header...])
  }
}
