import Foundation
import Kernels
import Networks

/// How the circuits of one chip that nudge outputs and read voltages for an update deviate from ideal ones.
public struct LearningCircuits: Sendable, Equatable {
  /// Factor on the strength of a positive nudge, one a class.
  public var plus: [Double]
  /// Factor on the strength of a negative nudge, one a class.
  public var minus: [Double]
  /// Added to the target of each class, volts.
  public var targets: [Double]
  /// Standard deviation of every voltage that an update reads, volts.
  public var readNoise = 0.0
  /// Step of the converter that reads them, volts; 0 = no rounding.
  public var readStep = 0.0
  /// Its largest reading, volts; 0 = no limit.
  public var readLimit = 0.0
  /// The chip, whose random numbers the read noise is.
  public var instance = ChipInstance(seed: 0, chip: 0)

  /// Makes circuits without a fault.
  public init(classes: Int) {
    plus = [Double](repeating: 1, count: classes)
    minus = plus
    targets = [Double](repeating: 0, count: classes)
  }

  /// The nudge that comes of one that is asked for.
  func nudge(_ nudge: Nudge) -> Nudge {
    var result = nudge
    result.target = zip(nudge.target, targets).map { $0 + $1 }
    result.factors = nudge.siemens < 0 ? minus : plus
    return result
  }

  /// Whether voltages are read as they are.
  var readsExactly: Bool { readNoise == 0 && readStep == 0 && readLimit == 0 }

  /// A state as an update reads it (Peters & Talatchian 2025, arXiv 2503.22810: V + σ ξ for every reading).
  /// - Parameters:
  ///   - sample: number of the sample in its minibatch.
  ///   - phase: 0 and 1 for the two states of a contrast.
  ///   - update: number of the update, from 1.
  func read<Model: EnergyModel>(
    _ state: Model.State, of model: Model, sample: Int, phase: Int, update: Int
  ) -> Model.State {
    guard !readsExactly else { return state }
    let philox = instance.philox(RandomPurpose.readout)
    return model.observed(state) { node, volts in
      var seen = volts
      if readNoise > 0 {
        let normals = philox.normals(
          SIMD4(
            UInt32(truncatingIfNeeded: node), UInt32(truncatingIfNeeded: sample),
            UInt32(truncatingIfNeeded: update), RandomPurpose.readout))
        seen += readNoise * normals[phase]
      }
      if readStep > 0 { seen = (seen / readStep).rounded() * readStep }
      return readLimit > 0 ? min(max(seen, -readLimit), readLimit) : seen
    }
  }
}
