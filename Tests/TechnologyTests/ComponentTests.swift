import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Technology

/// Components and how they scale.
@Suite struct ComponentTests {
  let library = TechnologyLibrary()

  private func nanometres(_ value: Double) -> Length { Length(si: value * 1e-9) }

  // MARK: Scaling

  @Test func scalingToTheSameNodeChangesNothing() throws {
    let scaling = try library.scaling()
    for node in scaling.nodes.value + [nanometres(100), nanometres(28)] {
      #expect(try scaling.area(from: node, to: node) == 1)
      for supply in [0.9, 1.2, 1.8].map(Voltage.init(si:)) {
        #expect(try scaling.energy(from: node, supply: supply, to: node, supply: supply) == 1)
        #expect(try scaling.delay(from: node, supply: supply, to: node, supply: supply) == 1)
      }
    }
    let gate = try library.component("nand2-sky130")
    let cost = try gate.cost(node: nanometres(130), supply: Voltage(si: 1.8))
    #expect(cost.area.description == "3.7536 um^2")
    #expect(cost.energy.description == "12.4 fJ")
    #expect(cost.uncertainty == 1.5)
    #expect(!cost.grounds.contains { $0.figure == "scaling" })
  }

  @Test func scalingIsTransitive() throws {
    let scaling = try library.scaling()
    let (a, b, c) = (nanometres(130), nanometres(40), nanometres(14))
    let (high, low) = (Voltage(si: 1.8), Voltage(si: 0.8))
    let area = try scaling.area(from: a, to: b) * scaling.area(from: b, to: c)
    #expect(abs(area / (try scaling.area(from: a, to: c)) - 1) < 1e-12)
    let energy =
      try scaling.energy(from: a, supply: high, to: b, supply: low)
      * scaling.energy(from: b, supply: low, to: c, supply: high)
    #expect(abs(energy / (try scaling.energy(from: a, supply: high, to: c, supply: high)) - 1) < 1e-12)
  }

