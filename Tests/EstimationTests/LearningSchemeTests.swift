import Diagnostics
import Learning
import Mapping
import Prediction
import Quantities
import Resistive
import Specification
import Technology
import Testing

@testable import Estimation

@Suite("The chip that is priced is the chip that is predicted")
struct LearningSchemeTests {
  private static let conditions = Estimate.Conditions(
    corner: .typical, temperature: Temperature(si: 298.15))

  private func sketch(_ inSitu: String, imperfections: String = "") throws -> Sketch {
    try Sketch(
      keys: "prediction: { in-situ: { \(inSitu) }, imperfections: { \(imperfections) } }")
  }

  @Test(
    "an estimate counts the pulses that a prediction counts",
    arguments: [
      "update: stochastic", "update: accumulated", "update: fixed-pulse", "start: scratch, readings: 4",
      "phases: simultaneous, rate: 3",
    ])
  func pulses(_ keys: String) throws {
    let sketch = try sketch("updates: 5, " + keys)
    let design = sketch.design
    let subject = PredictionSubject(
      spec: design.spec, network: design.resistive, technology: design.technology,
      trained: BiasedConductances(conductances: sketch.conductances), data: sketch.data)
    let record = try InSituTrial(subject, subject.imperfections).run(ChipDraw(chip: 0)) { false }
    let updates = try #require(try sketch.updates())
    #expect(updates.count.pulses > 0)
    #expect(record.pulsesPerDevice == updates.count.pulsesPerDevice(of: updates.devices))
    #expect(updates.pulsesPerDevice == updates.count.pulsesPerDevice(of: updates.devices) / 20)
    #expect(abs((updates.up.pulses + updates.down.pulses) * 20 - Double(updates.count.pulses)) < 1e-6)
  }

  @Test("the noise of readings makes pulses, and is priced with them")
  func noise() throws {
    let silent = try #require(
      try sketch("", imperfections: "readout-noise: 0 V, readout-bits: 16").updates())
    let noisy = try #require(try sketch("").updates())
    #expect(noisy.count.pulses > 2 * silent.count.pulses, "\(noisy.count) \(silent.count)")
  }

  @Test("counters beside the synapses take their area and energy")
  func counters() throws {
    let estimate = try sketch("update: accumulated").estimate()
    // 130 rows of 6 and 8 of 20: 940 devices. A train of 31 has 5 bits, with a sign and 8 bits below one pulse 14;
    // 6 gates a bit.
    let flipFlops = 14.0 * 940
    let gates = 6.0 * 14 * 940
    let counters = try #require(estimate.area["control", "counters"])
    #expect(abs(counters.amount.si / ((flipFlops * 20.0192 + gates * 3.7536) * 1e-12) - 1) < 1e-9)
    let pulsing = try #require(estimate.energyPerTrainingExample["update", "pulsing"])
    #expect(
      pulsing["flip-flops"]?.formula?.hasPrefix("13,160 ×") == true
        || pulsing["flip-flops"]?.formula?.hasPrefix("13160 ×") == true)
    // Their sum of a minibatch needs no readings to be kept; pulses at once need those of all four samples:
    // (20 outputs + 6 neurons) × 2 phases × 10 bits, and the 64 inputs of 8 bits twice, or 4 + 1 times.
    func registers(_ estimate: Estimate) throws -> (inputs: Double, readings: Double) {
      let area = 20.0192e-12
      return (
        try #require(estimate.area["control", "inputs"]).amount.si / area,
        try #require(estimate.area["control", "readings"]).amount.si / area
      )
    }
    let (one, four) = (try registers(estimate), try registers(sketch("update: stochastic").estimate()))
    #expect(abs(one.inputs - 2 * 64 * 8) < 1e-6 && abs(one.readings - 26 * 2 * 10) < 1e-6)
    #expect(abs(four.inputs - 5 * 64 * 8) < 1e-6 && abs(four.readings - 4 * 26 * 2 * 10) < 1e-6)
  }

  @Test("phases at the same time have an array each")
  func simultaneous() throws {
    let (one, two) = (
      try sketch("phases: sequential").estimate(), try sketch("phases: simultaneous").estimate()
    )
    func ratio(_ path: String...) throws -> Double {
      func part(_ cost: Cost<AreaDimension>) -> Cost<AreaDimension>? {
        path.reduce(cost) { cost, id in cost?.parts.first { $0.id == id } }
      }
      return try #require(part(two.area)).amount.si / (try #require(part(one.area)).amount.si)
    }
    for part in ["array", "drivers", "neurons", "sense", "nudge", "write", "wiring"] {
      #expect(abs(try ratio(part) - 2) < 1e-12, "\(part)")
    }
    #expect(abs(try ratio("converters", "outputs") - 2) < 1e-12)
    #expect(try ratio("converters", "inputs") == 1 && ratio("control") == 1)
    // 130 × 6 + 8 × 20 cells of 1.458 µm squared, twice.
    #expect(abs(try #require(two.area["array"]).amount.si / (2 * 940 * 1.458e-6 * 1.458e-6) - 1) < 1e-9)
    // An inference needs one of them; a training sample both phases in the time of one, and all pulses twice.
    #expect(two.energyPerInference["free"] == one.energyPerInference["free"])
    let (slow, fast) = (one.latencyPerTrainingExample, two.latencyPerTrainingExample)
    #expect(abs(try #require(slow["read"]).amount / (try #require(fast["read"]).amount) - 2) < 1e-12)
    let phases = try #require(slow["nudged"]).parts.map(\.amount)
    #expect(phases.count == 2 && fast["nudged"]?.amount == phases.max())
    let (single, double) = (one.energyPerTrainingExample, two.energyPerTrainingExample)
    let cells = try ["copy-1", "copy-2"].map { try #require(double["free", $0, "cells"]).amount }
    #expect(cells[0] == cells[1] && cells[0] == single["free", "cells"]?.amount)
    let pulses = try #require(double["update", "set-pulses", "cells"])
    let updates = try #require(try sketch("phases: simultaneous").updates())
    #expect(abs(try #require(pulses.count) / (2 * updates.up.pulses) - 1) < 1e-12)
  }

  @Test("readings without a limit of bits are those of the technology's ten, and more bits cost more")
  func bits() throws {
    let ideal = try sketch("", imperfections: "readout-bits: 0")
    let ten = try sketch("", imperfections: "readout-bits: 10").estimate()
    let twelve = try sketch("", imperfections: "readout-bits: 12").estimate()
    let estimate = try ideal.estimate()
    #expect(estimate.area == ten.area)
    #expect(estimate.energyPerInference["read"] == ten.energyPerInference["read"])
    #expect(twelve.area.amount > ten.area.amount)
    #expect(twelve.energyPerInference.amount > ten.energyPerInference.amount)
    #expect(try ideal.estimator().warnings(Self.conditions).map(\.code) == ["GD0550"])
  }

  @Test("steps that no circuit makes are priced as pulses, and said to be")
  func exact() throws {
    let (exact, pulsed) = (try sketch("update: exact"), try sketch("update: stochastic"))
    #expect(try exact.estimate().area == pulsed.estimate().area)
    #expect(try exact.updates() == pulsed.updates())
    #expect(try exact.estimator().warnings(Self.conditions).map(\.code) == ["GD0551"])
  }
}
