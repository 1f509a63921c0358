import Datasets
import Designs
import Diagnostics
import Fabrics
import Foundation
import Mapping
import Quantities
import Specification
import Technology
import Testing

@testable import Estimation
@testable import Verification

@Suite("Design rules")
struct RuleTests {
  private static let iris = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("specs/iris.yaml").path

  /// The iris design with changes on top.
  private func design(_ changes: String = "") throws -> ChipDesign {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("chip.yaml")
    try "extends: \(Self.iris)\n\(changes)\n".write(to: path, atomically: true, encoding: .utf8)
    return try ChipDesign(specAt: path.path)
  }

  /// All conductances at one value.
  private func uniform(_ design: ChipDesign, _ siemens: Double) -> Conductances {
    Conductances(
      connections: (0..<design.resistive.connectionCount).map { k in
        let (rows, columns) = (design.resistive.rowCount(k), design.resistive.nodeCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns, siemens: [Double](repeating: siemens, count: rows * columns))
      })
  }

  private func trained(_ design: ChipDesign, _ conductances: Conductances) throws -> TrainedDesign {
    TrainedDesign(design, conductances, data: try DataSets.load(DataRequest(spec: design.spec)))
  }

  private func outcome(
    _ rule: DesignRule, _ design: ChipDesign, _ conductances: Conductances? = nil,
    _ estimates: [Estimate] = []
  ) throws -> RuleOutcome {
    try rule.outcome(
      RuleSubject(design, trained: conductances.map { try trained(design, $0) }, estimates: estimates))
  }

