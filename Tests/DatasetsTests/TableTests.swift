import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets

/// Tables in text, as spreadsheets, pandas and Kaggle write them.
@Suite struct TableTests {
  private let folder: TemporaryFolder
  private let file: URL

  init() throws {
    folder = try TemporaryFolder()
    file = folder.url.appendingPathComponent("d.csv")
  }

  private func request(_ path: URL? = nil, fraction: Double = 0.5, classes: Int? = nil) -> DataRequest {
    var request = DataRequest(
      set: Located("csv", at: here), path: Located((path ?? file).path, at: here),
      testFraction: Located(Ratio(si: fraction), at: here), seed: 5)
    request.classes = classes.map { Located($0, at: here) }
    return request
  }

  private func table(_ text: String, _ layout: TableLayout = TableLayout()) throws -> CSVTable {
    try Data(text.utf8).write(to: file)
    return try CSVTable(file, layout, at: here)
  }

  /// Rows of values with their labels, as text: "1,2:a 3,4:b".
  private func rows(_ text: String, _ layout: TableLayout = TableLayout()) throws -> String {
    let table = try table(text, layout)
    return table.labels.indices.map { row in
      table.values[row * table.columns..<(row + 1) * table.columns].map { "\($0)" }.joined(separator: ",")
        + ":" + table.labels[row]
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("a,b,label\r\n0, 4,0\r\n8,2 ,1\r\n\r\n", "0.0,4.0:0 8.0,2.0:1"),
    ("\u{feff}1,2,0\n3,4,1\n", "1.0,2.0:0 3.0,4.0:1"),
    ("\u{feff}a,b,y\n1,2,0", "1.0,2.0:0"),
    ("1;2,5;rot\n3;-4,25e1;blau\n", "1.0,2.5:rot 3.0,-42.5:blau"),
    ("1\t2\t0\r3\t4\t1\r", "1.0,2.0:0 3.0,4.0:1"),
    ("5.1 3.5  a\n4.9 3.0 b \n", "5.1,3.5:a 4.9,3.0:b"),
    ("\"a, b\",\"c \"\"d\"\"\",class\n\"1\",\"2\",\"x, y\"\n", "1.0,2.0:x, y"),
    ("# made by R\n1,2,0\n# and more\n3,4,1\n", "1.0,2.0:0 3.0,4.0:1"),
    ("sep=;\n1;2;0\n", "1.0,2.0:0"),
    ("label,p1,p2\n7,1,2\n3,0,5\n", "1.0,2.0:7 0.0,5.0:3"),
    ("0,1,2\n5.1,3.5,1\n4.9,3.0,0\n", "5.1,3.5:1 4.9,3.0:0"),
    (",a,b,y\n0,5,6,1\n1,7,8,0\n2,9,1,1\n", "5.0,6.0:1 7.0,8.0:0 9.0,1.0:1"),
    ("1.5,red\n2.5,green\n", "1.5:red 2.5:green"),
    ("+.5,5.,1e-3,0\n", "0.5,5.0,0.001:0"),
  ])
  func read(_ text: String, _ expected: String) throws { #expect(try rows(text) == expected) }

  @Test func namesOfColumns() throws {
    #expect(try table("a,b,label\n1,2,0\n").names == ["a", "b"])
    #expect(try table("# x y z\n1 2 0\n").names == ["x", "y"])
    #expect(try table("1,2,0\n").names == nil)
    let counted = try table("0,1,2\n5.1,3.5,1\n")
    #expect(counted.names == ["0", "1"] && counted.warnings.map(\.code) == ["GD0613"])
    let indexed = try table(",a,y\n0,5,1\n1,7,0\n2,9,1\n")
    #expect(indexed.names == ["a"] && indexed.warnings.map(\.code) == ["GD0613"])
    let lines = (1...12).map { "\($0),\($0 * $0 % 7),\($0 % 2)\n" }.joined()
    let counting = try table("Id,a,y\n" + lines)
    #expect(counting.names == ["Id", "a"])
    #expect(
      counting.warnings.map(\.code) == ["GD0614"] && counting.warnings.first?.suggestion == "ignore: [Id]")
  }

