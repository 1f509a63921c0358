import Foundation

/// `mnist`: 60,000 + 10,000 handwritten digits of 28 × 28 pixels (LeCun, Cortes, Burges), as IDX files in the
/// given path or in `.data/mnist`, which `tools/setup --data` makes.
package enum MNISTData: DataSource {
  package static let name = "mnist"
  package static let summary =
    "MNIST, 28 × 28 pixels, 60,000 + 10,000 images in 10 classes; installed by tools/setup --data"
  package static let reference =
    "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Proc. IEEE 86(11), 2278 (1998), doi 10.1109/5.726791"

  package static func load(_ request: DataRequest) throws -> Dataset {
    let folder = request.pathURL ?? request.workingFolder.appendingPathComponent(".data/mnist")
    return try IDXData.load(folder, shape: [28, 28], request, name: name, hint: "tools/setup --data")
  }
}
