import Diagnostics
import Quantities
import Technology

/// Finds transistors that a process has not, or cannot draw.
package struct SizeCheck: CircuitPass {
  package let name = "size check"
  package let needs: Set<CircuitProperty> = []
  package let leaves: Set<CircuitProperty> = [.drawable]
  private let process: Process

  /// Checks against a process.
  package init(_ process: Process) { self.process = process }

  package func run(_ circuit: Circuit) throws(DiagnosticsError) -> Circuit {
    let found = circuit.transistors.flatMap { diagnostics(of: $0.element, $0.transistor, in: $0.module) }
    guard found.isEmpty else { throw DiagnosticsError(found) }
    return circuit
  }

  private func diagnostics(of element: String, _ transistor: Transistor, in module: String) -> [Diagnostic] {
    let subject = "the transistor \(element) of the circuit \(module)"
    guard let device = process.models?.devices[transistor.flavour] else {
      return [
        Diagnostic(
          .error, "GD1021",
          "\(subject) is of the kind \(transistor.flavour.rawValue), of which the process \(process.name) has no model"
        )
      ]
    }
    // Sizes are computed: one that is the limit must not fail by a rounding.
    func problem(_ what: String, _ size: Double, _ least: Cited<Length>, _ most: Cited<Length>) -> Diagnostic?
    {
      guard size < least.value.si * (1 - 1e-9) || size > most.value.si * (1 + 1e-9) else { return nil }
      return Diagnostic(
        .error, "GD1020",
        "\(subject) has a \(what) of \(Length(si: size)); in the process \(process.name) a \(device.name) has "
          + "\(least.value) to \(most.value)")
    }
    return [
      problem("gate length", transistor.length, device.minimumLength, device.maximumLength),
      problem(
        "finger width", transistor.width / Double(transistor.fingers), device.minimumWidth,
        device.maximumWidth
      ),
    ].compactMap { $0 }
  }
}

extension Circuit {
  /// Every transistor that has no process yet.
  package var transistors: [(module: String, element: String, transistor: Transistor)] {
    modules.flatMap { module in
      module.items.compactMap { item in
        guard case .element(let element) = item, case .transistor(let transistor) = element.kind else {
          return nil
        }
        return (module.name, element.name, transistor)
      }
    }
  }
}
