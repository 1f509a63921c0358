import Quantities
import Specification

/// How a chip that learns by itself reads its nodes and writes its devices: the one description that a prediction
/// simulates and an estimate prices.
///
/// ```swift
/// let scheme = LearningScheme(spec, imperfections)
/// print(scheme.circuit, scheme.copies, scheme.readBits ?? 0)
/// ```
package struct LearningScheme: Sendable, Equatable {
  /// How a step of a conductance becomes pulses.
  package var update: PulseScheme
  /// Pulses of one update at most.
  package var longestTrain: Int
  /// Smallest step that a fixed pulse is given for, share of a mean pulse.
  package var threshold: Ratio
  /// When the phases run.
  package var phases: PhaseOrder
  /// Readings of a voltage whose mean an update uses.
  package var readings: Int
  /// Bits of a reading; nil = no limit, which no converter has.
  package var readBits: Int?
  /// Where hidden neurons are read.
  package var readPoint: ReadPoint
  /// Gain on the difference of two phases before it is converted; nil: both voltages are.
  package var differenceGain: Double?
  /// What differences are multiplied with.
  package var center: ContrastCenter
  /// Samples of a minibatch: an update is of their sum.
  package var batch: Int

  /// The scheme of a spec.
  /// - Parameter imperfections: of its chips; the resolution of their read-outs is one.
  package init(_ spec: ChipSpec, _ imperfections: Imperfections) {
    let inSitu = spec.prediction.inSitu
    (update, longestTrain, threshold) = (inSitu.update.value, inSitu.longestTrain, inSitu.threshold)
    (phases, readings) = (inSitu.phases.value, inSitu.readings)
    readBits = imperfections.nodes.readoutBits
    (readPoint, center) = (inSitu.readPoint.value, inSitu.center.value)
    differenceGain = inSitu.differenceGain?.value
    batch = max(1, spec.training.batch)
  }

  /// Copies of every array.
  package var copies: Int { phases == .simultaneous ? 2 : 1 }
  /// The scheme that a circuit can have: steps without pulses are rounded at random, which is worth the same in the mean.
  package var circuit: PulseScheme { update == .exact ? .stochastic : update }
  /// Samples whose readings are kept until the update; counters beside the synapses take each sample's step at once.
  package var keptSamples: Int { circuit == .accumulated ? 1 : batch }
}
