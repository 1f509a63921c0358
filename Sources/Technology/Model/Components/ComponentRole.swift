/// What a circuit is for. A peripherals file names a component for each role that its chips need.
package enum ComponentRole: String, Sendable, Hashable, CaseIterable, Codable {
  /// Converts an output's voltage to a number.
  case readConverter = "read-converter"
  /// Converts a number to an input's voltage.
  case inputConverter = "input-converter"
  /// Tells which of two voltages is higher.
  case comparator
  /// An operational amplifier: of a neuron, a driver or a sense circuit.
  case amplifier
  /// Lifts a logic signal to a higher supply.
  case levelShifter = "level-shifter"
  /// A NAND2 of minimum size, the unit that control logic is counted in.
  case gate
  /// A bit of a register.
  case flipFlop = "flip-flop"
  /// Puts a write pulse on a line.
  case writeDriver = "write-driver"
  /// A transmission gate.
  case transmissionGate = "switch"
  /// Keeps a voltage until its difference to another one is amplified: a capacitor with its switch.
  case sampler
  /// A pad with its protection.
  case pad
}
