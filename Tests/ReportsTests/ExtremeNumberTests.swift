import Datasets
import Designs
import Diagnostics
import Families
import Foundation
import Mapping
import Testing

@testable import Reports
@testable import Specification
@testable import Technology

/// Numbers that nobody means, in every place where a spec or a library file has one: each is refused in place or works to
/// the end, and none ends the program. `GRENADYN_LONG_TESTS` tries all of them, else a part that is the same every time.
@Suite("Extreme numbers")
struct ExtremeNumberTests {
  private static let numbers = [
    "0", "-0", "-1", "1e29", "1e-29", "1e308", "-1e308", "1e-308", "1e20", "1e9", "2147483648",
    "9223372036854775807",
    "9223372036854775808", "1e999", "nan", ".inf", "0.5", "65535",
  ]
  private static let isLong = ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil

  /// A scalar of a file and texts to put in its place: its unit stays.
  private struct Place {
    var line, column: Int
    var old: String

    func replaced(in text: String, by number: String) -> String {
      let unit = old.drop { $0.isNumber || ".-+e".contains($0) }
      let new = old.first.map { $0.isNumber || $0 == "-" || $0 == "." } == true ? number + unit : number
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let start = lines[line - 1].index(lines[line - 1].startIndex, offsetBy: column - 1)
      if let range = lines[line - 1][start...].range(of: old) {
        lines[line - 1].replaceSubrange(range, with: new)
      }
      return lines.joined(separator: "\n")
    }
  }

  private static func places(_ text: String) throws -> [Place] {
    var collector = DiagnosticCollector()
    let root = try YAMLNode.parse(
      SourceFile(path: "file.yaml", bytes: Array(text.utf8)), collector: &collector)
    func scalars(_ node: YAMLNode) -> [Place] {
      switch node.content {
      case .scalar(let text, _): [Place(line: node.location.line, column: node.location.column, old: text)]
      case .sequence(let items): items.flatMap(scalars)
      case .mapping(let entries): entries.flatMap { scalars($0.value) }
      }
    }
    return scalars(root).filter { !$0.old.isEmpty && $0.old.count < 60 }
  }

  /// A text with every scalar replaced by every number, or by some of them, always the same.
  private static func mutations(of text: String, every part: Int) throws -> [String] {
    let all = try places(text).flatMap { place in numbers.map { place.replaced(in: text, by: $0) } }
    return all.enumerated().filter { isLong || $0.offset % part == 0 }.map(\.element)
  }

  private static func spec(_ name: String) throws -> String {
    try String(
      contentsOf: ReportFixture.project.appendingPathComponent("specs/\(name).yaml"), encoding: .utf8
    )
    .replacing("extends: ", with: "extends: \(ReportFixture.project.path)/specs/")
    .replacing("path: data/iris.csv", with: "path: \(ReportFixture.project.path)/specs/data/iris.csv")
  }

  /// Runs all that needs no training, and of small networks a short training, an estimate and a chip of each mode.
  /// - Returns: whether the spec was taken.
  private static func exercise(_ path: String) throws -> Bool {
    var options = CheckOptions()
    (options.stage, options.threads) = (.chip, 1)
    let report = CheckRun([path], options: options).run()
    _ = report.specs[0].inspection.findings.map(\.diagnostic.message)
    func exercise<Network: FamilyNetwork>(_ loaded: FamilyDesign<Network>) throws -> Bool {
      let spec = loaded.spec
      guard (try? RegisteredNames.check(spec, of: Network.self)) != nil,
        let network = try? Network.network(of: spec).network
      else { return false }
      var chip: ChipDesign?
      do { chip = try loaded.chip() } catch { return false }
      _ = try SpecDescription(spec, network: network).text
      _ = try Spec<Network.Keys>.parse(spec.resolvedYAML(), file: path).spec
      guard let chip else { return true }
      _ = MappingSummary(chip.chip).text
      if chip.resistive.synapseCount < 400 { try work(chip) }
      return true
    }
    func opened(_ loaded: some LoadedDesign) throws -> Bool { try exercise(loaded.design) }
    guard let loaded = try? NetworkFamilies.standard.load(path: path) else { return false }
    return try opened(loaded)
  }

  /// What a run finds out it says as a diagnostic; anything else that ends it is a fault.
  private static func work(_ design: ChipDesign) throws {
    var design = design
    guard design.spec.training.relaxation.value.maximumSweeps <= 1000,
      var data = try? DataSets.load(
        DataRequest(spec: design.spec))
    else { return }
    design.spec.training.epochs = min(1, design.spec.training.epochs)
    (data.train, data.test) = (data.train.prefix(8), data.test.prefix(4))
    do {
      let trained = try TrainingStage(design, data: data, threads: 1).run()
      design.spec.estimate.samples = 1
      design.spec.estimate.updates = min(1, design.spec.estimate.updates)
      _ = try? EstimateSummary(
        design,
        EstimateRun(
          design: design, trained: trained.parameters.conductances, data: data, measuresSignals: true,
          threads: 1
        ).result()
      ).text
      design.spec.prediction.inSitu.updates = 1
      design.spec.prediction.inSitu.epochs = nil
      var request = PredictionRequest(modes: PredictionMode.allCases, chips: 1)
      request.isSensitivityWanted = false
      _ = try? PredictionRun(SpecTrials(design, trained: trained, data: data), request, threads: 1).run().text
    } catch is DiagnosticsError {
    } catch is Diagnostic {
    }
  }

  @Test(
    "in a spec", arguments: [("iris", 13), ("digits", 23), ("digits-in-situ", 19), ("hopfield-binary", 7)])
  func specs(_ name: String, _ part: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-numbers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("spec.yaml").path
    var taken = 0
    let all = try Self.mutations(of: Self.spec(name), every: part)
    for text in all {
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      if try Self.exercise(path) { taken += 1 }
    }
    // Some numbers are fine and most are not, or the test tries nothing.
    #expect(taken > 0 && taken < all.count, "\(taken) of \(all.count)")
  }

  @Test(
    "in a file of a library",
    arguments: [
      ("devices", "device", "leti-hfo2", 97), ("devices", "device", "pcm-gst", 131),
      ("neurons", "neuron", "active-rectifier", 17),
      ("peripherals", "peripherals", "cmos130", 37), ("processes", "process", "sky130", 149),
    ])
  func libraries(_ kind: String, _ key: String, _ name: String, _ part: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-numbers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = try String(
      contentsOfFile: TechnologyLibrary().root + "/\(kind)/\(name).yaml", encoding: .utf8)
    let parts = [
      "process": kind == "devices" ? "leti130" : "sky130", "device": "leti-hfo2",
      "neuron": "active-rectifier", "peripherals": "cmos130",
    ]
    let technology =
      "summary: mine\n" + parts.map { "\($0): \($0 == key ? "./part.yaml" : $1)\n" }.sorted().joined()
    try technology.write(toFile: folder.path + "/technology.yaml", atomically: false, encoding: .utf8)
    let path = folder.path + "/spec.yaml"
    try Self.spec("iris").replacing("leti-hfo2-130", with: "./technology.yaml")
      .replacing("  initial: { low: 1 uS, high: 20 uS }\n", with: "").write(
        toFile: path, atomically: false, encoding: .utf8)
    try original.write(toFile: folder.path + "/part.yaml", atomically: false, encoding: .utf8)
    #expect(try Self.exercise(path), "the unchanged file")
    for text in try Self.mutations(of: original, every: part) {
      try text.write(toFile: folder.path + "/part.yaml", atomically: false, encoding: .utf8)
      _ = try Self.exercise(path)
    }
  }
}
