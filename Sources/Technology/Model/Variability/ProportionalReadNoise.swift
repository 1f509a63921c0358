import Quantities
import Specification

/// σ = share · g, whatever the time.
struct ProportionalReadNoise: ReadNoiseLaw {
  static let name = "proportional"

  /// σ/g.
  var share: Cited<Ratio>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ReadNoiseLaw> {
    .object(
      "proportional",
      Field(
        "share", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "Standard deviation of a read over the conductance.")
    ) { ProportionalReadNoise(share: $0) }
  }

  var facts: [Description.Fact] { [.init("share", share)] }

  func relativeDeviation(share x: Double, time: Double) -> Double { share.value.si }
}
