import Datasets
import Diagnostics
import Estimation
import Fabrics
import Mapping
import Technology
import Verification

/// Everything that a report shows, as values; a part that is not known is nil or empty, and its section left out.
///
/// A report is a pure function of its content: no clock, no file and no environment go into it.
package struct ReportContent: Sendable {
  /// A file that the spec was made of.
  package struct Input: Sendable, Equatable {
    /// Name as seen from where the report lies.
    package var name: String
    /// SHA-256, hexadecimal.
    package var hash: String
  }

  /// Name of the spec.
  package var name: String
  /// What it is, in a line.
  package var summary: String
  /// Seed of every random number.
  package var seed: UInt64
  /// The network's picture.
  package var network: NetworkSVG
  /// Energy, relaxation, learning rule.
  package var description: SpecDescription?
  /// The mapped chip; nil for a network that is not mapped.
  package var chip: Chip?
  /// Trained conductances of the chip.
  package var conductances: Conductances?
  /// Trained parameters of a network without a chip.
  package var parameters: [NamedArray] = []
  /// How it was trained.
  package var training: TrainingSummary?
  /// What accuracy chips will have.
  package var prediction: PredictionSummary?
  /// Area, energy, latency, one a corner; the first is the one whose bill is shown.
  package var estimates: [Estimate] = []
  /// What a nudge moves against what reads it.
  package var signals: LearningSignals?
  /// Checks of the written netlists.
  package var verification: VerificationReport?
  /// What was found in the spec and on the chip; nil when nothing was looked for.
  package var findings: [Finding]?
  /// Whether the limits of the spec are held.
  package var verdicts: [BudgetVerdict] = []
  /// Share of its row's voltage that the worst cell of a tile lacks; empty when it is not known.
  package var tileLosses: [Tile: Double] = [:]
  /// Files that the findings point into.
  package var sources: [SourceFile] = []
  /// The technology, constant by constant.
  package var technology: Description?
  /// What the spec was made of.
  package var inputs: [Input] = []
  /// The spec with everything filled in.
  package var resolvedSpec: String

  /// The least that a report shows.
  package init(name: String, summary: String, seed: UInt64, network: NetworkSVG, resolvedSpec: String) {
    (self.name, self.summary, self.seed) = (name, summary, seed)
    (self.network, self.resolvedSpec) = (network, resolvedSpec)
  }
}
