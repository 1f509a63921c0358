import Circuits
import Expressions

/// Spectre, with the Verilog-A modules as leaf cells (`ahdl_include`).
struct Spectre: SpectreStatements {
  let name = "spectre"
  let summary = "Spectre; leaf cells are Verilog-A modules (ahdl_include)"
  let reference = "Cadence, Spectre Circuit Simulator Reference; read by VACASK as lang=spectre"
  let fileExtension = "scs"
  let formulas = FormulaSyntax.spectre
  let gainParameter = "gm"

  /// Functions and constants of expressions, words of statements, analyses, and components: names of masters share one
  /// space with subcircuits.
  let reservedWords = ReservedNames.words(
    """
    abs acos acosh asin asinh atan atan2 atanh ceil cos cosh exp floor fmod hypot int ln log log10 max min pow sin sinh sqrt
    tan tanh
    m_e m_log2e m_log10e m_ln2 m_ln10 m_pi m_two_pi m_pi_2 m_pi_4 m_1_pi m_2_pi m_2_sqrtpi m_sqrt2 m_sqrt1_2
    m_degperrad p_q p_c p_k p_h p_eps0 p_u0 p_celsius0 temp tnom scale scalem freq time
    ahdl_include alter altergroup assert check checklimit correlate dspf_include else end endlibrary ends endsection export
    for function global ground ic if include info inline inlinesubckt lang library local march mismatch model nodeset
    options parameters paramset paramtest plot print process protect pspice_include real return save section sens set
    shell simulator statistics subckt sweep truncate unprotect vary vec_include
    ac acmatch dc dcmatch envlp hb hbac hbnoise hbsp loadpull montecarlo noise pac pdisto pnoise psp pss pstb pxf pz qpac
    qpnoise qpsp qpss qpxf reliability sp stb tdr thermal tran uti xf
    assert bht bit bjt bsource capacitor cccs ccvs core corefrag d2a a2d dcblock dcfeed delay diode fourier gaas hbt hvmos
    ibis_buffer inductor intcap iprobe isource jfet juncap loc msline mtline mutual_inductor nodcap node nport opamp
    pcccs pccvs phy_res port pvccs pvcvs quantity rdiff relay resistor scccs sccvs svccs svcvs switch tline transformer
    vbic vccs vcvs vsource winding zcccs zccvs zvccs zvcvs bsim1 bsim2 bsim3 bsim3v3 bsim4 bsimsoi ekv hisim mos0 mos1
    mos2 mos3 psp102 psp103 tom2 tom3
    """)

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
