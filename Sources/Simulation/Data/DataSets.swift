import Diagnostics
import Foundation
import Networks
import Quantities
import Specification

/// What a data source is asked for.
public struct DataRequest: Sendable {
  /// Registered name of the set.
  public var set: Located<String>
  /// Folder or file, for the formats that take one.
  public var path: Located<String>?
  /// Share of the samples set aside for the test, for sets without a test part.
  public var testFraction: Located<Ratio>
  /// Share of the training samples set aside for the validation; nil = none.
  public var validationFraction: Located<Ratio>?
  /// Use only the first so many training samples; nil = all.
  public var trainLimit: Int?
  /// Use only the first so many test samples; nil = all.
  public var testLimit: Int?
  /// Random changes of the training images; nil = none.
  public var augment: Located<AugmentSpec>?
  /// How values of 0…1 are shifted and scaled; nil = not.
  public var normalize: Located<NormalizeSpec>?
  /// Seed of the splits and of the augmentation.
  public var seed: UInt64
  /// Folder in which `.data/` is looked for; the current one by default.
  public var workingFolder: URL

  /// Makes a request.
  public init(
    set: Located<String>, path: Located<String>? = nil, testFraction: Located<Ratio>, trainLimit: Int? = nil,
    testLimit: Int? = nil, seed: UInt64, workingFolder: URL? = nil
  ) {
    (self.set, self.path, self.testFraction, self.seed) = (set, path, testFraction, seed)
    (self.trainLimit, self.testLimit) = (trainLimit, testLimit)
    self.workingFolder =
      workingFolder ?? URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  }

  /// The request of a spec.
  public init(spec: ChipSpec, workingFolder: URL? = nil) {
    self.init(spec.data, seed: spec.seed, workingFolder: workingFolder)
  }

  /// The request of a spec of a Hopfield network.
  public init(spec: HopfieldSpec, workingFolder: URL? = nil) {
    self.init(spec.data, seed: spec.seed, workingFolder: workingFolder)
  }

  private init(_ data: DataSpec, seed: UInt64, workingFolder: URL?) {
    self.init(
      set: data.set, path: data.path, testFraction: data.testFraction, trainLimit: data.trainLimit,
      testLimit: data.testLimit, seed: seed, workingFolder: workingFolder)
    (validationFraction, augment, normalize) = (data.validationFraction, data.augment, data.normalize)
  }

  /// Where diagnostics point: the path, or the name of the set.
  var location: SourceLocation { path?.location ?? set.location }
  /// The given path.
  var pathURL: URL? {
    path.map { URL(fileURLWithPath: $0.value, relativeTo: workingFolder).absoluteURL }
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
public protocol DataSource: Sendable {
  /// Registered name.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// Who published the data or the format.
  static var reference: String { get }
  /// Reads the samples, without limits applied.
  /// - Throws: `Diagnostic` that names the file; ``DataSets/missingCode`` when something must be installed.
  static func load(_ request: DataRequest) throws -> Dataset
}

/// The data sets a spec may name: one file each and one line here.
public enum DataSets {
  /// Every registered source.
  public static let all: [any DataSource.Type] = [
    DigitsData.self,
    MNISTData.self,
    FashionMNISTData.self,
    CIFAR10Data.self,
    IDXData.self,
    NPYData.self,
    CSVData.self,
  ]

  /// Code of the diagnostics that mean "install or fetch something": the command line ends with its exit code for
  /// the environment.
  public static let missingCode = "GD0601"

  /// Looks a data set up, without reading it.
  /// - Throws: a located diagnostic with the nearest known name.
  @discardableResult
  public static func check(_ set: Located<String>) throws(DiagnosticsError) -> any DataSource.Type {
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
  public static func load(_ request: DataRequest) throws(DiagnosticsError) -> Dataset {
    let set = request.set
    let source = try check(set)
    do {
      var data = try source.load(request)
      data.train = data.train.prefix(request.trainLimit)
      data.test = data.test.prefix(request.testLimit)
      try data.prepare(for: request)
      data.location = set.location
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
}
