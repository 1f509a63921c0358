import Fabrics
import Learning
import Quantities
import Specification

extension TrainingSettings {
  /// The settings of a spec for its network; the spec has passed ``ResistiveNetwork/diagnostics(spec:technology:)``.
  package init(spec: ChipSpec, network: ResistiveNetwork) {
    let training = spec.training
    let range = network.conductanceRange
    self.init(
      rule: RuleSettings(training, seed: spec.seed), epochs: training.epochs, batch: training.batch,
      learningRates: training.learningRates.value.isEmpty ? [.zero] : training.learningRates.value,
      schedule: LearningRateSchedule(training.schedule, decay: training.decay, epochs: training.epochs),
      optimizer: training.optimizer, initial: training.initial.map { $0.value.low...$0.value.high } ?? range,
      relaxation: Relaxation(training.relaxation.value), seed: spec.seed)
    fanIn = training.initialScale.map {
      FanInInitial(
        scale: $0, rows: (0..<network.connectionCount).map(network.signalRowCount), range: range)
    }
    sweeps = training.relaxation.value.sweeps
    reportsResidual = training.relaxation.value.residual == .report
    carriesState = training.state.value == .carried
    biasRates = training.biasRates?.value
    relativeRates = training.relativeRates
    skippedPull = training.skip.map { $0.value.si * network.output.target.si }
  }
}
