import Diagnostics
import Fabrics
import Foundation
import Quantities
import Specification

/// What one array of a weight file is: `connection_K` or `bias_K`, K from 1.
package struct WeightShape: Sendable, Equatable {
  /// The array's name, also its file's without `.npy`.
  package var name: String
  /// Sizes.
  package var shape: [Int]
  /// The values it may have, SI units.
  package var range: ClosedRange<Double>
  /// SI unit.
  package var unit: String

  /// A shape.
  package init(
    name: String, shape: [Int],
    range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
    unit: String = ""
  ) {
    (self.name, self.shape, self.range, self.unit) = (name, shape, range, unit)
  }
}

extension Fabric {
  /// The conductances of its arrays in a weight file: rows × columns.
  package var weightShapes: [WeightShape] {
    let range = conductanceRange.lowerBound.si...conductanceRange.upperBound.si
    return arrays.indices.map {
      WeightShape(
        name: "connection_\($0 + 1)", shape: [rowCount($0), columnCount($0)], range: range, unit: "S")
    }
  }
}

/// Weights in files: a folder with one `.npy` an array, or one safetensors file.
package enum WeightFiles {
  /// Reads the arrays of a network, trained anywhere.
  /// - Parameter path: a folder of `NAME.npy` files, or a file that ends in `.safetensors`.
  /// - Returns: the values in the order of `expected`. A value that rounding to float32 has put just outside its
  ///   range is put back.
  /// - Throws: every array that is missing, of another shape or out of range, at the place of `path` in the spec.
  package static func read(
    _ path: Located<String>, expected: [WeightShape]
  ) throws(DiagnosticsError) -> [[Double]] {
    let url = URL(fileURLWithPath: path.value)
    var found: [Diagnostic] = []
    var arrays: [String: NamedArray] = [:]
    do {
      if FileBytes.folderExists(url) {
        for shape in expected {
          let file = url.appendingPathComponent("\(shape.name).npy")
          guard FileBytes.exists(file) else { continue }
          let array = try NPYFile(reading: file, at: path.location)
          arrays[shape.name] = NamedArray(name: shape.name, shape: array.shape, values: array.values)
        }
      } else {
        for array in try SafetensorsFile(reading: url, at: path.location).arrays {
          arrays[array.name] = array
        }
      }
    } catch {
      throw DiagnosticsError([
        error as? Diagnostic ?? FileBytes.malformed(url, "\(error)", at: path.location)
      ])
    }
    func bad(_ message: String) {
      found.append(
        Diagnostic(.error, "GD0609", "weights '\(url.path)': \(message)", at: path.location))
    }
    for name in arrays.keys.sorted() where !expected.contains(where: { $0.name == name }) {
      bad("array '\(name)' is not one of the network's (\(expected.map(\.name).joined(separator: ", ")))")
    }
    let values = expected.map { shape -> [Double] in
      guard let array = arrays[shape.name] else {
        bad("array '\(shape.name)' is missing; expected its shape to be \(shape.shape)")
        return []
      }
      guard array.shape == shape.shape else {
        let hint =
          array.shape == shape.shape.reversed() ? "; it seems to be transposed (rows are the sources)" : ""
        bad("array '\(shape.name)' has the shape \(array.shape); expected \(shape.shape)\(hint)")
        return []
      }
      // Half a unit in the last place of float32.
      let slack = 6e-8 * max(abs(shape.range.lowerBound), abs(shape.range.upperBound))
      if let index = array.values.firstIndex(where: {
        !($0 >= shape.range.lowerBound - slack && $0 <= shape.range.upperBound + slack)
      }) {
        let place =
          shape.shape.count == 2
          ? "[\(index / shape.shape[1]), \(index % shape.shape[1])]" : "[\(index)]"
        bad(
          "value \(array.values[index]) at \(shape.name)\(place) is outside "
            + "\(shape.range.lowerBound) \(shape.unit) to \(shape.range.upperBound) \(shape.unit)")
      }
      return array.values.map { min(max($0, shape.range.lowerBound), shape.range.upperBound) }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
    return values
  }
}
