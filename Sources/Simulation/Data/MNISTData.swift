import Foundation

/// `mnist`: 60,000 + 10,000 handwritten digits of 28 × 28 pixels (LeCun, Cortes, Burges), as IDX files in the
/// given path or in `.data/mnist`, which `tools/setup --data` makes.
public enum MNISTData: DataSource {
  public static let name = "mnist"

  public static func load(_ request: DataRequest) throws -> Dataset {
    let folder = request.pathURL ?? request.workingFolder.appendingPathComponent(".data/mnist")
    return try IDXData.load(folder, name: name, at: request.location, hint: "tools/setup --data")
  }
}
