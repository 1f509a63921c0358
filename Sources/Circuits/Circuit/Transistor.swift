import Quantities
import Technology

/// A MOS transistor of no process: its kind and its drawn sizes.
package struct Transistor: Sendable, Hashable {
  /// Kind.
  package var flavour: TransistorFlavour
  /// Metres: width of all fingers together, and length.
  package var width, length: Double
  /// Number of fingers that share sources and drains.
  package var fingers: Int

  /// Makes a transistor.
  package init(_ flavour: TransistorFlavour, width: Length, length: Length, fingers: Int = 1) {
    (self.flavour, self.width, self.length, self.fingers) = (flavour, width.si, length.si, fingers)
  }
}

extension Element {
  /// A transistor with named pins.
  package static func transistor(
    _ name: String, _ transistor: Transistor, drain: String, gate: String, source: String, bulk: String
  ) -> Element {
    Element(name, .transistor(transistor), [drain, gate, source, bulk])
  }

  /// An instance of a module with named pins; every port is connected, and no other pin.
  package static func instance(
    _ name: String, of module: Module, pins: [String: String], parameters: [Actual] = []
  ) -> Element {
    precondition(
      pins.count == module.ports.count && module.ports.allSatisfy { pins[$0] != nil },
      "pins of an instance of \(module.name)")
    return Element(
      name, .instance(of: module.name, parameters: parameters), module.ports.map { pins[$0] ?? "" })
  }
}