  @Test func columnsThatASpecNames() throws {
    var layout = TableLayout()
    let text = "Id,species,a,b\n1,x,5,6\n2,y,7,8\n"
    layout.label = Located("species", at: here)
    layout.ignore = Located(["Id"], at: here)
    #expect(try rows(text, layout) == "5.0,6.0:x 7.0,8.0:y")
    layout = TableLayout()
    layout.label = Located("first", at: here)
    #expect(try rows("1,2,0\n0,4,1\n", layout) == "2.0,0.0:1 4.0,1.0:0")
    layout.header = .absent
    #expect(try rows("0,1,2\n3,4,5\n", layout) == "1.0,2.0:0 4.0,5.0:3")
    layout = TableLayout()
    layout.header = .present
    #expect(try rows("5,6,7\n1,2,0\n", layout) == "1.0,2.0:0")
    layout = TableLayout()
    layout.label = Located("specie", at: here)
    layout.ignore = Located(["id"], at: here)
    let error = #expect(throws: DiagnosticsError.self) { try table(text, layout) }
    #expect(error?.diagnostics.map(\.code) == ["GD0612", "GD0612"])
    #expect(error?.diagnostics.map(\.suggestion) == ["species", "Id"])
  }

  @Test(arguments: [
    ("1,2,0\n1,0\n", "line 2, column 3: the line has 2 fields; expected 3"),
    ("1,2,0\n1,x,0\n", "line 2, column 3: value 2: 'x' is not a number"),
    ("a,b,y\n1,2,0\n1,?,0\n", "line 3, column 3: value 2 of 'b': '?' stands for a missing value"),
    ("?,3.5,0\n1,2,1\n", "line 1, column 1: value 1: '?' stands for a missing value"),
    ("1,nan,0\n", "line 1, column 3: value 2: 'nan' stands for a missing value"),
    ("1,,0\n", "line 1, column 3: value 2: '' stands"), ("1,inf,0\n", "'inf' is not a finite number"),
    ("1,1e999,0\n", "'1e999' is not a finite number"), ("1,0x10,0\n", "'0x10' is hexadecimal"),
    ("1,\"2,5\",0\n", "has a comma"), ("1,2,\n", "the label is missing"),
    ("1,\(String(repeating: "1", count: 100)),0\n", "value 2"),
    ("1,2\u{0},0\n", "line 1, column 4: a NUL byte"),
    ("1,\"2,0\n", "line 1, column 3: a quote that does not end"),
    ("1,\"2\"3,0\n", "line 1, column 6: text after a closing quote"),
    ("", "no line"), ("5\n6\n", "no line"), ("a,b,y\n", "no line"),
    ("ä,ö,y\n1,2,0\nä,x,0\n", "line 3, column 1"),
  ])
  func faults(_ text: String, _ what: String) throws {
    let error = #expect(throws: (any Error).self) { try table(text) }
    let found = (error as? DiagnosticsError)?.diagnostics ?? (error as? Diagnostic).map { [$0] } ?? []
    #expect(found.first?.message.contains(what) == true, "\(found)")
    #expect(found.allSatisfy { $0.code == "GD0602" && $0.location == here })
  }

