import Fabrics
import Specification

/// How a relaxation ended.
package struct RelaxationReport: Sendable, Equatable {
  /// Sweeps over all layers.
  package var sweeps: Int
  /// Largest residual current of a node over (its total conductance × largest source voltage).
  package var residual: Double
  /// Whether `residual` is within the tolerance.
  package var converged: Bool
}

/// Relaxation of a model's blocks in turn (even and odd layers of a chain) until Kirchhoff's law holds.
package struct Relaxation: Sendable, Equatable {
  /// Largest relative residual of a converged state; see ``RelaxationSpec/tolerance``.
  package var tolerance: Double
  /// Sweeps after which it ends in any case.
  package var maximumSweeps: Int

  /// Makes a relaxation.
  package init(tolerance: Double, maximumSweeps: Int) {
    (self.tolerance, self.maximumSweeps) = (tolerance, maximumSweeps)
  }
  /// The relaxation of a spec.
  package init(_ spec: RelaxationSpec) {
    self.init(tolerance: spec.tolerance, maximumSweeps: spec.maximumSweeps)
  }

  /// Relaxes a state in place, starting from where it is.
  ///
  /// After a sweep the last block is exact given the others, so the residuals of these, which cost products that the next
  /// sweep needs anyway, decide.
  package func run<Model: EnergyModel>(
    _ model: Model, _ state: inout Model.State, _ drive: Model.Drive, _ prepared: Model.Prepared,
    nudge: Nudge?
  ) -> RelaxationReport {
    let blocks = model.blocks
    let (first, last) = blocks.count > 1 ? (blocks.dropLast(), blocks[blocks.count - 1]) : (blocks[...], [])
    var sweep = 0
    while true {
      var residual = 0.0
      for block in first {
        for k in block {
          residual = max(residual, model.residual(layer: k, of: &state, drive, prepared, nudge: nudge))
        }
      }
      // Before the first sweep the last block has not been looked at: there is always one sweep.
      if sweep > 0, residual <= tolerance || sweep >= maximumSweeps {
        for k in last {
          residual = max(residual, model.residual(layer: k, of: &state, drive, prepared, nudge: nudge))
        }
        if residual <= tolerance || sweep >= maximumSweeps {
          return RelaxationReport(sweeps: sweep, residual: residual, converged: residual <= tolerance)
        }
      }
      for block in blocks {
        for k in block { model.relax(layer: k, of: &state, drive, prepared, nudge: nudge) }
      }
      sweep += 1
    }
  }
}
