import Circuits
import Diagnostics
import Netlists
import Quantities
import Technology
import Testing

@Suite("Passes")
struct PassTests {
  private func micrometres(_ value: Double) -> Length { Length(si: value * 1e-6) }

  private func circuit(
    _ flavour: TransistorFlavour = .nmos, width: Double = 4, length: Double = 0.5, fingers: Int = 1
  ) -> Circuit {
    let transistor = Transistor(
      flavour, width: micrometres(width), length: micrometres(length), fingers: fingers)
    return Circuit(modules: [
      Module(
        name: "switch", kind: .leaf, comment: "a switch", ports: ["a", "b", "on", "vss"],
        items: [.element(.transistor("m", transistor, drain: "a", gate: "on", source: "b", bulk: "vss"))])
    ])
  }

  private func errors(_ circuit: Circuit, _ process: Process) -> [Diagnostic] {
    do {
      _ = try PassSequence.mapping(onto: process).run(circuit)
      return []
    } catch { return error.diagnostics }
  }

  @Test("a transistor becomes an instance of the process's model, with its diffusions")
  func mapping() throws {
    let process = try TechnologyLibrary().process("sky130")
    let ngspice = try #require(DialectRegistry.named("ngspice"))
    func line(_ circuit: Circuit) throws -> String {
      let mapped = try PassSequence.mapping(onto: process).run(circuit)
      guard case .element(let element)? = mapped.modules.first?.items.first else { return "" }
      return ngspice.line(element)
    }
    // One stripe of 4 µm × 0.29 µm at each side.
    let single = try line(circuit())
    #expect(
      single
        == "xm a on b vss sky130_fd_pr__nfet_01v8 w=4 l=5e-1 nf=1 ad=1.16 as=1.16 pd=8.58 ps=8.58")
    // Of four fingers of 1 µm, two stripes are drains and three are sources.
    let shared = try line(circuit(.pmosThick, fingers: 4))
    #expect(
      shared
        == "xm a on b vss sky130_fd_pr__pfet_g5v0d10v5 w=4 l=5e-1 nf=4 ad=5.8e-1 as=8.7e-1 pd=5.16 ps=7.74")
  }

  @Test("a transistor that the process cannot draw is told of, with all others")
  func sizes() throws {
    let process = try TechnologyLibrary().process("sky130")
    var two = circuit(length: 0.1)
    two.modules.append(contentsOf: circuit(width: 1, fingers: 4).modules)
    let found = errors(two, process)
    #expect(found.map(\.code) == ["GD1020", "GD1020"])
    #expect(found.first?.message.contains("gate length of 100 nm") == true, "\(found)")
    #expect(found.last?.message.contains("finger width of 250 nm") == true, "\(found)")
    // The limits themselves can be drawn.
    #expect(errors(circuit(width: 0.42, length: 0.15), process).isEmpty)
  }

  @Test("a process without the kind of transistor, or without any, is told of")
  func missing() throws {
    let library = TechnologyLibrary()
    var process = try library.process("sky130")
    process.models?.devices[.nmosThick] = nil
    #expect(errors(circuit(.nmosThick), process).map(\.code) == ["GD1021"])
    #expect(try errors(circuit(), library.process("ideal")).map(\.code) == ["GD1022"])
  }

  @Test("instances with named pins have their nets in the order of the ports")
  func pins() {
    let module = circuit().modules[0]
    let element = Element.instance("x", of: module, pins: ["vss": "0", "on": "g", "b": "right", "a": "left"])
    #expect(element.nets == ["left", "right", "g", "0"])
  }

  @Test("dialects write diodes, their models and current sources")
  func dialects() throws {
    let ngspice = try #require(DialectRegistry.named("ngspice"))
    let spectre = try #require(DialectRegistry.named("spectre"))
    let diode = Element("c", .diode(model: "clamp"), ["a", "0"])
    let card = ModelCard("clamp", .diode, [Parameter("is", 1e-15), Parameter("n", 1.05)])
    let current = Element("b", .currentSource(.constant(1e-5)), ["vdd", "ib"])
    #expect(ngspice.line(diode) == "dc a 0 clamp")
    #expect(ngspice.model(card) == ".model clamp d (is=1e-15 n=1.05)")
    #expect(ngspice.line(current) == "ib vdd ib dc 1e-5")
    #expect(spectre.line(diode) == "dc (a 0) clamp")
    #expect(spectre.model(card) == "model clamp diode is=1e-15 n=1.05")
    #expect(spectre.line(current) == "ib (vdd ib) isource dc=1e-5")
  }

  @Test("includes come before modules, and models stand in theirs")
  func writing() throws {
    var circuit = circuit()
    circuit.includes = ["models.spice"]
    circuit.modules[0].items = [
      .model(ModelCard("clamp", .diode, [Parameter("n", 1)])),
      .element(Element("c", .diode(model: "clamp"), ["a", "b"])),
    ]
    let output = TextOutput()
    NetlistWriter(dialect: try #require(DialectRegistry.named("ngspice")), output: output).circuit(circuit)
    #expect(
      output.text == """
        .include "models.spice"
        * a switch
        .subckt switch a b on vss
        .model clamp d (n=1)
        dc a b clamp
        .ends switch


        """)
  }
}
