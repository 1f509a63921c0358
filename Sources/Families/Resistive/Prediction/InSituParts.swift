import Devices
import Fabrics
import Kernels
import Learning
import Mapping
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
  /// √(kT/C) of a node of every layer, volts.
  private let thermalNoise: [Double]

  /// - Parameter scheme: instead of the spec's.
  init(
    _ spec: ChipSpec, _ network: ResistiveNetwork, _ chip: Chip, _ imperfections: Imperfections,
    scheme: LearningScheme? = nil
  ) {
    let device = chip.technology.device
    (self.imperfections, tileShape) = (imperfections, chip.tileShape)
    thermalNoise = chip.fabric.layers.indices.map {
      chip.thermalNoise(ofLayer: $0, spec.estimate.temperature.value).si
    }
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

  /// The circuits at the nodes.
  var nodes: NodeMagnitudes {
    var nodes = imperfections.nodes
    // Readings are of samples taken anew: the mean has less of both noises.
    let share = 1 / Double(scheme.readings).squareRoot()
    nodes.readoutNoise *= share
    if nodes.readoutNoise > 0 { nodes.thermalNoise = thermalNoise.map { share * $0 } }
    (nodes.readPoint, nodes.center) = (scheme.readPoint, scheme.center)
    nodes.differenceGain = scheme.differenceGain
    return nodes
  }

  /// The devices of a chip.
  func devices(_ fabric: Fabric, _ instance: ChipInstance) -> InSituDevices {
    InSituDevices(
      instance: instance,
      sites: fabric.arrays.indices.map {
        DeviceSites(fabric, connection: $0, tileShape: tileShape)
      }, magnitudes: imperfections.devices, pulses: pulses, nodes: nodes)
  }

  /// The circuits of a chip, for the exact engine.
  /// - Parameter noise: of its devices.
  func chip(_ devices: InSituDevices, _ fabric: Fabric, noise: DeviceNoise?) -> LearningChip {
    LearningChip(
      circuits: devices.nodes.circuits(of: fabric, devices.instance),
      secondCopy: scheme.copies > 1
        ? LearningChip.secondCopy(
          mismatch: imperfections.copyMismatch, devices.sites, devices.instance) : nil, noise: noise)
  }

  /// The conductances that a training from scratch starts from, before they are written.
  func scratch(_ network: ResistiveNetwork) -> Conductances {
    ResistiveModel(network).initialParameters { settings.initialConductance(connection: $0, index: $1) }
  }
}
