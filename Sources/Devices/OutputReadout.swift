import Fabrics
import Kernels
import Mapping
import Quantities

/// How one chip reads its outputs at the end of an inference.
///
/// Every output node has a sense circuit and a converter of its own, as an estimate prices them: node j is read as
/// Q(v_j + o_j + σ ξ) with its circuit's offset o_j, the rounding and clipping Q of the converter and
/// σ² = noise² + kT/C, the read-out's noise and the thermal noise of the sampled node. Class values are differences of the
/// numbers, and the first of the largest is the decision. Each inference has noise of its own, by chip, pass and sample.
package struct OutputReadout: Sendable, Equatable {
  /// Number of output nodes.
  package let count: Int
  /// σ of one reading, volts.
  package var noise: Double
  /// Q.
  package var converter: ReadConverter
  /// o_j of every output node, volts; empty: none.
  package var offsets: [Double]
  /// The chip, whose random numbers the noise is.
  package var instance: ChipInstance
  /// Number of the pass over the samples.
  package var pass = 0

  /// A read-out.
  package init(
    count: Int, noise: Double = 0, converter: ReadConverter = ReadConverter(), offsets: [Double] = [],
    instance: ChipInstance = ChipInstance(seed: 0, chip: 0)
  ) {
    (self.count, self.noise, self.converter) = (count, noise, converter)
    (self.offsets, self.instance) = (offsets, instance)
  }

  /// The read-out that the chips of a design have in common, without their offsets; one that is taken as free of noise has
  /// no thermal noise either, as in learning.
  package init(_ imperfections: Imperfections, _ chip: Chip, _ temperature: Temperature) {
    let nodes = imperfections.nodes
    let thermal = chip.thermalNoise(ofLayer: chip.fabric.outputLayer, temperature).si
    let noise = nodes.readoutNoise
    self.init(
      count: chip.fabric.output.nodeCount,
      noise: noise > 0 ? (noise * noise + thermal * thermal).squareRoot() : 0,
      converter: nodes.outputConverter)
  }

  /// The read-out of one chip in one pass; nil when it reads exactly.
  package func of(_ instance: ChipInstance, offsets: [Double] = [], pass: Int) -> OutputReadout? {
    guard noise > 0 || !converter.isExact else { return nil }
    var readout = self
    (readout.instance, readout.offsets, readout.pass) = (instance, offsets, pass)
    return readout
  }

  /// The same with the offsets of a chip's output circuits.
  package func of(_ instance: ChipInstance, _ fabric: Fabric, pass: Int) -> OutputReadout? {
    of(instance, offsets: fabric.mismatch?.offsets.last ?? [], pass: pass)
  }

  /// What the nodes of the outputs are read as, volts.
  package func read(_ volts: [Double], sample: Int) -> [Double] {
    let philox = noise > 0 ? instance.philox(RandomPurpose.inference) : nil
    var normals = SIMD4<Double>()
    return volts.indices.map { j in
      if let philox, j % 4 == 0 {
        normals = philox.normals(
          SIMD4(
            UInt32(truncatingIfNeeded: j / 4), UInt32(truncatingIfNeeded: sample),
            UInt32(truncatingIfNeeded: pass), RandomPurpose.inference))
      }
      let offset = offsets.isEmpty ? 0 : offsets[j]
      return converter.reading(of: volts[j] + offset + noise * normals[j % 4])
    }
  }

  /// Voltages whose outputs, the last nodes, are as they are read.
  package func read(_ exact: NodeReadings, sample: Int) -> NodeReadings {
    let seen = read(Array(exact.nodes.suffix(count)), sample: sample)
    let hidden = exact.nodes.count - count
    return NodeReadings(nodes: exact.nodes[..<hidden] + seen, rows: exact.rows[..<hidden] + seen)
  }
}

extension Chip {
  /// Thermal noise √(kT/C) of a node of a layer, at the node.
  package func thermalNoise(ofLayer layer: Int, _ temperature: Temperature) -> Voltage {
    UpdateReadout.thermalNoise(nodeLoad(layer, wires: .lumped).total, temperature)
  }
}
