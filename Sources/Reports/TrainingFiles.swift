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
  public func write(
    _ result: TrainingRun.Result, spec: ChipSpec, network: ResistiveNetwork, inputFiles: [SourceFile]
  ) throws {
    let inputs = InputList(inputFiles, spec: spec, folder: folder.destination)
    do {
      try folder.open()
      try folder.write(
        spec.resolvedYAML(in: folder.destination.path, header: inputs.header), to: "spec.yaml")
      try result.summary.write(to: folder, name: spec.name.value)
      try WeightOutput(network, result.parameters).write(to: folder)
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