  @Test("every rule has a code of its own, and finds nothing wrong with an ideal chip without weights")
  func ideal() throws {
    #expect(Set(DesignRule.all.map(\.code)).count == DesignRule.all.count)
    let subject = try RuleSubject(
      design("technology: ideal\ntraining: { initial: { low: 0 S, high: 1 S }, nudge: 1 S }"))
    for rule in DesignRule.all { #expect(try rule.outcome(subject).diagnostics == [], "\(rule.code)") }
    #expect(subject.tileLoads.allSatisfy { $0.drop == 0 })
  }

  // MARK: wires

  @Test("a tile of one cell is a divider of its two segments")
  func oneCell() throws {
    let design = try design("mapping: { tile: { rows: 1, columns: 1 } }")
    var linear = design.resistive
    linear.nonlinearityVoltage = nil
    let chip = Chip(
      name: "one", fabric: linear.fabric, technology: design.technology,
      tileShape: TileShape(rows: 1, columns: 1))
    let (process, device) = (design.technology.process, design.technology.device)
    let row = (process.rowWire.resistancePerLength * device.cellWidth.value).si
    let column = (process.columnWire.resistancePerLength * device.cellHeight.value).si
    let siemens = 17e-6
    let loads = try TileLoad.all(of: chip, at: uniform(design, siemens))
    let all = row + column + 1 / siemens
    for load in loads {
      let volts = abs(
        chip.signedRowVoltage(
          chip.blocks[load.tile.connection].rowOrder[load.tile.rows.lowerBound],
          connection: load.tile.connection
        ).si)
      #expect(abs(load.drop - (row + column) / all) < 1e-9)
      #expect(abs(load.rowCurrent.si - volts / all) < 1e-9 * volts / all)
      #expect(abs(load.columnCurrent.si - volts / all) < 1e-9 * volts / all)
    }
    #expect(loads.count == chip.tileCount)
  }

  @Test("highest conductances lose more than any others, and no load depends on the number of threads")
  func bounds() throws {
    let design = try design()
    let worst = try TileLoad.all(of: design.chip, at: nil, threads: 1)
    let same = try TileLoad.all(of: design.chip, at: uniform(design, 40e-6), threads: 3)
    let less = try TileLoad.all(of: design.chip, at: uniform(design, 10e-6), threads: 2)
    for (a, (b, c)) in zip(worst, zip(same, less)) {
      #expect(abs(a.drop - b.drop) < 1e-9 && a.rowCurrent == b.rowCurrent)
      #expect(c.drop < a.drop && c.rowCurrent < a.rowCurrent && c.drop > 0)
    }
    let found = try outcome(.wireDrop, design)
    #expect(found.figures.map(\.id) == ["ir-drop"] && found.parts.count == design.chip.tileCount)
    #expect(found.figures[0].value == worst.map(\.drop).max())
  }

  @Test("a wire that wears out with the trained weights is an error, with the share of what is allowed")
  func current() throws {
    let design = try design()
    let low = try outcome(.trainedWireCurrent, design, uniform(design, 1e-6))
    #expect(low.diagnostics.isEmpty && low.figures[0].value > 0)
    // Far beyond any device: a short of a milliampere a cell.
    let high = try outcome(.trainedWireCurrent, design, uniform(design, 1e-2))
    #expect(high.diagnostics.allSatisfy { $0.severity == .error } && !high.diagnostics.isEmpty)
    #expect(high.figures[0].value > 1)
    #expect(try outcome(.trainedWireCurrent, design).figures.isEmpty)
  }

  // MARK: nodes

  @Test("a node without any way to a source floats; a way through the next layer is one")
  func floating() throws {
    let design = try design()
    var conductances = uniform(design, 10e-6)
    for row in 0..<design.resistive.rowCount(0) { conductances.connections[0][row, 2] = .zero }
    #expect(try outcome(.floatingNodes, design, conductances).diagnostics.isEmpty)
    for column in 0..<design.resistive.nodeCount(1) { conductances.connections[1][2, column] = .zero }
    let found = try outcome(.floatingNodes, design, conductances).diagnostics
    #expect(found.map(\.severity) == [.error])
    #expect(found.first?.message.hasPrefix("1 of 10 nodes of hidden layer 1 float") == true)
  }

  @Test("neurons that their rectifier holds for every sample are named")
  func silent() throws {
    let design = try design("network: { bias: null }")
    var conductances = uniform(design, 1e-6)
    // Excitatory neuron 0 sees only complements, inhibitory neuron 9 only the inputs themselves.
    for value in 0..<design.resistive.input.valueCount {
      conductances.connections[0][design.resistive.input.valueCount + value, 0] = Conductance(si: 40e-6)
      conductances.connections[0][value, 9] = Conductance(si: 40e-6)
      for neuron in 1..<5 { conductances.connections[0][value, neuron] = Conductance(si: 40e-6) }
      for neuron in 5..<9 {
        conductances.connections[0][design.resistive.input.valueCount + value, neuron] = Conductance(
          si: 40e-6)
      }
    }
    let found = try outcome(.silentNeurons, design, conductances)
    #expect(found.diagnostics.first?.message.contains("2 of 10 neurons") == true)
    #expect(found.diagnostics.first?.message.contains("(neurons 0, 9)") == true)
    #expect(found.figures.first?.value == 0.2)
  }

  @Test("rows at the lowest conductance are idle; bias rows do not count")
  func idle() throws {
    let design = try design()
    var conductances = uniform(design, 10e-6)
    let lowest = design.resistive.conductanceRange.lowerBound
    for column in 0..<design.resistive.nodeCount(0) {
      conductances.connections[0][3, column] = lowest
      conductances.connections[0][design.resistive.rowCount(0) - 1, column] = lowest
    }
    let found = try outcome(.idleRows, design, conductances).diagnostics
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.message.contains("1 of 8 rows of connection 1") == true)
  }

  // MARK: circuits

  @Test("a driver sags by R G / (1 + R G); what is certain is an error")
  func fanOut() throws {
    let design = try design()
    let resistance = design.technology.peripherals.driverResistance.value.si
    func sag(_ siemens: Double) -> Double { resistance * siemens / (1 + resistance * siemens) }
    let bound = try outcome(.fanOut, design).figures[0].value
    #expect(abs(bound - sag(10 * design.resistive.conductanceRange.upperBound.si)) < 1e-12)
    let known = try outcome(.fanOut, design, uniform(design, 3e-6)).figures[0].value
    #expect(abs(known - sag(10 * 3e-6)) < 1e-12)
    #expect(try outcome(.fanOut, design).diagnostics.isEmpty)
    let wide = try outcome(.fanOut, self.design("network: { hidden: [{ units: 600 }] }")).diagnostics
    #expect(wide.map(\.severity) == [.warning] && wide[0].message.contains("600 cells"))
  }

