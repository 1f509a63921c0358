import Circuits
import Designs
import Diagnostics
import Fabrics
import Families
import Foundation
import Mapping
import Netlists
import Quantities
import Specification
import Technology
import Verification

/// What two designs are compared by: settings, figures, tiles and the modules of the netlist.
package struct DesignSnapshot: Sendable {
  /// The spec or folder, as the user named it.
  package let path: String
  /// Settings of the resolved spec, by path.
  package let settings: [(path: String, value: String)]
  /// Figures.
  package let figures: DesignFigures
  /// Size of every tile, by name: `64 × 64`.
  package let tiles: [String: String]
  /// What every module of the netlist has, by module and kind: `tile_0_0_0: gd_memristor` → `4096`. The top module is `chip`,
  /// whatever its name.
  package let modules: [String: String]
  /// Ports of the top module.
  package let ports: [String]
  /// Codes and numbers of the mapping's messages.
  package let warnings: [String: Int]
  /// What is said of a compiled folder whose files are not as its manifest says.
  package private(set) var changed: Diagnostic?
  /// SHA-256 of every file of a compiled folder; nil for a spec.
  package let files: [String: String]?

  /// Reads a spec, or a compiled folder.
  /// - Parameter settings: keys of a spec that are set from outside.
  /// - Throws: all errors of the spec; `Diagnostic` GD0101 for a folder that was not compiled, GD0295 for settings of one that was.
  package init(_ path: String, settings: SpecSettings = SpecSettings()) throws {
    self.path = path
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let folder = isFolder.boolValue ? URL(fileURLWithPath: path) : nil
    let file = folder.map { $0.appendingPathComponent("spec.yaml").relativePath } ?? path
    if folder != nil { try settings.checkNone(of: path) }
    let loaded = try ChipSpec.load(
      path: folder == nil ? path : file, settings: settings, families: NetworkFamilies.standard.specs)
    let design = try ChipDesign(
      loaded, technology: TechnologyLibrary(for: loaded.spec).load(loaded.spec.technology))
    self.settings = design.spec.settings
    tiles = Dictionary(
      uniqueKeysWithValues: design.chip.blocks.flatMap(\.tiles).map {
        ($0.name, "\($0.rows.count) × \($0.columns.count)")
      })
    warnings = Dictionary(design.warnings.map { ($0.code, 1) }, uniquingKeysWith: +)
    var figures = DesignFigures(DesignFigure.figures(of: design.chip))
    // Which conductances stand in the netlist does not change what is counted.
    let some = design.chip.fabric.conductanceRange.upperBound.si
    let conductances = Conductances(
      connections: design.chip.fabric.arrays.indices.map { k in
        let (rows, columns) = (design.chip.fabric.rowCount(k), design.chip.fabric.columnCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns, siemens: [Double](repeating: some, count: rows * columns))
      })
    let circuit = Circuit(
      chip: design.chip, conductances: conductances, wires: design.spec.netlist.wires)
    modules = Self.counts(circuit)
    ports = circuit.top.ports
    guard let folder else {
      (self.figures, files) = (figures, nil)
      return
    }
    let training = folder.appendingPathComponent("training.json")
    if let data = JSONFile.data(training),
      let summary = try? JSONDecoder().decode(TrainingSummary.self, from: data)
    {
      figures.add(DesignFigure.figures(of: summary))
    }
    if let data = JSONFile.data(folder.appendingPathComponent("estimate.json")) {
      figures.add(DesignFigure.figures(ofEstimate: data))
    }
    self.figures = figures
    files = try Self.hashes(of: folder)
    changed = Manifest.changed(in: folder, severity: .warning)
  }

  private static func counts(_ circuit: Circuit) -> [String: String] {
    let tiles = Set(circuit.modules.filter { $0.kind == .tile }.map(\.name))
    var counts: [String: Int] = [:]
    for module in circuit.modules {
      let name = module.kind == .chip ? "chip" : module.name
      counts["\(name): port", default: 0] += module.ports.count
      for item in module.items {
        switch item {
        case .element(let element):
          let kind = element.kindName
          counts["\(name): \(tiles.contains(kind) ? "tile" : kind)", default: 0] += 1
        case .cells(let array): counts["\(name): \(array.module)", default: 0] += array.rows * array.columns
        case .model: counts["\(name): model", default: 0] += 1
        case .mesh(let mesh): counts["\(name): resistor", default: 0] += 2 * mesh.rows * mesh.columns
        }
      }
    }
    return counts.mapValues(String.init)
  }

  private static func hashes(of folder: URL) throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    var result: [String: String] = [:]
    for name in names {
      let url = folder.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      do { result[name] = try SHA256.digest(ofFile: url) } catch let failure as RegularFile.Failure {
        throw Diagnostic(.error, "GD0101", "cannot read '\(url.path)': \(failure.reason(limit: 0))")
      }
    }
    return result
  }
}

extension Element {
  /// What it is, in a word: the module of an instance, else the kind of element.
  fileprivate var kindName: String {
    switch kind {
    case .resistor: "resistor"
    case .capacitor: "capacitor"
    case .voltageSource: "voltage source"
    case .currentSource: "current source"
    case .diode: "diode"
    case .transistor: "transistor"
    case .voltageControlledVoltage: "controlled voltage"
    case .voltageControlledCurrent, .currentControlledCurrent: "controlled current"
    case .behaviouralCurrent: "behavioural current"
    case .instance(let module, _): module
    }
  }
}
