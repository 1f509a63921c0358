import Learning
import Specification

/// The trials that a prediction needs, for a spec whose network is trained: the seam between the simulation of chips
/// and everything that counts them.
package protocol PredictionTrials: Sendable {
  /// What all trials have in common.
  var facts: PredictionFacts { get }

  /// The magnitudes in force of all imperfections that a mode knows, in the coherent SI unit; those that are not there
  /// in this technology and spec are left out or 0.
  func magnitudes(_ mode: PredictionMode) -> [ImperfectionName: Double]

  /// The sources of randomness that a mode draws from.
  func sources(_ mode: PredictionMode) -> [RandomSource]

  /// The ways to take the wires into account that a mode is compared with, the one in force among them; empty when
  /// wires are ideal.
  func wireModels(_ mode: PredictionMode) -> [ParasiticsModel]

  /// The trial of a mode.
  /// - Parameters:
  ///   - replacing: magnitudes instead of those in force; 0 switches an imperfection off.
  ///   - wires: instead of the way in force; nil for that.
  /// - Throws: `Diagnostic` and `DiagnosticsError` for what cannot be simulated.
  func trial(
    _ mode: PredictionMode, replacing: [ImperfectionName: Double], wires: ParasiticsModel?
  ) throws -> any ChipTrial
}

extension PredictionTrials {
  /// The trial of a mode with the wires in force.
  package func trial(_ mode: PredictionMode, replacing: [ImperfectionName: Double]) throws -> any ChipTrial {
    try trial(mode, replacing: replacing, wires: nil)
  }
}

/// What a prediction is about.
package struct PredictionFacts: Sendable, Equatable {
  /// The spec's name.
  package var name: String
  /// Name of the technology.
  package var technology: String
  /// Seed of the chips.
  package var seed: UInt64
  /// Name of the data set.
  package var dataSet: String
  /// Number of its test samples.
  package var testSamples: Int
  /// How the chips' answers are judged.
  package var metric = Metric.accuracy
  /// Names of the target values; empty where targets are classes.
  package var targets: [String] = []
  /// Share of them that the network classifies rightly in software (of values, R²), with exactly its trained weights; nil if it is not
  /// trained in software.
  package var softwareAccuracy: Double?
  /// What the figures assume: how is written, aged, which wires; one sentence each.
  package var assumptions: [String]
  /// Bytes that a chip takes at least while it is made and tested.
  package var bytesPerChip = 0

  /// Facts.
  package init(
    name: String, technology: String, seed: UInt64, dataSet: String, testSamples: Int,
    softwareAccuracy: Double?, assumptions: [String]
  ) {
    (self.name, self.technology, self.seed) = (name, technology, seed)
    (self.dataSet, self.testSamples) = (dataSet, testSamples)
    (self.softwareAccuracy, self.assumptions) = (softwareAccuracy, assumptions)
  }
}
