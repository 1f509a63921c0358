import CKernels
import Devices
import Fabrics
import Learning

/// What the fast engine simulates: sizes, voltages, phases, rates, all resolved to numbers.
struct FastNetwork: Sendable {
  /// Number of input values; the rows are +x and −x of each.
  let pixels: Int
  /// Row voltage of the input value 1, volts.
  let fullScale: Float
  /// Hidden layers.
  let hidden: [FastShape]
  /// Whether the nodes of each hidden layer are excitatory.
  let excitatory: [[Bool]]
  /// Voltage gain A behind each hidden layer, reverse current gain B, and A B.
  let gains, reverseGains, loopGains: [Float]
  /// Output nodes; a class has one or, where currents nudge, the difference of two.
  let outputs: Int
  /// The output layer: its cost, its nudge and the target.
  let output: OutputLayer
  /// y of the right class, volts.
  let target: Float
  /// Whether outputs are nudged by currents, which know any cost and output, or by springs to their targets.
  let nudgesByCurrents: Bool
  /// Samples whose pulls are all below it are not learned from, volts; nil: all are.
  var skippedPull: Double?
  /// The nudge that an adjoint is taken by, siemens.
  ///
  /// The adjoint of the relaxation is its derivative by the nudge (Scellier & Bengio 2017, §3), and the engine keeps the
  /// difference of two nudged states apart from their mean, so nudges of a ten-millionth of a conductance give it to the last
  /// digits of float32: the error of the centered contrast is of second order.
  let adjointNudge: Double
  /// c_k of the energy, one a connection.
  let energyScales: [Double]
  /// Range that updates keep the conductances in, siemens.
  var range: ClosedRange<Float>
  /// Sweeps of every phase, or the most of one when there is a tolerance.
  let sweeps: Int
  /// A phase ends when no even layer has moved further in a sweep, volts; nil: after `sweeps`.
  let tolerance: Float?
  /// The circuits at the nodes of a chip; nil: ideal ones.
  var nodes: ChipNodes?

  /// Takes what is needed of a network; the caller has checked that the fast engine can do it.
  /// - Parameter tolerance: of the residual, relative as ``RelaxationSpec/tolerance``.
  init(_ network: ResistiveNetwork, sweeps: Int, tolerance: Double? = nil) {
    pixels = network.input.valueCount
    fullScale = Float(network.input.fullScale.si)
    hidden = network.hidden.map { FastShape(units: $0.units) }
    excitatory = network.hidden.map { layer in (0..<layer.units).map(layer.isExcitatory) }
    gains = network.hidden.map { Float($0.gain) }
    reverseGains = network.hidden.map { $0.ownReverseGain.map { Float($0) } ?? 1 / Float($0.gain) }
    loopGains = network.hidden.map { Float($0.loopGain) }
    outputs = network.output.nodeCount
    output = network.output
    target = Float(network.output.target.si)
    nudgesByCurrents =
      network.output.nudge == .current || network.output.cost != .squared
      || network.output.encoding != .single
    adjointNudge = 1e-7 * network.conductanceRange.upperBound.si
    energyScales = (0..<network.connectionCount).map(network.energyScale)
    range =
      Float(network.conductanceRange.lowerBound.si)...Float(network.conductanceRange.upperBound.si)
    self.sweeps = sweeps
    // Given the odd layers an exact step of a node moves it by its residual current over its total conductance.
    self.tolerance = tolerance.map { Float($0 * network.largestSource.si) }
  }

  /// Whether the samples of a minibatch may count differently, or otherwise in each minibatch.
  var weighsSamples: Bool { nudgesByCurrents || skippedPull != nil }
  /// Order of updates.
  var order: FastOrder { FastOrder(hidden: hidden.count) }
  /// Output nodes rounded up to whole vectors.
  var outputPadded: Int { (outputs + 15) / 16 * 16 }
  /// Index of the last hidden layer.
  var last: Int { hidden.count - 1 }
  /// Threads that help: one a group, and one alone for a network so small that waiting costs more than working.
  var threadLimit: Int {
    let sizes = [2 * pixels] + hidden.map(\.units) + [outputs]
    let conductances = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    return conductances < 500_000 ? 1 : hidden.map(\.groups.count).max() ?? 1
  }
}
