import Diagnostics
import Foundation
import Quantities
import Specification

/// What a data source is asked for.
package struct DataRequest: Sendable {
  /// Registered name of the set.
  package var set: Located<String>
  /// Folder or file, for the formats that take one.
  package var path: Located<String>?
  /// File of the test samples, for the formats that take one; nil: the set's own, or a share.
  package var testPath: Located<String>?
  /// Column of a table with the classes; nil: as the table looks.
  package var label: Located<String>?
  /// Columns of a table with target values; nil: as the table looks.
  package var targetColumns: Located<[String]>?
  /// How raw target values become those of −1…1; nil: by the smallest and the largest.
  package var targetScale: Located<ScaleSpec>?
  /// Whether a table's first line names its columns; nil: as it looks.
  package var header: Located<TableHeader>?
  /// Columns of a table that are left out; nil: none.
  package var ignore: Located<[String]>?
  /// How raw values become those of 0…1; nil: as they look.
  package var scale: Located<ScaleSpec>?
  /// Output values and input sizes of the network; nil: not known.
  package var classes: Located<Int>?
  /// Whether the output values are classes.
  package var targets = TargetKind.label
  package var inputShape: [Int]?
  /// Whether the inputs may have any values, not only those of 0…1.
  package var allowsAnyValue = false
  /// Share of the samples set aside for the test, for sets without a test part.
  package var testFraction: Located<Ratio>
  /// Share of the training samples set aside for the validation; nil = none.
  package var validationFraction: Located<Ratio>?
  /// Use only the first so many training samples; nil = all.
  package var trainLimit: Int?
  /// Use only the first so many test samples; nil = all.
  package var testLimit: Int?
  /// Random changes of the training images; nil = none.
  package var augment: Located<AugmentSpec>?
  /// How values of 0…1 are shifted and scaled; nil = not.
  package var normalize: Located<NormalizeSpec>?
  /// Seed of the splits and of the augmentation.
  package var seed: UInt64
  /// Folder in which `.data/` is looked for; the current one by default.
  package var workingFolder: URL

  /// Makes a request.
  package init(
    set: Located<String>, path: Located<String>? = nil, testFraction: Located<Ratio>, trainLimit: Int? = nil,
    testLimit: Int? = nil, seed: UInt64, workingFolder: URL? = nil
  ) {
    (self.set, self.path, self.testFraction, self.seed) = (set, path, testFraction, seed)
    (self.trainLimit, self.testLimit) = (trainLimit, testLimit)
    self.workingFolder =
      workingFolder ?? URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  }

  /// The request of a spec.
  package init<Keys>(spec: Spec<Keys>, workingFolder: URL? = nil) {
    self.init(spec.data, seed: spec.seed, workingFolder: workingFolder)
    (classes, inputShape) = (spec.keys.network.classes, spec.keys.network.inputShape.value)
    targets = spec.keys.network.targets
    allowsAnyValue = Keys.allowsAnyInput
  }

  private init(_ data: DataSpec, seed: UInt64, workingFolder: URL?) {
    self.init(
      set: data.set, path: data.path, testFraction: data.testFraction, trainLimit: data.trainLimit,
      testLimit: data.testLimit, seed: seed, workingFolder: workingFolder)
    (validationFraction, augment, normalize) = (data.validationFraction, data.augment, data.normalize)
    (targetColumns, targetScale) = (data.targets, data.targetScale)
    (testPath, label, header, ignore, scale) = (
      data.testPath, data.label, data.header, data.ignore, data.scale
    )
  }

  /// Where diagnostics point: the path, or the name of the set.
  var location: SourceLocation { path?.location ?? set.location }
  /// The given path.
  var pathURL: URL? { path.map(url) }
  /// The given file of test samples.
  var testURL: URL? { testPath.map(url) }

  private func url(_ path: Located<String>) -> URL {
    URL(fileURLWithPath: path.value, relativeTo: workingFolder).absoluteURL
  }

  /// The given path, for sets that need one.
  func requiredPath(_ what: String) throws -> URL {
    guard let url = pathURL else {
      throw Diagnostic(
        .error, "GD0603", "data set '\(set.value)' needs a path: \(what)", at: location,
        suggestion: "path: data")
    }
    return url
  }

  /// The test fraction, for sets that are split.
  func splitFraction() throws -> Double {
    let fraction = testFraction.value.si
    guard fraction > 0, fraction < 1 else {
      throw Diagnostic(
        .error, "GD0607",
        "the test fraction is \(fraction); expected a share between 0 and 1, because '\(set.value)' has no test "
          + "part of its own", at: testFraction.location, suggestion: "test-fraction: 20 %")
    }
    return fraction
  }
}

