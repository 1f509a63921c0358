import Diagnostics
import Foundation
import Specification

/// `npy`: a folder with `x.npy` (samples × values, or samples × rows × columns) and `y.npy` (labels), and optionally
/// `x_test.npy` and `y_test.npy`; without them `test-fraction` of each class is set aside by the seed. The path may
/// also name the `x….npy` file itself. Bytes are divided by 255; other values outside 0…1 are scaled by the training
/// part's range (see ``CSVData``).
public enum NPYData: DataSource {
  public static let name = "npy"
  public static let summary =
    "NumPy arrays: a folder with x.npy and y.npy, and optionally x_test.npy and y_test.npy"
  public static let reference =
    "NumPy Enhancement Proposal 1, the .npy format"

  public static func load(_ request: DataRequest) throws -> Dataset {
    let path = try request.requiredPath("a folder with x.npy and y.npy")
    let location = request.location
    let isFile = FileBytes.exists(path)
    let folder = isFile ? path.deletingLastPathComponent() : path
    let x = isFile ? path.lastPathComponent : "x.npy"
    guard isFile || FileBytes.folderExists(folder) else {
      throw Diagnostic(
        .error, DataSets.missingCode, "data folder '\(path.path)' does not exist", at: location)
    }
    guard x.hasPrefix("x") else {
      throw FileBytes.malformed(path, "its name must start with x, so that the labels are y…", at: location)
    }
    let train = try part(folder, x, scaling: nil, at: location)
    let testName = "x_test.npy"
    guard x != testName, FileBytes.exists(folder.appendingPathComponent(testName)) else {
      return Dataset(
        name: name, shape: train.shape, splitting: train.samples, testFraction: try request.splitFraction(),
        seed: request.seed)
    }
    let test = try part(folder, testName, scaling: train.scaling, at: location)
    guard train.shape == test.shape else {
      throw FileBytes.malformed(
        folder.appendingPathComponent(testName),
        "its samples are \(test.shape), the training samples \(train.shape)",
        at: location)
    }
    return Dataset(name: name, shape: train.shape, train: train.samples, test: test.samples)
  }

  private static func part(
    _ folder: URL, _ x: String, scaling: ValueScaling?, at location: SourceLocation
  ) throws -> (shape: [Int], samples: Samples, scaling: ValueScaling) {
    let xURL = folder.appendingPathComponent(x)
    let yURL = folder.appendingPathComponent("y" + x.dropFirst())
    let images = try NPYFile(reading: xURL, at: location)
    let labels = try NPYFile(reading: yURL, at: location)
    guard (2...3).contains(images.shape.count) else {
      throw FileBytes.malformed(
        xURL, "its shape is \(images.shape); expected two or three dimensions, samples first", at: location)
    }
    guard labels.shape == [images.shape[0]] else {
      throw FileBytes.malformed(
        yURL, "its shape is \(labels.shape); expected [\(images.shape[0])], one label a sample of '\(x)'",
        at: location)
    }
    guard !images.values.isEmpty else { throw FileBytes.malformed(xURL, "it holds no values", at: location) }
    if let wrong = images.values.firstIndex(where: { !$0.isFinite }) {
      let size = images.values.count / images.shape[0]
      throw FileBytes.malformed(
        xURL, "sample \(wrong / size + 1) has a value \(images.values[wrong]); expected finite numbers",
        at: location)
    }
    var list: [Int] = []
    for (i, value) in labels.values.enumerated() {
      list.append(try Labels.label(value, i, yURL, at: location))
    }
    let shape = Array(images.shape.dropFirst())
    let scaling = scaling ?? ValueScaling(images.isBytes ? [0, 255] : images.values)
    return (
      shape,
      Samples(valueCount: shape.reduce(1, *), values: scaling.apply(images.values), labels: list), scaling
    )
  }
}
