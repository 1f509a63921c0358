import Fabrics
import Kernels
import Quantities

// The circuits of one chip.
extension Imperfections {
  /// How the neurons and the drivers of the inputs of a chip differ; nil when they do not.
  package func neurons(of fabric: Fabric, _ instance: ChipInstance) -> NeuronMismatch? {
    let inputOffsets = inputOffsets(of: fabric, instance)
    guard neuronOffset != 0 || gainSpread != 0 || thresholdSpread != 0 else {
      guard !inputOffsets.isEmpty else { return nil }
      var mismatch = NeuronMismatch(noneOf: fabric)
      mismatch.inputOffsets = inputOffsets
      return mismatch
    }
    let philox = instance.philox(RandomPurpose.neurons)
    let normals = fabric.layers.indices.map { layer in
      (0..<fabric.nodeCount(layer)).map { node in
        philox.normals(
          SIMD4(UInt32(node & 0xFFFF), UInt32(layer << 16 | node >> 16), 0, RandomPurpose.neurons))
      }
    }
    let hidden = normals.prefix(fabric.outputLayer)
    var mismatch = NeuronMismatch(
      // An amplifier of no or negative gain is not one.
      gainFactors: zip(hidden, fabric.layers).map { normals, layer in
        normals.map { !layer.amplifier.isWire ? max(0.05, 1 + gainSpread * $0[1]) : 1 }
      },
      // An offset at the amplifier's input, seen behind it. A node without an amplifier is the row itself; outputs have a
      // sense circuit each.
      offsets: zip(hidden, fabric.layers).map { normals, layer in
        normals.map { !layer.amplifier.isWire ? layer.amplifier.gain * neuronOffset * $0[0] : 0 }
      } + [normals[fabric.outputLayer].map { neuronOffset * $0[3] }],
      thresholds: hidden.map { $0.map { thresholdSpread * $0[2] } })
    mismatch.inputOffsets = inputOffsets
    if fabric.layers.contains(where: { $0.amplifier.ownReverseGain != nil }) {
      // The mirror that sends the current back is another circuit than the one that amplifies the voltage.
      mismatch.reverseFactors = fabric.layers.dropLast().enumerated().map { layer, hidden in
        (0..<hidden.count).map { node in
          let counter = SIMD4(
            UInt32(node & 0xFFFF), UInt32(layer << 16 | node >> 16), 1, RandomPurpose.neurons)
          return hidden.amplifier.ownReverseGain == nil
            ? 1 : max(0.05, 1 + gainSpread * philox.normals(counter)[0])
        }
      }
    }
    return mismatch
  }

  /// Errors of the voltages of a chip's input rows, volts; empty: there are none.
  func inputOffsets(of fabric: Fabric, _ instance: ChipInstance) -> [Double] {
    guard inputSpread != 0 else { return [] }
    let philox = instance.philox(RandomPurpose.inputs)
    return (0..<fabric.input.rowCount).map { row in
      inputSpread
        * philox.normals(SIMD4(UInt32(row & 0xFFFF), UInt32(row >> 16), 0, RandomPurpose.inputs))[0]
    }
  }

  /// How far the circuits at the nodes are from ideal ones.
  package var nodes: NodeMagnitudes {
    var nodes = NodeMagnitudes()
    nodes.thresholdSpread = thresholdSpread
    nodes.readoutOffset = neuronOffset
    nodes.readoutNoise = readoutNoise
    nodes.readoutBits = readoutBits > 0 ? Int(saturating: readoutBits) : nil
    nodes.readoutFullScale = readoutRange
    nodes.outputReadGain = outputReadGain
    nodes.nudgeSpread = nudgeSpread
    nodes.nudgeAsymmetry = nudgeAsymmetry
    nodes.targetSpread = targetSpread
    return nodes
  }

  /// How the circuits of a chip differ that nudge its outputs and read its voltages for updates.
  package func circuits(of fabric: Fabric, _ instance: ChipInstance) -> LearningCircuits {
    nodes.circuits(of: fabric, instance)
  }
}
