import Foundation
import TestSupport
import Testing

@testable import Datasets

/// Arrays of every kind of number and order, as numpy has written and read them (`tools/make-npy-fixtures`).
@Suite struct NPYTests {
  struct Fixture: Decodable {
    struct Case: Decodable {
      var dtype: String
      var fortran: Bool
      var shape: [Int]
      var file: Data
      var values: [Double]
    }
    var cases: [Case]
  }

  @Test func everyKindAsNumPyHasIt() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/npy.json")
    let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    #expect(fixture.cases.count > 40 && fixture.cases.contains { $0.fortran && $0.dtype.hasPrefix(">") })
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("a.npy")
    for one in fixture.cases {
      try one.file.write(to: file)
      let array = try NPYFile(reading: file)
      #expect(array.shape == one.shape, "\(one.dtype)")
      #expect(array.values == one.values, "\(one.dtype) fortran \(one.fortran)")
      #expect(array.isBytes == (one.dtype == "|u1"))
    }
  }
}
