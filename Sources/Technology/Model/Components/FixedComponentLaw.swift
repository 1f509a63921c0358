import Diagnostics
import Specification

/// One circuit as it was published; only the node and the supply change it.
struct FixedComponentLaw: ComponentLaw {
  static let name = "fixed"
  var figures: PublishedFigures

  static func schema(_ constants: ConstantSchemas) -> Schema<any ComponentLaw> {
    PublishedFigures.schema(constants).map { Self(figures: $0) }
  }

  var facts: [Description.Fact] { figures.facts }
  var isScaled: Bool { true }

  func cost(_ request: ComponentRequest) throws(Diagnostic) -> ComponentCost { try figures.cost(request) }
}
