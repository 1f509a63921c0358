import Diagnostics
import Learning
import Quantities
import Specification
import Technology
import Testing

@testable import Datasets
@testable import Devices
@testable import Prediction
@testable import Resistive

/// Chips with wires, as they are predicted.
@Suite("chips with wires")
struct WiredTrialTests {
  /// A small chip of the digits: without hidden layer, the mean images are its weights; few samples.
  private func subject(
    _ technology: String, wires: String, engine: String = "exact"
  ) throws -> PredictionSubject {
    let text = """
      grenadyn: 1
      name: chip
      technology: \(technology)
      data: { set: digits }
      network:
        family: resistive
        input: { shape: [8, 8], encoding: complementary, full-scale: 0.3 V }
      \(engine == "exact" ? "  bias: 50 mV" : "")
        hidden: \(engine == "exact" ? "[]" : "[{ units: 6 }]")
        output: { classes: 10, encoding: \(engine == "exact" ? "differential" : "single"), target: 15 mV }
      training:
        engine: \(engine)
        nudge: 10 uS
        epochs: 1
        batch: 2
        learning-rate: 5 mS^2/V^2
        initial: { low: 1 uS, high: 20 uS }
        relaxation: \(engine == "exact" ? "{ tolerance: 1.0e-7, maximum-sweeps: 200 }" : "{ sweeps: 5 }")
      mapping: { tile: { rows: 66, columns: 12 } }
      prediction: { mode: in-situ, parasitics: \(wires), in-situ: { updates: 2 } }
      """
    let spec = try ChipSpec.parse(text).spec
    let technology = try TechnologyLibrary().load(technology)
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    var data = try DataSets.load(DataRequest(spec: spec))
    (data.train, data.test) = (data.train.prefix(100), data.test.prefix(4))
    var start = ResistiveModel(network).initialParameters { _, _ in network.conductanceRange.lowerBound.si }
    if network.hidden.isEmpty {
      // A class's nodes are pulled up by the bright pixels of its mean image, and down by them.
      let step = (network.conductanceRange.upperBound - network.conductanceRange.lowerBound).si
      let columns = network.nodeCount(0)
      for sample in 0..<data.train.count {
        let label = data.train.labels[sample]
        for (pixel, value) in data.train.values(sample).enumerated() {
          let change = 0.02 * step * value
          start.connections[0].siemens[pixel * columns + 2 * label] += change
          start.connections[0].siemens[(pixel + 64) * columns + 2 * label + 1] += change
        }
      }
    }
    return PredictionSubject(
      spec: spec, network: network, technology: technology,
      trained: BiasedConductances(conductances: start), data: data)
  }

  /// Wires so resistive that predictions change.
  private func imperfections(_ subject: PredictionSubject, factor: Double = 30) -> Imperfections {
    var imperfections = subject.imperfections
    imperfections.wireResistance = factor
    return imperfections
  }

  @Test("linear devices: operators and solved cells give the same chip; wires of no resistance are ideal")
  func linear() throws {
    let subject = try subject("pcm-130", wires: "effective")
    let chip = imperfections(subject, factor: 30)
    let records = try ParasiticsModel.allCases.map { wires in
      try ProgramTrial(subject, chip, wires: wires).run(ChipDraw(chip: 3)) { false }
    }
    #expect(records[1] == records[2])
    // A trial with wires of no resistance is the ideal one.
    let none = try ProgramTrial(subject, imperfections(subject, factor: 0), wires: .solved)
    #expect(try none.run(ChipDraw(chip: 3)) { false } == records[0])
  }

  @Test("chips learn through their wires", arguments: ["leti-hfo2-130", "pcm-130"])
  func inSitu(_ technology: String) throws {
    let subject = try subject(technology, wires: "solved")
    let records = try [ParasiticsModel.ideal, .solved].map { wires in
      try InSituTrial(subject, imperfections(subject), wires: wires).run(ChipDraw(chip: 1)) { false }
    }
    #expect(records[1].curve?.map(\.updates) == [0, 2])
    // Learning and testing see other voltages.
    #expect(records[0] != records[1])
  }

  @Test("what cannot be learned through wires is said")
  func refusals() throws {
    let fast = try subject("ideal", wires: "solved", engine: "fast")
    let nonlinear = try subject("leti-hfo2-130", wires: "effective")
    for (subject, words) in [(fast, "exact engine"), (nonlinear, "not linear")] {
      let error = #expect(throws: DiagnosticsError.self) { try InSituTrial(subject, subject.imperfections) }
      let found = try #require(error?.diagnostics.first { $0.code == "GD0445" })
      #expect(found.message.contains(words) && found.location != nil)
    }
    let error = #expect(throws: DiagnosticsError.self) {
      try ProgramTrial(nonlinear, nonlinear.imperfections)
    }
    #expect(error?.diagnostics.map(\.code) == ["GD0445"])
  }
}
