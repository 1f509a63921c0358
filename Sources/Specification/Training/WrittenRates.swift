import Quantities

/// `learning-rate:` as it is written: rates with their unit, or shares of the range of what is trained.
enum WrittenRates<Rate: Sendable>: Sendable {
  /// η, one a connection or one for all.
  case absolute([Rate])
  /// The step under a typical gradient as a share of the range of the conductances or of the initial weights.
  case relative([Ratio])

  /// `learning-rate:`
  static func schema(_ rates: Schema<[Rate]>, count: ClosedRange<Int>) -> Schema<Located<WrittenRates>> {
    .located(
      .mapping(
        Schema<WrittenRates>.object(
          "relative learning rate",
          Field(
            "relative", .oneOrList(of: .quantity(RatioDimension.self, in: .positive(upTo: 1)), count: count),
            "Step under a typical gradient, as a share of the range: one for all, or one a connection.",
            example: "2 %")
        ) { .relative($0) }, or: rates.map { .absolute($0) }))
  }

  /// The rates with a unit; none where they are relative.
  var absolute: [Rate] { if case .absolute(let rates) = self { rates } else { [] } }
  /// The relative rates; nil where they have a unit.
  var relative: [Ratio]? { if case .relative(let rates) = self { rates } else { nil } }
}

extension YAMLNode {
  /// `{ relative: … }`
  static func relative(_ rates: [Ratio]) -> YAMLNode {
    .map([("relative", rates.count == 1 ? .quantity(rates[0]) : .list(rates.map { .quantity($0) }))])
  }
}
