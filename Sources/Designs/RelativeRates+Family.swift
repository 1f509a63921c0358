import Datasets
import Learning
import Specification

extension RelativeRates {
  /// A spec whose rates have their unit; those of others stay.
  /// - Throws: located diagnostics: GD0476 for an optimizer without steps of a rate, GD0477 for a connection without a
  ///   gradient; those of the training.
  package static func resolved<Network: FamilyNetwork>(
    _ spec: Spec<Network.Keys>, network: Network, data: Dataset, threads: Int? = nil
  ) throws -> Spec<Network.Keys> {
    guard let relative = spec.training.relativeRates else { return spec }
    let units = try network.unitRates(spec, data: data, threads: threads)
    var spec = spec
    spec.training.learningRates.value = units.enumerated().map {
      Network.Keys.Training.rate.rate(relative[relative.count == 1 ? 0 : $0].si * $1)
    }
    spec.training.relativeRates = nil
    return spec
  }
}
