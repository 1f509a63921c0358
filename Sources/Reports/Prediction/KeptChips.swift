import Prediction
import Specification
import Synchronization

/// The trials of a spec of which one chip is to be written out: it is kept as it was tested, and needs no second test.
package final class KeptChips: PredictionTrials {
  private let trials: SpecTrials
  private let draw: ChipDraw
  private let kept = Mutex<[PredictionMode: TestedChip]>([:])

  /// Trials that keep one chip.
  /// - Parameter chip: its index.
  package init(_ trials: SpecTrials, keeping chip: UInt32) {
    (self.trials, draw) = (trials, ChipDraw(chip: chip))
  }

  package var facts: PredictionFacts { trials.facts }

  package func magnitudes(_ mode: PredictionMode) -> [ImperfectionName: Double] { trials.magnitudes(mode) }

  package func sources(_ mode: PredictionMode) -> [RandomSource] { trials.sources(mode) }

  package func wireModels(_ mode: PredictionMode) -> [ParasiticsModel] { trials.wireModels(mode) }

  package func trial(
    _ mode: PredictionMode, replacing: [ImperfectionName: Double], wires: ParasiticsModel?
  ) throws -> any ChipTrial {
    let trial = try trials.exportableTrial(mode, replacing: replacing, wires: wires)
    guard replacing.isEmpty, wires == nil else { return trial }
    return KeepingTrial(trial: trial) { [self] draw, chip in
      guard draw == self.draw else { return }
      kept.withLock { $0[mode] = chip }
    }
  }

  /// The chip of a mode as it was tested; one whose record an earlier run has left is tested again.
  /// - Throws: what the trial throws.
  package func chip(_ mode: PredictionMode) throws -> TestedChip {
    if let chip = kept.withLock({ $0[mode] }) { return chip }
    return try trials.exportableTrial(mode, replacing: [:]).test(draw) { false }
  }
}

/// A trial that hands every tested chip on.
private struct KeepingTrial: ChipTrial {
  let trial: any ExportableTrial
  let keep: @Sendable (ChipDraw, TestedChip) -> Void

  var fingerprint: String { trial.fingerprint }

  func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    let chip = try trial.test(draw, isStopped: isStopped)
    keep(draw, chip)
    return chip.record
  }
}
