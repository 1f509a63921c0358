import Quantities

extension ImperfectionName {
  /// `prediction.imperfections:` — a mapping with these names as keys, all optional.
  static var schema: Schema<[ImperfectionName: Located<Double>]> {
    Schema<[String: Located<Double>]>.optionalKeys(
      "imperfections", allCases.map(\.field), renamed: renamed.mapValues(\.rawValue)
    ).map { written in
      Dictionary(
        uniqueKeysWithValues: allCases.compactMap { name in written[name.rawValue].map { (name, $0) } })
    }
  }

  private var field: Field<Located<Double>?> {
    func field<D: Dimension>(_ dimension: D.Type) -> Field<Located<Double>?> {
      Field.optional(
        rawValue, .located(Schema<Quantity<D>>.quantity(dimension, in: bounds).map(\.si)), summary)
    }
    return field(dimension)
  }

  /// A magnitude with every digit, as it is written in a spec.
  func exactText(_ magnitude: Double) -> String {
    func text<D: Dimension>(_ dimension: D.Type) -> String { Quantity<D>(si: magnitude).exactText }
    return text(dimension)
  }
}
