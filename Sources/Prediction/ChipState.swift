import Fabrics
import Learning

/// A chip as it was tested: what its record was measured with, and what a netlist of it needs.
package struct ChipState: Sendable, Equatable {
  /// Mean conductances and bias currents of the test: written and aged, or learned. Of the fast engine, which draws the
  /// noise of devices once, those that the test saw.
  package var parameters: BiasedConductances
  /// How its neurons differ, as they were simulated; nil: they do not.
  package var mismatch: NeuronMismatch?

  /// A state.
  package init(parameters: BiasedConductances, mismatch: NeuronMismatch?) {
    (self.parameters, self.mismatch) = (parameters, mismatch)
  }
}

/// A chip with what was found out about it.
package struct TestedChip: Sendable, Equatable {
  /// The figures.
  package var record: ChipRecord
  /// The chip that they were measured on.
  package var state: ChipState

  /// A tested chip.
  package init(record: ChipRecord, state: ChipState) { (self.record, self.state) = (record, state) }
}

/// A trial that can hand out the chip it has tested, too: it is large, and most predictions only want the record.
package protocol ExportableTrial: ChipTrial {
  /// Makes and tests one chip; as ``ChipTrial/run(_:isStopped:)``, whose record this one's is.
  func test(_ draw: ChipDraw, isStopped: () -> Bool) throws -> TestedChip
}

extension ExportableTrial {
  package func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    try test(draw, isStopped: isStopped).record
  }
}
