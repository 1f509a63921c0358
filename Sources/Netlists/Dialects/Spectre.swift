/// Spectre, with the Verilog-A modules as leaf cells (`ahdl_include`).
struct Spectre: SpectreStatements {
  let name = "spectre"
  let summary = "Spectre; leaf cells are Verilog-A modules (ahdl_include)"
  let reference = "Cadence, Spectre Circuit Simulator Reference; read by VACASK as lang=spectre"
  let fileExtension = "scs"
  let gainParameter = "gm"

  var prologue: String { "simulator lang=spectre" }
  func moduleEnd(_ module: Module) -> String { "ends \(module.name)" }
  func loadVerilogA(module: String, path: String) -> String { "ahdl_include \"\(path)\"" }

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = [CommentText.line(commentPrefix, testbench.title), prologue, "global 0"]
    lines += chip.verilogA.map { loadVerilogA(module: $0.module, path: $0.path) }
    lines.append(include(chip.path))
    lines += SpiceTestbench.opening(testbench, chip, dialect: self)
    lines.append(
      "simopts options reltol=1e-9 vabstol=1e-12 iabstol=1e-15 gmin=1e-18 save=selected rawfmt=nutascii")
    let nets = testbench.probes.map { SpiceTestbench.net($0, chip, separator: ".") }
    lines.append(Self.folded("save " + nets.joined(separator: " ")))
    switch testbench.analysis {
    case .operatingPoint: lines.append("\(testbench.name) dc")
    case .settling(let stop, let step):
      lines.append(
        "\(testbench.name) tran stop=\(NumberText.text(stop)) step=\(NumberText.text(step)) errpreset=conservative"
      )
    }
    lines += SpiceTestbench.expectations(testbench, chip, separator: ".", dialect: self)
    return lines.joined(separator: "\n") + "\n"
  }
}
