import Diagnostics
import Foundation
import Quantities
import Specification

/// A circuit with one unit element a level: area, energy and powers double with every bit, the duration does not change.
struct ExponentialComponentLaw: ComponentLaw {
  static let name = "exponential-in-bits"
  /// Bits the figures are stated for.
  var bits: Cited<Ratio>
  var figures: PublishedFigures

  static func schema(_ constants: ConstantSchemas) -> Schema<any ComponentLaw> {
    .bitLaw(constants) { Self(bits: $0, figures: $1) }
  }

  var facts: [Description.Fact] { [.init("bits", bits)] + figures.facts.map { $0.under("figures") } }
  var isScaled: Bool { true }

  func cost(_ request: ComponentRequest) throws(Diagnostic) -> ComponentCost {
    try figures.cost(request, size: exp2(Double(request.requiredBits(in: 1...16)) - bits.value.si))
  }
}
