import Expressions

/// Xyce, with subcircuits for leaf cells; subcircuit parameters stand behind `PARAMS:`.
struct Xyce: SpiceCards {
  let name = "xyce"
  let summary = "Xyce; leaf cells are subcircuits with behavioural sources"
  let reference =
    "Sandia National Laboratories, Xyce Parallel Electronic Simulator: Reference Guide, version 7"
  let fileExtension = "xyce.sp"
  let formulas = FormulaSyntax.xyce
  let usesVerilogA = false
  let parameterKeyword = " PARAMS:"

  let quotes = ("{", "}")

  /// Functions, special variables and constants of expressions (Reference Guide, section on expressions), and words of
  /// statements.
  let reservedWords = ReservedNames.words(
    """
    abs acos acosh agauss akima arctan asin asinh atan atan2 atanh aunif bli ceil cos cosh cubic db ddt ddx exp fasttable
    floor fmod gauss if img int limit ln log log10 m max min nint ph pow pwr pwrs r rand re sdt sgn sign sin sinh
    spice_exp spice_pulse spice_sffm spice_sin spline sqrt stp table tablefile tan tanh unif uramp v i n p w wodicka
    ctok freq gmin hertz pi temp temper time vt exp
    params param global_param subckt ends end func ic include lib endl model measure op options options print save sens
    sampling step tran ac dc dcvolt data enddata four fft hb lin noise nodeset mpde preprocess result addresistors
    replaceground poly value vol
    """)

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = [CommentText.line(commentPrefix, testbench.title), include(chip.path)]
    lines += SpiceTestbench.opening(testbench, chip, dialect: self)
    let vectors = testbench.probes.map { SpiceTestbench.vector($0, chip, separator: ":") }
      .joined(separator: " ")
    lines.append(".options nonlin reltol=1e-9 abstol=1e-15")
    switch testbench.analysis {
    case .operatingPoint:
      // .print needs a .dc: a sweep of the first source over its one value.
      lines += testbench.sources.prefix(1).map { ".dc v\($0.port) list \(NumberText.text($0.voltage))" }
      lines.append(".print dc format=std precision=15 \(vectors)")
    case .settling(let stop, let step):
      lines.append(".options timeint reltol=1e-6 abstol=1e-9")
      lines.append(".tran \(NumberText.text(step)) \(NumberText.text(stop))")
      lines.append(".print tran format=std precision=15 \(vectors)")
      lines += SpiceTestbench.measurements(testbench, chip, separator: ":")
    }
    lines += SpiceTestbench.expectations(testbench, chip, separator: ":", dialect: self)
    lines.append(".end")
    return lines.map(Self.folded).joined(separator: "\n") + "\n"
  }
}
