import Fabrics
import Foundation
import Kernels
import Specification

/// How the circuits of one chip that nudge outputs and read voltages for an update deviate from ideal ones.
package struct LearningCircuits: Sendable, Equatable {
  /// Factor on the strength of a positive nudge, one a class.
  package var plus: [Double]
  /// Factor on the strength of a negative nudge, one a class.
  package var minus: [Double]
  /// Added to the target of each class that a spring pulls to, volts.
  package var targets: [Double]
  /// Standard deviation of every voltage that an update reads, volts.
  package var readNoise = 0.0
  /// Thermal noise of every node at the node, all layers in a row, volts: it is read with the node, A times as large
  /// behind an amplifier. Empty: none.
  package var thermalNoise: [Double] = []
  /// What converts them, and the free voltages of the outputs, the last so many nodes.
  package var converter = ReadConverter()
  package var outputConverter = ReadConverter()
  package var outputCount = 0
  /// Constant error of the reading of every node, all layers in a row, volts; empty: none.
  package var readOffsets: [Double] = []
  /// Where hidden neurons are read.
  package var point = ReadPoint.node
  /// Gain on the difference between two phases before it is converted; nil: both voltages are.
  package var differenceGain: Double?
  /// What the differences are multiplied with.
  package var center = ContrastCenter.mean
  /// Gain of every node's amplifier as the update takes it, all layers in a row; empty: 1.
  package var gains: [Double] = []
  /// The chip, whose random numbers the read noise is.
  package var instance = ChipInstance(seed: 0, chip: 0)

  /// Makes circuits without a fault.
  package init(classes: Int) {
    plus = [Double](repeating: 1, count: classes)
    minus = plus
    targets = [Double](repeating: 0, count: classes)
  }

  /// The nudge that comes of one that is asked for.
  package func nudge(_ nudge: Nudge, isNegative: Bool) -> Nudge {
    var result = nudge
    let factors = isNegative ? minus : plus
    if let currents = nudge.currents {
      result.currents = zip(currents, factors).map(*)
    } else {
      result.target = zip(nudge.target, targets).map { $0 + $1 }
      result.factors = factors
    }
    return result
  }

  /// Whether voltages are known as they are, and used as the engine does without a chip.
  package var isExact: Bool {
    readNoise == 0 && converter.isExact && readOffsets.allSatisfy { $0 == 0 } && center == .mean
  }

  /// The phases that are read.
  package enum ReadPhase: Int { case minus, plus, free }

  /// A state as the chip reads it (Peters & Talatchian 2025, arXiv 2503.22810: V + σ ξ for every reading).
  /// - Parameters:
  ///   - sample: number of the sample in its minibatch.
  ///   - update: number of the update, from 1.
  package func read(_ exact: NodeReadings, sample: Int, phase: ReadPhase, update: Int) -> NodeReadings {
    let noise = Noise(self, sample, update)
    let hidden = exact.nodes.count - outputCount
    return readings(
      exact.nodes.indices.map { j in
        (j < hidden ? converter : outputConverter).reading(
          of: volts(exact, j) + offset(j) + deviation(j) * noise[j, phase.rawValue])
      })
  }

  /// The two states of a contrast as the chip reads them.
  package func read(
    minus: NodeReadings, plus: NodeReadings, sample: Int, update: Int
  ) -> (minus: NodeReadings, plus: NodeReadings) {
    guard let differenceGain else {
      return (
        read(minus, sample: sample, phase: .minus, update: update),
        read(plus, sample: sample, phase: .plus, update: update)
      )
    }
    let noise = Noise(self, sample, update)
    let hidden = minus.nodes.count - outputCount
    let pairs = minus.nodes.indices.map { j -> (Double, Double) in
      let (low, high) = (volts(minus, j), volts(plus, j))
      // Two samples are kept, with a noise each, and their difference is amplified; the offset is in both.
      let difference =
        converter.reading(of: differenceGain * (high - low + 2.0.squareRoot() * deviation(j) * noise[j, 0]))
        / differenceGain
      let middle = (j < hidden ? converter : outputConverter).reading(
        of: 0.5 * (low + high) + offset(j) + deviation(j) * 0.5.squareRoot() * noise[j, 1])
      return (middle - 0.5 * difference, middle + 0.5 * difference)
    }
    return (readings(pairs.map(\.0)), readings(pairs.map(\.1)))
  }

  private func volts(_ exact: NodeReadings, _ j: Int) -> Double {
    point == .amplifier ? exact.rows[j] : exact.nodes[j]
  }

  /// Standard deviation of a reading.
  private func deviation(_ j: Int) -> Double {
    guard !thermalNoise.isEmpty else { return readNoise }
    let thermal = point == .amplifier && !gains.isEmpty ? gains[j] * thermalNoise[j] : thermalNoise[j]
    return (readNoise * readNoise + thermal * thermal).squareRoot()
  }

  private func offset(_ j: Int) -> Double { readOffsets.isEmpty ? 0 : readOffsets[j] }

  /// Nodes and rows of what is read at the point: an update knows the amplifiers by their design alone.
  private func readings(_ seen: [Double]) -> NodeReadings {
    guard !gains.isEmpty else { return NodeReadings(nodes: seen, rows: seen) }
    return point == .amplifier
      ? NodeReadings(nodes: zip(seen, gains).map(/), rows: seen)
      : NodeReadings(nodes: seen, rows: zip(seen, gains).map(*))
  }

  /// Normal random numbers of the readings of a sample.
  private struct Noise {
    private let philox: Philox?
    private let sample, update: UInt32

    init(_ circuits: LearningCircuits, _ sample: Int, _ update: Int) {
      philox = circuits.readNoise > 0 ? circuits.instance.philox(RandomPurpose.readout) : nil
      (self.sample, self.update) = (UInt32(truncatingIfNeeded: sample), UInt32(truncatingIfNeeded: update))
    }

    subscript(node: Int, index: Int) -> Double {
      guard let philox else { return 0 }
      return philox.normals(SIMD4(UInt32(truncatingIfNeeded: node), sample, update, RandomPurpose.readout))[
        index]
    }
  }
}
