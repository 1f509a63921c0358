import Specification

extension PredictionSummary {
  /// Every chip of the predictions as comma-separated values, with a header; empty cells for what was not found out.
  package var chipsCSV: String {
    func cell<T>(_ value: T?) -> String { value.map { "\($0)" } ?? "" }
    let header =
      "mode,chip,accuracy,programmed_accuracy,pulses_per_device,flips,stuck_devices,write_failures,"
      + "largest_wire_loss\n"
    return header
      + predictions.flatMap { prediction in
        prediction.records.map { record in
          let cells = [
            prediction.mode.rawValue, "\(record.chip)", "\(record.accuracy)", cell(record.programmedAccuracy),
            cell(record.pulsesPerDevice), cell(record.flips), cell(record.stuckDevices),
            cell(record.writeFailures), cell(record.largestWireLoss),
          ]
          return cells.joined(separator: ",") + "\n"
        }
      }.joined()
  }

  /// Every point of the sweeps as comma-separated values, with a header; empty cells for what so few chips do not tell.
  package var sweepsCSV: String {
    "imperfection,magnitude,unit,mode,chips,mean,mean_low,mean_high,median,p5,p95,yield,yield_low,yield_high\n"
      + sweeps.flatMap { curve in
        curve.points.map { point in
          let a = point.accuracy
          let cells =
            [
              curve.imperfection.rawValue, "\(point.magnitude)", curve.unit, curve.mode.rawValue,
              "\(a.chips)",
            ]
            + [a.mean, a.meanLow, a.meanHigh, a.median, a.p5, a.p95, a.yield, a.yieldLow, a.yieldHigh].map {
              $0.map { "\($0)" } ?? ""
            }
          return cells.joined(separator: ",") + "\n"
        }
      }.joined()
  }
}
