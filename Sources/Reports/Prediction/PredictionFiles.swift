import Diagnostics
import Foundation
import Mapping
import Prediction
import Specification

/// The output folder of a prediction: figures, chips, plots and the resolved spec, and a single chip as a netlist.
package struct PredictionFiles: Sendable {
  private let folder: OutputFolder

  /// Prepares a folder; it appears whole or not at all.
  /// - Parameter inputs: paths of the files that the run reads.
  /// - Throws: ``OutputFolder/Failure``.
  package init(_ folder: URL, inputs: [String] = []) throws {
    self.folder = try OutputFolder(folder, inputs: inputs)
  }

  /// The checkpoint of the chips, beside the folder.
  package var checkpoint: URL { trainingCheckpoint.appendingPathExtension("chips") }
  /// The checkpoint of another training that a sweep needs, beside the folder.
  package func trainingCheckpoint(_ name: String) -> URL { trainingCheckpoint.appendingPathExtension(name) }
  /// Digits of the name of such a training.
  static let trainingNameLength = 16
  /// Those that are there, of whatever sweeps.
  private var otherTrainingCheckpoints: [URL] {
    let parent = folder.destination.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    let prefix = trainingCheckpoint.lastPathComponent + "."
    return names.filter { name in
      let rest = name.dropFirst(prefix.count)
      return name.hasPrefix(prefix) && rest.count == Self.trainingNameLength && rest.allSatisfy(\.isHexDigit)
    }.map { parent.appendingPathComponent($0) }
  }
  /// Where such a training begins when the user says where the run begins: it may not have come to it.
  package func start(_ name: String, _ start: TrainingStart) -> TrainingStart {
    start == .checkpoint && !FileManager.default.fileExists(atPath: trainingCheckpoint(name).path)
      ? .automatic : start
  }
  /// The checkpoint of the training in software, beside the folder.
  package var trainingCheckpoint: URL {
    folder.destination.deletingLastPathComponent()
      .appendingPathComponent(".\(folder.destination.lastPathComponent).checkpoint")
  }

  /// Where the training in software and the chips begin when the user says where the run begins: it may have been
  /// interrupted in either.
  /// - Throws: `Diagnostic` when the run is to go on from a checkpoint, and there is none that can be used: before the
  ///   training, which may take long.
  package func starts(
    _ start: TrainingStart
  ) throws -> (training: TrainingStart, chips: TrainingStart) {
    guard start == .checkpoint else { return (start, start) }
    func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
    let training: TrainingStart = exists(trainingCheckpoint) ? .checkpoint : .automatic
    if exists(checkpoint) {
      _ = try ChipStore(reading: checkpoint)
      return (training, .checkpoint)
    }
    guard training == .checkpoint else { throw PredictionRun.missing(checkpoint) }
    return (training, .automatic)
  }

  /// Writes everything and removes the checkpoints.
  /// - Parameters:
  ///   - spec: what was predicted, as it was after the options of the command.
  ///   - weights: trained weights that were taken instead of a training; nil for none.
  ///   - inputFiles: what the spec was made of.
  ///   - chips: chips to be written out; the first in the folder `chip`, others with their mode's name behind it.
  package func write<Keys>(
    _ summary: PredictionSummary, spec: Spec<Keys>, weights: String? = nil, inputFiles: [SourceFile],
    chips: [ExportedChip] = []
  ) throws {
    let inputs = InputList(
      inputFiles,
      paths: spec.data.paths + [
        spec.training.initialWeights, weights.map { Located($0, at: spec.name.location) },
      ], folder: folder.destination)
    do {
      try folder.open()
      try folder.write(spec.resolvedYAML(in: folder.destination.path, header: inputs.header), to: "spec.yaml")
      for (name, text) in try Self.texts(summary) { try folder.write(text, to: name) }
      let topCells = try chips.enumerated().compactMap { index, chip in
        try chip.write(to: folder, in: index == 0 ? "chip/" : "chip-\(chip.mode.rawValue)/")
      }
      try folder.commit(topCells: topCells, inputs: inputs.byName)
      for file in [checkpoint, trainingCheckpoint] + otherTrainingCheckpoints {
        try? FileManager.default.removeItem(at: file)
      }
    } catch {
      folder.discard()
      throw error
    }
  }

  /// The files that a summary makes, by name.
  static func texts(_ summary: PredictionSummary) throws -> [(name: String, text: String)] {
    var files = [
      ("prediction.json", try JSONText.of(summary.withoutTimes)), ("chips.csv", summary.chipsCSV),
      ("histogram.svg", HistogramSVG(summary).text), ("yield.svg", YieldCurveSVG(summary).text),
    ]
    if !summary.sweeps.isEmpty { files.append(("sweeps.csv", summary.sweepsCSV)) }
    for (name, curves) in Dictionary(grouping: summary.sweeps, by: \.imperfection) {
      files.append(("sweep-\(name.rawValue).svg", BandSVG(sweep: curves, of: summary).text))
    }
    if !summary.keys.isEmpty { files.append(("key-sweeps.csv", summary.keySweepsCSV)) }
    for (key, curves) in summary.keys {
      files.append(("sweep-\(KeyCurve.fileName(key)).svg", BandSVG(key: key, curves, of: summary).text))
    }
    for prediction in summary.predictions where prediction.learning.count > 1 {
      files.append(
        ("learning-\(prediction.mode.rawValue).svg", BandSVG(learning: prediction, of: summary).text))
    }
    for figures in summary.sensitivity {
      let (mode, name) = (figures.mode.rawValue, summary.name)
      files.append(("imperfections-\(mode).svg", BarsSVG(imperfectionsOf: figures, name: name).text))
      guard !figures.sources.isEmpty else { continue }
      files.append(("sources-\(mode).svg", BarsSVG(sourcesOf: figures, name: name).text))
    }
    return files
  }
}
