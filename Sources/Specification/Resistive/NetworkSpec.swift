import Quantities

/// `network:` — a deep resistive network.
package struct NetworkSpec: Sendable, Equatable {
  /// The energy family, a registered name: `resistive`.
  package var family: Located<String>
  /// The clamped layer.
  package var input: InputSpec
  /// Magnitude of the two constant-voltage bias rows (+V and −V) that every layer has; nil = no bias rows.
  package var bias: Located<Voltage>?
  /// Whether every free node has a current source of its own that is trained: the biases of the published
  /// networks, which no netlist has; the circuit's biases are the rows of `bias`.
  package var biasCurrent: Located<BiasCurrent>
  /// Rectifier layers, first to last; may be empty (a linear network).
  package var hidden: [Located<HiddenSpec>]
  /// The linear layer that is read and nudged.
  package var output: OutputSpec
}

/// How a layer's signed values or weights become rows of non-negative conductances.
package enum InputEncoding: String, Sendable, CaseIterable {
  /// Two rows a value, at +x and −x: a signed weight is the difference of two conductances.
  case complementary
  /// One row a value, at +x.
  case single
}

/// How a class is read from output nodes, and so how a signed output weight becomes conductances.
package enum OutputEncoding: String, Sendable, CaseIterable {
  /// One node a class, against ground.
  case single
  /// Two nodes a class, interlaced; the class value is V(2c) − V(2c+1).
  case differential
  /// One node a class and one reference node shared by all; the class value is V(c) − V(reference).
  case referenceColumn = "reference-column"
}

/// The current sources of the free nodes.
package enum BiasCurrent: String, Sendable, CaseIterable {
  /// There are none.
  case none
  /// One a node, of either sign, from 0 on trained with `training.bias-rate`.
  case trained
}

/// `network.input:`
package struct InputSpec: Sendable, Equatable {
  /// Sizes of the input array, for example [8, 8]; its product is the number of values.
  package var shape: Located<[Int]>
  /// Rows a value.
  package var encoding: InputEncoding
  /// Row voltage of the largest input value (data are scaled to 0…1).
  package var fullScale: Located<Voltage>
}

/// Which neurons of a hidden layer are excitatory (v ≥ 0) and which inhibitory (v ≤ 0).
package enum RectifierScheme: String, Sendable, CaseIterable {
  /// The first half (rounded up) excitatory, the rest inhibitory.
  case halves
  /// Excitatory, inhibitory, excitatory, …
  case alternating
}

/// One entry of `network.hidden:`
package struct HiddenSpec: Sendable, Equatable {
  /// Number of neurons.
  package var units: Int
  /// Voltage gain A of the bidirectional amplifier behind each neuron; 1 = none.
  package var gain: Double
  /// Current gain B of the amplifiers backward; nil = 1/A.
  package var reverseGain: Double? = nil
  /// Which of them are excitatory.
  package var rectifiers = RectifierScheme.halves
}

/// `network.output:`
package struct OutputSpec: Sendable, Equatable {
  /// Number of classes, or of values.
  package var classes: Located<Int>
  /// Whether they are classes or values.
  package var targets = TargetKind.label
  /// Nodes a class or value.
  package var encoding: OutputEncoding
  /// Value of the right class in the target, the other classes' being 0 V; of values, the volts of a scaled target of 1.
  package var target: Voltage
  /// Gain of the sense circuits between the outputs and their converters.
  package var readGain = 1.0
}
