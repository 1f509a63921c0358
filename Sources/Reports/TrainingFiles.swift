import Diagnostics
import Foundation
import Networks
import Simulation
import Specification

/// The output folder of a training without a chip: spec, learning curve (and the baseline's), weights.
public struct TrainingFiles: Sendable {
  private let folder: OutputFolder

  /// Prepares a folder; it appears whole or not at all.
  /// - Parameter inputs: paths of the files that the run reads.
  /// - Throws: ``OutputFolder/Failure``.
  public init(_ folder: URL, inputs: [String] = []) throws {
    self.folder = try OutputFolder(folder, inputs: inputs)
  }

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
    _ result: TrainingRun.Result, spec: ChipSpec, network: ResistiveNetwork, data: Dataset,
    inputFiles: [SourceFile]
  ) throws {
    let inputs = InputList(
      inputFiles, paths: spec.data.paths + [spec.training.initialWeights], folder: folder.destination)
    try write(
      name: spec.name.value, result.summary, WeightOutput(network, result.parameters), inputs,
      DataSummary(data, network: network),
      resolved: spec.resolvedYAML(in: folder.destination.path, header: inputs.header))
  }

  /// Writes everything of a Hopfield network and removes the checkpoints.
  /// - Parameter inputFiles: what the spec was made of.
  public func write(
    _ result: HopfieldTrainingRun.Result, spec: HopfieldSpec, data: Dataset, inputFiles: [SourceFile]
  ) throws {
    let inputs = InputList(
      inputFiles, paths: spec.data.paths + [spec.training.initialWeights], folder: folder.destination)
    try write(
      name: spec.name.value, result.summary, WeightOutput(result.parameters), inputs,
      DataSummary(data, classes: spec.network.output.classes.value),
      resolved: spec.resolvedYAML(in: folder.destination.path, header: inputs.header))
  }

  private func write(
    name: String, _ summary: TrainingSummary, _ weights: WeightOutput, _ inputs: InputList,
    _ data: DataSummary,
    resolved: String
  ) throws {
    do {
      try folder.open()
      try folder.write(resolved, to: "spec.yaml")
      try summary.write(to: folder, name: name)
      try folder.write(JSONText.of(data), to: DataSummary.fileName)
      try weights.write(to: folder)
      try folder.commit(topCells: [], inputs: inputs.byName)
      for file in [checkpoint, baselineCheckpoint] { try? FileManager.default.removeItem(at: file) }
    } catch {
      folder.discard()
      throw error
    }
  }
}