  @Test func smallerNodesAndLowerSuppliesTakeLess() throws {
    let scaling = try library.scaling()
    let nodes = scaling.nodes.value
    let supplies = stride(from: 0.9, through: 1.8, by: 0.1).map { Voltage(si: $0) }
    for (large, small) in zip(nodes, nodes.dropFirst()) {
      #expect(try scaling.area(from: large, to: small) < 1)
      // Between the two nodes, too.
      let between = nanometres((large.si * small.si).squareRoot() * 1e9)
      let toMiddle = try scaling.area(from: large, to: between)
      #expect(try toMiddle < 1 && toMiddle > scaling.area(from: large, to: small))
      for supply in supplies {
        #expect(
          try scaling.energy(from: large, supply: supply, to: small, supply: supply) < 1,
          "\(large) to \(small) at \(supply)")
      }
    }
    for node in nodes {
      for (low, high) in zip(supplies, supplies.dropFirst()) {
        #expect(try scaling.energy(from: node, supply: low, to: node, supply: high) > 1)
        #expect(try scaling.delay(from: node, supply: low, to: node, supply: high) <= 1)
      }
    }
  }

  @Test func publishedScalingFactors() throws {
    // Stillmaker and Baas: area 130 nm to 65 nm 0.23; energy of 90 nm over 130 nm at 1.2 V by their polynomials.
    let scaling = try library.scaling()
    #expect(abs(try scaling.area(from: nanometres(130), to: nanometres(65)) - 0.23) < 1e-12)
    let volt = Voltage(si: 1.2)
    let expected = (4.762 * 1.44 - 4.781 * 1.2 + 2.092) / (7.171 * 1.44 - 6.709 * 1.2 + 2.904)
    #expect(
      abs(
        try scaling.energy(from: nanometres(130), supply: volt, to: nanometres(90), supply: volt) - expected)
        < 1e-12)
  }

  @Test func aScaledCostSaysSo() throws {
    let gate = try library.component("nand2-sky130")
    let cost = try gate.cost(node: nanometres(65), supply: Voltage(si: 1.2))
    let ground = try #require(cost.grounds.first { $0.figure == "scaling" })
    #expect(ground.note?.contains("from 130 nm at 1.8 V to 65 nm at 1.2 V") == true)
    #expect(cost.uncertainty == 1.5 * 1.5)
    #expect(abs(cost.area.si - 0.23 * 3.7536e-12) < 1e-20)
  }

  @Test func nodesOutsideOfTheTablesAreRefused() throws {
    let gate = try library.component("nand2-sky130")
    #expect {
      try gate.cost(node: nanometres(3), supply: Voltage(si: 0.7))
    } throws: { ($0 as? Diagnostic)?.code == "GD0322" }
    #expect {
      try gate.cost(at: library.process("ideal"))
    } throws: { ($0 as? Diagnostic)?.code == "GD0322" }
    #expect {
      try library.component("adc-sar-neurosim").cost(
        node: nanometres(180), supply: Voltage(si: 1.8), bits: 8)
    } throws: { ($0 as? Diagnostic)?.code == "GD0322" }
  }

  // MARK: Converters

  @Test func surveyConverterReproducesItsSource() throws {
    // 8 bits at 1 GS/s in 32 nm: 1.71 pJ and 5970 um^2, against ISAAC's 1.67 pJ.
    let converter = try library.component("adc-survey")
    let cost = try converter.cost(
      node: nanometres(32), supply: Voltage(si: 0.9), bits: 8, rate: Frequency(si: 1e9))
    #expect(abs(cost.energy.si / 1.71e-12 - 1) < 0.005)
    #expect(abs(cost.area.si / 5970e-12 - 1) < 0.005)
    #expect(cost.latency.description == "1 ns")
    #expect(cost.warnings.isEmpty)
  }

  @Test func moreBitsAndHigherRatesTakeMore() throws {
    let converter = try library.component("adc-survey")
    func energy(_ bits: Int, _ rate: Double) throws -> Double {
      try converter.cost(
        node: nanometres(65), supply: Voltage(si: 1.2), bits: bits, rate: Frequency(si: rate)
      ).energy.si
    }
    for bits in 5..<12 { #expect(try energy(bits + 1, 1e8) > energy(bits, 1e8)) }
    #expect(try energy(8, 1e10) > energy(8, 1e8))
  }

  @Test(arguments: [
    (130.0, 763.0, 1372.0), (90, 505, 919), (65, 347, 623), (45, 226, 398), (32, 137, 236), (22, 90, 150),
    (14, 45, 76), (10, 32, 53), (7, 22, 36),
  ])
  func fittedConverterReproducesItsSource(node: Double, five: Double, eight: Double) throws {
    // Femtojoules at a column of 10 kOhm, as computed from NeuroSim's own formula.
    let converter = try library.component("adc-sar-neurosim")
    for (bits, expected) in [(5, five), (8, eight)] {
      let cost = try converter.cost(node: nanometres(node), supply: Voltage(si: 1), bits: bits)
      #expect(abs(cost.energy.si * 1e15 - expected) < 0.51)
      #expect(abs(cost.latency.si - Double(bits + 1) * 1e-9) < 1e-15)
    }
  }

  @Test func figuresUnderTheSurveyAreNamed() throws {
    // 0.15 pJ for 8 bits at 22 nm, where the best published converter needs 1.09 pJ.
    let converter = try library.component("adc-sar-neurosim")
    let cost = try converter.cost(node: nanometres(22), supply: Voltage(si: 0.8), bits: 8)
    #expect(cost.warnings.map(\.code) == ["GD0323"])
    #expect(cost.warnings.first?.message.contains("1.09 pJ") == true)
    let large = try converter.cost(node: nanometres(130), supply: Voltage(si: 1.3), bits: 8)
    #expect(large.warnings.isEmpty)
  }

  @Test func whatIsNotStatedIsAskedFor() throws {
    let converter = try library.component("adc-survey")
    #expect {
      try converter.cost(node: nanometres(65), supply: Voltage(si: 1), rate: Frequency(si: 1e6))
    } throws: { ($0 as? Diagnostic)?.code == "GD0320" }
    #expect {
      try converter.cost(node: nanometres(65), supply: Voltage(si: 1), bits: 8)
    } throws: { ($0 as? Diagnostic)?.code == "GD0320" }
    #expect {
      try converter.cost(
        node: nanometres(65), supply: Voltage(si: 1), bits: 40, rate: Frequency(si: 1e6))
    } throws: { ($0 as? Diagnostic)?.code == "GD0321" }
    #expect {
      try converter.cost(node: nanometres(65), supply: Voltage(si: 1), bits: 8, rate: .zero)
    } throws: { ($0 as? Diagnostic)?.code == "GD0321" }
  }

  @Test func convertersOfUnitElementsDoubleWithEveryBit() throws {
    let converter = try library.component("dac-8b-brahms")
    let (node, supply) = (nanometres(40), Voltage(si: 0.9))
    let eight = try converter.cost(node: node, supply: supply, bits: 8)
    let six = try converter.cost(node: node, supply: supply, bits: 6)
    #expect(eight.energy.description == "291 fJ")
    #expect(abs(eight.energy / six.energy - 4) < 1e-12)
    #expect(abs(eight.area / six.area - 4) < 1e-12)
    #expect(eight.latency == six.latency)
  }

  // MARK: Files

  @Test func everyRoleOfTheCMOSPeripheralsHasAPrice() throws {
    for name in library.names(.technologies) where name != "ideal" {
      let technology = try library.load(name)
      for role in ComponentRole.allCases {
        let component = try #require(technology.peripherals.components[role], "\(name) \(role)")
        let cost = try component.cost(at: technology.process, bits: 8, rate: Frequency(si: 1e6))
        #expect(cost.area > .zero)
        #expect(cost.energy > .zero || cost.activePower > .zero)
        #expect(cost.latency > .zero)
        #expect(cost.uncertainty >= 1)
        #expect(cost.grounds.contains { $0.figure == "uncertainty" })
      }
    }
  }

  @Test func componentsOfTheUsersOwn() throws {
    let gate = try String(contentsOfFile: library.path(.components, "nand2-sky130"), encoding: .utf8)
    let peripherals = try String(contentsOfFile: library.path(.peripherals, "cmos130"), encoding: .utf8)
    try withFiles([
      "mine.yaml": """
      summary: ours
      process: sky130
      device: sky130-reram
      neuron: active-rectifier
      peripherals: parts/around.yaml
      """,
      "parts/around.yaml": peripherals.replacingOccurrences(of: "gate: nand2-sky130", with: "gate: g.yaml"),
      "parts/g.yaml": gate.replacingOccurrences(of: "12.4 fJ", with: "20 fJ"),
    ]) { folder in
      let loaded = try library.read("mine.yaml", relativeTo: folder)
      let component = try #require(loaded.technology.peripherals.components[.gate])
      #expect(component.name == "g")
      #expect(try component.cost(at: loaded.technology.process).energy.description == "20 fJ")
      #expect(loaded.inputFiles.contains { $0.path == "\(folder)/parts/g.yaml" })
    }
  }

  private func codes(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics.map { "\($0.location?.line ?? 0) \($0.code)" }
    } catch {
      Issue.record("\(error)")
      return []
    }
  }

  @Test func mistakesInComponentFiles() throws {
    try withFiles([
      "law.yaml": "summary: x\nlaw: { fixt: {} }\nuncertainty: { value: 2, assumption: \"fine\" }\n",
      "figures.yaml": """
      summary: x
      law:
        fixed:
          node: { value: 130 nm, assumption: "fine" }
          supply: { value: 1.8 V, assumption: "fine" }
          scaling: digital
          area: 4 um^2
          energy: { value: 4 W, assumption: "wrong unit" }
          latency: { value: -1 ns, assumption: "negative" }
          leakage: { value: 1 nW, assumption: "fine" }
      uncertainty: { value: 0.5, assumption: "below 1" }
      """,
    ]) { folder in
      #expect(codes { _ = try library.component("law.yaml", relativeTo: folder) } == ["2 GD0309"])
      #expect(
        codes { _ = try library.component("figures.yaml", relativeTo: folder) } == [
          "3 GD0203", "6 GD0207", "7 GD0303", "8 GD0206", "9 GD0205", "11 GD0205",
        ])
    }
  }

  @Test func mistakesInTheListOfComponents() throws {
    let peripherals = try String(contentsOfFile: library.path(.peripherals, "cmos130"), encoding: .utf8)
    try withFiles([
      "name.yaml": peripherals.replacingOccurrences(of: "nand2-sky130", with: "nand2-sky13"),
      "role.yaml": peripherals.replacingOccurrences(of: "  gate:", with: "  gates:"),
    ]) { folder in
      let line = 1 + (peripherals.components(separatedBy: "\n").firstIndex { $0.contains("gate:") } ?? 0)
      #expect(codes { _ = try library.peripherals("name.yaml", relativeTo: folder) } == ["\(line) GD0301"])
      #expect(codes { _ = try library.peripherals("role.yaml", relativeTo: folder) } == ["\(line) GD0202"])
    }
  }

  @Test func tablesOfUnequalLength() throws {
    let text = try String(contentsOfFile: library.path(.components, "adc-sar-neurosim"), encoding: .utf8)
    try withFiles([
      "short.yaml": text.replacingOccurrences(
        of: "slope: { values: [8.4483 uW, ", with: "slope: { values: ["),
      "order.yaml": text.replacingOccurrences(of: "[130 nm, 90 nm,", with: "[90 nm, 130 nm,"),
    ]) { folder in
      #expect(
        codes { _ = try library.component("short.yaml", relativeTo: folder) }.map { $0.suffix(6) } == [
          "GD0324"
        ])
      #expect(
        codes { _ = try library.component("order.yaml", relativeTo: folder) }.map { $0.suffix(6) } == [
          "GD0324"
        ])
    }
  }
}
