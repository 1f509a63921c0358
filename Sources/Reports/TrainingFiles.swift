import Foundation
import Networks
import Simulation
import Specification

/// The output folder of a training without a chip: spec, learning curve, weights.
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

  /// Writes everything and removes the checkpoint.
  public func write(_ result: TrainingRun.Result, spec: ChipSpec) throws {
    do {
      try folder.write(spec.resolvedYAML(header: ["written by \(Version.generator)"]), to: "spec.yaml")
      try folder.write(JSONText.of(result.summary), to: "training.json")
      try folder.write(result.summary.csv, to: "training.csv")
      _ = try folder.folder("weights")
      for (k, matrix) in result.parameters.conductances.connections.enumerated() {
        try NPYFile(matrix).write(
          to: folder.workspace.appendingPathComponent("weights/connection_\(k + 1).npy"))
      }
      for (k, currents) in result.parameters.biasCurrents.enumerated() {
        try NPYFile(shape: [currents.count], values: currents).write(
          to: folder.workspace.appendingPathComponent("weights/bias_\(k + 1).npy"))
      }
      try folder.write(
        JSONText.of(
          Manifest(generator: Version.generator, topCells: [], inputs: [], folder: folder.workspace)),
        to: Manifest.fileName)
      try folder.commit()
      try? FileManager.default.removeItem(at: checkpoint)
    } catch {
      folder.discard()
      throw error
    }
  }
}
