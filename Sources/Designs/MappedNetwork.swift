import Fabrics
import Learning
import Specification

/// A network that is made as a chip, as all that simulates chips knows it.
package protocol MappedNetwork: Sendable {
  /// What settles as a chip of it does.
  /// - Parameter mismatch: how the circuits of the chip differ; nil: they do not.
  func model(of mismatch: NeuronMismatch?) -> any CircuitModel
  /// What a training of a spec starts from.
  func initialConductances(_ spec: ChipSpec) -> Conductances
}
