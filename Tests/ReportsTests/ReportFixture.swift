import Datasets
import Designs
import Diagnostics
import Fabrics
import Foundation
import Mapping
import Quantities
import Resistive
import Specification
import Technology

@testable import Estimation
@testable import Reports
@testable import Verification

/// Contents of reports that hold everything, without a training.
enum ReportFixture {
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func design(_ name: String = "iris") throws -> ChipDesign {
    try ChipDesign(specAt: project.appendingPathComponent("specs/\(name).yaml").path)
  }

  /// Everything that a report can show, with marks that HTML must not take for its own.
  static func full() throws -> ReportContent { try made.get() }

  private static let made = Result { try makeFull() }

  static func makeFull() throws -> ReportContent {
    let design = try design()
    var content = try ReportContent(design, folder: project)
    content.summary = "<script>alert(1)</script> & \"quotes\""
    content.conductances = conductances(design.resistive)
    content.training = try training()
    var request = PredictionRequest(
      modes: [.program, .inSitu], chips: 25, accuracyLimit: 0.93, yieldLimit: 0.5)
    request.runsAllChips = true
    request.sweeps = [try Sweep(parsing: "d2d=0..50%:3")]
    request.isSensitivityWanted = true
    content.prediction = try PredictionRun(SyntheticTrials(), request).run()
    content.estimates = [.typical, .slow].map(estimate)
    content.signals = LearningSignals(
      design, trained: conductances(design.resistive), data: try DataSets.load(DataRequest(spec: design.spec))
    )
    content.verification = VerificationReport(checks: [
      VerificationReport.Entry(
        id: "nodes", title: "voltages <of> nodes", verdict: .pass, quantity: "V", measured: 1e-9,
        tolerance: 1e-6,
        count: 3, worst: nil, reason: nil, notes: [])
    ])
    content.sources = [SourceFile(path: "chip.yaml", bytes: Array("name: x\nbias: <0.9>\n".utf8))]
    content.findings = [
      Finding(
        Diagnostic(
          .warning, "GD0206", "'<0.9>' has no unit",
          at: SourceLocation(file: "chip.yaml", line: 2, column: 7, length: 5), suggestion: "0.9 V"))
    ]
    content.tileLosses = Dictionary(
      uniqueKeysWithValues: design.chip.blocks.flatMap(\.tiles).map { ($0, 0.01 * Double($0.down + 1)) })
    return content
  }

  /// Conductances that rise over every matrix, from the lowest to the highest.
  static func conductances(_ network: ResistiveNetwork) -> Conductances {
    let (low, high) = (network.conductanceRange.lowerBound.si, network.conductanceRange.upperBound.si)
    return Conductances(
      connections: (0..<network.connectionCount).map { k in
        let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
        let count = rows * columns
        return ConductanceMatrix(
          rows: rows, columns: columns,
          siemens: (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) })
      })
  }

  /// A training of three epochs.
  static func training() throws -> TrainingSummary {
    let epochs = (1...3).map { epoch in
      """
      { "epoch": \(epoch), "loss": \(1 / Double(epoch)), "trainError": 0.2, "testError": 0.3, "meanSweeps": 4,
        "unconverged": 0 }
      """
    }
    let text = """
      { "dataSet": "made & up", "trainSamples": 120, "testSamples": 30, "testAccuracy": 0.7, "unconvergedPhases": 2,
        "lossUnit": "V²", "epochs": [\(epochs.joined(separator: ","))] }
      """
    return try JSONDecoder().decode(TrainingSummary.self, from: Data(text.utf8))
  }

  static func estimate(_ corner: Corner) -> Estimate {
    func bill<D: Quantities.Dimension>(_ si: Double, _ dimension: D.Type) -> Cost<D> {
      .sum(
        "total", "total of \(D.name)",
        [
          .part(
            "array", "cell array", Quantity<D>(si: si), uncertainty: 1.5, count: 172,
            formula: "cells × a < b",
            grounds: [Ground(.citation, figure: "cell", "A. Author & B. Writer (2020)")]),
          .sum(
            "rest", "the rest",
            [
              .part(
                "drivers", "drivers", Quantity<D>(si: si / 3),
                grounds: [Ground(.assumption, figure: "driver", "made up")])
            ]),
        ])
    }
    return Estimate(
      conditions: Estimate.Conditions(corner: corner, temperature: Temperature(si: 300)),
      area: bill(2e-8, AreaDimension.self), utilization: 0.7,
      energyPerInference: bill(3e-9, EnergyDimension.self),
      latencyPerInference: bill(1e-6, DurationDimension.self),
      energyPerTrainingExample: bill(9e-9, EnergyDimension.self),
      latencyPerTrainingExample: bill(4e-6, DurationDimension.self), leakage: bill(1e-5, PowerDimension.self),
      operationsPerInference: 344,
      endurance: Endurance(
        pulses: 1e6, pulsesPerExample: 0.02, busiestPulsesPerExample: 0.3, wornByTraining: 0.3))
  }
}
