import Quantities

/// The figures at the top of a report.
enum SummarySection {
  static func facts(_ content: ReportContent) -> [ReportFact] {
    var facts: [ReportFact] = []
    if let training = content.training {
      let metric = training.usedMetric
      facts.append(ReportFact("\(metric.name) in software", metric.text(training.testAccuracy)))
    }
    if let prediction = content.prediction {
      let accuracy = prediction.accuracy
      facts.append(
        ReportFact(
          "\(prediction.usedMetric.name) of the chips, mean of \(accuracy.chips)",
          prediction.usedMetric.text(accuracy.meanFigure)))
      if let yield = accuracy.yield, let low = accuracy.yieldLow, let high = accuracy.yieldHigh {
        facts.append(
          ReportFact(
            "yield, of \(accuracy.chips) chips",
            "\(Figure.percent(yield)) (\(Figure.percent(low)) to \(Figure.percent(high)))"))
      }
    }
    if let estimate = content.estimates.first {
      facts += [
        ReportFact("area", estimate.area.amount.typeset(digits: 3)),
        ReportFact("energy of an inference", estimate.energyPerInference.amount.typeset(digits: 3)),
        ReportFact("latency of an inference", estimate.latencyPerInference.amount.typeset(digits: 3)),
      ]
    }
    if let chip = content.chip {
      facts += [
        ReportFact("devices", "\(chip.deviceCount)"),
        ReportFact("tiles of \(chip.tileShape.rows) × \(chip.tileShape.columns)", "\(chip.tileCount)"),
      ]
      if content.estimates.isEmpty {
        facts.append(ReportFact("core", chip.floorplan.boundary.area.typeset(digits: 3)))
      }
    } else if let description = content.description {
      facts.append(ReportFact("trained numbers", "\(description.parameters)"))
    }
    return facts
  }
}
