import Circuits
import Expressions
import Testing

@testable import Netlists

@Suite("Verilog-A modules and formulas in netlists")
struct VerilogAModuleTests {
  @Test("every kind of parameter and statement")
  func everything() {
    let module = VerilogAModule(
      comments: ["A\nB"], name: "m", ports: ["a", "b"], innerNodes: ["x"],
      parameters: [
        .model("g", 4e-5, from: "[0:inf)", units: "S", "conductance"), .instance("f", 2, "a factor"),
        .instance("h", fixed: 1, from: "(0:inf)", units: "V", "a voltage"),
      ],
      branches: ["(a, b) out"], probes: ["v": "V(a, b)"],
      statements: [
        .read("state", "V(x)"), .define(Definition("u", "v" / "h" - 40)),
        .contribute("I(a, b)", -("g" * "v")),
        .contribute("I(a, b)", "g" * .max("u", 0)), .contributeDerivative("I(x)", "state"),
        .whereStatic(
          [.contribute("I(x)", "state"), .contribute("I(x)", 1)], else: [.contribute("I(x)", "f")]),
      ])
    #expect(
      module.text == """
        // A B
        `include "disciplines.vams"
        module m(a, b);
          inout a, b;
          electrical a, b;
          electrical x;
          (*desc="conductance", units="S"*) parameter real g = 4e-5 from [0:inf);
          (*type="instance", desc="a factor"*) parameter real f = 2;
          (*type="instance", desc="a voltage", units="V"*) parameter real h = 1.0 from (0:inf);
          branch (a, b) out;
          real state, u;
          analog begin
            state = V(x);
            u = V(a, b)/h - 40.0;
            I(a, b) <+ -g*V(a, b);
            if (u > 0.0)
              I(a, b) <+ g*u;
            I(x) <+ ddt(state);
            if (analysis("static")) begin
              I(x) <+ state;
              I(x) <+ 1.0;
            end
            else
              I(x) <+ f;
          end
        endmodule

        """)
  }

  @Test(
    "a current is a formula of voltages between nets, in every dialect",
    arguments: [
      ("ngspice", "bcell p n i='((g*v(p,n))+(v(p,n)*pow(v(p,n),2)))'"),
      ("xyce", "bcell p n i={((g*v(p,n))+pow(v(p,n),3))}"),
      ("hspice", "gcell p n cur='((g*v(p,n))+(v(p,n)**3))'"),
      ("spectre", "bcell (p n) bsource i=((g*v(p,n))+pow(v(p,n),3))"),
      ("vacask", "bcell (p n) bsource i=((g*v(p,n))+pow(v(p,n),3))"),
    ])
  func currents(_ name: String, _ line: String) throws {
    let dialect = try #require(DialectRegistry.named(name))
    let current: Formula = "g" * "v" + Formula.symbol("v").power(3)
    let element = Element(
      "cell", .behaviouralCurrent(current, voltages: ["v": NetPair("p", "n")]), ["p", "n"])
    #expect(dialect.line(element) == line)
    let number = Element("a", .resistor(.number(1.0 / 3)), ["p", "n"])
    #expect(dialect.line(number).hasSuffix("3.33333333333333e-1"))
  }
}
