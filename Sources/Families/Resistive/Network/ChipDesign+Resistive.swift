import Designs
import Diagnostics
import Fabrics
import Learning
import Mapping
import Specification
import Technology

extension ResistiveNetwork: MappedNetwork {
  package func model(of mismatch: NeuronMismatch?) -> any CircuitModel {
    var network = self
    network.mismatch = mismatch
    return ResistiveModel(network)
  }

  package func initialConductances(_ spec: ChipSpec) -> Conductances {
    let settings = TrainingSettings(spec: spec, network: self)
    return ResistiveModel(self).initialParameters {
      settings.initialConductance(connection: $0, index: $1)
    }
  }
}

extension ChipDesign {
  /// Reads a spec file and maps its network.
  /// - Parameter settings: keys that are set from outside.
  /// - Throws: all errors of the first stage that has any.
  package init(specAt path: String, settings: SpecSettings = SpecSettings()) throws(DiagnosticsError) {
    let loaded = try ChipSpec.load(path: path, settings: settings)
    let technology = try TechnologyLibrary(for: loaded.spec).load(loaded.spec.technology)
    self = try Self(loaded, technology: technology).checked()
  }

  /// Maps the network of a spec, whatever the mapping's checks say: their errors are among the warnings.
  /// - Throws: all errors of the network.
  package init(
    _ loaded: ChipSpec.Loaded, technology: TechnologyLibrary.Loaded
  ) throws(DiagnosticsError) {
    let spec = loaded.spec
    let network = try ResistiveNetwork(spec: spec, technology: technology.technology)
    try self.init(
      loaded, technology: technology, network: network, fabric: network.fabric(of: spec.network),
      warnings: ResistiveNetwork.diagnostics(spec: spec, technology: technology.technology))
  }

  /// The network of a design of this family.
  package var resistive: ResistiveNetwork {
    guard let network = network as? ResistiveNetwork else {
      preconditionFailure("a design of another family")
    }
    return network
  }
}
