import Quantities

/// `network:` — a deep resistive network.
public struct NetworkSpec: Sendable, Equatable {
  /// The energy family, a registered name: `resistive`.
  public var family: Located<String>
  /// The clamped layer.
  public var input: InputSpec
  /// Magnitude of the two constant-voltage bias rows (+V and −V) that every layer has; nil = no bias rows.
  public var bias: Located<Voltage>?
  /// Whether every free node has a current source of its own that is trained: the biases of the published
  /// networks, which no netlist has; the circuit's biases are the rows of `bias`.
  public var biasCurrent: Located<BiasCurrent>
  /// Rectifier layers, first to last; may be empty (a linear network).
  public var hidden: [Located<HiddenSpec>]
  /// The linear layer that is read and nudged.
  public var output: OutputSpec
}

/// How a layer's signed values or weights become rows of non-negative conductances.
public enum InputEncoding: String, Sendable, CaseIterable {
  /// Two rows a value, at +x and −x: a signed weight is the difference of two conductances.
  case complementary
  /// One row a value, at +x.
  case single
}

/// How a class is read from output nodes, and so how a signed output weight becomes conductances.
public enum OutputEncoding: String, Sendable, CaseIterable {
  /// One node a class, against ground.
  case single
  /// Two nodes a class, interlaced; the class value is V(2c) − V(2c+1).
  case differential
  /// One node a class and one reference node shared by all; the class value is V(c) − V(reference).
  case referenceColumn = "reference-column"
}

/// The current sources of the free nodes.
public enum BiasCurrent: String, Sendable, CaseIterable {
  /// There are none.
  case none
  /// One a node, of either sign, from 0 on trained with `training.bias-rate`.
  case trained
}

/// `network.input:`
public struct InputSpec: Sendable, Equatable {
  /// Sizes of the input array, for example [8, 8]; its product is the number of values.
  public var shape: Located<[Int]>
  /// Rows a value.
  public var encoding: InputEncoding
  /// Row voltage of the largest input value (data are scaled to 0…1).
  public var fullScale: Located<Voltage>
}

/// Which neurons of a hidden layer are excitatory (v ≥ 0) and which inhibitory (v ≤ 0).
public enum RectifierScheme: String, Sendable, CaseIterable {
  /// The first half (rounded up) excitatory, the rest inhibitory.
  case halves
  /// Excitatory, inhibitory, excitatory, …
  case alternating
}

/// One entry of `network.hidden:`
public struct HiddenSpec: Sendable, Equatable {
  /// Number of neurons.
  public var units: Int
  /// Voltage gain A of the bidirectional amplifier behind each neuron; 1 = none.
  public var gain: Double
  /// Current gain B of the amplifiers backward; nil = 1/A.
  public var reverseGain: Double? = nil
  /// Which of them are excitatory.
  public var rectifiers = RectifierScheme.halves
}

/// `network.output:`
public struct OutputSpec: Sendable, Equatable {
  /// Number of classes.
  public var classes: Located<Int>
  /// Nodes a class.
  public var encoding: OutputEncoding
  /// Value of the right class in the target; the other classes' is 0 V.
  public var target: Voltage
  /// Gain of the sense circuits between the outputs and their converters.
  public var readGain = 1.0
}
