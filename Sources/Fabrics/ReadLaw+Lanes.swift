import Expressions
import Technology

extension ReadLaw {
  /// The formula of the current or of the content (`MemristorLaw`) compiled, for many synapses at a time.
  ///
  /// The sums of energy and of Kirchhoff's law, which all engines are compared with, come from the formula itself.
  package struct Lanes: Sendable {
    private let program: Program
    private let uniforms: [Double]
    private var workspace: Program.Workspace<Double>

    /// Compiles a formula of the law.
    package init(_ law: ReadLaw, _ formula: KeyPath<MemristorLaw, Formula>) {
      let v0 = law.nonlinearityVoltage?.si
      let physics = MemristorLaw(isLinear: v0 == nil)
      let program = try? Program([physics[keyPath: formula]], lanes: ["v"], uniforms: v0 == nil ? [] : ["v0"])
      guard let program else { preconditionFailure("a read law of other symbols than v and v0") }
      (self.program, uniforms, workspace) = (program, v0.map { [$0] } ?? [], Program.Workspace(program))
    }

    /// Its value at every voltage, volts.
    package mutating func callAsFunction(_ volts: [Double]) -> [Double] {
      var results = [Double](repeating: 0, count: volts.count)
      // A copy, as the memory beside it is written.
      let uniforms = uniforms
      var span = results.mutableSpan
      program.evaluate(volts.span, uniforms: uniforms.span, into: &span, workspace: &workspace)
      return results
    }
  }
}
