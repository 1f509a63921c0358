import Diagnostics
import Networks
import Specification

/// The least memory that a training takes: parameters, what its optimizer keeps, and the states of a minibatch. Less than
/// it really is, so that nothing is refused that fits.
public enum TrainingMemory {
  /// Looks whether the training of a resistive network fits into the machine.
  /// - Parameter samples: training samples that there are; a batch is never larger.
  /// - Throws: GD0491.
  public static func check(_ network: ResistiveNetwork, _ spec: ChipSpec, samples: Int)
    throws(DiagnosticsError)
  {
    try MachineMemory.check(
      bytes(network, spec, samples: samples), for: "the training of this network",
      at: spec.network.family.location)
  }

  /// Looks whether the training of a Hopfield network fits into the machine.
  /// - Throws: GD0491.
  public static func check(_ network: HopfieldNetwork, _ spec: HopfieldSpec, samples: Int)
    throws(DiagnosticsError)
  {
    try MachineMemory.check(
      bytes(network, spec, samples: samples), for: "the training of this network",
      at: spec.network.family.location)
  }

  /// Bytes of a resistive network's training.
  static func bytes(_ network: ResistiveNetwork, _ spec: ChipSpec, samples: Int) -> Int {
    let nodes = (0..<network.connectionCount).reduce(0) { $0 + network.nodeCount($1) }
    let batch = min(spec.training.batch, max(1, samples))
    switch spec.training.engine.value {
    // The conductances, their start and their gradient, in float64; three states of a sample.
    case .exact:
      return total([(network.synapseCount, 8 * 3), (.saturatingProduct([nodes, batch]), 8 * 3)])
    // The conductances in float32 and as they came, in float64; panels of pairs of states of all nodes and inputs.
    case .fast:
      return total([
        (network.synapseCount, 4 + 8), (.saturatingProduct([nodes, batch]), 2 * 4 * 4),
        (.saturatingProduct([network.input.valueCount, batch]), 2 * 4 * 2),
      ])
    }
  }

  /// Bytes of a Hopfield network's training.
  static func bytes(_ network: HopfieldNetwork, _ spec: HopfieldSpec, samples: Int) -> Int {
    let width = spec.training.precision == .single ? 4 : 8
    let weights = network.couplings.map { Int.saturatingProduct(network.weightShape($0)) }
    let neurons = (0...network.layers.count).map { network.shape($0).count }
    let batch = min(spec.training.batch, max(1, samples))
    // Weights, their gradient, and the copy that they start from; state, drive and products of two phases.
    return total(
      weights.map { ($0, 2 * width + 8) } + neurons.map { (.saturatingProduct([$0, batch]), 2 * 4 * width) })
  }

  private static func total(_ parts: [(count: Int, bytes: Int)]) -> Int {
    parts.reduce(0) { sum, part in
      let (value, overflow) = sum.addingReportingOverflow(.saturatingProduct([part.count, part.bytes]))
      return overflow ? Int.max : value
    }
  }
}
