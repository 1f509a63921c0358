import Datasets
import Designs
import Diagnostics
import Foundation
import Learning
import Mapping
import Quantities
import Resistive
import Specification
import Technology

/// `grenadyn init --from`: a spec that trains on somebody's data, made by looking at them.
///
/// Sizes come from the data; the target from the class values that the initial conductances make; the learning rate from
/// a range test on the data.
package struct SpecProposal: Sendable {
  /// The spec's text.
  package let text: String
  /// What was found in the data.
  package let findings: [Diagnostic]

  /// Technology of the proposed chips.
  static let technology = "leti-hfo2-130"
  /// Values of all training samples from which not all of them are proposed, so that a first training ends soon.
  private static let manyValues = 4_000_000

  /// Looks at data.
  /// - Parameters:
  ///   - name: of the chip, a valid name.
  ///   - path: of the data: a table, an array, or a folder of them.
  ///   - folder: where the spec will lie.
  /// - Throws: `DiagnosticsError` for data that cannot be read.
  package init(
    name: String, dataAt path: String, folder: String, threads: Int? = nil,
    progress: (String) -> Void = { _ in }
  ) throws {
    let place = SourceLocation(file: path, line: 1, column: 1)
    var draft = Draft(name: name, set: Self.set(at: path), path: FilePath.relative(to: path, from: folder))
    var request = DataRequest(
      set: Located(draft.set, at: place), path: Located(path, at: place),
      testFraction: Located(Ratio(si: 0.2), at: place), seed: 1)
    var data = try DataSets.load(request)
    let useless = data.warnings.filter { ["GD0614", "GD0618", "GD0619"].contains($0.code) }
    draft.ignored = useless.compactMap(\.suggestion).flatMap(Self.names)
    if let columns = data.columns { draft.ignored = columns.filter(Set(draft.ignored).contains) }
    if !draft.ignored.isEmpty, draft.ignored.count < data.train.valueCount {
      request.ignore = Located(draft.ignored, at: place)
    } else {
      draft.ignored = []
    }
    draft.classes = max(2, data.classNames?.count ?? Set(data.train.labels + data.test.labels).count)
    // Numbers from 0 keep the classes between them that no sample has.
    if let largest = (data.train.labels + data.test.labels).max(), data.classNames == nil,
      largest < 2 * draft.classes,
      data.train.labels.allSatisfy({ $0 >= 0 }), data.train.labels.contains(0)
    {
      draft.classes = max(draft.classes, largest + 1)
    }
    request.classes = Located(draft.classes, at: place)
    data = try DataSets.load(request)
    findings = data.warnings + useless
    draft.look(at: data)
    if data.train.count * data.train.valueCount > Self.manyValues {
      draft.limit = max(500, Self.manyValues / data.train.valueCount)
      (data.train, data.test) = (data.train.prefix(draft.limit), data.test.prefix(1000))
    }
    progress("looking for the target and the learning rate on \(data.train.count) samples of \(path)")
    // The data are read as the spec will say.
    var (design, loaded) = try Self.design(draft, folder)
    let settings = TrainingSettings(spec: design.spec, network: design.resistive)
    var plain = settings
    plain.relativeRates = nil
    let trainer = try Trainer(
      model: ResistiveModel(design.resistive), data: data, settings: plain, threads: threads)
    let states = trainer.freeStates(data.train.prefix(StartCheck.sampleCount))
    let values = StartCheck(design.resistive, states: states).classValues
    if values > 0, values.isFinite {
      // What networks that train well start with; within what read-outs resolve.
      draft.target = Voltage(si: min(max(values / StartCheck.typicalShare, 2e-3), 50e-3))
    }
    (design, loaded) = try Self.design(draft, folder)
    let search = try RateSearch(design.spec, network: design.resistive, data: data, threads: threads)
    draft.rate = min(max(search.proposal ?? 0.02, 0.005), 0.05)
    draft.isRateFound = search.proposal != nil
    _ = loaded
    text = draft.text
  }

  private static func design(_ draft: Draft, _ folder: String) throws -> (ChipDesign, ChipSpec.Loaded) {
    let file = FilePath.join(folder, "spec.yaml")
    let loaded = try ChipSpec.parse(draft.text, file: file)
    return (try ChipDesign(loaded, technology: TechnologyLibrary().load(loaded.spec.technology)), loaded)
  }

  /// Names in a suggestion `ignore: [a, b]`.
  private static func names(_ suggestion: String) -> [String] {
    guard let open = suggestion.firstIndex(of: "["), let close = suggestion.lastIndex(of: "]") else {
      return []
    }
    return suggestion[suggestion.index(after: open)..<close].components(separatedBy: ", ")
  }

  /// The format of what lies at a path.
  private static func set(at path: String) -> String {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).map { $0.lowercased() }
    if path.lowercased().hasSuffix(".npy")
      || names.contains(where: { $0.hasPrefix("x") && $0.hasSuffix(".npy") })
    {
      return NPYData.name
    }
    if names.contains(where: { $0.contains("idx") }) { return IDXData.name }
    return CSVData.name
  }
}

