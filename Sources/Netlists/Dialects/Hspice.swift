/// HSPICE, with the Verilog-A modules as leaf cells (`.hdl`).
struct Hspice: SpiceCards {
  let name = "hspice"
  let summary = "HSPICE; leaf cells are Verilog-A modules (.hdl)"
  let fileExtension = "hspice.sp"
  let usesVerilogA = true

  let quotes = ("'", "'")

  func behaviouralCurrent(_ name: String, _ nets: [String], _ expression: Expression) -> String {
    "g\(name) \(nets.joined(separator: " ")) cur=\(value(expression))"
  }

  func loadVerilogA(module: String, path: String) -> String { ".hdl \"\(path)\"" }

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = ["* \(testbench.title)"]
    lines += chip.verilogA.map { loadVerilogA(module: $0.module, path: $0.path) }
    lines.append(include(chip.path))
    let isTransient = testbench.analysis != .operatingPoint
    lines += SpiceTestbench.sources(testbench, isTransient: isTransient).map(line)
    lines += SpiceTestbench.instance(testbench, chip, dialect: self)
    lines.append(".option reltol=1e-9 absv=1e-12 absi=1e-15 gmindc=1e-15 ingold=2 numdgt=10 post=2")
    let probes = testbench.probes.map { (SpiceTestbench.vector($0, chip, separator: "."), $0) }
    switch testbench.analysis {
    case .operatingPoint: lines += [".op", ".probe dc " + probes.map(\.0).joined(separator: " ")]
    case .settling(let stop, let step):
      lines.append(".tran \(NumberText.text(step)) \(NumberText.text(stop))")
      lines.append(".probe tran " + probes.map(\.0).joined(separator: " "))
      for (vector, probe) in probes where probe.isPort {
        lines.append(".measure tran final_\(probe.net) find \(vector) at=\(NumberText.text(stop))")
      }
    }
    lines += ["* expected by grenadyn:"] + probes.map { "*   \($0.0) = \(NumberText.text($0.1.expected))" }
    lines.append(".end")
    return lines.map(Self.folded).joined(separator: "\n") + "\n"
  }
}
