import Estimation
import Quantities

extension EstimateSummary {
  /// Tables for the terminal.
  package var text: String {
    func label(_ text: String) -> String { text.padding(14) }
    let temperature = Temperature(si: figures.temperature.value)
    var lines = [
      label("estimate") + "\(name) on \(technology), \(figures.corner.rawValue) corner, \(temperature)",
      label("")
        + "\(samples.grouped) test samples to \(Figure.percent(precision)), \(updates.grouped) updates simulated",
    ]
    for bill in estimate.bills where !bill.parts.isEmpty {
      let bounds = bill.bounds.map { " (\($0.low) to \($0.high))" } ?? ""
      lines += ["", "\(bill.title.padding(32))\(bill.amount)\(bounds)"]
      let shown = bill.parts.filter { !$0.isZero }
      lines +=
        TextTable(
          shown.map { [$0.title, $0.amount, $0.share.map(Figure.percent) ?? ""] }
        ).lines
    }
    lines += ["", "settling"]
    lines +=
      TextTable(
        [["phase", "mean", "worst", "slowest time constant"]]
          + settling.map { phase in
            [phase.phase]
              + [phase.mean, phase.worst, phase.slowestTimeConstant].map {
                TimeSpan(si: $0.value).formatted(digits: 3)
              }
          }
      ).lines
    if let signals {
      lines += ["", "movement by a nudge against noise, with the first weights and trained"] + signals.table
      lines.append("  \(signals.start.verdict)")
    }
    lines.append("")
    if let rate = figures.throughput {
      lines.append(
        label("throughput")
          + "\(Frequency(si: rate.value).formatted(digits: 3)) of inferences, one after another"
      )
    }
    if let perJoule = figures.teraOperationsPerJoule {
      lines.append(
        label("efficiency") + "\(Ratio(si: perJoule).formatted(digits: 3)) TOPS/W"
          + (figures.teraOperationsPerSecondAndSquareMillimetre.map {
            ", \(Ratio(si: $0).formatted(digits: 3)) TOPS/mm²"
          } ?? "")
          + ", \(Ratio(si: operationsPerInference).formatted(digits: 15).withGroupedNumbers) operations an inference"
      )
      lines.append(label("") + counting)
    }
    lines.append(label("utilization") + "\(Figure.percent(figures.utilization)) of the core is circuits")
    if let endurance {
      lines.append(
        label("endurance") + "\(Ratio(si: endurance.pulses).formatted(digits: 3).withGroupedNumbers) pulses; "
          + "\(Ratio(si: endurance.pulsesPerExample).formatted(digits: 3)) a device and training example, "
          + "\(Ratio(si: endurance.busiestPulsesPerExample).formatted(digits: 3)) the busiest device: "
          + "\(Ratio(si: endurance.examplesUntilWornOut).formatted(digits: 3).withGroupedNumbers) examples; the training wears it "
          + "by \(Figure.percent(endurance.wornByTraining))")
    }
    if !corners.isEmpty { lines += [""] + cornerTable }
    if !assumptions.isEmpty {
      lines += ["", "assumed, not measured:"] + assumptions.map { "  \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var cornerTable: [String] {
    TextTable(
      [["corner", "energy/inference", "latency", "energy/training example", "latency", "leakage"]]
        + corners.map { corner in
          [
            corner.corner.rawValue, Energy(si: corner.energyPerInference.value).formatted(digits: 3),
            TimeSpan(si: corner.latencyPerInference.value).formatted(digits: 3),
            Energy(si: corner.energyPerTrainingExample.value).formatted(digits: 3),
            TimeSpan(si: corner.latencyPerTrainingExample.value).formatted(digits: 3),
            Power(si: corner.leakage.value).formatted(digits: 3),
          ]
        }
    ).lines
  }
}
