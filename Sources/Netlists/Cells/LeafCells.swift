import Circuits
import Expressions
import Quantities
import Technology

/// The leaf cells that chips of one technology use: name, ports, parameters, SPICE content and Verilog-A.
///
/// Their equations are the laws of Technology; SPICE and Verilog-A are printed from these.
/// Adding a circuit is one file with a function that makes its module, and its entry in ``all``.
package struct LeafCells: Sendable {
  /// Constants of the devices and circuits.
  let technology: Technology
  /// Whether row drivers have their output resistance (wire models other than `none`).
  let hasDriverResistance: Bool

  /// The leaf cells of a technology.
  package init(technology: Technology, hasDriverResistance: Bool) {
    (self.technology, self.hasDriverResistance) = (technology, hasDriverResistance)
  }

  /// Every leaf cell.
  package var all: [Module] { [memristor, rectifier, bidirectionalAmplifier, nudge, driver, sense] }
}

extension LeafCells {
  /// A capacitor of a charge that is a formula of the voltage `v`; none where it has no farads.
  func capacitor(_ name: String, _ charge: Formula, _ farads: Double, _ nets: [String]) -> [Item] {
    farads > 0 ? [.element(Element(name, .capacitor(charge.derivative(by: "v")), nets))] : []
  }

  /// Names of the leaf modules; no simulator has a built-in device of these names.
  enum Name {
    static let memristor = "gd_memristor"
    static let rectifier = "gd_rectifier"
    static let amplifier = "gd_amplifier"
    static let nudge = "gd_nudge"
    static let driver = "gd_driver"
    static let sense = "gd_sense"
  }
}
