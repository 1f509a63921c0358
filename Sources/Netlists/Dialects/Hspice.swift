/// HSPICE, with the Verilog-A modules as leaf cells (`.hdl`).
struct Hspice: SpiceCards {
  let name = "hspice"
  let summary = "HSPICE; leaf cells are Verilog-A modules (.hdl)"
  let reference =
    "Synopsys, HSPICE Reference Manual: Commands and Control Options; read by VACASK as lang=hspice"
  let fileExtension = "hspice.sp"
  let usesVerilogA = true

  let quotes = ("'", "'")

  func behaviouralCurrent(_ name: String, _ nets: [String], _ expression: Expression) -> String {
    "g\(name) \(nets.joined(separator: " ")) cur=\(value(expression))"
  }

  func loadVerilogA(module: String, path: String) -> String { ".hdl \"\(path)\"" }

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = [CommentText.line(commentPrefix, testbench.title)]
    lines += chip.verilogA.map { loadVerilogA(module: $0.module, path: $0.path) }
    lines.append(include(chip.path))
    // β as a parameter that the operating point sweeps over one value: .probe needs an analysis of its own.
    lines.append(topParameter(Parameter("beta", testbench.beta.si)))
    lines += SpiceTestbench.opening(testbench, chip, dialect: self, beta: .parameter("beta"))
    lines.append(".option reltol=1e-9 absv=1e-12 absi=1e-15 gmindc=1e-15 ingold=2 numdgt=10 post=2")
    let vectors = testbench.probes.map { SpiceTestbench.vector($0, chip, separator: ".") }
      .joined(separator: " ")
    switch testbench.analysis {
    case .operatingPoint:
      lines += [".dc beta poi 1 \(NumberText.text(testbench.beta))", ".print dc \(vectors)"]
    case .settling(let stop, let step):
      lines.append(".tran \(NumberText.text(step)) \(NumberText.text(stop))")
      lines.append(".print tran \(vectors)")
      lines += SpiceTestbench.measurements(testbench, chip, separator: ".")
    }
    lines += SpiceTestbench.expectations(testbench, chip, separator: ".", dialect: self)
    lines.append(".end")
    return lines.map(Self.folded).joined(separator: "\n") + "\n"
  }
}
