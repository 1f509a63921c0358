import Datasets
import Foundation

/// The weights of an output folder: one `.npy` an array, and all of them in one safetensors file.
struct WeightOutput {
  /// All arrays in one file.
  static let fileName = "weights/weights.safetensors"
  private let arrays: [NamedArray]

  /// Named parameters.
  init(_ arrays: [NamedArray]) { self.arrays = arrays }

  /// Writes them into a folder.
  /// - Parameter place: folder inside it, with a slash at its end; empty for the folder itself.
  func write(to folder: OutputFolder, in place: String = "") throws {
    for array in arrays {
      try folder.write(
        Data(NPYFile(shape: array.shape, values: array.values).encoded()),
        to: place + "weights/\(array.name).npy")
    }
    try folder.write(SafetensorsFile(arrays: arrays).encoded(), to: place + Self.fileName)
  }
}
