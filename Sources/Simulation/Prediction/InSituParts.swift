import Kernels
import Mapping
import Networks
import Quantities
import Specification
import Technology

/// What the chips of a spec learn with: the same devices, circuits and settings for the trial that predicts their accuracy
/// and for the count of pulses that their price follows from.
struct InSituParts: Sendable {
  let imperfections: Imperfections
  let scheme: LearningScheme
  /// How devices are written.
  let pulses: PulseSettings
  /// The training's settings with the rates of the chip.
  let settings: TrainingSettings
  let tileShape: TileShape

  /// - Parameter scheme: instead of the spec's.
  init(
    _ spec: ChipSpec, _ network: ResistiveNetwork, _ device: SynapseDevice, _ imperfections: Imperfections,
    tileShape: TileShape, scheme: LearningScheme? = nil
  ) {
    (self.imperfections, self.tileShape) = (imperfections, tileShape)
    let scheme = scheme ?? LearningScheme(spec, imperfections)
    self.scheme = scheme
    pulses = PulseSettings(
      scheme: scheme.update, threshold: scheme.threshold.si, longestTrain: scheme.longestTrain,
      response: PulseModel(device).map { PulseTable($0, cycleNoise: imperfections.cycleNoise) }
        ?? PulseTable(noise: PulseNoise()) { _, _ in 1 })
    var settings = TrainingSettings(spec: spec, network: network)
    let inSitu = spec.prediction.inSitu
    settings.learningRates = settings.learningRates.map { inSitu.rate * $0 }
    settings.biasRates = settings.biasRates.map { $0.map { inSitu.rate * $0 } }
    settings.epochs = inSitu.epochs ?? spec.training.epochs
    self.settings = settings
  }

  /// The circuits of the fast engine; the mean of some readings has less noise.
  var nodes: NodeMagnitudes {
    var nodes = imperfections.nodes
    nodes.readoutNoise /= Double(scheme.readings).squareRoot()
    return nodes
  }

  /// The devices of a chip.
  func devices(_ network: ResistiveNetwork, _ instance: ChipInstance) -> InSituDevices {
    InSituDevices(
      instance: instance,
      sites: (0..<network.connectionCount).map {
        DeviceSites(network, connection: $0, tileShape: tileShape)
      }, magnitudes: imperfections.devices, pulses: pulses, nodes: nodes)
  }

  /// The circuits of a chip, for the exact engine.
  func chip(_ devices: InSituDevices, _ network: ResistiveNetwork) -> LearningChip {
    var circuits = imperfections.circuits(of: network, devices.instance)
    circuits.readNoise /= Double(scheme.readings).squareRoot()
    return LearningChip(
      circuits: circuits,
      secondCopy: scheme.copies > 1
        ? LearningChip.secondCopy(
          mismatch: imperfections.copyMismatch, devices.sites, devices.instance) : nil)
  }

  /// The conductances that a training from scratch starts from, before they are written.
  func scratch(_ network: ResistiveNetwork) -> Conductances {
    ResistiveModel(network).initialParameters { settings.initialConductance(connection: $0, index: $1) }
  }
}
