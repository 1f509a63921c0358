import Datasets
import Designs
import Diagnostics
import Foundation
import Specification

/// The output folder of a training without a chip: spec, learning curve (and the baseline's), weights.
package struct TrainingFiles: Sendable {
  private let folder: OutputFolder

  /// Prepares a folder; it appears whole or not at all.
  /// - Parameter inputs: paths of the files that the run reads.
  /// - Throws: ``OutputFolder/Failure``.
  package init(_ folder: URL, inputs: [String] = []) throws {
    self.folder = try OutputFolder(folder, inputs: inputs)
  }

  /// The checkpoint beside the folder.
  package var checkpoint: URL {
    folder.destination.deletingLastPathComponent()
      .appendingPathComponent(".\(folder.destination.lastPathComponent).checkpoint")
  }
  /// The baseline's checkpoint beside the folder.
  package var baselineCheckpoint: URL { checkpoint.appendingPathExtension("baseline") }

  /// Writes everything and removes the checkpoints.
  /// - Parameter inputFiles: what the spec was made of.
  package func write<Network: FamilyNetwork>(
    _ result: TrainingRun<Network>.Result, spec: Spec<Network.Keys>, network: Network, data: Dataset,
    inputFiles: [SourceFile]
  ) throws {
    let inputs = InputList(
      inputFiles, paths: spec.data.paths + [spec.training.initialWeights], folder: folder.destination)
    let resolved = spec.resolvedYAML(in: folder.destination.path, header: inputs.header)
    do {
      try folder.open()
      try folder.write(resolved, to: "spec.yaml")
      try result.summary.write(to: folder, name: spec.name.value)
      try folder.write(JSONText.of(DataSummary(data, network: network)), to: DataSummary.fileName)
      try WeightOutput(network.arrays(result.parameters)).write(to: folder)
      try folder.commit(topCells: [], inputs: inputs.byName)
      for file in [checkpoint, baselineCheckpoint] { try? FileManager.default.removeItem(at: file) }
    } catch {
      folder.discard()
      throw error
    }
  }
}
