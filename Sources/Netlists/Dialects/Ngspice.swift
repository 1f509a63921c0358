import Expressions

/// ngspice, with subcircuits for leaf cells (Debian's 39.3 reads no compiled Verilog-A).
struct Ngspice: SpiceCards {
  let name = "ngspice"
  let summary = "ngspice 39 or later; leaf cells are subcircuits with behavioural sources"
  let reference = "H. Vogt et al., Ngspice User's Manual, version 39 (2023)"
  let fileExtension = "sp"
  let formulas = FormulaSyntax.ngspice
  let usesVerilogA = false
  // 39.3 stops with a fatal error at about 1,005 ports.
  let maximumPorts: Int? = 1000

  let quotes = ("'", "'")

  /// Functions and reserved words of `.param` and of sources (2.8, 5.1), constants, functions and synonyms of operators of
  /// vectors (17.2), and words that stand on a line with a subcircuit's name (2.5, 2.10). A subcircuit `temper` ends
  /// ngspice 39 with an error of its memory.
  let reservedWords = ReservedNames.words(
    """
    abs acos acosh agauss and arctan asin asinh atan atanh aunif ceil cos cosh ddt defined div exp floor gauss int limit ln
    log log10 max min mod nint not or pow pwl pwr sgn sin sinh sqr sqrt tan tanh temper ternary_fcn time u u2 unif uramp
    hertz temp vt gmin tnom dtemp table value vol cur poly
    boltz c e echarge false i kelvin no pi planck true yes all allv alli const
    avg cph db deriv eq ge group_delay gt imag integ interpolate j le length lt mag mean minimum maximum ne norm ph pos
    real rms rnd sgauss stddev sunif unitvec unwrap vecd vecmax vecmin vector vecs
    control endc end ends subckt global include lib model param params func if else elseif endif options gnd
    ac dc op tran noise pz sens tf disto save print plot measure
    """)

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
