import Datasets
import Devices
import Kernels

/// How well parameters answer a set of samples.
package struct Evaluation: Sendable, Equatable {
  /// Number of samples.
  package var samples: Int
  /// Predicted class of every sample; none where targets are no classes.
  package var predictions: [Int]
  /// Number of wrong predictions.
  package var errors: Int
  /// How well values are answered; nil: targets are classes.
  package var fit: VectorFit?
  /// Mean of C over the samples, V².
  package var meanCost: Double
  /// Mean sweeps of a relaxation.
  package var meanSweeps: Double
  /// Relaxations that ended above the tolerance.
  package var unconverged: Int

  /// Figures that an engine found.
  package init(predictions: [Int], labels: [Int], _ sums: EpochProgress) {
    samples = labels.count
    self.predictions = predictions
    errors = zip(predictions, labels).count { $0 != $1 }
    meanCost = sums.cost / Double(max(1, labels.count))
    meanSweeps = Double(sums.sweeps) / Double(max(1, sums.phases))
    unconverged = sums.unconverged
  }

  /// Figures that an engine found for values.
  /// - Parameter answers: in the unit of scaled targets, one sample after another.
  package init(answers: [Double], targets: VectorTargets, _ sums: EpochProgress) {
    self.init(predictions: [], labels: [], sums)
    samples = targets.count
    meanCost = sums.cost / Double(max(1, samples))
    fit = VectorFit(answers: answers, targets)
  }

  /// How the answers are judged.
  package var metric: Metric { fit == nil ? .accuracy : .rSquared }
  /// How good they are by that: 1 for perfect ones.
  package var score: Double { fit?.rSquared ?? accuracy }
  /// Share of right predictions; 0 for no samples.
  package var accuracy: Double { samples == 0 ? 0 : 1 - Double(errors) / Double(samples) }

  /// The class with the largest value, the first of equal ones.
  package static func prediction(_ classValues: [Double]) -> Int {
    var best = 0
    for c in classValues.indices where classValues[c] > classValues[best] { best = c }
    return best
  }

  /// Relaxes every sample from the resting state and compares the answer with its target.
  /// - Parameters:
  ///   - readout: how a chip reads its outputs; nil: as exactly as the engine.
  ///   - noise: how its devices differ from sample to sample; nil: not.
  ///   - pass: number of the pass over the samples, which have other noise in another.
  package init<Model: EnergyModel>(
    _ model: Model, _ parameters: Model.Parameters, _ set: Samples, relaxation: Relaxation,
    readout: OutputReadout? = nil, noise: DeviceNoise? = nil, pass: Int = 0, threads: Int? = nil
  ) {
    let mean = model.prepare(parameters)
    let devices = noise.map { NoisyDevices($0, parameters) }
    let results = Parallel.map(count: set.count, threads: threads ?? Parallel.processorCount) {
      i -> (values: [Double], cost: Double, report: RelaxationReport) in
      let prepared =
        devices.map { model.prepare($0.read(.look(pass: pass, sample: i)), near: mean) } ?? mean
      let drive = model.drive(set.values(i), prepared)
      var state = model.restingState()
      let report = relaxation.run(model, &state, drive, prepared, nudge: nil)
      let values =
        readout.map { model.classValues(of: $0.read(model.readings(of: state), sample: i)) }
        ?? model.classValues(of: state)
      return (values, model.cost(values, target: set.target(i)), report)
    }
    samples = set.count
    switch set.targets {
    case .labels(let labels):
      predictions = results.map { Evaluation.prediction($0.values) }
      errors = zip(predictions, labels).count { $0 != $1 }
    case .vectors(let vectors):
      (predictions, errors) = ([], 0)
      fit = VectorFit(answers: results.flatMap { model.answer($0.values) }, vectors)
    }
    let count = Double(max(1, set.count))
    meanCost = results.reduce(0) { $0 + $1.cost } / count
    meanSweeps = Double(results.reduce(0) { $0 + $1.report.sweeps }) / count
    unconverged = results.count { !$0.report.converged }
  }
}

extension Dataset {
  /// Root of the mean squared miss of every target value, in its own unit; nil: targets are classes.
  package func rootMeanSquareErrors(_ evaluation: Evaluation) -> [Double]? {
    evaluation.fit.map { fit in
      fit.deviations.enumerated().map { $1 * (targetScaling?.unit($0) ?? 1) }
    }
  }
}
