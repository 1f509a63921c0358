import Diagnostics
import Foundation
import Specification

/// `idx`: a folder with `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
/// `t10k-labels-idx1-ubyte`, plain or with `.gz` (the format of MNIST: http://yann.lecun.com/exdb/mnist).
///
/// The names may also have a dot for the hyphen before `idx`, something before them (`emnist-letters-…`), `test` for
/// `t10k`, and lie one or two folders deeper, as Kaggle packs them.
package enum IDXData: DataSource {
  package static let name = "idx"
  package static let summary =
    "a folder of IDX files, named as MNIST's, gzipped or not"
  package static let reference =
    "the format of the MNIST distribution"

  package static func load(_ request: DataRequest) throws -> Dataset {
    let folder = try request.requiredPath("a folder with train-images-idx3-ubyte[.gz] and its companions")
    return try load(folder, name: name, at: request.location, hint: nil)
  }

  /// Reads the set of a folder: four IDX files, or the tables that Kaggle has of the same images.
  /// - Parameter shape: of an image, for a table.
  static func load(
    _ folder: URL, shape: [Int], _ request: DataRequest, name: String, hint: String?
  ) throws -> Dataset {
    let files = files(in: folder)
    guard find(["train-images-idx3-ubyte"], files).isEmpty,
      let train = try CSVData.file("train", in: folder, at: request.location)
    else { return try load(folder, name: name, at: request.location, hint: hint) }
    var plain = request
    plain.inputShape = shape
    let test = try CSVData.file("test", in: folder, at: request.location)
    return try CSVData.load(train, test: test, plain, name: name)
  }

  /// Reads the four files of a folder.
  /// - Parameter hint: how to get them, for the diagnostic of a missing one.
  static func load(_ folder: URL, name: String, at location: SourceLocation, hint: String?) throws -> Dataset
  {
    let files = files(in: folder)
    let train = try part(["train"], folder, files, at: location, hint)
    let test = try part(["t10k", "test"], folder, files, at: location, hint)
    guard train.shape == test.shape else {
      throw FileBytes.malformed(
        folder, "training images are \(train.shape), test images \(test.shape)", at: location)
    }
    var data = Dataset(name: name, shape: train.shape, train: train.samples, test: test.samples)
    (data.scaling, data.hasOwnTest) = (.bytes, true)
    return data
  }

  private static func part(
    _ prefixes: [String], _ folder: URL, _ files: [String], at location: SourceLocation, _ hint: String?
  ) throws -> (shape: [Int], samples: Samples) {
    func url(_ what: String) throws -> URL {
      let names = prefixes.map { "\($0)-\(what)-ubyte" }
      let found = find(names, files)
      if found.count == 1 || found.first.map({ names.contains(plainName($0)) && !$0.contains("/") }) ?? false
      {
        return folder.appendingPathComponent(found[0])
      }
      guard found.isEmpty else {
        throw FileBytes.malformed(
          folder, "it has several files for \(names[0]): \(found.prefix(4).joined(separator: ", "))",
          at: location)
      }
      throw Diagnostic(
        .error, DataSets.missingCode,
        "data file '\(folder.appendingPathComponent(names[0]).path)' (or .gz) does not exist", at: location,
        advice: hint)
    }
    let imagesURL = try url("images-idx3")
    let labelsURL = try url("labels-idx1")
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

  /// Regular files of a folder and of those within it, two levels deep, the outer ones first.
  private static func files(in folder: URL) -> [String] {
    func names(_ path: String, _ depth: Int) -> [String] {
      let entries =
        ((try? FileManager.default.contentsOfDirectory(
          atPath: folder.appendingPathComponent(path).path)) ?? []).sorted().prefix(1000)
      let paths = entries.map { path.isEmpty ? $0 : "\(path)/\($0)" }
      let here = paths.filter { FileBytes.exists(folder.appendingPathComponent($0)) }
      guard depth > 0 else { return here }
      return here
        + paths.filter { FileBytes.folderExists(folder.appendingPathComponent($0)) }.flatMap {
          names($0, depth - 1)
        }
    }
    return names("", 2)
  }

  /// A file's name as the publishers of MNIST wrote it.
  private static func plainName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let unpacked = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    return unpacked.replacingOccurrences(of: ".idx", with: "-idx")
  }

  /// The files of one of some names: those that have it exactly, else those that end in it; an unpacked one before the
  /// packed one of the same folder.
  private static func find(_ names: [String], _ files: [String]) -> [String] {
    func matching(_ condition: (String) -> Bool) -> [String] {
      let found = files.filter { condition(plainName($0)) }
      return found.filter { !$0.lowercased().hasSuffix(".gz") || !found.contains(String($0.dropLast(3))) }
    }
    let exact = matching(names.contains)
    return exact.isEmpty ? matching { name in names.contains { name.hasSuffix("-" + $0) } } : exact
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
