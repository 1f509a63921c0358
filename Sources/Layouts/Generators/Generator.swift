import Diagnostics
import Technology

/// Draws a cell from its parameters and a process's design rules; the same parameters give the same cell.
///
/// One file a generator. A generator refuses what the rules forbid before it draws, by one message for each fault.
package protocol Generator: Sendable {
  /// Name of the cell.
  var name: String { get }
  /// What the rules forbid; empty when it can be drawn.
  func faults(_ rules: LayoutRules) -> [String]
  /// The cell and those that it holds, itself last. Called only if there are no faults.
  func cells(_ rules: LayoutRules) -> [Cell]
}

extension Generator {
  /// The layout of the cell.
  /// - Throws: `GD1200`, one for each fault.
  package func layout(_ rules: LayoutRules) throws(DiagnosticsError) -> Layout {
    let found = faults(rules)
    guard found.isEmpty else {
      throw DiagnosticsError(
        found.map { Diagnostic(.error, "GD1200", "\(name) cannot be drawn in \(rules.name): \($0)") })
    }
    return Layout(rules: rules, cells: cells(rules))
  }
}

extension LayoutRules {
  /// A rule's largest figure in nanometres.
  func nanometres(_ kind: LayoutRule.Kind, _ layer: String, _ other: String? = nil) -> Int {
    Int((least(kind, layer, other).si / Self.unit).rounded())
  }

  /// The grid in nanometres.
  package var gridStep: Int { Int((grid.value.si / Self.unit).rounded()) }

  /// Rounded up to the grid.
  func onGrid(_ length: Int) -> Int { (length + gridStep - 1) / gridStep * gridStep }
}
