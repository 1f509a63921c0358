import Diagnostics
import Expressions
import Technology

/// Makes every transistor an instance of a process's model, with the areas and edges of its sources and drains.
///
/// Fingers share diffusions: of n fingers (n even) n/2 + 1 stripes are sources and n/2 are drains; of an odd number,
/// (n + 1)/2 are of each. A stripe is as wide as a finger and as long as a contacted diffusion.
package struct ProcessMapping: CircuitPass {
  package let name = "process mapping"
  package let needs: Set<CircuitProperty> = [.drawable]
  package let leaves: Set<CircuitProperty> = [.mapped]
  private let models: TransistorModels

  /// Maps onto a process's models.
  package init(_ models: TransistorModels) { self.models = models }

  package func run(_ circuit: Circuit) throws(DiagnosticsError) -> Circuit {
    var result = circuit
    for (place, module) in circuit.modules.enumerated() {
      result.modules[place].items = module.items.map { item in
        guard case .element(var element) = item, case .transistor(let transistor) = element.kind,
          let device = models.devices[transistor.flavour]
        else { return item }
        element.kind = .instance(of: device.name, parameters: parameters(of: transistor))
        return .element(element)
      }
    }
    return result
  }

  /// The actual parameters, in the models' unit of length.
  private func parameters(of transistor: Transistor) -> [Element.Actual] {
    let unit = models.lengthUnit.value.si
    let (width, fingers) = (transistor.width / unit, Double(transistor.fingers))
    let (finger, diffusion) = (width / fingers, models.diffusionLength.value.si / unit)
    let drains = Double((transistor.fingers + 1) / 2)
    let sources = Double(transistor.fingers / 2 + 1)
    func area(_ stripes: Double) -> Double { stripes * finger * diffusion }
    func edge(_ stripes: Double) -> Double { 2 * stripes * (finger + diffusion) }
    let values: [(String, Double)] = [
      ("w", width), ("l", transistor.length / unit), ("nf", fingers), ("ad", area(drains)),
      ("as", area(sources)), ("pd", edge(drains)), ("ps", edge(sources)),
    ]
    // A millionth of the unit is finer than any mask, and leaves no digits of rounding.
    return values.map { Element.Actual($0.0, .number(($0.1 * 1e6).rounded() / 1e6)) }
  }
}

extension PassSequence {
  /// From a circuit of no process to one that simulators with a process's models read.
  /// - Throws: `GD1022` when the process has no models.
  package static func mapping(onto process: Process) throws(DiagnosticsError) -> PassSequence {
    guard let models = process.models else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1022",
          "the process \(process.name) states no models of its transistors, so no circuit can be made in it",
          advice: "`grenadyn describe sky130` shows a process that has some")
      ])
    }
    return PassSequence([SizeCheck(process), ProcessMapping(models)])
  }
}
