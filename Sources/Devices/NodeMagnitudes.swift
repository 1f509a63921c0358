import CKernels
import Fabrics
import Kernels
import Specification

/// How far the circuits at the nodes of a chip are from ideal ones; all 0 at first.
package struct NodeMagnitudes: Sendable, Hashable {
  /// Spread of the voltage at which a hidden node's rectifier conducts, volts.
  package var thresholdSpread = 0.0
  /// Spread of the constant error of a node's read-out, volts: of the class values, and of what an update reads.
  package var readoutOffset = 0.0
  /// Noise of every node voltage that is read, by an update or at the end of an inference, volts (Peters & Talatchian 2025, arXiv 2503.22810:
  /// V_read = V + σ ξ; the relaxation itself is not disturbed).
  package var readoutNoise = 0.0
  /// Bits n of a read-out, and the voltage ±V that they span: multiples of 2 V/2ⁿ within ±V;
  /// nil: as exact as the engine.
  package var readoutBits: Int?
  package var readoutFullScale = 0.0
  /// Thermal noise of a node of each layer, at the node, volts: it is read with the node, A times as large behind an
  /// amplifier. Empty: none.
  package var thermalNoise: [Double] = []
  /// Where an update reads hidden neurons.
  package var readPoint = ReadPoint.node
  /// Gain on the difference between two phases before it is converted; nil: both voltages are.
  package var differenceGain: Double?
  /// What the differences are multiplied with.
  package var center = ContrastCenter.mean
  /// Gain before the converters of the outputs.
  package var outputReadGain = 1.0
  /// Relative spread of the strength of a class's nudge spring, drawn for each sign.
  package var nudgeSpread = 0.0
  /// How much weaker all negative nudges are than positive ones: β₋ = −β (1 − a).
  package var nudgeAsymmetry = 0.0
  /// Spread of a class's target voltage, volts.
  package var targetSpread = 0.0

  /// Ideal circuits.
  package init() {}

  /// Whether an update uses other voltages than those of the nudged states.
  package var disturbsReads: Bool {
    readoutOffset != 0 || readoutNoise != 0 || readoutBits != nil || center != .mean
  }
  /// Noise of one reading of a layer where its amplifier has a gain, volts: of the read-out, and of the node.
  package func readNoise(_ layer: Int, gain: Double) -> Double {
    guard !thermalNoise.isEmpty else { return readoutNoise }
    let thermal = gain * thermalNoise[layer]
    return (readoutNoise * readoutNoise + thermal * thermal).squareRoot()
  }

  /// All of it as text with every digit.
  var fingerprintText: String {
    "\(thresholdSpread) \(readoutOffset) \(readoutNoise) \(readoutBits ?? 0) \(readoutFullScale) \(outputReadGain) \(nudgeSpread) "
      + "\(nudgeAsymmetry) \(targetSpread); read \(readPoint.rawValue) \(differenceGain ?? 0) \(center.rawValue) "
      + "\(thermalNoise)"
  }
}

extension NodeMagnitudes {
  /// What converts the voltage of an output, as it is at the node.
  package var outputConverter: ReadConverter { converter.behind(gain: outputReadGain) }

  /// What converts a voltage that is read.
  package var converter: ReadConverter {
    readoutBits.map {
      ReadConverter(step: 2 * readoutFullScale / Double(1 << $0), limit: readoutFullScale)
    } ?? ReadConverter()
  }

  /// The circuits of one chip that nudge its outputs and read its voltages for updates.
  func circuits(classes: Int, _ instance: ChipInstance) -> LearningCircuits {
    var circuits = LearningCircuits(classes: classes)
    let philox = instance.philox(RandomPurpose.nudge)
    for c in 0..<classes {
      let normals = philox.normals(SIMD4(UInt32(c), 0, 0, RandomPurpose.nudge))
      // A spring never pushes the wrong way.
      circuits.plus[c] = max(0, 1 + nudgeSpread * normals[0])
      circuits.minus[c] = max(0, 1 + nudgeSpread * normals[1]) * (1 - nudgeAsymmetry)
      circuits.targets[c] = targetSpread * normals[2]
    }
    circuits.readNoise = readoutNoise
    (circuits.point, circuits.differenceGain, circuits.center) = (readPoint, differenceGain, center)
    (circuits.converter, circuits.outputConverter) = (converter, outputConverter)
    circuits.instance = instance
    return circuits
  }

