import Fabrics
import Foundation
import Mapping
import Quantities
import Resistive
import Specification
import Technology
import Testing

@testable import Layouts

/// The rules that come with the program.
func sky130() throws -> LayoutRules { try TechnologyLibrary(environment: [:]).layoutRules(for: "sky130") }

/// A chip of a network without training.
func chip(
  inputs: Int = 20, hidden: [Int] = [30, 12], classes: Int = 10, tile: Int = 8,
  technology: String = "sky130-reram"
) throws -> Chip {
  let technology = try TechnologyLibrary(environment: [:]).load(technology)
  let network = ResistiveNetwork(
    input: InputLayer(shape: [inputs], encoding: .complementary, fullScale: Voltage(si: 0.4)),
    bias: Voltage(si: 0.2), hidden: hidden.map { HiddenLayer(units: $0) },
    output: OutputLayer(classes: classes, encoding: .single, target: Voltage(si: 0.05)),
    nonlinearityVoltage: nil,
    rectifier: Rectifier(onConductance: Conductance(si: 0.1), forwardVoltage: .zero),
    conductanceRange: technology.device.conductanceRange)
  return Chip(
    name: "small-chip", fabric: network.fabric, technology: technology,
    tileShape: TileShape(rows: tile, columns: tile))
}

/// Programs that the tests compare with; a test that needs one fails without it and says what installs it.
enum Referee {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Python with the packages klayout and gdstk.
  static func python() throws -> URL {
    let url = root.appendingPathComponent(".venv/bin/python")
    try #require(
      FileManager.default.isExecutableFile(atPath: url.path), "no .venv with Python: run tools/setup")
    return url
  }

  /// KLayout, which runs decks.
  static func klayout() throws -> URL {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { URL(fileURLWithPath: "\($0)/klayout") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(found, "no klayout on the PATH: run tools/setup")
  }

  /// What a program prints.
  static func run(_ program: URL, _ arguments: [String], in folder: URL) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    // KLayout keeps settings in its home and wants no display.
    (environment["HOME"], environment["KLAYOUT_HOME"], environment["QT_QPA_PLATFORM"]) = (
      folder.path, folder.path, "offscreen"
    )
    process.environment = environment
    let log = folder.appendingPathComponent("log.txt")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
  }

  /// Runs a deck on a layout.
  static func check(_ layout: Layout, deck: RuleDeck? = nil, in folder: URL) throws -> RuleReport {
    let (stream, script, report) = ("layout.gds", "rules.drc", "report.lyrdb")
    try Data(GDSStream.bytes(of: layout)).write(to: folder.appendingPathComponent(stream))
    try (deck ?? RuleDeck(layout.rules)).text.write(
      to: folder.appendingPathComponent(script), atomically: true, encoding: .utf8)
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(report))
    let result = try run(
      klayout(), ["-b", "-r", script, "-rd", "input=\(stream)", "-rd", "report=\(report)"], in: folder)
    try #require(result.status == 0, "\(result.output)")
    let text = try String(contentsOf: folder.appendingPathComponent(report), encoding: .utf8)
    return try #require(RuleReport(text))
  }
}

/// A layout whose cells have a prefix, to stand beside others.
private func prefixed(_ layout: Layout, _ prefix: String) -> [Cell] {
  layout.cells.map { cell in
    var cell = cell
    cell.name = prefix + cell.name
    cell.references = cell.references.map { reference in
      var reference = reference
      reference.cell = prefix + reference.cell
      return reference
    }
    return cell
  }
}

/// Arrays of cells of many sizes side by side: all that the generators do not refuse.
func sweep(_ rules: LayoutRules) throws -> Layout {
  var cells: [Cell] = []
  var top = Cell("sweep", box: Box(0, 0, 1, 1))
  func add(_ layout: Layout) {
    let own = prefixed(layout, "s\(top.references.count)_")
    top.references.append(Reference(own.last?.name ?? "", at: Spot(top.references.count * 1_000_000, 0)))
    cells += own
  }
  for (pitch, row, column, side) in [
    (Spot(400, 400), 260, 260, 260), (Spot(410, 430), 270, 260, 260), (Spot(500, 1000), 300, 320, 300),
    (Spot(1000, 640), 500, 800, 320), (Spot(8000, 8000), 4000, 3500, 260),
  ] {
    for (rows, columns) in [(1, 1), (2, 2), (1, 9), (17, 4)] {
      let cell = CrossPoint(pitch: pitch, rowWidth: row, columnWidth: column, side: side)
      guard cell.faults(rules).isEmpty else { continue }
      add(try CrossPointArray("a", cell, rows: rows, columns: columns).layout(rules))
    }
  }
  for (width, length) in [(420, 500), (500, 500), (840, 520), (1500, 500), (3000, 1000), (10_000, 500)] {
    for (rows, columns) in [(1, 1), (2, 3), (8, 1), (17, 2)] {
      let cell = TransistorCell(width: width, length: length)
      guard cell.faults(rules).isEmpty else { continue }
      add(try TransistorArray("t", cell, rows: rows, columns: columns).layout(rules))
    }
  }
  #expect(top.references.count > 30)
  return Layout(rules: rules, cells: cells + [top])
}

/// A fresh folder, removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("layouts-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

typealias Process = Foundation.Process
