import Diagnostics
import Netlists
import Networks
import Simulation
import Specification

/// The names of a spec that registries of higher modules know: data set, learning rule, optimizer, dialects; and the
/// chip's own name, which no language of theirs may know.
public enum RegisteredNames {
  /// Looks all of them up, before any long work.
  /// - Throws: a located diagnostic for every unknown name, with the nearest known one.
  public static func check(_ spec: ChipSpec) throws(DiagnosticsError) {
    var found = ReservedNames.diagnostic(spec.name).map { [$0] } ?? []
    do { try DataSets.check(spec.data.set) } catch { found += error.diagnostics }
    let training = spec.training
    do {
      _ = try LearningMethod(
        rule: RuleSettings(training, seed: spec.seed), optimizer: training.optimizer,
        engine: training.engine.value)
    } catch { found += error.diagnostics }
    if training.relativeRates != nil {
      do { try RelativeRates.check(training.optimizer, at: training.learningRates.location) } catch {
        found += error.diagnostics
      }
    }
    do { _ = try DialectRegistry.resolve(spec.netlist.dialects) } catch { found += error.diagnostics }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }

  /// Looks all of a Hopfield network's spec up, before any long work.
  /// - Throws: a located diagnostic for every unknown name, with the nearest known one.
  public static func check(_ spec: HopfieldSpec) throws(DiagnosticsError) {
    var found: [Diagnostic] = []
    do { try DataSets.check(spec.data.set) } catch { found += error.diagnostics }
    do {
      _ = try HopfieldSettings(spec: spec, network: HopfieldNetwork(spec: spec))
      if spec.training.relativeRates != nil {
        try RelativeRates.check(spec.training.optimizer, at: spec.training.learningRates.location)
      }
    } catch { found += error.diagnostics }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }
}
