import Circuits
import Expressions

/// HSPICE, with the Verilog-A modules as leaf cells (`.hdl`).
struct Hspice: SpiceCards {
  let name = "hspice"
  let summary = "HSPICE; leaf cells are Verilog-A modules (.hdl)"
  let reference =
    "Synopsys, HSPICE Reference Manual: Commands and Control Options; read by VACASK as lang=hspice"
  let fileExtension = "hspice.sp"
  let formulas = FormulaSyntax.hspice
  let usesVerilogA = true

  let quotes = ("'", "'")

  /// Built-in functions and variables of expressions, distributions, output functions, and words of statements.
  let reservedWords = ReservedNames.words(
    """
    abs acos agauss asin atan aunif cos cosh db def exp floor gauss idb ii im int ip ir isub limit ln log log10 lstb lv lx max
    min nint par pow pwr sgn sign sin sinh sqrt tan tanh unif v i vdb vi vm vp vr
    temper hertz time table valm
    ac alias alter biaschk connect data dc dcmatch dcvolt dec del dout else elseif end enddata endif endl endmacro eom ends
    four fft fsoptions global graph hdl ic if include lib lin lprint macro malias measure model monte nodeset noise oct off
    op option options optimize param plot poi print probe protect prot pz save sens stim subckt sweep tf tran unprot
    unprotect vec
    delay fcn laplace poly pole poweru pwl vccap vccs vcr vcvs cccs ccvs opamp transformer
    """)

  func behaviouralCurrent(_ name: String, _ nets: [String], _ formula: String) -> String {
    "g\(name) \(nets.joined(separator: " ")) cur=\(formula)"
  }

  func loadVerilogA(module: String, path: String) -> String { ".hdl \"\(path)\"" }

  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String {
    var lines = [CommentText.line(commentPrefix, testbench.title)]
    lines += chip.verilogA.map { loadVerilogA(module: $0.module, path: $0.path) }
    lines.append(include(chip.path))
    // β as a parameter that the operating point sweeps over one value: .probe needs an analysis of its own.
    lines.append(topParameter(Parameter("beta", testbench.beta.si)))
    lines += SpiceTestbench.opening(testbench, chip, dialect: self, beta: .symbol("beta"))
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
