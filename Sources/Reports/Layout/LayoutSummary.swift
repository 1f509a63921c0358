import Layouts
import Quantities

/// What of a chip is drawn and what is not, for people and for scripts: `layout/layout.json`.
package struct LayoutSummary: Codable, Sendable, Equatable {
  /// What our deck has found, run by KLayout.
  package struct Check: Codable, Sendable, Equatable {
    /// Number of rules that were looked at.
    package var rules: Int
    /// Number of marks, by rule; empty = clean.
    package var findings: [String: Int]
    /// Whether the memristors and lines that KLayout extracts are those of the chip.
    package var isNetlist: Bool

    /// Whether nothing was found.
    package var hasPassed: Bool { findings.isEmpty && isNetlist }
  }

  /// Name of the top cell.
  package var cell: String
  /// Name of the process whose rules it is drawn by.
  package var rules: String
  /// Arrays and the memristors in them.
  package var tiles, devices: Int
  /// The macro.
  package var width, height, area: Figure
  /// The longer side over the shorter one.
  package var aspectRatio: Double
  /// Share of the macro that arrays take.
  package var utilization: Double
  /// Ends of lines that are pins.
  package var pins: Int
  /// What the drawing has, and what the chip has and the drawing not.
  package var drawn, notDrawn: [String]
  /// The verdict of our deck; nil when it was not run.
  package var check: Check?

  /// The figures of a chip's layout.
  package init(_ plan: ChipPlan, check: Check?) {
    let layout = plan.layout
    func length(_ nanometres: Int) -> Length { Length(si: Double(nanometres) * 1e-9) }
    cell = layout.top.name
    rules = plan.rules.name
    tiles = plan.places.count
    devices = layout.counts[plan.cell.name] ?? 0
    width = Figure(length(plan.boundary.width))
    height = Figure(length(plan.boundary.height))
    area = Figure(length(plan.boundary.width) * length(plan.boundary.height))
    aspectRatio = plan.boundary.aspectRatio
    utilization = plan.utilization
    pins = layout.top.pins.count
    drawn = ["memristors", "row and column wires of tiles", "pins at their ends", "boundary"]
    notDrawn = ChipPlan.notDrawn
    self.check = check
  }

  /// Lines for the terminal.
  package var text: String {
    let size =
      "\(Length(si: width.value).formatted(digits: 4)) × \(Length(si: height.value).formatted(digits: 4))"
    let connections =
      check.map { $0.isNetlist ? "the memristors and lines of the netlist" : "NOT those of the netlist" }
      ?? "not checked; layout/run_lvs.sh does it"
    let verdict =
      check.map {
        $0.findings.isEmpty
          ? "clean by \($0.rules) rules, in KLayout"
          : "\($0.findings.values.reduce(0, +)) violations, in KLayout"
      } ?? "not checked; layout/run_drc.sh does it"
    return """
      layout        \(tiles.grouped) arrays, \(devices.grouped) memristors on \(size), \(Figure.percent(utilization)) used
      design rules  \(rules): \(verdict)
      connections   \(connections)
      not drawn     \(notDrawn.joined(separator: ", "))

      """
  }
}