  @Test("pulses above the supply are told; half of a pulse below the thresholds is not")
  func writing() throws {
    let found = try outcome(.writeVoltage, design()).diagnostics
    #expect(found.first?.message.contains("SET at 1.8 V, RESET at -2.6 V") == true)
    #expect(try outcome(.halfSelect, design()).diagnostics.isEmpty)
  }

  @Test("the sense margin is the 5th percentile over the error of two class values")
  func sense() throws {
    let design = try design()
    var conductances = uniform(design, 5e-6)
    // Something that tells the flowers apart at least a little.
    for row in 0..<design.resistive.rowCount(0) {
      for column in 0..<10 {
        conductances.connections[0][row, column] = Conductance(
          si: Double(1 + (7 * row + 3 * column) % 13) * 1e-6)
      }
    }
    for row in 0..<10 {
      for column in 0..<6 {
        conductances.connections[1][row, column] = Conductance(
          si: Double(1 + (5 * row + 4 * column) % 11) * 1e-6)
      }
    }
    let subject = try trained(design, conductances)
    let margins = subject.testStates.compactMap { state -> Double? in
      guard case .label(let label) = state.target else { return nil }
      let values = design.resistive.output.classValues(state.nodes.layers[1])
      let margin = values[label] - values.indices.filter { $0 != label }.map { values[$0] }.max()!
      return margin > 0 ? margin : nil
    }.sorted()
    let found = try outcome(.senseRange, design, conductances)
    let variability = design.technology.peripherals.variability
    let noise = variability.readoutNoise!.value.si
    let offset = design.technology.neuron.variability.offset!.value.si
    let step = variability.readoutStep!.si
    let sigma = (4 * (offset * offset + noise * noise + step * step / 12)).squareRoot()
    #expect(abs(found.figures[0].value - margins[margins.count / 20] / sigma) < 1e-9)
    let doubtful = margins.filter { $0 < 2 * sigma }.count
    #expect(found.diagnostics.isEmpty == (Double(doubtful) <= 0.05 * Double(margins.count)))
  }

  @Test("amplifiers and copies that differ break the symmetry of couplings")
  func symmetry() throws {
    func codes(_ changes: String) throws -> Int {
      try outcome(.couplingSymmetry, design(changes)).diagnostics.count
    }
    #expect(try codes("") == 0)
    #expect(try codes("prediction: { imperfections: { gain-spread: 10 % } }") == 1)
    #expect(
      try codes(
        "prediction: { imperfections: { gain-spread: 10 % } }\nnetwork: { hidden: [{ units: 10, gain: 1 }] }")
        == 0)
    let copies = "prediction: { imperfections: { copy-mismatch: 20 % }, in-situ: { phases: simultaneous } }"
    #expect(try codes(copies) == 1)
    #expect(try codes("prediction: { imperfections: { copy-mismatch: 20 % } }") == 0)
  }

  @Test("wear is a warning above a tenth of the endurance, an error above all of it")
  func endurance() throws {
    func estimate(_ worn: Double) -> Estimate {
      Estimate(
        conditions: .init(corner: .typical, temperature: .init(si: 300)),
        area: .part("area", "area", .zero), utilization: 1, energyPerInference: .part("e", "e", .zero),
        latencyPerInference: .part("l", "l", .zero), energyPerTrainingExample: .part("e", "e", .zero),
        latencyPerTrainingExample: .part("l", "l", .zero), leakage: .part("p", "p", .zero),
        operationsPerInference: 1,
        endurance: Endurance(
          pulses: 1e6, pulsesPerExample: 1, busiestPulsesPerExample: 2, wornByTraining: worn))
    }
    for (worn, severity) in [(0.05, nil), (0.5, Severity.warning), (3, .error)] as [(Double, Severity?)] {
      let found = try outcome(.endurance, design(), nil, [estimate(worn)])
      #expect(found.diagnostics.first?.severity == severity && found.figures.first?.value == worn)
    }
    #expect(try outcome(.endurance, design()).figures.isEmpty)
  }
}