/// The numbers of a proposed spec.
private struct Draft {
  var name, set, path: String
  var ignored: [String] = []
  var shape = [1]
  var classes = 2
  var classNames: [String] = []
  var columns: [String]?
  var samples = (train: 0, test: 0)
  var hasOwnTest = false
  var scale = ValueScaling.none
  var target = Voltage(si: 15e-3)
  var rate = 0.02
  var isRateFound = false
  var limit: Int?

  init(name: String, set: String, path: String) { (self.name, self.set, self.path) = (name, set, path) }

  mutating func look(at data: Dataset) {
    (shape, columns, scale) = (data.shape, data.columns, data.scaling)
    classNames = (0..<classes).map(data.className)
    samples = (data.train.count, data.test.count)
    hasOwnTest = data.hasTestPart
  }

  private var inputs: Int { shape.reduce(1, *) }
  private var hidden: Int { min(64, max(12, 2 * (inputs + classes))) }
  private var epochs: Int { min(100, max(8, 15_000 / max(1, limit ?? samples.train))) }
  private var batch: Int { samples.train < 2000 ? 4 : 8 }
  private var decay: Double { (pow(0.1, 1 / Double(epochs)) * 1000).rounded() / 1000 }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { $0.filter { $0.isLetter || $0.isNumber || " _-.()/%[]".contains($0) } }
    return shown.joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }

  /// Text as YAML has it: in double quotes, with JSON's escapes, which YAML knows.
  private func quoted(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data()
    return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\\/", with: "/")
  }

  private var scaleText: String {
    switch scale.kind {
    case .whole where scale == .unit, .none: "{ low: 0, high: 1 }         # all training values lie there"
    case .whole:
      "whole                       # pixels: one range for all, \(scale.low[0]) to \(scale.high[0])"
    case .minMax, .standard:
      "\(scale.kind.rawValue)                     # each column on its own, by the training samples"
    }
  }

  var text: String {
    var lines = [
      "# Proposed by `grenadyn init --from` after a look at the data; every number may be changed.",
      "grenadyn: 1", "name: \(name)", "seed: 1", "technology: \(SpecProposal.technology)", "",
      "# Found: \(samples.train) training and \(samples.test) test samples of \(inputs) values, \(classes) classes: "
        + list(classNames) + ".",
    ]
    if let columns { lines.append("# Columns: \(list(columns)).") }
    lines += ["data:", "  set: \(set)", "  path: \(quoted(path))"]
    if !ignored.isEmpty {
      lines.append(
        "  ignore: [\(ignored.map(quoted).joined(separator: ", "))]  # constant, equal to another column, or counting lines"
      )
    }
    if scale != .bytes { lines.append("  scale: \(scaleText)") }
    if !hasOwnTest { lines.append("  test-fraction: 20 %                # kept for the test") }
    if let limit {
      lines += [
        "  train-limit: \(limit)                  # so that a first training ends soon; leave out for all \(samples.train)",
        "  test-limit: 1000",
      ]
    }
    lines += [
      "", "network:", "  family: resistive", "  input:",
      "    shape: [\(shape.map(String.init).joined(separator: ", "))]",
      "    encoding: complementary            # two rows a value, at +x and −x",
      "    full-scale: 0.3 V                  # row voltage of the value 1; below the device's read limit",
      "  bias: \(inputs < 32 ? "0.2 V" : "50 mV")                          # two constant rows a layer, at + and − this",
      "  hidden:", "    - { units: \(hidden), gain: 4 }",
      "  output:", "    classes: \(classes)", "    encoding: differential",
      "    target: \(target.formatted(digits: 2))                     # by what the initial conductances give",
      "", "training:", "  rule: equilibrium-propagation", "  estimator: centered", "  nudge: 10 uS",
      "  epochs: \(epochs)", "  batch: \(batch)",
      "  learning-rate: { relative: \(Ratio(si: 100 * rate).formatted(digits: 2)) % }  # of the conductance range under a typical "
        + (isRateFound ? "gradient; by a range test" : "gradient"),
      "  decay: \(decay)                       # down to a tenth at the end",
      "  initial: { low: 1 uS, high: 20 uS }",
      "  relaxation: { tolerance: 1.0e-8, maximum-sweeps: 500 }", "",
      "mapping:", "  tile: { rows: 26, columns: 32 }", "", "netlist:", "  wires: none", "",
      "# A training that ends near chance, or below a linear read-out of the inputs, is an error.",
      "limits: { training: {} }", "",
    ]
    return lines.joined(separator: "\n")
  }
}
