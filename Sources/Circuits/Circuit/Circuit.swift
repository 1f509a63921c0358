import Expressions

/// A hierarchical circuit: modules in an order in which each uses only those before it.
///
/// The circuit knows nothing of networks, and no dialect. Names are lower-case and differ by more than case.
package struct Circuit: Sendable {
  /// Leaf cells, tiles, then the chip, which is the last.
  package var modules: [Module]
  /// Files with models that the modules use, read before them.
  package var includes: [String] = []

  /// Wraps modules.
  package init(modules: [Module]) { self.modules = modules }

  /// Name of the ground net, the same in every dialect.
  package static let ground = "0"
}

/// A formal parameter of a module with its default, in SI units.
package struct Parameter: Sendable, Hashable {
  /// Lower-case name.
  package var name: String
  /// Default value.
  package var value: Double

  /// Makes a parameter.
  package init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
}

/// A subcircuit. Ports come in a stable order, supplies last.
package struct Module: Sendable {
  /// What a module is for; decides the file it is written to.
  package enum Kind: Sendable, Hashable {
    /// A device or circuit with equations, which may be a Verilog-A module instead.
    case leaf
    /// A crossbar tile.
    case tile
    /// The top.
    case chip
  }

  /// Lower-case name.
  package var name: String
  /// What it is for.
  package var kind: Kind
  /// One line for the reader of the netlist.
  package var comment: String
  /// Port names.
  package var ports: [String]
  /// Formal parameters.
  package var parameters: [Parameter]
  /// Content.
  package var items: [Item]
  /// The same module in Verilog-A (flat, scalar, one file), for leaf cells.
  package var verilogA: String?

  /// Makes a module.
  package init(
    name: String, kind: Kind, comment: String, ports: [String], parameters: [Parameter] = [],
    items: [Item], verilogA: String? = nil
  ) {
    (self.name, self.kind, self.comment, self.ports) = (name, kind, comment, ports)
    (self.parameters, self.items, self.verilogA) = (parameters, items, verilogA)
  }
}

/// Part of a module's content. Arrays and meshes are values that are written out one line at a time, so that
/// memory does not grow with the number of devices.
package enum Item: Sendable {
  /// One element.
  case element(Element)
  /// A crossbar of cells.
  case cells(CellArray)
  /// The wires of a crossbar, cell by cell.
  case mesh(WireMesh)
  /// The constants of a device's model, which elements of the module name.
  case model(ModelCard)
}

/// The constants of a built-in device of a simulator, under a name.
package struct ModelCard: Sendable, Hashable {
  /// The devices that have model cards.
  package enum Kind: String, Sendable, Hashable {
    /// A junction diode of SPICE.
    case diode = "d"
  }
  /// Lower-case name.
  package var name: String
  /// What it is a model of.
  package var kind: Kind
  /// The model's constants, in SI units.
  package var parameters: [Parameter]

  /// Makes a card.
  package init(_ name: String, _ kind: Kind, _ parameters: [Parameter]) {
    (self.name, self.kind, self.parameters) = (name, kind, parameters)
  }
}

/// One circuit element or instance.
package struct Element: Sendable, Hashable {
  /// What it is, with its values.
  package enum Kind: Sendable, Hashable {
    /// Nets: two. Ohms.
    case resistor(Formula)
    /// Nets: two. Farads.
    case capacitor(Formula)
    /// Nets: two. Volts.
    case voltageSource(Waveform)
    /// Nets: two. Amperes, from the positive net through the source to the negative net.
    case currentSource(Waveform)
    /// Nets: anode, cathode. The name of a ``ModelCard``.
    case diode(model: String)
    /// Nets: drain, gate, source, bulk. No dialect writes it: ``ProcessMapping`` makes an instance of a process's
    /// model of it.
    case transistor(Transistor)
    /// Nets: positive, negative, controlling positive, controlling negative.
    case voltageControlledVoltage(gain: Formula)
    /// Nets: as above; the current flows from the positive net through the source to the negative net. Siemens.
    case voltageControlledCurrent(transconductance: Formula)
    /// Nets: two. The control is the current through a voltage source of the same module.
    case currentControlledCurrent(source: String, gain: Formula)
    /// Nets: two. Amperes, from the positive net through the element to the negative net. Symbols are parameters, and
    /// those named here voltages between nets.
    case behaviouralCurrent(Formula, voltages: [String: NetPair])
    /// Nets: one a port.
    case instance(of: String, parameters: [Actual])
  }
  /// A parameter of an instance.
  package struct Actual: Sendable, Hashable {
    /// Name of the formal parameter.
    package var name: String
    /// Its value in this instance.
    package var value: Formula
    /// Makes an actual parameter.
    package init(_ name: String, _ value: Formula) { (self.name, self.value) = (name, value) }
  }

  /// Name, unique in the module, without the letter a dialect may put before it.
  package var name: String
  /// What it is.
  package var kind: Kind
  /// The nets it connects.
  package var nets: [String]

  /// Makes an element.
  package init(_ name: String, _ kind: Kind, _ nets: [String]) {
    (self.name, self.kind, self.nets) = (name, kind, nets)
  }
}

extension Element {
  /// A wire of some resistance; of none, a source of 0 V.
  ///
  /// A resistor of 0 Ω would be 1 mΩ in ngspice, without a word, and not a number in VACASK.
  package static func wire(_ name: String, ohms: Double, _ nets: [String]) -> Element {
    Element(name, ohms > 0 ? .resistor(.number(ohms)) : .voltageSource(.constant(0)), nets)
  }

  /// A wire with a capacitance to ground at one of its nets; of 0 F, without it.
  package static func wire(
    _ name: String, ohms: Double, _ nets: [String], farads: Double, at net: String
  ) -> [Element] {
    let wire = wire(name, ohms: ohms, nets)
    return farads > 0 ? [wire, Element(name, .capacitor(.number(farads)), [net, "vss"])] : [wire]
  }
}

/// Two nets with a voltage between them.
package struct NetPair: Sendable, Hashable {
  /// The net that is higher where the voltage is positive.
  package var positive: String
  /// The other.
  package var negative: String

  /// Makes a pair.
  package init(_ positive: String, _ negative: String) {
    (self.positive, self.negative) = (positive, negative)
  }
}

/// The course of a source's voltage or current.
package enum Waveform: Sendable, Hashable {
  /// Constant volts or amperes.
  case constant(Double)
  /// From `initial` volts at time 0 a ramp of `rise` seconds to `value` volts; an operating point sees `initial`.
  case step(initial: Double, value: Double, rise: Double)
}

extension Circuit {
  /// Whether a text is a name in every dialect: a lower-case letter, then letters, digits and underscores.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return false
    }
    return text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
