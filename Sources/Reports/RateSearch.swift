import Datasets
import Designs
import Diagnostics
import Learning
import Quantities
import Specification

/// `grenadyn train SPEC --find-rate`: a learning-rate range test of a spec, with the rates that it proposes.
package struct RateSearch: Codable, Sendable, Equatable {
  /// The spec's name and data set.
  package var name, dataSet: String
  /// Unit of the losses; nil for numbers without one.
  package var lossUnit: String?
  /// The relative rate of the least smoothed loss, and the proposed one, as fractions; nil: the loss did not fall.
  package var lowest, proposal: Double?
  /// The proposed rates of the connections, in their unit; nil: the loss did not fall.
  package var rates: [Double]?
  /// Unit of the rates; nil for numbers without one.
  package var rateUnit: String?
  /// Every step of the test.
  package var points: [RateTest.Point]

  /// Tests a spec.
  /// - Throws: `DiagnosticsError` and `Diagnostic` of what cannot be trained.
  package init<Network: FamilyNetwork>(
    _ spec: Spec<Network.Keys>, network: Network, data: Dataset, threads: Int? = nil
  ) throws {
    let units = try network.unitRates(spec, data: data, threads: threads)
    let start = RateTest.rates.lowerBound
    let (rate, biasRate) = (Network.Keys.Training.rate, Network.Keys.Training.biasRate)
    var spec = spec
    spec.training.relativeRates = nil
    spec.training.learningRates.value = units.map { rate.rate(start * $0) }
    spec.training.biasRates = spec.training.biasRates.map {
      Located($0.value.map { biasRate.rate(start * biasRate.number($0)) }, at: $0.location)
    }
    let trainer = try network.trainer(spec, data: data, schedule: RateTest.schedule, threads: threads)
    self.init(try RateTest(trainer.engine), units, name: spec.name.value, data)
    (lossUnit, rateUnit) = (Network.lossUnit, Network.rateUnit)
  }

  private init(_ test: RateTest, _ units: [Double], name: String, _ data: Dataset) {
    (self.name, dataSet, points) = (name, data.name, test.points)
    (lowest, proposal) = (test.lowest, test.proposal)
    rates = test.proposal.map { proposal in units.map { proposal * $0 } }
  }

  /// What is wrong when there is no proposal.
  /// - Parameter place: where the spec has its learning rate.
  package func warning(at place: SourceLocation) -> Diagnostic? {
    guard proposal == nil else { return nil }
    return Diagnostic(
      .warning, "GD0478",
      "the loss fell at no relative rate from \(Figure.percent(RateTest.rates.lowerBound)) to "
        + "\(Figure.percent(points.last?.rate ?? RateTest.rates.upperBound)): the rates are not what is wrong; look at scaling, input "
        + "gain and nudge", at: place)
  }

  /// The proposed rates as a spec has them.
  package var rateTexts: [String] {
    (rates ?? []).map { rateUnit == nil ? Figure.number($0) : LearningRate(si: $0).formatted(digits: 3) }
  }

  /// Lines for the terminal.
  package var text: String {
    let from = Figure.percent(points.first?.rate ?? 0)
    let to = Figure.percent(points.last?.rate ?? 0)
    var lines = ["range test    \(dataSet): \(points.count) steps, relative rates from \(from) to \(to)"]
    if let lowest, let proposal {
      let texts = rateTexts
      lines += [
        "lowest loss   at a relative rate of \(Figure.percent(lowest))",
        "proposal      learning-rate: { relative: \(Figure.percent(proposal)) }",
        "              learning-rate: \(texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]")",
      ]
    } else {
      lines.append("proposal      none: the loss did not fall")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Draws the loss of a range test over the relative rate.
package struct RateSearchSVG: Plot {
  private let search: RateSearch

  /// The drawing of a search.
  package init(_ search: RateSearch) { self.search = search }

  private var points: [RateTest.Point] { search.points.filter { $0.loss.isFinite } }
  private var lossTitle: String { search.lossUnit.map { "loss in \($0)" } ?? "loss" }

  /// The drawing.
  package var drawing: Drawing {
    let title = "Learning-rate range test of \(search.name)"
    let frame = ChartFrame(
      x: points.map { 100 * $0.rate }, y: points.flatMap { [$0.loss, $0.smoothedLoss] },
      isLogarithmicWished: true)
    var lines = frame.elements(x: "relative rate in %", y: "\(lossTitle): of each step, and smoothed")
    func path(_ style: String, _ loss: (RateTest.Point) -> Double) -> String {
      let places = points.map { (x: frame.x.place(100 * $0.rate), y: frame.y.place(loss($0))) }
      return "<path class=\"\(style)\" d=\"\(Drawing.path(places))\"/>"
    }
    if points.count > 1 { lines += [path("b", \.loss), path("a", \.smoothedLoss)] }
    if let proposal = search.proposal { lines += frame.limit(x: 100 * proposal) }
    let found =
      search.proposal.map {
        "The loss is least at \(Figure.percent(search.lowest ?? 0)); \(Figure.percent($0)) is proposed."
      } ?? "The loss did not fall."
    return Drawing(title: title, description: found, lines)
  }

  /// What is drawn.
  package var table: DataTable {
    DataTable(
      [.number("relative rate in %"), .number(lossTitle), .number("smoothed")],
      points.map { [100 * $0.rate, $0.loss, $0.smoothedLoss].map(Drawing.number) })
  }
}
