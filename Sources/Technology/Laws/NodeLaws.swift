import Expressions
import Quantities

// The physics of the circuits around the devices as formulas, written once: netlists and Verilog-A print them, and tests
// compare what networks and solvers compute by hand for speed.

/// The rectifier of a hidden neuron with the node's capacitance; `v` is the node's voltage.
package enum RectifierLaw {
  /// How far a node of polarity 1 (excitatory) is above −V_f, one of polarity −1 (inhibitory) below +V_f.
  package static let overdrive = Definition("overdrive", "polarity" * "v" + "vf")
  /// Current from the node to ground: g_on times what the node is beyond its threshold, 0 inside.
  package static let current: Formula = "polarity" * "gon" * .min("overdrive", zero)
  /// Energy content, the integral of the current over the voltage.
  package static let content: Formula = 0.5 * "gon" * .min("overdrive", zero) * .min("overdrive", zero)
  /// Charge of the node.
  package static let charge: Formula = "c" * "v"

  private static let zero: Formula = .quantity(Voltage.zero)

  /// Units of all symbols.
  package static let units: [String: Exponents] = [
    "v": Voltage.exponents, "vf": Voltage.exponents, "gon": Conductance.exponents, "polarity": .none,
    "c": Capacitance.exponents,
  ]
}

/// The bidirectional amplifier behind a hidden neuron.
package enum AmplifierLaw {
  /// Voltage at the output of `v` at the input.
  package static let output: Formula = "gain" * "v"
  /// Current from the input node into the amplifier, of `i` from the output node into it.
  package static let inputCurrent: Formula = -("reverse" * "i")

  /// Units of all symbols.
  package static let units: [String: Exponents] = [
    "v": Voltage.exponents, "i": Current.exponents, "gain": .none, "reverse": .none,
  ]
}

/// What pulls at a class in a nudged phase.
package enum NudgeLaw {
  /// Current into the positive output node and out of the negative one; `v` is the voltage between them. With follow = 1 a
  /// spring to `target`, with follow = 0 a current that stays while the outputs move.
  package static let pull: Formula = "beta" * ("target" + "offset" - "follow" * "v")

  /// Units of all symbols.
  package static let units: [String: Exponents] = [
    "v": Voltage.exponents, "target": Voltage.exponents, "offset": Voltage.exponents, "follow": .none,
    "beta": Conductance.exponents,
  ]
}

/// The driver of a row.
package enum DriverLaw {
  /// Voltage of the row, of `v` at the input and the current `i` from the row into the driver.
  package static let row: Formula = "v" + "offset" + "r" * "i"

  /// Units of all symbols.
  package static let units: [String: Exponents] = [
    "v": Voltage.exponents, "offset": Voltage.exponents, "i": Current.exponents, "r": Resistance.exponents,
  ]
}

/// The input of an output node's sense circuit.
package enum SenseLaw {
  /// Its charge.
  package static let charge: Formula = "c" * "v"

  /// Units of all symbols.
  package static let units: [String: Exponents] = [
    "v": Voltage.exponents, "c": Capacitance.exponents,
  ]
}
