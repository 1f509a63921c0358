import Activity
import Datasets
import Designs
import Fabrics
import Foundation
import Kernels
import Learning
import Mapping
import Quantities
import Specification
import Technology

@testable import Estimation

/// A small chip of a spec with random conductances and inputs; everything follows from the arguments.
struct Sketch {
  var design: ChipDesign
  var conductances: Conductances
  var data: Dataset

  /// - Parameters:
  ///   - strength: of the nudge.
  ///   - training: further lines of the training.
  ///   - keys: further lines of the spec.
  ///   - volts: factor on all voltages of sources.
  init(
    _ technology: String = "leti-hfo2-130", units: [Int] = [6], gain: Double = 3,
    output: String = "differential", input: String = "complementary",
    rule: String = "equilibrium-propagation",
    volts: Double = 1, nudge strength: String = "3 uS", training: String = "", keys: String = ""
  ) throws {
    let hidden = units.map { "{ units: \($0), gain: \(gain) }" }.joined(separator: ", ")
    let nudge = "  nudge: \(strength)\n" + (rule == "coupled-learning" ? "  clamp: 20 %\n" : "")
    let text = """
      grenadyn: 1
      name: sketch
      technology: \(technology)
      data: { set: digits, train-limit: 60, test-limit: 12 }
      network:
        family: resistive
        input: { shape: [8, 8], encoding: \(input), full-scale: \(0.2 * volts) V }
        bias: \(0.05 * volts) V
        hidden: [\(hidden)]
        output: { classes: 10, encoding: \(output), target: \(10 * volts) mV }
      training:
        rule: \(rule)
      \(nudge)  epochs: 1
        batch: 4
        learning-rate: 20 mS^2/V^2
        initial: { low: 2 uS, high: 10 uS }
        relaxation: { tolerance: 1.0e-10, maximum-sweeps: 2000 }
      \(training)
      mapping: { tile: { rows: 16, columns: 8 } }
      \(keys)
      """
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sketch-\(UUID().uuidString).yaml")
    try text.write(to: url, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: url) }
    design = try ChipDesign(specAt: url.path)
    data = try DataSets.load(DataRequest(spec: design.spec))
    let random = Philox(seed: 11)
    let network = design.resistive
    let low = max(2e-6, network.conductanceRange.lowerBound.si)
    conductances = Conductances(
      connections: (0..<network.connectionCount).map { k in
        let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns,
          siemens: (0..<rows * columns).map {
            low + 8e-6 * random.uniform(purpose: 0, stream: UInt32(k), index: UInt64($0))
          })
      })
  }

  var sequence: PhaseSequence {
    get throws {
      let rule = try LearningRules.make(RuleSettings(design.spec.training, seed: design.spec.seed))
      return PhaseSequence(
        rule.plan(minibatch: 0), nudge: design.resistive.output.nudge, skips: design.spec.training.skip != nil
      )
    }
  }

  func activity(_ chip: Chip? = nil, samples: Int = 4, threads: Int = 1) throws -> ChipActivity {
    try ChipActivity(
      design.network.model(of: nil), chip ?? design.chip, conductances, samples: data.test.prefix(samples),
      sequence: sequence,
      precision: design.spec.estimate.precision.si,
      skippedPull: TrainingSettings(spec: design.spec, network: design.resistive).skippedPull,
      threads: threads)
  }

  func updates(threads: Int = 1) throws -> UpdateActivity? {
    try UpdateActivity(
      design.resistive, design.chip, spec: design.spec, trained: conductances, data: data, updates: 5,
      threads: threads)
  }

  func estimator(threads: Int = 1) throws -> Estimator {
    Estimator(
      design.chip, spec: design.spec, sequence: try sequence, activity: try activity(threads: threads),
      updates: try updates(threads: threads))
  }

  func estimate(_ corner: Corner = .typical, celsius: Double = 25) throws -> Estimate {
    try estimator().estimate(
      Estimate.Conditions(corner: corner, temperature: Temperature(si: 273.15 + celsius)))
  }

  /// The chip with another technology.
  func chip(_ change: (inout Technology) -> Void) -> Chip {
    var technology = design.technology
    change(&technology)
    return Chip(
      name: "sketch", fabric: design.resistive.fabric, technology: technology,
      tileShape: design.chip.tileShape)
  }
}
