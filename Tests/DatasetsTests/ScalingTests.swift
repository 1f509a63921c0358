import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets

/// How raw values become those of 0…1, and what is warned of.
@Suite struct ScalingTests {
  private let folder: TemporaryFolder
  private let (train, test): (URL, URL)

  init() throws {
    folder = try TemporaryFolder()
    train = folder.url.appendingPathComponent("train.csv")
    test = folder.url.appendingPathComponent("test.csv")
  }

  /// Loads a table with a test part of its own.
  private func load(
    _ text: String, test other: String? = nil, scale: ScaleSpec? = nil, classes: Int? = nil,
    shape: [Int]? = nil,
    hopfield: Bool = false
  ) throws -> Dataset {
    try Data(text.utf8).write(to: train)
    var request = DataRequest(
      set: Located("csv", at: here), path: Located(train.path, at: here),
      testFraction: Located(Ratio(si: 0.25), at: here), seed: 5)
    if let other {
      try Data(other.utf8).write(to: test)
      request.testPath = Located(test.path, at: here)
    }
    request.scale = scale.map { Located($0, at: here) }
    request.classes = classes.map { Located($0, at: here) }
    (request.inputShape, request.allowsAnyValue) = (shape, hopfield)
    return try DataSets.load(request)
  }

  private let rows = "a,b,y\n-480,2,0\n480,4,1\n240,3,0\n"

  @Test func everyColumnOnItsOwnByTheTrainingSamples() throws {
    let data = try load(rows, test: "a,b,y\n960,1,0\n0,3.5,1\n")
    #expect(data.scaling == ValueScaling(.minMax, low: [-480, 2], high: [480, 4]))
    #expect((0..<3).map { data.train.values($0) } == [[0, 0], [1, 1], [0.75, 0.5]])
    // The test part decides nothing, and is cut off.
    #expect((0..<2).map { data.test.values($0) } == [[1, 0], [0.5, 0.75]])
    #expect(data.columns == ["a", "b"])
  }

