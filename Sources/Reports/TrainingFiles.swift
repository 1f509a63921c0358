import Diagnostics
import Foundation
import Networks
import Simulation
import Specification

/// The output folder of a training without a chip: spec, learning curve (and the baseline's), weights.
public struct TrainingFiles: Sendable {
  private let folder: OutputFolder

  /// Prepares a folder; it appears whole or not at all.
  /// - Throws: ``OutputFolder/Failure``.
  public init(_ folder: URL) throws { self.folder = try OutputFolder(folder) }

  /// The checkpoint beside the folder.
  public var checkpoint: URL {
    folder.destination.deletingLastPathComponent()
      .appendingPathComponent(".\(folder.destination.lastPathComponent).checkpoint")
  }
  /// The baseline's checkpoint beside the folder.
  public var baselineCheckpoint: URL { checkpoint.appendingPathExtension("baseline") }

  /// Writes everything and removes the checkpoints.
  /// - Parameter inputFiles: what the spec was made of.
  public func write(_ result: TrainingRun.Result, spec: ChipSpec, inputFiles: [SourceFile]) throws {
    let inputs = InputList(inputFiles, data: spec.data, folder: folder.destination)
    do {
      try folder.open()
      try folder.write(
        spec.resolvedYAML(in: folder.destination.path, header: inputs.header), to: "spec.yaml")
      try folder.write(JSONText.of(result.summary), to: "training.json")
      try folder.write(result.summary.csv, to: "training.csv")
      if let baseline = result.summary.baseline { try folder.write(baseline.csv, to: "baseline.csv") }
      for (k, matrix) in result.parameters.conductances.connections.enumerated() {
        try folder.write(Data(NPYFile(matrix).encoded()), to: "weights/connection_\(k + 1).npy")
      }
      for (k, currents) in result.parameters.biasCurrents.enumerated() {
        try folder.write(
          Data(NPYFile(shape: [currents.count], values: currents).encoded()), to: "weights/bias_\(k + 1).npy")
      }
      let manifest = try Manifest(topCells: [], inputs: inputs.byName, folder: folder.workspace)
      try folder.write(JSONText.of(manifest), to: Manifest.fileName)
      try folder.commit()
      for file in [checkpoint, baselineCheckpoint] { try? FileManager.default.removeItem(at: file) }
    } catch {
      folder.discard()
      throw error
    }
  }
}
