import Learning

/// Which random numbers make a chip instance: those of a chip index, but for purposes whose numbers are another chip's.
///
/// Replaced numbers are what the pick-freeze estimates of sensitivity need (``SobolIndices``): the chip with one source
/// of randomness exchanged.
package struct ChipDraw: Sendable, Hashable, Codable, Comparable {
  /// Index of the chip, from 0.
  package var chip: UInt32
  /// Chips whose random numbers are taken instead, by purpose.
  package var replaced: [UInt32: UInt32]

  /// A draw.
  package init(chip: UInt32, replacing: [UInt32: UInt32] = [:]) { (self.chip, replaced) = (chip, replacing) }

  /// The chip whose random numbers a purpose takes.
  package func chip(for purpose: UInt32) -> UInt32 { replaced[purpose] ?? chip }

  /// By chip, and then by what is replaced.
  package static func < (a: ChipDraw, b: ChipDraw) -> Bool {
    if a.chip != b.chip { return a.chip < b.chip }
    func key(_ draw: ChipDraw) -> [UInt32] {
      draw.replaced.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }
    return key(a).lexicographicallyPrecedes(key(b))
  }
}

/// What a trial found out about one chip.
package struct ChipRecord: Sendable, Equatable, Codable {
  /// Index of the chip.
  package var chip: UInt32
  /// Share of the test samples that it classifies rightly; of values, R².
  package var accuracy: Double
  /// Root of the mean squared miss of every target value, in its own unit; nil: targets are classes.
  package var rmse: [Double]?
  /// The same when its weights were just written, before it learned by itself.
  package var programmedAccuracy: Double?
  /// Mean number of pulses that a device was given.
  package var pulsesPerDevice: Double?
  /// Changes of a binary or multi-level weight's level, all together.
  package var flips: Int?
  /// Accuracy (or R²) while it learned, after numbers of updates.
  package var curve: [CurvePoint]?
  /// Devices that do not move, and devices that could not be written to within the tolerance.
  package var stuckDevices, writeFailures: Int?
  /// Largest share of a cell's voltage that is lost in wires.
  package var largestWireLoss: Double?

  /// Accuracy after some updates.
  package struct CurvePoint: Sendable, Equatable, Codable {
    /// Number of updates.
    package var updates: Int
    /// Share of the test samples; of values, R².
    package var accuracy: Double

    /// A point.
    package init(updates: Int, accuracy: Double) { (self.updates, self.accuracy) = (updates, accuracy) }
  }

  /// A record; what was not found out is nil.
  package init(
    chip: UInt32, accuracy: Double, programmedAccuracy: Double? = nil, pulsesPerDevice: Double? = nil,
    flips: Int? = nil, curve: [CurvePoint]? = nil, stuckDevices: Int? = nil, writeFailures: Int? = nil,
    largestWireLoss: Double? = nil, rmse: [Double]? = nil
  ) {
    self.rmse = rmse
    (self.chip, self.accuracy, self.programmedAccuracy) = (chip, accuracy, programmedAccuracy)
    (self.pulsesPerDevice, self.flips, self.curve) = (pulsesPerDevice, flips, curve)
    (self.stuckDevices, self.writeFailures) = (stuckDevices, writeFailures)
    self.largestWireLoss = largestWireLoss
  }
}

extension ChipRecord {
  /// Whether its figures can be those of a chip: what a file says may be anything.
  var isPossible: Bool {
    let scores = [accuracy, programmedAccuracy ?? 0] + (curve ?? []).map(\.accuracy)
    let counts = [flips ?? 0, stuckDevices ?? 0, writeFailures ?? 0] + (curve ?? []).map(\.updates)
    return scores.allSatisfy(metric.range.contains) && (0...1).contains(largestWireLoss ?? 0)
      && counts.allSatisfy(EpochProgress.counts.contains) && (pulsesPerDevice ?? 0).isFinite
      && (rmse ?? []).allSatisfy { $0.isFinite && $0 >= 0 }
  }

  /// What its accuracies are.
  package var metric: Metric { rmse == nil ? .accuracy : .rSquared }
}

/// What is done with every chip of a prediction: it is made from its random numbers, written, aged or taught, tested.
///
/// A record is a pure function of the trial and the draw. Several threads call ``run(_:isStopped:)`` at the same time;
/// each call computes on its own thread only.
package protocol ChipTrial: Sendable {
  /// Hash of everything but the draw that a record depends on, seed and program version included: records with one
  /// fingerprint and one draw are the same.
  var fingerprint: String { get }

  /// Makes and tests one chip.
  /// - Parameter isStopped: a chip that takes long asks this now and then; when it is true, and the chip is not worth
  ///   finishing, it throws ``ChipStopped``. A short chip is finished.
  /// - Throws: ``ChipStopped``; diagnostics of what cannot be simulated, which end the prediction.
  func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord
}

/// A chip that was given up because the prediction was asked to stop.
package struct ChipStopped: Error {
  /// The only one.
  package init() {}
}