  @Test func otherScales() throws {
    let whole = try load(rows, scale: .measured(.whole))
    #expect(whole.scaling.low == [-480] || whole.scaling.low == [0])
    let pair = try load(rows, test: rows, scale: .measured(.whole))
    #expect(pair.scaling == ValueScaling(.whole, low: -480, high: 480))
    #expect(pair.train.values(2) == [0.75, 483 / 960])
    let range = try load(rows, test: rows, scale: .range(low: 0, high: 960))
    #expect(range.train.values(1) == [0.5, 4 / 960.0] && range.train.values(0)[0] == 0)
    let standard = try load("a,y\n1,0\n3,1\n", test: "a,y\n2,0\n90,1\n", scale: .measured(.standard))
    // Mean 2, deviation 1: from −1 to 5.
    #expect(standard.scaling == ValueScaling(.standard, low: [-1], high: [5]))
    #expect(
      standard.train.values(0) == [1 / 3.0] && standard.test.values(0) == [0.5]
        && standard.test.values(1) == [1])
    // Values of 0 to 1 are taken as they are, and those of the test part beyond are cut off.
    let plain = try load("a,b,y\n0.25,0,0\n0.5,1,1\n", test: "a,b,y\n0.75,1.25,0\n")
    #expect(
      plain.scaling == .unit && plain.train.values(0) == [0.25, 0] && plain.test.values(0) == [0.75, 1])
  }

  @Test func imagesHaveOneScale() throws {
    let image = try load("0,51,255,0,1\n255,0,102,0,0\n", test: "0,0,0,255,0\n", shape: [2, 2])
    #expect(image.shape == [2, 2] && image.scaling == ValueScaling(.whole, low: 0, high: 255))
    #expect(image.train.values(0) == [0, 0.2, 1, 0])
    let pixels = (0..<64).map { "\($0 * 3)" }.joined(separator: ",")
    let flat = try load("\(pixels),0\n\(pixels),1\n", test: "\(pixels),0\n")
    #expect(flat.scaling == ValueScaling(.whole, low: 0, high: 189) && flat.warnings.isEmpty)
  }

  @Test func valuesBeyondTheFullScale() throws {
    for (text, test, part) in [
      (rows, rows, "training value -480.0 in column 'a'"),
      ("a,b,y\n0,1,0\n1,0,1\n", "a,b,y\n0,2,0\n", "test value 2.0 in column 'b'"),
    ] {
      let error = #expect(throws: DiagnosticsError.self) {
        try load(text, test: test, scale: .measured(ScaleKind.none))
      }
      #expect(error?.diagnostics.map(\.code) == ["GD0615"])
      #expect(error?.diagnostics.first?.message.contains(part) == true)
    }
    // A Hopfield network's inputs may be anything.
    let any = try load(rows, test: rows, scale: .measured(ScaleKind.none), hopfield: true)
    #expect(any.train.values(0) == [-480, 2])
  }

  @Test func oddColumns() throws {
    let text =
      "a,b,c,d,y\n" + (0..<6).map { "\($0 * 97 % 11),5,\($0 * $0),\($0 * 97 % 11),\($0 % 2)\n" }.joined()
    let found = try load(text, test: text).warnings
    #expect(found.map(\.code) == ["GD0618", "GD0619"])
    #expect(found.map(\.suggestion) == ["ignore: [b]", "ignore: [d]"])
    let flat = try load(rows, test: rows, scale: .measured(.whole)).warnings
    #expect(flat.map(\.code) == ["GD0616"])
    #expect(
      flat.first?.message.contains("column 'a' (-480.0 to 480.0) spans 480 times column 'b' (2.0 to 4.0)")
        == true)
    #expect(try load(rows, test: rows).warnings.isEmpty)
  }

  @Test func testPartOfAnotherScale() throws {
    let bytes = "a,b,y\n0,255,0\n128,3,1\n64,200,0\n"
    let unit = "a,b,y\n0,1,0\n0.5,0.01,1\n0.25,0.8,0\n"
    let found = try load(bytes, test: unit).warnings
    #expect(found.map(\.code) == ["GD0617"])
    #expect(
      found.first?.message.contains("0.0 to 1.0") == true
        && found.first?.message.contains("0.0 to 255.0") == true)
    #expect(try load(unit, test: bytes, scale: .measured(.minMax)).warnings.map(\.code) == ["GD0617"])
    #expect(try load(bytes, test: bytes).warnings.isEmpty)
  }

  @Test func classesThatSayNothing() throws {
    func codes(_ text: String, classes: Int) throws -> [String] {
      try load(text, test: text, classes: classes).warnings.map(\.code)
    }
    #expect(try codes("a,b,y\n0,0,0\n0,0,1\n", classes: 2) == ["GD0620"])
    #expect(try codes("a,b,y\n1,2,0\n3,4,0\n", classes: 2) == ["GD0621"])
    #expect(try codes("a,b,y\n1,2,0\n3,4,2\n", classes: 3) == ["GD0622"])
    #expect(try codes("a,b,y\n1,2,0\n3,4,1\n", classes: 4) == ["GD0623"])
    #expect(try codes("a,b,y\n1,2,0\n3,4,1\n", classes: 2) == [])
    let more = try load("a,b,y\n1,2,0\n3,4,1\n", classes: 4).warnings.first
    #expect(
      more?.suggestion == "classes: 2" && more?.message.contains("no sample is of class 2 to 3") == true)
  }

  @Test func largestNumbersDoNotOverflow() throws {
    for kind in [ScaleKind.minMax, .standard, .whole] {
      let data = try load("-1.7e308,1\n1.7e308,0\n", test: "0,0\n", scale: .measured(kind))
      #expect(data.train.values(0)[0] >= 0 && data.train.values(1)[0] <= 1, "\(kind)")
      #expect(abs(data.test.values(0)[0] - 0.5) < 1e-9, "\(kind)")
    }
  }

  /// The names of files of IDX sets that Kaggle and EMNIST have.
  @Test func otherNamesOfIDXFiles() throws {
    func idx(_ shape: [Int], _ bytes: [UInt8]) -> Data {
      Data([0, 0, 8, UInt8(shape.count)] + shape.flatMap { [0, 0, 0, UInt8($0)] } + bytes)
    }
    let sets: [(String, String, nested: Bool)] = [
      ("train-WHAT.IDX-ubyte", "t10k-WHAT.IDX-ubyte", false),
      ("train-WHAT-IDX-ubyte", "t10k-WHAT-IDX-ubyte", true),
      ("emnist-letters-train-WHAT-IDX-ubyte", "emnist-letters-test-WHAT-IDX-ubyte", false),
    ]
    for (index, names) in sets.enumerated() {
      let home = folder.url.appendingPathComponent("set\(index)")
      for (pattern, count) in [(names.0, 2), (names.1, 1)] {
        for (what, dimensions) in [("images", "idx3"), ("labels", "idx1")] {
          let name = pattern.replacingOccurrences(of: "WHAT", with: what).replacingOccurrences(
            of: "IDX", with: dimensions)
          let place = names.nested ? home.appendingPathComponent(name) : home
          try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
          let data =
            what == "images"
            ? idx([count, 1, 2], (0..<UInt8(2 * count)).map { $0 })
            : idx([count], [UInt8](repeating: 1, count: count))
          try data.write(to: place.appendingPathComponent(name))
        }
      }
      let data = try DataSets.load(
        DataRequest(
          set: Located("idx", at: here), path: Located(home.path, at: here),
          testFraction: Located(Ratio(si: 0.2), at: here), seed: 1))
      #expect(data.shape == [1, 2] && data.train.count == 2 && data.test.labels == [1], "\(names.0)")
    }
  }
}