  @Test func allFaultsAtOnceAndUTF16() throws {
    let error = #expect(throws: DiagnosticsError.self) {
      try table((0..<20).map { "\($0),x\($0),0\n" }.joined())
    }
    #expect(
      error?.diagnostics.count == 8
        && error?.diagnostics.last?.message.hasSuffix("(and 12 more faults)") == true)
    try Data([0xff, 0xfe, 49, 0, 44, 0]).write(to: file)
    let utf16 = #expect(throws: DiagnosticsError.self) { try CSVTable(file, at: here) }
    #expect(utf16?.diagnostics.first?.message.contains("UTF-16") == true)
  }

  /// Any bytes are a table or a diagnostic.
  @Test func anyBytes() throws {
    let alphabet: [UInt8] = Array("0123,;\t \n\r\"#.-e?xN\u{feff}".utf8) + [0xff, 0x1f]
    var state: UInt64 = 9
    for _ in 0..<400 {
      let bytes = (0..<60).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int((state >> 33) % UInt64(alphabet.count))]
      }
      try Data(bytes).write(to: file)
      do {
        let table = try CSVTable(file, at: here)
        #expect(table.values.count == table.columns * table.labels.count)
      } catch let error as DiagnosticsError {
        #expect(!error.diagnostics.isEmpty && error.diagnostics.count <= 8)
      } catch { #expect(error is Diagnostic) }
    }
  }

  @Test func decimalNumbers() {
    func value(_ text: String, comma: Bool = false) -> Double? {
      DecimalNumber.value(Array(text.utf8)[...], allowsComma: comma)
    }
    let numbers = [
      "0", "-0", "12", "3.14159265358979", "0.1", "123456789012345678901234567890", "1e22", "1e23",
      "9007199254740993",
      "2.2250738585072014e-308", "1.7976931348623157e308", "4.9e-324", "0.30000000000000004", "000.5", "1E+5",
    ]
    for text in numbers { #expect(value(text) == Double(text), "\(text)") }
    #expect(
      value("-2,5", comma: true) == -2.5 && value("-2,5") == nil && value("1,5e-30", comma: true) == 1.5e-30)
    for text in [
      "", "-", ".", "1.2.3", "0x1", "inf", "nan", "1e", "1e1.5", "1 2", "1_0", "--1", "e5", "1e9999999", "٣",
    ] {
      #expect(value(text) == nil, "\(text)")
    }
  }

  @Test func wordsAndOtherNumbersAsLabels() throws {
    try Data("1,2,b\n3,4,a\n5,6,b\n7,8,a\n".utf8).write(to: file)
    let words = try DataSets.load(request(classes: 2))
    #expect(words.classNames == ["a", "b"])
    #expect((words.train.labels + words.test.labels).sorted() == [0, 0, 1, 1])
    try Data("1,2,-1\n3,4,1\n5,6,-1\n7,8,1.0\n".utf8).write(to: file)
    let signs = try DataSets.load(request(classes: 2))
    #expect(signs.classNames == ["-1", "1"] && signs.warnings.map(\.code) == ["GD0624"])
    #expect(Set(signs.train.labels) == [0, 1])
    // More labels than classes are an error as ever.
    let many = try DataSets.load(request(classes: 1))
    #expect(throws: DiagnosticsError.self) { try many.check(inputCount: 2, classCount: 1) }
    for (text, what) in [("1,2,0.5\n", "line 1: label 1 is 0.5"), ("1,2,1e9\n", "label 1")] {
      try Data(text.utf8).write(to: file)
      let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(request()) }
      #expect(error?.diagnostics.first?.message.contains(what) == true)
    }
  }

  @Test func filesAsKaggleNamesThem() throws {
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: folder.url.appendingPathComponent(name))
    }
    try write("fashion-mnist_train.csv", "label,p1,p2\n1,0,255\n0,51,0\n")
    try write("fashion-mnist_test.csv", "label,p1,p2\n0,102,0\n")
    let both = try DataSets.load(request(folder.url))
    #expect(both.train.labels == [1, 0] && both.test.labels == [0])
    // The digits competition's test part has no labels.
    try write("fashion-mnist_test.csv", "p1,p2\n102,0\n")
    let split = try DataSets.load(request(folder.url))
    #expect(split.train.count + split.test.count == 2 && split.warnings.map(\.code) == ["GD0613"])
    var named = request(folder.url.appendingPathComponent("fashion-mnist_train.csv"))
    named.testPath = Located(folder.url.appendingPathComponent("fashion-mnist_test.csv").path, at: here)
    let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(named) }
    #expect(error?.diagnostics.first?.message.contains("its columns are not those") == true)
  }

  @Test func keysThatASetDoesNotKnow() throws {
    var digits = DataRequest(
      set: Located("digits", at: here), testFraction: Located(Ratio(si: 0.2), at: here), seed: 1)
    digits.label = Located("last", at: here)
    digits.scale = Located(.measured(.minMax), at: here)
    digits.testPath = Located("x", at: here)
    let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(digits) }
    #expect(error?.diagnostics.map(\.code) == ["GD0625", "GD0625", "GD0611"])
  }
}
