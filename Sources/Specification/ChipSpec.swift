import Diagnostics
import Quantities

/// A value with the place it was written at, for diagnostics of later passes.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where it stands in the spec; for a default, the place of the mapping that lacks the key.
  public var location: SourceLocation

  /// Makes a located value.
  public init(_ value: Value, at location: SourceLocation) {
    (self.value, self.location) = (value, location)
  }
}

/// Located values are equal when their values are; the places do not count.
extension Located: Equatable where Value: Equatable {
  public static func == (a: Self, b: Self) -> Bool { a.value == b.value }
}

/// What a chip team asks for: the typed content of a spec file.
///
/// Names (technology, data set, learning rule) are looked up by the modules that own them; everything else is
/// already checked for type, unit and range.
public struct ChipSpec: Sendable, Equatable {
  /// The chip's name, a lower-case identifier; names the top cell and the output files.
  public var name: Located<String>
  /// Seed of every random number of the chip.
  public var seed: UInt64
  /// A technology by name, or by path of a YAML file: a text with a "/" or that ends in ".yaml" or ".yml", as it
  /// is written, so relative to the file that names it (`technology.location.file`).
  public var technology: Located<String>
  /// Folders of technologies and parts of the user's own, already resolved relative to the spec file.
  public var library: [Located<String>] = []
  /// The images it learns from.
  public var data: DataSpec
  /// The network.
  public var network: NetworkSpec
  /// How it learns.
  public var training: TrainingSpec
  /// How it is cut into tiles.
  public var mapping: MappingSpec
  /// What is written.
  public var netlist: NetlistSpec
  /// How much is verified.
  public var verification: VerificationSpec
  /// What is predicted of the chips, and how.
  public var prediction: PredictionSpec
  /// How area, energy and latency are estimated.
  public var estimate = EstimateSpec.standard
  /// What they must hold.
  public var limits: LimitsSpec
  /// Severities of checks, and what of them does not count.
  public var checks: ChecksSpec
}

/// `data:` — the data set.
public struct DataSpec: Sendable, Equatable {
  /// A registered data set or file format: `digits`, `mnist`, `fashion-mnist`, `cifar10`, `idx`, `npy`, `csv`.
  public var set: Located<String>
  /// Folder or file for the formats that take one, already resolved relative to the spec file; nil otherwise.
  public var path: Located<String>?
  /// File of the test samples, resolved as `path` is, for formats that take one; nil: the set's own, or a share.
  public var testPath: Located<String>?
  /// Column of a table that holds the classes: its name, `first` or `last`; nil: the one named label, class or
  /// target, else the last.
  public var label: Located<String>?
  /// Whether the first line of a table has the columns' names; nil: as it looks.
  public var header: Located<TableHeader>?
  /// Names of columns of a table that are left out; nil: none.
  public var ignore: Located<[String]>?
  /// How raw values become those of 0…1; nil: as the data look.
  public var scale: Located<ScaleSpec>?
  /// Share of the samples that is kept for the test, for sets without a test part of their own.
  public var testFraction: Located<Ratio>
  /// Share of the training samples that is not trained on but judged by after every epoch; nil = none.
  public var validationFraction: Located<Ratio>?
  /// Use only the first so many training samples; nil = all.
  public var trainLimit: Int?
  /// Use only the first so many test samples; nil = all.
  public var testLimit: Int?
  /// Random changes of the training images; nil = none.
  public var augment: Located<AugmentSpec>?
  /// How values of 0…1 are shifted and scaled; nil = not.
  public var normalize: Located<NormalizeSpec>?
}

extension DataSpec {
  /// Every path that is written.
  public var paths: [Located<String>?] { [path, testPath] }
}

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

/// What computes the equilibria of a training.
public enum TrainingEngine: String, Sendable, CaseIterable {
  /// Every phase to its equilibrium in float64; every network and device.
  case exact
  /// A fixed number of sweeps in float32; linear devices, ideal rectifiers.
  case fast
}

/// Which state a minibatch's free phase starts from.
public enum PhaseStart: String, Sendable, CaseIterable {
  /// All nodes at 0 V.
  case fresh
  /// The state under +β of the minibatch before; 0 V for the first of an epoch and for test samples.
  case carried
}

