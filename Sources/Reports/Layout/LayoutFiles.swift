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
    let stream = try GDSStream.bytes(of: layout)
    let deck = RuleDeck(layout.rules).text
    try folder.write(Data(stream), to: "layout/\(name).gds")
    try folder.write(LEFAbstract(layout).text, to: "layout/\(name).lef")
    try folder.write(LayerProperties(layout.rules).text, to: "layout/\(name).lyp")
    try folder.write(deck, to: "layout/\(name).drc")
    try folder.write(LayoutSVG(layout, title: "Layout of \(plan.chip.name)").text, to: "layout/\(name).svg")
    let cell = Layout(rules: layout.rules, cells: plan.cell.cells(layout.rules))
    try folder.write(
      LayoutSVG(cell, title: "The cell of \(plan.chip.name)").text, to: "layout/\(name)_cell.svg")
    try folder.write(script, to: "layout/run_drc.sh")
    try folder.makeExecutable("layout/run_drc.sh")
    let verdict = try klayout.map { klayout in try check(stream, deck, by: klayout) }
    let summary = LayoutSummary(plan, check: verdict)
    try folder.write(JSONText.of(summary), to: "layout/layout.json")
    return summary
  }

  /// Runs our deck.
  /// - Throws: `GD0751` when KLayout gives no report.
  private func check(_ stream: [UInt8], _ deck: String, by klayout: URL) throws -> LayoutSummary.Check {
    let scratch = try ScratchFolder()
    func file(_ name: String) -> URL { scratch.url.appendingPathComponent(name) }
    try Data(stream).write(to: file("layout.gds"))
    try Data(deck.utf8).write(to: file("rules.drc"))
    do {
      try ToolRun(
        klayout, ["-b", "-r", "rules.drc", "-rd", "input=layout.gds", "-rd", "report=found.lyrdb"],
        in: scratch.url,
        limits: ToolLimits()
      ).runSuccessfully()
    } catch let failure as ToolRun.Failure {
      throw Diagnostic(.error, "GD0751", "KLayout could not check the layout: \(failure.description)")
    }
    guard let text = try? String(contentsOf: file("found.lyrdb"), encoding: .utf8),
      let report = RuleReport(text)
    else {
      throw Diagnostic(.error, "GD0751", "KLayout ended without a whole report on the layout")
    }
    return LayoutSummary.Check(
      rules: RuleDeck.categories(layout.rules).count, findings: report.counts)
  }

  /// KLayout's status says nothing of what it found, so that the report's items are counted.
  private var script: String {
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
}
