import Quantities

/// What a circuit is made for.
package struct CircuitConditions: Sendable, Equatable {
  /// The core supply.
  package var supply: Voltage
  /// The current that the circuit gets as its bias.
  package var bias: Current
  /// What it drives or senses, a line of a crossbar.
  package var load: Resistance

  /// Makes conditions.
  package init(supply: Voltage, bias: Current, load: Resistance) {
    (self.supply, self.bias, self.load) = (supply, bias, load)
  }

  /// Half of the supply, around which rows swing.
  package var middle: Double { supply.si / 2 }
}

/// A circuit of transistors of no process, for conditions of the user's.
///
/// Adding one is a file with a type that conforms, and its entry in ``CircuitLibrary``. The type's comment explains the
/// circuit; tests simulate it and hold it against that comment.
package protocol LibraryCircuit: Sendable {
  /// Lower-case name, words joined by hyphens.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// The bias current and load of a circuit that nobody has said anything about.
  static var standardBias: Current { get }
  static var standardLoad: Resistance { get }

  /// The circuit for some conditions.
  init(_ conditions: CircuitConditions)
  /// The circuit and what it is made of; the circuit itself is the last.
  var modules: [Module] { get }
  /// How it is measured.
  var benches: [Bench] { get }
}

/// The circuits there are.
package enum CircuitLibrary {
  /// One entry a circuit, in the order of `grenadyn list circuits`.
  package static let all: [any LibraryCircuit.Type] = [
    TransconductanceAmplifier.self, RowDriver.self, Rectifier.self, InvertingRectifier.self,
    BidirectionalAmplifier.self, Nudge.self, AccessTransistor.self, BiasGenerator.self, SampleAndHold.self,
    Comparator.self, Transimpedance.self,
  ]

  /// The circuit of a name.
  package static func named(_ name: String) -> (any LibraryCircuit.Type)? { all.first { $0.name == name } }
}
