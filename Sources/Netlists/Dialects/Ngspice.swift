/// ngspice, with subcircuits for leaf cells (Debian's 39.3 reads no compiled Verilog-A).
struct Ngspice: SpiceCards {
  let name = "ngspice"
  let summary = "ngspice 39 or later; leaf cells are subcircuits with behavioural sources"
  let reference = "H. Vogt et al., Ngspice User's Manual, version 39 (2023)"
  let fileExtension = "sp"
  let usesVerilogA = false
  // 39.3 stops with a fatal error at about 1,005 ports.
  let maximumPorts: Int? = 1000

  let quotes = ("'", "'")

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = [CommentText.line(commentPrefix, testbench.title), include(chip.path)]
    lines += SpiceTestbench.opening(testbench, chip, dialect: self)
    // Newton's last step is below these tolerances, so the error, its square, is rounding; tighter ones would
    // make ngspice wait for its own rounding errors to vanish.
    lines.append(
      testbench.analysis != .operatingPoint
        ? ".options reltol=1e-6 abstol=1e-15 vntol=1e-9 gmin=1e-18 method=gear"
        : ".options reltol=1e-10 abstol=1e-17 vntol=1e-13 gmin=1e-30 itl1=1000")
    let vectors = testbench.probes.map { SpiceTestbench.vector($0, chip, separator: ".") }
    switch testbench.analysis {
    case .operatingPoint: lines.append(".op")
    case .settling(let stop, let step):
      lines.append(".tran \(NumberText.text(step)) \(NumberText.text(stop))")
      lines += SpiceTestbench.measurements(testbench, chip, separator: ".")
    }
    lines.append(".save " + vectors.joined(separator: " "))
    lines += SpiceTestbench.expectations(testbench, chip, separator: ".", dialect: self)
    // A failed analysis must be seen in the exit status, which a control script has to ask for.
    lines += [
      ".control", "set filetype=ascii", "set numdgt=16", "run",
      "if $sim_status", "quit 1", "end", "write \(testbench.name).raw all", "quit 0",
      ".endc", ".end",
    ]
    return lines.map(Self.folded).joined(separator: "\n") + "\n"
  }
}