  /// The same with what they know of a fabric's nodes.
  package func circuits(of fabric: Fabric, _ instance: ChipInstance) -> LearningCircuits {
    var circuits = circuits(classes: fabric.output.values, instance)
    circuits.outputCount = fabric.output.nodeCount
    let layers = fabric.layers.indices
    func each(_ value: (Int) -> Double) -> [Double] {
      layers.flatMap { [Double](repeating: value($0), count: fabric.nodeCount($0)) }
    }
    circuits.gains = each(fabric.gain)
    if !thermalNoise.isEmpty { circuits.thermalNoise = each { thermalNoise[$0] } }
    guard readoutOffset != 0 else { return circuits }
    let philox = instance.philox(RandomPurpose.neurons)
    // Every node has a sense circuit; those of the outputs are the ones that read the class values.
    circuits.readOffsets = layers.flatMap { layer in
      (0..<fabric.nodeCount(layer)).map { node in
        readoutOffset
          * philox.normals(
            SIMD4(UInt32(node & 0xFFFF), UInt32(layer << 16 | node >> 16), 0, RandomPurpose.neurons))[3]
      }
    }
    return circuits
  }

  /// How the neurons of a chip differ in the fast engine; nil when they do not.
  package func mismatch(of fabric: Fabric, _ instance: ChipInstance) -> NeuronMismatch? {
    ChipNodes(
      self, instance, hidden: fabric.hiddenLayers.map(fabric.nodeCount), outputs: fabric.output.nodeCount,
      classes: fabric.output.values
    ).mismatch
  }
}

/// The circuits at the nodes of one chip.
package struct ChipNodes: Sendable {
  /// Rectifier voltages of the hidden layers, read-out offsets of all layers; volts.
  package let thresholds, offsets: [[Float]]
  /// Factors of positive and negative nudges, errors of the targets in volts; one a class.
  package let nudgePlus, nudgeMinus, targets: [Float]
  package let magnitudes: NodeMagnitudes
  /// Key of the read-out noise.
  package let readKey: gd_key

  /// Draws the nodes of a chip with hidden layers of `units`, then `outputs` of some classes.
  package init(
    _ magnitudes: NodeMagnitudes, _ instance: ChipInstance, hidden units: [Int], outputs: Int, classes: Int
  ) {
    func normals(_ purpose: UInt32, _ layer: Int, _ count: Int) -> [SIMD4<Double>] {
      let philox = instance.philox(purpose)
      return (0..<UInt32(count)).map { j in
        philox.normals(SIMD4(j & 0xFFFF, UInt32(layer) << 16 | j >> 16, 0, purpose))
      }
    }
    let layers = (units + [outputs]).enumerated().map { normals(RandomPurpose.neurons, $0, $1) }
    thresholds = layers.dropLast().map { $0.map { Float(magnitudes.thresholdSpread * $0.z) } }
    offsets = layers.map { $0.map { Float(magnitudes.readoutOffset * $0.w) } }
    let circuits = magnitudes.circuits(classes: classes, instance)
    (nudgePlus, nudgeMinus) = (circuits.plus.map(Float.init), circuits.minus.map(Float.init))
    targets = circuits.targets.map(Float.init)
    self.magnitudes = magnitudes
    readKey = instance.philox(RandomPurpose.readout).cKey
  }

  /// What of them acts on a free relaxation and its class values; gains and amplifiers are ideal here. nil: nothing.
  var mismatch: NeuronMismatch? {
    guard magnitudes.thresholdSpread != 0 || magnitudes.readoutOffset != 0 else { return nil }
    func volts(_ values: [Float]) -> [Double] { values.map(Double.init) }
    return NeuronMismatch(
      gainFactors: thresholds.map { [Double](repeating: 1, count: $0.count) },
      offsets: thresholds.map { [Double](repeating: 0, count: $0.count) } + [
        volts(offsets[thresholds.count])
      ],
      thresholds: thresholds.map(volts))
  }
}
