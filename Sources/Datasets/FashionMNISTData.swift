import Foundation

/// `fashion-mnist`: 60,000 + 10,000 articles of clothing of 28 × 28 pixels (Xiao, Rasul, Vollgraf, arXiv 1708.07747;
/// MIT licence), as IDX files in the given path, in `.data/fashion-mnist`, or where the Debian package
/// `dataset-fashion-mnist` puts them.
package enum FashionMNISTData: DataSource {
  package static let name = "fashion-mnist"
  package static let summary =
    "Fashion-MNIST, 28 × 28 pixels, 60,000 + 10,000 images in 10 classes; Debian package dataset-fashion-mnist"
  package static let reference =
    "H. Xiao, K. Rasul, R. Vollgraf, arXiv 1708.07747 (2017), MIT licence"
  /// Where the Debian package installs the files.
  package static let debianFolder = "/usr/share/datasets/fashion-mnist"

  package static func load(_ request: DataRequest) throws -> Dataset {
    let own = request.workingFolder.appendingPathComponent(".data/fashion-mnist")
    let folder =
      request.pathURL
      ?? (FileBytes.folderExists(own) ? own : URL(fileURLWithPath: debianFolder, isDirectory: true))
    return try IDXData.load(
      folder, shape: [28, 28], request, name: name, hint: "sudo apt-get install dataset-fashion-mnist")
  }
}
