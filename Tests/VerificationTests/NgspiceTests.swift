import Foundation
import Mapping
import Quantities
import Resistive
import Simulators
import Specification
import Testing

@testable import Verification

@Suite struct NgspiceTests {
  /// Chips of every kind of network, read law and technology.
  static let chips: [(name: String, make: @Sendable () throws -> Fixture)] = [
    ("linear without hidden layers", { try Fixture(isLinear: true, hidden: []) }),
    ("linear with rectifiers", { try Fixture(isLinear: true) }),
    ("sinh with rectifiers and amplifiers", { try Fixture() }),
    ("sinh without bias", { try Fixture(bias: nil) }),
    ("no amplifier", { try Fixture(hidden: [HiddenLayer(units: 5)]) }),
    (
      "two hidden layers, differential",
      {
        try Fixture(
          hidden: [HiddenLayer(units: 6, gain: 3), HiddenLayer(units: 4, gain: 2)], output: .differential)
      }
    ),
    (
      "rectifiers in turn",
      {
        try Fixture(
          hidden: [
            HiddenLayer(units: 5, gain: 3, rectifiers: .alternating),
            HiddenLayer(units: 4, rectifiers: .alternating),
          ])
      }
    ),
    ("reference column", { try Fixture(output: .referenceColumn) }),
    ("one-sided", { try Fixture(encoding: .single, estimator: .oneSided) }),
    ("sky130", { try Fixture("sky130-reram") }),
    ("sky130, differential, no bias", { try Fixture("sky130-reram", output: .differential, bias: nil) }),
    ("ideal", { try Fixture("ideal") }),
    (
      "ideal, two hidden layers",
      { try Fixture("ideal", hidden: [HiddenLayer(units: 6, gain: 4), HiddenLayer(units: 4, gain: 4)]) }
    ),
    (
      "currents, cross-entropy, reverse gains",
      {
        try Fixture(
          hidden: [
            HiddenLayer(units: 6, gain: 3, reverseGain: 1), HiddenLayer(units: 4, gain: 2, reverseGain: 1.5),
          ], output: .differential, currents: .crossEntropy(temperature: Voltage(si: 0.02)))
      }
    ),
    // ngspice takes no subcircuit of more than about 1000 ports: this chip is written flat.
    (
      "flat, of 1000 inputs",
      {
        try Fixture(
          isLinear: true, inputs: 500, hidden: [HiddenLayer(units: 2)], samples: 1,
          tile: TileShape(rows: 64, columns: 64), dialects: ["ngspice"])
      }
    ),
  ]

  @Test(arguments: chips.indices)
  func nodesAndGradientAgree(_ index: Int) throws {
    let report = try Self.chips[index].make().report("ngspice-nodes", "ngspice-gradient")
    #expect(report.checks.map(\.verdict) == [.pass, .pass], "\(Self.chips[index].name)\n\(report.table())")
  }

  /// Where all devices are equal, all outputs are, and the gradient of whole connections is rounding.
  @Test(arguments: [OutputEncoding.single, .differential])
  func theGradientOfEqualDevices(_ output: OutputEncoding) throws {
    let report = try Fixture(output: output, dialects: ["ngspice"], equal: true).report(
      "ngspice-nodes", "ngspice-gradient")
    #expect(report.passes, "\(report.table())")
  }

  /// The floor lets rounding pass and nothing else: an error of 10⁻⁹ of a voltage is far above.
  @Test func theFloorOfTheGradient() {
    let (volts, span) = (0.5, 4e-5)
    let floor = NgspiceGradient.floor(volts: volts, span: span)
    func error(ofVoltage error: Double) -> Double { 2 * volts * 2 * error * volts / span }
    #expect(error(ofVoltage: 1e-12) < NgspiceGradient.tolerance * floor)
    #expect(error(ofVoltage: 1e-9) > 100 * NgspiceGradient.tolerance * floor)
  }

  /// The trap that the emitted models avoid: ngspice cuts literals in behavioural sources to 11 digits, an error
  /// of up to 5e-11 relative, but no parameters. Should ngspice change, this test says so.
  @Test func ngspiceCutsLiteralsOfBehaviouralSources() throws {
    let scratch = try ScratchFolder()
    let netlist = """
      * digits
      .param k=3.0864197253086419e-05
      v1 a 0 1
      b1 0 cut i='3.0864197253086419e-05*v(a)'
      r1 cut 0 1
      b2 0 whole i='k*v(a)'
      r2 whole 0 1
      .options reltol=1e-12 abstol=1e-20 vntol=1e-18
      .op
      .control
      set filetype=ascii
      set numdgt=16
      run
      write digits.raw all
      quit 0
      .endc
      .end
      """
    try Data(netlist.utf8).write(to: scratch.url.appendingPathComponent("digits.sp"))
    let ngspice = try Tools.discover().require(.ngspice)
    try ToolRun(ngspice, ["-n", "-b", "digits.sp"], in: scratch.url, limits: ToolLimits(seconds: 30))
      .runSuccessfully()
    let file = try RawFile(reading: scratch.url.appendingPathComponent("digits.raw"))
    let (cut, whole) = (try #require(file.voltage("cut")), try #require(file.voltage("whole")))
    #expect(abs(cut / 3.0864197253086419e-05 - 1) > 1e-12)
    #expect(abs(whole / 3.0864197253086419e-05 - 1) < 1e-14)
  }

  /// Behavioural sources of the emitted models hold names and small whole numbers only.
  @Test(arguments: ["leti-hfo2-130", "sky130-reram", "ideal"])
  func behaviouralSourcesHaveNoLongLiterals(_ technology: String) throws {
    let fixture = try Fixture(technology, samples: 1)
    let text = try String(
      contentsOf: fixture.folder.appendingPathComponent("spice/models.sp"), encoding: .utf8)
    let sources = text.split(separator: "\n").filter { $0.hasPrefix("b") }
    #expect(!sources.isEmpty)
    for line in sources { #expect(!line.contains { $0 == "." } && !line.contains(/\d{3}/), "\(line)") }
    let report = try fixture.report("ngspice-nodes")
    #expect(try #require(report.checks[0].measured) < 1e-11, "\(report.table())")
  }

  @Test func outputFolderIsNotTouched() throws {
    let fixture = try Fixture(folderName: "a chip's folder")
    func files() throws -> [String] {
      try #require(FileManager.default.enumerator(atPath: fixture.folder.path)).compactMap { $0 as? String }
        .sorted()
    }
    let before = try files()
    let report = try fixture.report()
    #expect(report.passes, "\(report.table())")
    #expect(try files() == before)
  }

  @Test func sameFolderSameReport() throws {
    let fixture = try Fixture(samples: 1)
    #expect(try fixture.report().json() == fixture.report().json())
  }
}
