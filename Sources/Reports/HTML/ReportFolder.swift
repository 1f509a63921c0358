import Datasets
import Diagnostics
import Fabrics
import Foundation
import Mapping
import Specification
import Verification

/// A finished output folder of `compile`, `train` or `predict`, read back for a report.
package struct ReportFolder: Sendable {
  private let folder: URL

  /// The folder at a path; nil when there is no output folder of ours.
  package init?(at path: String) {
    folder = URL(fileURLWithPath: path).standardizedFileURL
    guard Manifest(reading: folder) != nil else { return nil }
  }

  /// A warning about files that are not as the folder's manifest says.
  package var changed: Diagnostic? { Manifest.changed(in: folder, severity: .warning) }

  /// The spec that it was made from, with everything filled in.
  package var specPath: String { folder.appendingPathComponent("spec.yaml").path }

  /// Paths of its files, as its manifest lists them.
  package var paths: [String] {
    ([Manifest.fileName] + (Manifest(reading: folder)?.files.keys.sorted() ?? [])).map {
      folder.appendingPathComponent($0).path
    }
  }

  /// Adds what the folder holds to what its spec says.
  /// - Throws: `DiagnosticsError` for weights that are not those of the spec's network.
  package func add(to content: inout ReportContent) throws {
    content.training = read("training.json")
    let found = (content.training?.findings ?? []).map {
      Diagnostic($0.severity, $0.code, $0.message, suggestion: $0.suggestion)
    }
    content.add(findings: found, folder: folder)
    content.prediction = read("prediction.json")
    content.verification = read("verification.json")
    // The inputs of the folder, not the folder's own spec.
    if let manifest = Manifest(reading: folder) {
      content.inputs = manifest.inputs.sorted { $0.key < $1.key }.map {
        ReportContent.Input(name: $0.key, hash: $0.value)
      }
    }
    let weights = folder.appendingPathComponent(WeightOutput.fileName)
    guard FileManager.default.fileExists(atPath: weights.path) else { return }
    let place = Located(weights.path, at: SourceLocation(file: specPath, line: 1, column: 1))
    guard let chip = content.chip else {
      content.parameters = try SafetensorsFile(reading: weights, at: place.location).arrays
      return
    }
    let shapes = chip.fabric.weightShapes
    let arrays = try SafetensorsFile(reading: weights, at: place.location).arrays.filter { array in
      shapes.contains { $0.name == array.name && $0.shape == array.shape }
    }
    guard arrays.count == shapes.count else { return }
    content.conductances = Conductances(
      connections: shapes.compactMap { shape in
        arrays.first { $0.name == shape.name }.map {
          ConductanceMatrix(rows: shape.shape[0], columns: shape.shape[1], siemens: $0.values)
        }
      })
  }

  private func read<Value: Decodable>(_ name: String) -> Value? {
    JSONFile.data(folder.appendingPathComponent(name)).flatMap {
      try? JSONDecoder().decode(Value.self, from: $0)
    }
  }
}