/// `training:`
public struct TrainingSpec: Sendable, Equatable {
  /// Numbers of epochs that are taken, in specs and on the command line.
  public static let epochRange = 0...1_000_000
  /// What computes the equilibria.
  public var engine: Located<TrainingEngine>
  /// A registered learning rule, such as `equilibrium-propagation`.
  public var rule: Located<String>
  /// Which equilibria equilibrium propagation takes the gradient from.
  public var estimator: Located<GradientEstimator>
  /// What pulls the outputs toward their targets; nil for rules and outputs without it.
  public var nudge: Located<NudgeSpec>?
  /// What the training makes small.
  public var cost: Located<CostSpec>
  /// Samples whose class values are all nearer to what they should be than this share of the target are not learned
  /// from; nil: all are.
  public var skip: Located<Ratio>? = nil
  /// How far toward their targets outputs are held, for rules that hold them.
  public var clamp: Located<Ratio>? = nil
  /// Points on the circle of complex nudges, for the estimator `holomorphic`.
  public var points: Located<Int>? = nil
  /// Passes over the training set.
  public var epochs: Int
  /// Samples an update.
  public var batch: Int
  /// η of Δg = −η ∂C/∂g, one a connection (or one for all).
  public var learningRates: Located<[LearningRate]>
  /// Instead of ``learningRates``, which are none then: the step under a typical gradient as a share of the range of the
  /// conductances, one a connection or one for all.
  public var relativeRates: [Ratio]? = nil
  /// η of Δb = −η ∂C/∂b of the bias currents, one a layer (or one for all); nil without them.
  public var biasRates: Located<[CurrentLearningRate]>?
  /// Factor on η after each epoch: short for an exponential ``schedule``.
  public var decay: Double
  /// How η changes from epoch to epoch; nil: by ``decay``.
  public var schedule: ScheduleSpec? = nil
  /// How a gradient becomes a step.
  public var optimizer: OptimizerSpec
  /// Range of the uniform initial conductances; nil = the device's whole range.
  public var initial: Located<InitialSpec>?
  /// s of initial conductances drawn from ±s/√rows and put into the device's range: half of them at its lower
  /// end. Instead of `initial`.
  public var initialScale: Conductance?
  /// Weights to start from, instead of random ones: a folder of `.npy` files or one safetensors file, already
  /// resolved relative to the spec file.
  public var initialWeights: Located<String>?
  /// Which state a minibatch's free phase starts from.
  public var state: Located<PhaseStart>
  /// When a relaxation ends.
  public var relaxation: Located<RelaxationSpec>
}

/// `training.initial:` — bounds of the uniform distribution of initial conductances.
public struct InitialSpec: Sendable, Equatable {
  /// Lower bound.
  public var low: Conductance
  /// Upper bound.
  public var high: Conductance
}

/// `training.relaxation:`
public struct RelaxationSpec: Sendable, Equatable {
  /// A phase has converged when at every free node the residual current of Kirchhoff's law is at most this
  /// fraction of (total conductance at the node × largest source voltage).
  public var tolerance: Double
  /// Sweeps after which a phase ends in any case (reported when training hits it).
  public var maximumSweeps: Int
  /// Sweeps of every phase, whatever the residual; nil = as many as the tolerance asks for.
  public var sweeps: Int? = nil
  /// Whether the residual of the free phases is reported with each epoch.
  public var residual = ResidualReport.none
}

/// Whether residuals are reported.
public enum ResidualReport: String, Sendable, CaseIterable {
  /// They are not.
  case none
  /// The largest one, relative as ``RelaxationSpec/tolerance``, goes into each epoch's record.
  case report
}

/// `mapping:`
public struct MappingSpec: Sendable, Equatable {
  /// Rows of a crossbar tile.
  public var tileRows: Located<Int>
  /// Columns of a crossbar tile.
  public var tileColumns: Located<Int>
}

/// How finely wires are emitted.
public enum WireModel: String, Sendable, CaseIterable {
  /// Ideal wires and drivers.
  case none
  /// One resistance and one capacitance a line.
  case lumped
  /// One segment a cell.
  case perCell = "per-cell"
}

/// `netlist:`
public struct NetlistSpec: Sendable, Equatable {
  /// How finely wires are emitted.
  public var wires: WireModel
  /// Registered SPICE dialects to write; never empty.
  public var dialects: [Located<String>]
}

/// `verification:`
public struct VerificationSpec: Sendable, Equatable {
  /// Number of test inputs that are compared node by node with the circuit simulators.
  public var samples: Int
}
