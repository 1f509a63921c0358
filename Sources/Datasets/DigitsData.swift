import Foundation

/// `digits`: 1,797 handwritten digits of 8 × 8 pixels in 16 grey levels, shipped with the program.
///
/// UCI Machine Learning Repository, data set 80, "Optical Recognition of Handwritten Digits" (E. Alpaydin,
/// C. Kaynak, 1998, doi 10.24432/C50P49), test part, CC BY 4.0, as `digits.csv.gz` of scikit-learn 1.9.1,
/// unchanged: SHA-256 09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22. Values are divided
/// by 16. It has no test part: `test-fraction` of each class is set aside by the seed.
package enum DigitsData: DataSource {
  package static let name = "digits"
  package static let summary =
    "8 × 8 pixel handwritten digits, 1,797 images in 10 classes, part of the program"
  package static let reference =
    "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository 80 (1998), doi 10.24432/C50P49, CC BY 4.0"

  /// Where the program has it.
  package static var file: URL { Bundle.module.bundleURL.appendingPathComponent("Library/digits.csv.gz") }

  package static func load(_ request: DataRequest) throws -> Dataset {
    let fraction = try request.splitFraction()
    let table = try CSVTable(file, at: request.location)
    let labels = try Labels.classes(of: [table], [file], at: request.location).labels[0]
    let samples = Samples(valueCount: table.columns, values: table.values.map { $0 / 16 }, labels: labels)
    var data = Dataset(
      name: name, shape: [8, 8], splitting: samples, testFraction: fraction, seed: request.seed)
    data.scaling = ValueScaling(.whole, low: 0, high: 16)
    return data
  }
}