/// A data set or a file format of data sets.
package protocol DataSource: Sendable {
  /// Registered name.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// Who published the data or the format.
  static var reference: String { get }
  /// What of `data:` it heeds beside what every set does.
  static var options: Set<DataOption> { get }
  /// Kinds of targets that its samples can have.
  static var targets: Set<TargetKind> { get }
  /// Reads the samples, without limits applied.
  /// - Throws: `Diagnostic` that names the file; ``DataSets/missingCode`` when something must be installed.
  static func load(_ request: DataRequest) throws -> Dataset
}

/// Keys of `data:` that only some sets heed.
package enum DataOption: Sendable {
  /// `label`, `header` and `ignore`: it is a table with columns.
  case table
  /// `test-path`: its test samples may lie in a file of their own.
  case testPath
  /// `scale`: its values have no scale of their own.
  case scale
}

extension DataSource {
  package static var options: Set<DataOption> { [] }
  package static var targets: Set<TargetKind> { [.label] }
}

/// The data sets a spec may name: one file each and one line here.
package enum DataSets {
  /// Every registered source.
  package static let all: [any DataSource.Type] = [
    DigitsData.self,
    MNISTData.self,
    FashionMNISTData.self,
    CIFAR10Data.self,
    IDXData.self,
    NPYData.self,
    CSVData.self,
    FriedmanData.self,
  ]

  /// Code of the diagnostics that mean "install or fetch something": the command line ends with its exit code for
  /// the environment.
  package static let missingCode = "GD0601"

  /// Looks a data set up, without reading it.
  /// - Throws: a located diagnostic with the nearest known name.
  @discardableResult
  package static func check(_ set: Located<String>) throws(DiagnosticsError) -> any DataSource.Type {
    guard let source = all.first(where: { $0.name == set.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("data set", set, known: all.map { $0.name }, code: "GD0608")
      ])
    }
    return source
  }

  /// Reads the data set a spec names, with its limits, validation part, augmentation and normalization applied.
  /// - Throws: located diagnostics for an unknown name (with the nearest known one), for bad files, and for an
  ///   augmentation or normalization that does not fit.
  package static func load(_ request: DataRequest) throws(DiagnosticsError) -> Dataset {
    let set = request.set
    let source = try check(set)
    try checkOptions(request, of: source)
    do {
      var data = try source.load(request)
      data.location = set.location
      data.train = data.train.prefix(request.trainLimit)
      data.test = data.test.prefix(request.testLimit)
      data.numberClasses(request.classes?.value)
      try data.prepare(for: request)
      data.inspectClasses(request)
      return data
    } catch let error as DiagnosticsError {
      throw error
    } catch let diagnostic as Diagnostic {
      throw DiagnosticsError([diagnostic])
    } catch {
      throw DiagnosticsError([
        Diagnostic(.error, "GD0602", "data set '\(set.value)': \(error)", at: set.location)
      ])
    }
  }

  /// Refuses keys that a set does not heed.
  private static func checkOptions(
    _ request: DataRequest, of source: any DataSource.Type
  ) throws(DiagnosticsError) {
    var found: [Diagnostic] = []
    func refuse(
      _ code: String, _ key: String, _ place: SourceLocation?, _ option: DataOption, _ reason: String
    ) {
      guard let place, !source.options.contains(option) else { return }
      found.append(
        Diagnostic(.error, code, "data set '\(source.name)' \(reason): leave \(key) out", at: place))
    }
    refuse("GD0625", "label", request.label?.location, .table, "is no table with columns")
    refuse("GD0625", "targets", request.targetColumns?.location, .table, "is no table with columns")
    refuse("GD0625", "header", request.header?.location, .table, "is no table with columns")
    refuse("GD0625", "ignore", request.ignore?.location, .table, "is no table with columns")
    refuse(
      "GD0625", "test-path", request.testPath?.location, .testPath, "has its test samples in its own places")
    refuse("GD0611", "scale", request.scale?.location, .scale, "has a scale of its own")
    if !source.targets.contains(request.targets) {
      let hasClasses = source.targets.contains(.label)
      let others = all.filter { $0.targets.contains(request.targets) }.map { "'\($0.name)'" }
      found.append(
        Diagnostic(
          .error, "GD0626",
          "data set '\(source.name)' has \(hasClasses ? "classes and no target values" : "target values and no classes"), and "
            + "the network's output has \(hasClasses ? "values" : "classes"); sets with these are "
            + others.joined(separator: ", "), at: request.set.location))
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }
}
