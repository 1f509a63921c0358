import Fabrics
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Learning
@testable import Resistive

@Suite struct DigitsTests {
  /// A small network of linear devices with amplifiers, conductances of 1 to 100 µS: 64-24-10, differential outputs.
  ///
  /// Measured with these seeds: 95.5 % of 359 test digits after 8 epochs; chance is 10 %. The bar leaves room for the
  /// roundings of other machines.
  @Test func smallNetworkLearnsDigits() throws {
    let network = ResistiveNetwork(
      input: InputLayer(shape: [8, 8], encoding: .complementary, fullScale: Voltage(si: 0.3)),
      bias: Voltage(si: 0.1), hidden: [HiddenLayer(units: 24, gain: 4)],
      output: OutputLayer(classes: 10, encoding: .differential, target: Voltage(si: 0.02)),
      nonlinearityVoltage: nil,
      rectifier: Rectifier(onConductance: Conductance(si: 0.01), forwardVoltage: .zero),
      conductanceRange: Conductance(si: 1e-6)...Conductance(si: 1e-4))
    let data = try DataSets.load(
      DataRequest(
        set: Located("digits", at: here), testFraction: Located(Ratio(si: 0.2), at: here), seed: 1))
    var settings = TrainingSettings.test(2, epochs: 8, batch: 8)
    settings.schedule = .exponential(decay: 0.8)
    settings.learningRates = [LearningRate(si: 2e-5), LearningRate(si: 5e-6)]
    settings.rule = .equilibriumPropagation(.centered, nudge: 1e-5)
    settings.initial = Conductance(si: 1e-6)...Conductance(si: 3e-5)
    settings.relaxation = Relaxation(tolerance: 1e-8, maximumSweeps: 100)
    let result = try Trainer(model: ResistiveModel(network), data: data, settings: settings).trained()
    let last = try #require(result.history.last)
    #expect(last.testError < 0.08, "\(result.history)")
    #expect(last.unconverged == 0)
  }
}
