import Datasets
import Designs
import Diagnostics
import Learning
import Netlists
import Resistive
import Specification

/// The names of a spec that registries of higher modules know: data set, learning rule, optimizer, dialects; and the
/// chip's own name, which no language of theirs may know.
package enum RegisteredNames {
  /// Looks all of them up, before any long work.
  /// - Throws: a located diagnostic for every unknown name, with the nearest known one.
  package static func check<Network: FamilyNetwork>(
    _ spec: Spec<Network.Keys>, of network: Network.Type
  ) throws(DiagnosticsError) {
    var found = Network.Keys.hasChips ? ReservedNames.diagnostic(spec.name).map { [$0] } ?? [] : []
    do { try DataSets.check(spec.data.set) } catch { found += error.diagnostics }
    do { try Network.checkNames(spec) } catch { found += error.diagnostics }
    if spec.training.relativeRates != nil {
      do { try RelativeRates.check(spec.training.optimizer, at: spec.training.learningRates.location) } catch
      {
        found += error.diagnostics
      }
    }
    do { _ = try DialectRegistry.resolve(spec.keys.dialects) } catch { found += error.diagnostics }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }

  /// Looks all names of a chip's spec up.
  /// - Throws: as ``check(_:of:)``.
  package static func check(_ spec: ChipSpec) throws(DiagnosticsError) {
    try check(spec, of: ResistiveNetwork.self)
  }
}
