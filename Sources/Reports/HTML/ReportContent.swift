import Diagnostics
import Estimation
import Mapping
import Networks
import Simulation
import Technology
import Verification

/// Everything that a report shows, as values; a part that is not known is nil or empty, and its section left out.
///
/// A report is a pure function of its content: no clock, no file and no environment go into it.
public struct ReportContent: Sendable {
  /// A file that the spec was made of.
  public struct Input: Sendable, Equatable {
    /// Name as seen from where the report lies.
    public var name: String
    /// SHA-256, hexadecimal.
    public var hash: String
  }

  /// Name of the spec.
  public var name: String
  /// What it is, in a line.
  public var summary: String
  /// Seed of every random number.
  public var seed: UInt64
  /// The network's picture.
  public var network: NetworkSVG
  /// Energy, relaxation, learning rule.
  public var description: SpecDescription?
  /// The mapped chip; nil for a network that is not mapped.
  public var chip: Chip?
  /// Trained conductances of the chip.
  public var conductances: Conductances?
  /// Trained parameters of a network without a chip.
  public var parameters: [NamedArray] = []
  /// How it was trained.
  public var training: TrainingSummary?
  /// What accuracy chips will have.
  public var prediction: PredictionSummary?
  /// Area, energy, latency, one a corner; the first is the one whose bill is shown.
  public var estimates: [Estimate] = []
  /// What a nudge moves against what reads it.
  public var signals: LearningSignals?
  /// Checks of the written netlists.
  public var verification: VerificationReport?
  /// What was found in the spec and on the chip; nil when nothing was looked for.
  public var findings: [Finding]?
  /// Whether the limits of the spec are held.
  public var verdicts: [BudgetVerdict] = []
  /// Share of its row's voltage that the worst cell of a tile lacks; empty when it is not known.
  public var tileLosses: [Tile: Double] = [:]
  /// Files that the findings point into.
  public var sources: [SourceFile] = []
  /// The technology, constant by constant.
  public var technology: Description?
  /// What the spec was made of.
  public var inputs: [Input] = []
  /// The spec with everything filled in.
  public var resolvedSpec: String

  /// The least that a report shows.
  public init(name: String, summary: String, seed: UInt64, network: NetworkSVG, resolvedSpec: String) {
    (self.name, self.summary, self.seed) = (name, summary, seed)
    (self.network, self.resolvedSpec) = (network, resolvedSpec)
  }
}
