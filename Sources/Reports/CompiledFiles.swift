import Datasets
import Designs
import Diagnostics
import Estimation
import Fabrics
import Foundation
import Learning
import Mapping
import Netlists
import Quantities
import Resistive
import Simulators
import Specification
import Verification

/// The files of an output folder, and how to find one's way back from them.
package struct CompiledFiles {
  private let design: ChipDesign
  private let conductances: Conductances
  private let states: ReferenceStates
  private let data: DataSummary
  /// Where the folder is, or will be; paths in its files are as seen from there.
  private let folder: URL

  /// The files of a trained chip; its first test samples serve the testbenches.
  /// - Throws: a diagnostic when a nudge leaves no equilibrium.
  package init(design: ChipDesign, data: Dataset, conductances: Conductances, folder: URL) throws {
    (self.design, self.conductances, self.folder) = (design, conductances, folder)
    self.data = DataSummary(data, network: design.resistive)
    states = try ReferenceStates(
      model: design.network.model(of: nil), conductances: conductances,
      samples: Self.samples(of: design.spec, data),
      nudge: Self.nudge(of: design.spec, design.resistive, conductances),
      estimator: Self.estimator(of: design.spec))
  }

  /// Reads the conductances of a folder that was compiled from the same spec.
  /// - Throws: `Diagnostic` GD0902 when the folder belongs to another spec, or is damaged.
  package init(reading folder: URL, design: ChipDesign, data: Dataset) throws {
    let specText = try? SourceFile.read(folder.appendingPathComponent("spec.yaml").path).text
    let now = CopiedInputs(design, folder: folder).spec.resolvedYAML(in: folder.path)
    guard let specText, Self.body(specText) == Self.body(now) else {
      throw Diagnostic(
        .error, "GD0902", "\(folder.path) was not compiled from this spec as it is now",
        advice: "compile the spec again: grenadyn compile")
    }
    if let manifest = Manifest(reading: folder) {
      // Of the folder's own spec, the inputs are the copies among its files.
      let known = Set(manifest.inputs.values).union(manifest.files.values)
      let inputs = InputList(
        design.technologyFiles, paths: [design.spec.data.path, design.spec.training.initialWeights],
        folder: folder)
      if let changed = inputs.entries.first(where: { !known.contains($0.hash) }) {
        throw Diagnostic(
          .error, "GD0902",
          "\(folder.path) was compiled when \(changed.name) was another file than it is now",
          advice: "grenadyn compile")
      }
    }
    let matrices = try design.chip.fabric.arrays.indices.map { k in
      let file = try NPYFile(
        reading: folder.appendingPathComponent(Self.weightFile(k)), at: design.spec.name.location)
      let range = design.chip.fabric.conductanceRange
      let (rows, columns) = (design.chip.fabric.rowCount(k), design.chip.fabric.columnCount(k))
      guard file.shape == [rows, columns] else {
        throw Diagnostic(
          .error, "GD0902", "\(Self.weightFile(k)) has shape \(file.shape); expected [\(rows), \(columns)]",
          advice: "compile the spec again: grenadyn compile")
      }
      guard file.values.allSatisfy({ range.contains(Conductance(si: $0)) }) else {
        throw Diagnostic(
          .error, "GD0902",
          "\(Self.weightFile(k)) has a conductance outside \(range.lowerBound) to \(range.upperBound)",
          advice: "compile the spec again: grenadyn compile")
      }
      return ConductanceMatrix(rows: rows, columns: columns, siemens: file.values)
    }
    try self.init(
      design: design, data: data, conductances: Conductances(connections: matrices), folder: folder)
  }

  /// Writes everything but the verification's result, the report and the manifest.
  func write(to folder: OutputFolder, training: TrainingSummary) throws {
    try files().write(to: folder)
    try copies.write(to: folder)
    try folder.write(resolvedSpec, to: "spec.yaml")
    try training.write(to: folder, name: design.spec.name.value)
    try folder.write(JSONText.of(data), to: DataSummary.fileName)
    try folder.write(JSONText.of(MappingFile(chip: design.chip)), to: "mapping.json")
    try folder.write(FloorplanSVG(design.chip).text, to: "floorplan.svg")
    try folder.write(SimulationScript.text, to: "run_sim.sh")
    try folder.makeExecutable("run_sim.sh")
  }

  /// Writes `report.html`, which shows what the other files hold.
  func writeReport(
    to folder: OutputFolder, training: TrainingSummary, findings: [Diagnostic], estimate: EstimateRun.Result?,
    verification: VerificationReport?
  ) throws {
    var content = try ReportContent(design, folder: self.folder)
    (content.training, content.conductances) = (training, conductances)
    content.verification = verification
    if let estimate { content.add(estimate) }
    content.add(findings: findings, folder: self.folder)
    content.add(try TileLoad.all(of: design.chip, at: conductances))
    try folder.write(HTMLReport(content).text(), to: HTMLReport.fileName)
  }

  /// Puts the folder in place, last.
  /// - Parameter notDrawn: what of the chip its layout lacks; nil without a layout.
  func commit(_ folder: OutputFolder, notDrawn: [String]? = nil) throws {
    try folder.commit(topCells: [files().topCell], inputs: inputs.byName, notDrawn: notDrawn)
  }

  func files() throws -> ChipFiles {
    try ChipFiles(
      design.resistive, design.chip, BiasedConductances(conductances: conductances), states: states,
      netlist: design.spec.netlist)
  }

  /// Runs checks on the files of a folder.
  /// - Parameter progress: called before each check with its identifier.
  package func verification(
    of folder: URL, checks: [any VerificationCheck], tools: Tools, progress: (String) -> Void = { _ in }
  ) throws -> VerificationReport {
    let context = VerificationContext(
      folder: folder, model: design.network.model(of: nil), chip: design.chip, conductances: conductances,
      wires: design.spec.netlist.wires,
      dialects: design.spec.netlist.dialects.map(\.value), estimator: Self.estimator(of: design.spec),
      reference: states, tools: tools)
    return try VerificationReport(running: checks, on: context, progress: progress)
  }

  /// The test samples that serve the testbenches.
  static func samples(of spec: ChipSpec, _ data: Dataset) -> [VerificationSample] {
    (0..<min(spec.verification.samples, data.test.count)).map {
      VerificationSample(index: $0, inputs: data.test.values($0), target: data.test.target($0))
    }
  }

  /// β of the chip's nudge circuits, whatever rule has trained it.
  /// - Throws: `Diagnostic` GD0904 when the spec has none.
  static func nudge(
    of spec: ChipSpec, _ network: ResistiveNetwork, _ conductances: Conductances
  ) throws(Diagnostic) -> Conductance {
    network.output.nudgeConductance(
      try checkedNudge(of: spec).strength, outputs: network.meanOutputConductance(conductances))
  }

  /// The nudge of a spec.
  /// - Throws: as ``nudge(of:_:_:)``.
  static func checkedNudge(of spec: ChipSpec) throws(Diagnostic) -> NudgeSpec {
    guard let nudge = spec.training.nudge?.value else {
      throw Diagnostic(
        .error, "GD0904",
        "a chip has nudge circuits, whatever rule trains it, and their strength is not given; write training: "
          + "{ nudge: 20 uS }", at: spec.training.rule.location, suggestion: "nudge: 20 uS")
    }
    return nudge
  }

  /// The phases that the chip's training needs; rules other than equilibrium propagation need no negative nudge.
  private static func estimator(of spec: ChipSpec) -> GradientEstimator {
    spec.training.rule.value == EquilibriumPropagation.name ? spec.training.estimator.value : .oneSided
  }

  private static func weightFile(_ connection: Int) -> String { "weights/connection_\(connection + 1).npy" }

  private var resolvedSpec: String { copies.spec.resolvedYAML(in: folder.path, header: inputs.header) }

  private var copies: CopiedInputs { CopiedInputs(design, folder: folder) }
  /// What of the user's files is not copied into the folder, and why.
  var warnings: [Diagnostic] { copies.warnings }

  private var inputs: InputList {
    InputList(
      design.inputFiles, paths: design.spec.data.paths + [design.spec.training.initialWeights], folder: folder
    )
  }

  /// A resolved spec without its comments, which carry the version.
  private static func body(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }
  }

  /// Without the user's start-up files, which could change results; ngspice 39 crashes without a home.
}
