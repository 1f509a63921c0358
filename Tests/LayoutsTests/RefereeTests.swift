import Foundation
import Technology
import Testing

@testable import Layouts

/// Decks and programs that others have written, of the shuttle and of magic, on the same drawings.
///
/// A referee sees a fault if it marks the drawing with the fault otherwise than the drawing without it: the simplest drawings
/// of one rule break others, which are the same in both.
@Suite("Second opinions on layouts")
struct RefereeTests {
  /// From drawing to drawing.
  private static let pitch = 50_000

  /// The package's folder with the decks.
  private static func decks() throws -> URL {
    let library = Referee.root.appendingPathComponent(".venv/lib")
    let versions = try FileManager.default.contentsOfDirectory(atPath: library.path)
    let found = versions.map { library.appendingPathComponent("\($0)/site-packages/cf_precheck") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
    return try #require(found, "no decks of the shuttle: run tools/setup --layout")
  }

  /// What the shuttle's deck marks: rules with places, in micrometres, by cell.
  private func shuttle(_ layout: Layout, in folder: URL) throws -> [RuleReport.Finding] {
    try Data(GDSStream.bytes(of: layout)).write(to: folder.appendingPathComponent("s.gds"))
    let options = ["feol", "beol", "offgrid", "floating_met", "seal"].flatMap { ["-rd", "\($0)=true"] }
    let result = try Referee.run(
      Referee.klayout(),
      [
        "-b", "-r", Self.decks().appendingPathComponent("drc_scripts/sky130B_mr.drc").path, "-rd",
        "input=s.gds", "-rd",
        "topcell=\(layout.top.name)", "-rd", "report=s.lyrdb", "-rd", "thr=1",
      ] + options, in: folder)
    try #require(result.status == 0, "\(result.output)")
    let text = try String(contentsOf: folder.appendingPathComponent("s.lyrdb"), encoding: .utf8)
    return try #require(RuleReport(text)).findings
  }

  /// What magic prints when it runs a script on a drawing, which it has read and opened.
  private func magic(_ layout: Layout, _ script: String, in folder: URL) throws -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let program = try #require(
      folders.map { URL(fileURLWithPath: "\($0)/magic") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) },
      "no magic on the PATH: run tools/setup --layout")
    // Debian's version does not know the file's own demand for a newer one.
    let technology = try String(
      contentsOf: Self.decks().appendingPathComponent("be_checks/tech/sky130B/sky130B.tech"), encoding: .utf8)
    try technology.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("requires magic-") }.joined(separator: "\n")
      .write(to: folder.appendingPathComponent("sky130B.tech"), atomically: true, encoding: .utf8)
    try Data(GDSStream.bytes(of: layout)).write(to: folder.appendingPathComponent("m.gds"))
    try "gds read m\nload \(layout.top.name)\nselect top cell\nexpand\n\(script)\nquit -noprompt\n"
      .write(to: folder.appendingPathComponent("m.tcl"), atomically: true, encoding: .utf8)
    return try Referee.run(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c", "exec \"$1\" -dnull -noconsole -T \"$2\" m.tcl < /dev/null", "sh", program.path,
        folder.appendingPathComponent("sky130B.tech").path,
      ], in: folder
    ).output
  }

  /// What magic marks: messages with the left edges of their places, in nanometres.
  private func marks(_ layout: Layout, in folder: URL) throws -> [(rule: String, x: Int)] {
    let script = """
      drc style drc(full)
      drc check
      drc catchup
      foreach {why boxes} [drc listall why] { foreach box $boxes { puts "MARK $why @ [lindex $box 0]" } }
      puts "COUNT [drc list count total] SCALE [cif scale output]"
      """
    let output = try magic(layout, script, in: folder)
    let lines = output.split(separator: "\n")
    let count = try #require(lines.last { $0.hasPrefix("COUNT ") }, "\(output.suffix(2000))")
    let scale = try #require(count.split(separator: " ").last.flatMap { Double($0) })
    return lines.filter { $0.hasPrefix("MARK ") }.compactMap { line in
      guard let at = line.range(of: " @ ", options: .backwards), let x = Double(line[at.upperBound...]) else {
        return nil
      }
      return (String(line[line.index(line.startIndex, offsetBy: 5)..<at.lowerBound]), Int(x * scale * 1000))
    }
  }

  @Test("magic extracts the foundry's memristor at each crossing, between that row and that column")
  func extraction() throws {
    let rules = try sky130()
    let array = CrossPointArray("points", try #require(CrossPoint(smallest: rules)), rows: 8, columns: 5)
    let script = "extract no all\nextract do local\nextract all\next2spice lvs\next2spice -o points_x.spice"
    let text = try withFolder { folder in
      _ = try magic(array.layout(rules), script, in: folder)
      return try String(contentsOf: folder.appendingPathComponent("points_x.spice"), encoding: .utf8)
    }
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    // One memristor in the cell, from the metal above to the one below.
    let device = lines.filter { $0.contains("sky130_fd_pr_reram__reram_cell") }
    #expect(device.count == 1 && device[0][1].hasPrefix("m2_") && device[0][2].hasPrefix("m1_"), "\(device)")
    let ports = try #require(lines.first { $0.starts(with: [".subckt", "cross_point"]) })
    let (top, bottom) = (ports.firstIndex { $0.hasPrefix("m2_") }, ports.firstIndex { $0.hasPrefix("m1_") })
    let cells = lines.filter { $0.first?.hasPrefix("Xcross_point") == true && $0.last == "cross_point" }
    let crossings = try cells.map { "\($0[try #require(bottom) - 1]) \($0[try #require(top) - 1])" }
    #expect(crossings.sorted() == (0..<8).flatMap { row in (0..<5).map { "row\(row) col\($0)" } }.sorted())
  }

  @Test("arrays are clean by the shuttle's deck and by magic, and a pitch that is too small is not")
  func arrays() throws {
    let rules = try sky130()
    let smallest = try #require(CrossPoint(smallest: rules))
    var narrow = smallest
    narrow.pitch = Spot(390, 390)
    for (layout, isClean) in [
      (try CrossPointArray("points", smallest, rows: 8, columns: 8).layout(rules), true),
      (try TransistorArray("transistors", rows: 8, columns: 8).layout(rules), true),
      (try ChipPlan(chip(), rules: rules).layout, true), (try sweep(rules), true),
      (
        Layout(rules: rules, cells: CrossPointArray("narrow", narrow, rows: 8, columns: 8).cells(rules)),
        false
      ),
    ] {
      try withFolder { folder in
        let shuttle = try shuttle(layout, in: folder)
        #expect(shuttle.isEmpty == isClean, "\(layout.top.name): \(Set(shuttle.map(\.rule)).sorted())")
        let magic = try marks(layout, in: folder)
        #expect(magic.isEmpty == isClean, "\(layout.top.name): \(Set(magic.map(\.rule)).sorted())")
      }
    }
  }

  /// What the referees say of each rule's drawing.
  private func opinions(_ rules: LayoutRules, change: Int, isBare: Bool) throws -> (
    shuttle: [[String]], magic: [[String]]
  ) {
    var top = Cell("matrix", box: Box(0, 0, 1, 1))
    let cells = rules.rules.enumerated().map { index, rule in
      let cell = RuleFault(rule, rules, change: change, isBare: isBare, name: "rule_\(index)").drawn
      // The drawings reach some micrometres to the left of their place.
      top.references.append(Reference(cell.name, at: Spot(index * Self.pitch + Self.pitch / 2, 0)))
      return cell
    }
    let layout = Layout(rules: rules, cells: cells + [top])
    return try withFolder { folder in
      var (shuttle, magic) = (rules.rules.map { _ in [String]() }, rules.rules.map { _ in [String]() })
      for mark in try self.shuttle(layout, in: folder) {
        if let index = Int(mark.cell.dropFirst(5)), mark.cell.hasPrefix("rule_") {
          shuttle[index].append(mark.rule)
        } else if let x = mark.place.split(whereSeparator: { !"0123456789.-".contains($0) })
          .compactMap({ Double($0) }).first
        {
          shuttle[min(max(0, Int(x * 1000) / Self.pitch), shuttle.count - 1)].append(mark.rule)
        }
      }
      for mark in try marks(layout, in: folder) {
        magic[min(max(0, mark.x / Self.pitch), magic.count - 1)].append(mark.rule)
      }
      return (shuttle.map { $0.sorted() }, magic.map { $0.sorted() })
    }
  }

  /// Rules whose fault, four steps of the grid, no referee marks in these drawings: most are of 5 V devices and implants, which
  /// magic knows from whole transistors alone and the shuttle's deck does not look at.
  private static let onlyOurs = [
    "hvdifftap.14", "hvdifftap.15a", "hvdifftap.15b", "hvdifftap.22", "hvdifftap.22-tap", "hvpoly.13",
    "hvntm.3", "hvntm.6a",
    "nsd.10a", "psd.10b", "nsd.5a", "psd.5b", "nsd.7", "psd.7", "licon.14", "licon.15", "npc.4",
  ]

  @Test("each rule's fault is seen by a referee besides our deck, or is known to be seen by ours alone")
  func matrix() throws {
    let rules = try sky130()
    var seen: Set<String> = []
    for isBare in [true, false] {
      let met = try opinions(rules, change: 0, isBare: isBare)
      let missed = try opinions(rules, change: -4 * rules.gridStep, isBare: isBare)
      for (index, rule) in rules.rules.enumerated()
      where met.shuttle[index] != missed.shuttle[index] || met.magic[index] != missed.magic[index] {
        seen.insert(rule.name)
      }
    }
    #expect(rules.rules.map(\.name).filter { !seen.contains($0) } == Self.onlyOurs)
  }
}
