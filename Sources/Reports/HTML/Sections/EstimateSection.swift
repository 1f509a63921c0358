import Estimation
import Quantities

/// Area, energy and latency: figures at all corners, and bills of the first one that unfold to their grounds.
enum EstimateSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    guard let estimate = content.estimates.first else { return nil }
    var blocks: [ReportBlock] = [
      .text(
        "Every amount unfolds to what it is the sum of, to its formula and to what its figures rest on: a "
          + "citation, an assumption of ours, the simulation, or the mapped chip. The bills are those of the "
          + "\(Self.name(estimate)) corner."),
      .table("Figures by corner", corners(content.estimates)),
      .bill(ReportBill(estimate.area)), .bill(ReportBill(estimate.energyPerInference)),
      .bill(ReportBill(estimate.latencyPerInference)), .bill(ReportBill(estimate.energyPerTrainingExample)),
      .bill(ReportBill(estimate.latencyPerTrainingExample)), .bill(ReportBill(estimate.leakage)),
    ]
    if let endurance = estimate.endurance {
      blocks.append(
        .facts([
          ReportFact("write pulses that a device stands", Ratio(si: endurance.pulses).typeset(digits: 3)),
          ReportFact(
            "pulses of a device a training sample", Ratio(si: endurance.pulsesPerExample).typeset(digits: 3)
          ),
          ReportFact(
            "of the busiest device", Ratio(si: endurance.busiestPulsesPerExample).typeset(digits: 3)),
          ReportFact("worn by the training, worst device", Figure.percent(endurance.wornByTraining)),
          ReportFact(
            "training samples until the busiest device is worn out",
            Ratio(si: endurance.examplesUntilWornOut).typeset(digits: 3)),
        ]))
    }
    return ReportSection(id: "estimate", title: "Area, energy, latency", blocks: blocks)
  }

  private static func name(_ estimate: Estimate) -> String {
    "\(estimate.conditions.corner.rawValue) \(estimate.conditions.temperature)"
  }

  private static func corners(_ estimates: [Estimate]) -> DataTable {
    func row(_ name: String, _ value: (Estimate) -> String) -> [String] { [name] + estimates.map(value) }
    func number(_ value: Double) -> String { Ratio(si: value).typeset(digits: 3) }
    return DataTable(
      [.text("figure")] + estimates.map { .number(name($0)) },
      [
        row("area") { $0.area.amount.typeset(digits: 3) },
        row("share of the core that is circuits") { Figure.percent($0.utilization) },
        row("energy of an inference") { $0.energyPerInference.amount.typeset(digits: 3) },
        row("latency of an inference") { $0.latencyPerInference.amount.typeset(digits: 3) },
        row("energy of a training sample") { $0.energyPerTrainingExample.amount.typeset(digits: 3) },
        row("latency of a training sample") { $0.latencyPerTrainingExample.amount.typeset(digits: 3) },
        row("leakage") { $0.leakage.amount.typeset(digits: 3) },
        row("inferences a second") { number($0.throughput.si) },
        row("operations of an inference") { number($0.operationsPerInference) },
        row("TOPS/W") { number($0.teraOperationsPerJoule) },
        row("TOPS/mm²") { number($0.teraOperationsPerSecondAndSquareMillimetre) },
      ])
  }
}
