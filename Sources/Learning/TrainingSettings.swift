import Files
import Kernels
import Quantities
import Specification

/// How a network is trained: `training:` of a spec with its defaults resolved against a network of conductances.
package struct TrainingSettings: Sendable {
  /// The learning rule and its numbers.
  package var rule: RuleSettings
  /// Passes over the training set.
  package var epochs: Int
  /// Samples an update.
  package var batch: Int
  /// η of Δg = −η ∂C/∂g, one a connection, or one for all.
  package var learningRates: [LearningRate]
  /// How η changes from epoch to epoch.
  package var schedule: LearningRateSchedule
  /// How a gradient becomes a step.
  package var optimizer: OptimizerSpec
  /// Range of the uniform initial conductances.
  package var initial: ClosedRange<Conductance>
  /// When a relaxation ends.
  package var relaxation: Relaxation
  /// Samples whose pulls are all below this voltage are not learned from, volts; nil: all are.
  package var skippedPull: Double?
  /// Seed of initial conductances and sample order.
  package var seed: UInt64
  /// Initial conductances by fan-in, instead of `initial`.
  package var fanIn: FanInInitial?
  /// Sweeps of every phase of the fast engine.
  package var sweeps: Int?
  /// Whether each epoch's record has the residual.
  package var reportsResidual = false
  /// Whether a minibatch starts from the +β state of the one before (fast engine).
  package var carriesState = false
  /// η of the bias currents, one a layer or one for all; nil: there are none (fast engine).
  package var biasRates: [CurrentLearningRate]?
  /// Relative rates that are still to be resolved by the data (``RelativeRates``); no engine trains with them.
  package var relativeRates: [Ratio]?
  /// Parameters to start from, in the order of the engine's arrays; nil: random ones.
  package var startValues: [[Double]]?

  /// Makes settings.
  package init(
    rule: RuleSettings, epochs: Int, batch: Int, learningRates: [LearningRate],
    schedule: LearningRateSchedule,
    optimizer: OptimizerSpec, initial: ClosedRange<Conductance>, relaxation: Relaxation, seed: UInt64
  ) {
    (self.rule, self.epochs, self.batch, self.learningRates) = (rule, epochs, batch, learningRates)
    (self.schedule, self.optimizer) = (schedule, optimizer)
    (self.initial, self.relaxation, self.seed) = (initial, relaxation, seed)
  }

  /// Whether a sample is not learned from: all that pulls at its outputs is below a voltage, volts.
  package static func isSkipped(_ pull: [Double], below voltage: Double?) -> Bool {
    voltage.map { voltage in pull.allSatisfy { abs($0) < voltage } } ?? false
  }

  /// The initial conductance of a synapse, siemens: one random stream a connection.
  package func initialConductance(connection: Int, index: Int) -> Double {
    initialConductance(
      connection: connection,
      share: Philox(seed: seed).uniform(
        purpose: RandomPurpose.initial, stream: UInt32(connection), index: UInt64(index)))
  }

  /// The initial conductance of a connection for a random number in 0…1, siemens.
  package func initialConductance(connection: Int, share: Double) -> Double {
    if let fanIn { return fanIn.siemens(connection: connection, share: share) }
    return initial.lowerBound.si + (initial.upperBound.si - initial.lowerBound.si) * share
  }

  /// The course of a training by a rule that was made of these settings.
  package func course(_ method: LearningMethod) -> TrainingCourse {
    TrainingCourse(rule: method.rule, batch: batch, schedule: schedule, seed: seed)
  }

  /// What decides the result of an epoch, as text with every digit; not the number of epochs, so that a run can
  /// be continued beyond its first goal.
  package var fingerprintText: String {
    let rates = learningRates.map { "\($0.si)" }.joined(separator: ",")
    var extras = ""
    let methods = learningRates.indices.compactMap { try? Optimizers.make(optimizer.connection($0)) }
    if let method = methods.first, (method as? SGD)?.isPlain != true {
      let texts = methods.map(\.fingerprintText)
      extras += "; " + (Set(texts).count == 1 ? texts[0] : "\(texts)")
    }
    if let fanIn { extras += "; fan-in \(fanIn.scale.si)" }
    if let sweeps { extras += "; fixed sweeps \(sweeps)" }
    if carriesState { extras += "; carried" }
    if let skippedPull { extras += "; skip \(skippedPull)" }
    if let biasRates { extras += "; bias rates " + biasRates.map { "\($0.si)" }.joined(separator: ",") }
    if let startValues {
      let checksums = startValues.map { values in
        values.withUnsafeBytes { Checksum.text(of: $0) }
      }
      extras += "; weights " + checksums.joined(separator: ",")
    }
    return
      "\(rule.fingerprintText); batch \(batch); rates \(rates); "
      + "\(schedule.fingerprintText); initial \(initial.lowerBound.si),\(initial.upperBound.si); "
      + "tolerance \(relaxation.tolerance); sweeps \(relaxation.maximumSweeps); seed \(seed)"
      + extras
  }
}

/// Uniform initial conductances of ±scale/√rows, put into the device's range (Scellier 2024, arXiv 2402.11674: half
/// of them at its lower end).
package struct FanInInitial: Sendable, Equatable {
  /// s.
  package var scale: Conductance
  /// Signal rows of every connection.
  package var rows: [Int]
  /// The device's range.
  package var range: ClosedRange<Conductance>

  /// Makes a distribution.
  package init(scale: Conductance, rows: [Int], range: ClosedRange<Conductance>) {
    (self.scale, self.rows, self.range) = (scale, rows, range)
  }

  /// The value for a random number in 0…1, siemens.
  func siemens(connection: Int, share: Double) -> Double {
    let bound = scale.si / Double(max(1, rows[connection])).squareRoot()
    return min(max(bound * (2 * share - 1), range.lowerBound.si), range.upperBound.si)
  }
}
