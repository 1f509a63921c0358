import Diagnostics
import Files
import Foundation
import Layouts
import Mapping
import Simulators
import Specification
import Technology

/// The folder `layout/` of a compiled chip: its drawing for other programs, the deck that checks it, and pictures.
package struct LayoutFiles {
  /// The chip's layout.
  package let plan: ChipPlan
  private let layout: Layout

  /// The layout of a chip.
  /// - Throws: what of the chip cannot be drawn: `GD0340`, `GD1200`, `GD1201`.
  package init(_ chip: Chip, spec: ChipSpec) throws(DiagnosticsError) {
    let rules = try TechnologyLibrary(for: spec).layoutRules(for: chip.technology.process.name)
    plan = try ChipPlan(chip, rules: rules)
    layout = plan.layout
  }

  private var name: String { layout.top.name }

  /// Writes the files.
  /// - Parameter klayout: checks the drawing; nil = it is not checked.
  /// - Returns: the figures, with the check's verdict.
  func write(to folder: OutputFolder, klayout: URL?) throws -> LayoutSummary {
    let inputs = Inputs(
      stream: try GDSStream.bytes(of: layout), rules: RuleDeck(layout.rules).text,
      connections: ConnectionDeck(layout.rules)?.text ?? "", netlist: ConnectionNetlist(plan.chip).text)
    try folder.write(Data(inputs.stream), to: "layout/\(name).gds")
    try folder.write(LEFAbstract(layout).text, to: "layout/\(name).lef")
    try folder.write(LayerProperties(layout.rules).text, to: "layout/\(name).lyp")
    try folder.write(inputs.rules, to: "layout/\(name).drc")
    try folder.write(inputs.connections, to: "layout/\(name).lvs")
    try folder.write(inputs.netlist, to: "layout/\(name).lvs.sp")
    try folder.write(LayoutSVG(layout, title: "Layout of \(plan.chip.name)").text, to: "layout/\(name).svg")
    let cell = Layout(rules: layout.rules, cells: plan.cell.cells(layout.rules))
    try folder.write(
      LayoutSVG(cell, title: "The cell of \(plan.chip.name)").text, to: "layout/\(name)_cell.svg")
    for (script, text) in [("run_drc.sh", ruleScript), ("run_lvs.sh", connectionScript)] {
      try folder.write(text, to: "layout/\(script)")
      try folder.makeExecutable("layout/\(script)")
    }
    let verdict = try klayout.map { klayout in try check(inputs, by: klayout) }
    let summary = LayoutSummary(plan, check: verdict)
    try folder.write(JSONText.of(summary), to: "layout/layout.json")
    return summary
  }

  /// What KLayout is given.
  private struct Inputs {
    var stream: [UInt8]
    var rules, connections, netlist: String
  }

  /// Bytes of a report that are read.
  private static let reportLimit = 1 << 30

  /// Runs our decks.
  /// - Throws: `GD0751` when KLayout gives no verdict.
  private func check(_ inputs: Inputs, by klayout: URL) throws -> LayoutSummary.Check {
    let scratch = try ScratchFolder()
    func file(_ name: String) -> URL { scratch.url.appendingPathComponent(name) }
    try Data(inputs.stream).write(to: file("layout.gds"))
    for (text, name) in [
      (inputs.rules, "rules.drc"), (inputs.connections, "connections.lvs"), (inputs.netlist, "netlist.sp"),
    ] { try Data(text.utf8).write(to: file(name)) }
    func run(_ deck: String, _ values: [String]) throws -> String {
      do {
        return try ToolRun(
          klayout, ["-b", "-r", deck, "-rd", "input=layout.gds"] + values.flatMap { ["-rd", $0] },
          in: scratch.url,
          limits: ToolLimits()
        ).runSuccessfully().output
      } catch let failure as ToolRun.Failure {
        throw Diagnostic(.error, "GD0751", "KLayout could not check the layout: \(failure.description)")
      }
    }
    _ = try run("rules.drc", ["report=found.lyrdb"])
    let said = try run("connections.lvs", ["schematic=netlist.sp", "report=found.lvsdb"])
    guard let text = try? SourceFile.read(file("found.lyrdb").path, limit: Self.reportLimit).text,
      let report = RuleReport(text), said.contains("LVS: ")
    else { throw Diagnostic(.error, "GD0751", "KLayout ended without a whole report on the layout") }
    return LayoutSummary.Check(
      rules: RuleDeck.categories(layout.rules).count, findings: report.counts,
      isNetlist: said.contains(ConnectionDeck.match))
  }

  /// KLayout's status says nothing of what it found, so that the report's items are counted.
  private var ruleScript: String {
    """
    #!/bin/sh
    # Checks \(name).gds by the rules of \(layout.rules.name), in KLayout. Status: 0 clean, 1 violations, 3 no verdict.
    CDPATH= cd -- "$(dirname -- "$0")" || exit 3
    command -v klayout > /dev/null || { echo "klayout is not on the PATH: apt-get install klayout" >&2; exit 3; }
    report=\(name).lyrdb
    rm -f "$report"
    klayout -b -r \(name).drc -rd input=\(name).gds -rd report="$report" > \(name).drc.log 2>&1
    if [ $? -ne 0 ] || ! grep -q '</report-database>' "$report"; then
      cat \(name).drc.log >&2
      echo "no report" >&2
      exit 3
    fi
    found=$(sed -n '/<items>/,$p' "$report" | grep -c '<item>')
    echo "$found violations, listed in layout/$report"
    [ "$found" = 0 ]

    """
  }

  private var connectionScript: String {
    """
    #!/bin/sh
    # Compares the memristors and lines of \(name).gds with \(name).lvs.sp, in KLayout. Status: 0 alike, 1 not, 3 no verdict.
    CDPATH= cd -- "$(dirname -- "$0")" || exit 3
    command -v klayout > /dev/null || { echo "klayout is not on the PATH: apt-get install klayout" >&2; exit 3; }
    klayout -b -r \(name).lvs -rd input=\(name).gds -rd schematic=\(name).lvs.sp -rd report=\(name).lvsdb > \(name).lvs.log 2>&1
    status=$?
    cat \(name).lvs.log
    [ $status -eq 0 ] && grep -q '^LVS: ' \(name).lvs.log || { echo "no verdict" >&2; exit 3; }
    grep -q '^\(ConnectionDeck.match)$' \(name).lvs.log

    """
  }
}
