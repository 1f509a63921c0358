import Diagnostics
import Quantities
import Specification

/// A circuit of equal slices, one a bit: area, energy and powers go with the number of bits, the duration does not.
struct LinearComponentLaw: ComponentLaw {
  static let name = "linear-in-bits"
  /// Bits the figures are stated for.
  var bits: Cited<Ratio>
  var figures: PublishedFigures

  static func schema(_ constants: ConstantSchemas) -> Schema<any ComponentLaw> {
    .bitLaw(constants) { Self(bits: $0, figures: $1) }
  }

  var facts: [Description.Fact] { [.init("bits", bits)] + figures.facts.map { $0.under("figures") } }
  var isScaled: Bool { true }

  func cost(_ request: ComponentRequest) throws(Diagnostic) -> ComponentCost {
    try figures.cost(request, size: Double(request.requiredBits(in: 1...1024)) / bits.value.si)
  }
}
