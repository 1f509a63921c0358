import Diagnostics
import Foundation
import Specification

/// `npy`: a folder with `x.npy` (samples × values, or samples × lines × columns, with channels before them) and `y.npy`
/// (labels, or target values of samples × values), and optionally `x_test.npy` and `y_test.npy`; without them `test-fraction` of each class is set aside by
/// the seed. `X` may stand for `x`, and `x_train` for the training part. The path may also name the `x….npy` file.
package enum NPYData: DataSource {
  package static let name = "npy"
  package static let summary =
    "NumPy arrays: a folder with x.npy and y.npy, and optionally x_test.npy and y_test.npy"
  package static let reference =
    "NumPy Enhancement Proposal 1, the .npy format"
  package static let options: Set<DataOption> = [.testPath, .scale]
  package static let targets: Set<TargetKind> = [.label, .vector]

  package static func load(_ request: DataRequest) throws -> Dataset {
    let path = try request.requiredPath("a folder with x.npy and y.npy")
    let location = request.location
    let isFile = FileBytes.exists(path)
    let folder = isFile ? path.deletingLastPathComponent() : path
    guard isFile || FileBytes.folderExists(folder) else {
      throw Diagnostic(
        .error, DataSets.missingCode, "data folder '\(path.path)' does not exist", at: location)
    }
    func first(of names: [String]) -> URL? {
      names.map { folder.appendingPathComponent($0) }.first(where: FileBytes.exists)
    }
    let training = first(of: ["x.npy", "X.npy", "x_train.npy", "X_train.npy"])
    let x = isFile ? path : training ?? folder.appendingPathComponent("x.npy")
    guard x.lastPathComponent.lowercased().hasPrefix("x") else {
      throw FileBytes.malformed(path, "its name must start with x, so that the labels are y…", at: location)
    }
    let train = try part(x, request)
    let other = request.testURL ?? first(of: ["x_test.npy", "X_test.npy"])
    guard let other, other.path != x.path else {
      var data = Dataset(
        name: name, shape: train.shape, splitting: train.samples(request),
        testFraction: try request.splitFraction(),
        seed: request.seed)
      train.describe(&data, request)
      return data
    }
    var test = try part(other, request)
    guard train.shape == test.shape else {
      throw FileBytes.malformed(
        other, "its samples are \(test.shape), the training samples \(train.shape)", at: location)
    }
    var first = train
    // Bytes in one part alone have no scale of their own: the other part shows what is meant, or that nothing is.
    if train.x.isBytes != test.x.isBytes { (first.x.isBytes, test.x.isBytes) = (false, false) }
    var data = Dataset(
      name: name, shape: train.shape, train: first.samples(request), test: test.samples(request))
    first.describe(&data, request)
    data.hasOwnTest = true
    return data
  }

  private struct Part {
    var x: NPYFile
    var targets: Targets
    var shape: [Int] { Array(x.shape.dropFirst()) }

    /// Bytes as they are, unless a scale is asked for.
    private func keepsBytes(_ request: DataRequest) -> Bool { x.isBytes && request.scale == nil }

    func samples(_ request: DataRequest) -> Samples {
      let count = shape.reduce(1, *)
      return keepsBytes(request)
        ? Samples(valueCount: count, bytes: x.values.map { UInt8($0) }, targets: targets)
        : Samples(valueCount: count, values: x.values, targets: targets)
    }

    func describe(_ data: inout Dataset, _ request: DataRequest) {
      data.isRaw = !keepsBytes(request)
      if keepsBytes(request) { data.scaling = .bytes }
    }
  }

  private static func part(_ xURL: URL, _ request: DataRequest) throws -> Part {
    let location = request.location
    let x = xURL.lastPathComponent
    let folder = xURL.deletingLastPathComponent()
    let yURL =
      ["y", "Y"].map { folder.appendingPathComponent($0 + x.dropFirst()) }.first(where: FileBytes.exists)
      ?? folder.appendingPathComponent("y" + x.dropFirst())
    let images = try NPYFile(reading: xURL, at: location)
    let labels = try NPYFile(reading: yURL, at: location)
    guard (2...4).contains(images.shape.count) else {
      throw FileBytes.malformed(
        xURL, "its shape is \(images.shape); expected two to four dimensions, samples first", at: location)
    }
    let count = images.shape[0]
    guard
      request.targets == .vector
        ? labels.shape == [count]
          || labels.shape.count == 2 && labels.shape[0] == count && labels.shape[1] > 0
        : labels.shape == [count] || labels.shape == [count, 1]
    else {
      guard request.targets == .label else {
        throw FileBytes.malformed(
          yURL, "its shape is \(labels.shape); expected [\(count)] or [\(count), values], targets of '\(x)'",
          at: location)
      }
      let isOneHot = labels.shape.count == 2 && labels.shape[0] == count
      throw FileBytes.malformed(
        yURL, "its shape is \(labels.shape); expected [\(count)], one label a sample of '\(x)'", at: location
      ).suggesting(isOneHot ? "y.argmax(axis=1)" : nil)
    }
    guard !images.values.isEmpty else { throw FileBytes.malformed(xURL, "it holds no values", at: location) }
    if let wrong = images.values.firstIndex(where: { !$0.isFinite }) {
      let size = images.values.count / count
      throw FileBytes.malformed(
        xURL, "sample \(wrong / size + 1) has a value \(images.values[wrong]); expected finite numbers",
        at: location)
    }
    guard request.targets == .vector else {
      return Part(
        x: images,
        targets: .labels(
          try labels.values.enumerated().map { try Labels.label($1, $0, yURL, at: location) }))
    }
    let width = labels.shape.count == 2 ? labels.shape[1] : 1
    if let wrong = labels.values.firstIndex(where: { !$0.isFinite }) {
      throw FileBytes.malformed(
        yURL, "sample \(wrong / width + 1) has a target \(labels.values[wrong]); expected finite numbers",
        at: location)
    }
    return Part(x: images, targets: .vectors(VectorTargets(width: width, values: labels.values)))
  }
}

extension Diagnostic {
  /// The diagnostic with a suggestion.
  func suggesting(_ text: String?) -> Diagnostic {
    var result = self
    result.suggestion = text
    return result
  }
}
