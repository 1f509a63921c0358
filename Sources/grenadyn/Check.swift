import ArgumentParser
import Designs
import Diagnostics
import Files
import Foundation
import Reports
import Specification
import Verification

/// `grenadyn check`
struct Check: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check specs for continuous integration: electrical rules, capacity, budgets, regressions.",
    discussion: """
      Every spec is taken as far as its limits need: `chip` maps it and runs the rules that need no weights, `estimate` \
      also trains it in software, estimates area, energy and latency and runs the rules that need weights, `predict` also \
      predicts the accuracy of chips. Results are kept by a hash of all inputs, so that an unchanged spec answers at once.

      Formats go to standard output, or each to a file of its own: --format sarif=check.sarif --format junit=check.xml

      Exit code 1 says that a check failed, 2 that a spec cannot be read or mapped, 3 that a data set is missing.

      Example:
        grenadyn check specs/*.yaml
        grenadyn check specs/digits.yaml --stage predict --format github --format sarif=check.sarif
        grenadyn check specs/*.yaml --baseline figures.json
        grenadyn check specs/*.yaml --baseline figures.json --update-baseline
      """)

  /// `--format`
  struct Format: ExpressibleByArgument {
    /// The form.
    var format: CheckFormat
    /// The file; nil for standard output.
    var file: String?

    init(_ format: CheckFormat, file: String? = nil) { (self.format, self.file) = (format, file) }

    init?(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let format = CheckFormat(rawValue: String(parts[0])), parts.count == 1 || !parts[1].isEmpty else {
        return nil
      }
      self.init(format, file: parts.count == 2 ? String(parts[1]) : nil)
    }

    static var allValueStrings: [String] { CheckFormat.allCases.map(\.rawValue) }
  }

  /// `--fail-on`
  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case warning, error
  }

  @Argument(help: "The specs, YAML files.", completion: .file(extensions: ["yaml", "yml"]))
  var specs: [String]
  @OptionGroup var specOptions: SpecOptions
  @Option(
    help: ArgumentHelp(
      "How far every spec is taken (default: as far as its limits need).", valueName: "stage"))
  var stage: CheckStage?
  @Option(
    help: ArgumentHelp(
      "How the findings are written: text, json, sarif, junit or github; may be given several times "
        + "(default: text).", valueName: "format[=file]"))
  var format: [Format] = []
  @Flag(help: "Print the report as JSON: short for --format json.")
  var json = false
  @Option(
    name: [.short, .long], help: "The file to write, for a single format without a file of its own.",
    completion: .file())
  var output: String?
  @Option(help: "From which severity on a finding fails the check.")
  var failOn = FailOn.error
  @Option(
    help: "Figures that designs must not fall behind, a JSON file.",
    completion: .file(extensions: ["json"]))
  var baseline: String?
  @Flag(
    help: "Skip files that are no specs but parts of them, for `extends:`: they have no name, or lack more.")
  var skipFragments = false
  @Flag(help: "Write the figures into the baseline instead of comparing with it.")
  var updateBaseline = false
  @Option(help: "Chips of predictions at most, instead of the specs' numbers.")
  var chips: Int?
  @Option(
    help: "Trained weights (a .safetensors file or a folder of .npy files), instead of training.",
    completion: .file())
  var weights: String?
  @Option(
    help: "Where results are kept (default: $XDG_CACHE_HOME/grenadyn).", completion: .directory)
  var cache: String?
  @Option(
    help: ArgumentHelp(
      "How much is kept; what was used longest ago goes (default: 1 GB).", valueName: "size"),
    transform: Self.size)
  var cacheLimit = ResultCache.standardLimit
  @Flag(help: "Compute everything anew, and keep nothing.")
  var noCache = false
  @Option(help: "Number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?

  func validate() throws {
    try OptionRange.check(threads, "--threads", OptionRange.threads)
    try OptionRange.check(chips, "--chips", PredictionSpec.chipRange)
    if updateBaseline, baseline == nil {
      throw ValidationError("--update-baseline needs --baseline FILE.")
    }
    if noCache, cache != nil { throw ValidationError("--cache and --no-cache exclude each other.") }
    if weights != nil, specs.count > 1 { throw ValidationError("--weights are of one spec.") }
    let toOutput = formats.filter { $0.file == nil }
    if toOutput.count > 1 {
      throw ValidationError(
        "Only one format can go to one place; give the others files: --format sarif=FILE.")
    }
    if output != nil, toOutput.isEmpty {
      throw ValidationError("--output is for a format without a file of its own.")
    }
    for spec in Set(specs) where specs.count(where: { $0 == spec }) > 1 {
      throw ValidationError("\(spec) is given twice.")
    }
  }

  /// What is written; text when nothing is said.
  private var formats: [Format] {
    let asked = json ? format + [Format(.json)] : format
    return asked.isEmpty ? [Format(.text)] : asked
  }
  private var severity: Severity { failOn == .error ? .error : .warning }

  func run(_ families: NetworkFamilies) throws {
    let committed = try baseline.map { try Baseline($0, mayBeMissing: updateBaseline) }
    let outputs = try formats.map { format in try (format.file ?? output).map { try OutputFile($0) } }
    let baselineFile = updateBaseline ? try baseline.map { try OutputFile($0) } : nil
    try OutputFile.checkApart(
      outputs.compactMap { $0 } + [baselineFile].compactMap { $0 },
      inputs: specs.flatMap { RunInputs.paths(ofSpecAt: $0, families, weights: weights) }
        + (updateBaseline ? [] : [baseline].compactMap { $0 }),
      usesStandardOutput: outputs.contains { $0 == nil })
    var options = CheckOptions()
    (options.stage, options.chips, options.weights, options.threads) = (stage, chips, weights, threads)
    options.settings = specOptions.settings
    let folder = cache.map { URL(fileURLWithPath: $0) } ?? ResultCache.standardFolder
    let whole = specs.filter { path in
      let missing = skipFragments ? SpecTree.missingKeys(path: path) : []
      guard !missing.isEmpty else { return true }
      Terminal.note("\(path): skipped, a part of specs: it has no '\(missing.joined(separator: "', '"))'")
      return false
    }
    let display = CheckDisplay(count: whole.count)
    let report = CheckRun(
      whole, options: options, cache: noCache ? nil : ResultCache(folder: folder, limit: cacheLimit),
      baseline: updateBaseline ? nil : committed, families: families
    ).run { display.show($0) }
    display.end()
    if chips != nil, report.specs.allSatisfy({ $0.stage < .predict }) {
      Terminal.print([
        Diagnostic(
          .warning, "GD0493",
          "--chips changes nothing: no chips are predicted; it needs --stage predict, or limits: { accuracy: 95 % }"
        )
      ])
    }
    for (format, file) in zip(formats, outputs) { try write(report, format, file) }
    if let committed, let baselineFile {
      try baselineFile.write(committed.updated(with: report).text)
      Terminal.note("wrote \(committed.url.path)")
    }
    switch report.end(failingOn: severity) {
    case .passed: break
    case .failed: throw ExitCode(Failure.checkFailed)
    case .unusable: throw ExitCode(Failure.badInput)
    case .environment: throw ExitCode(Failure.environment)
    }
  }

  /// Bytes: "500 MB", "2 GB".
  @Sendable private static func size(_ text: String) throws -> Int {
    let units = ["kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12]
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Double(number), let factor = units[String(unit)], value * factor <= 1e15 else {
      throw ValidationError("'\(text)' is not a size; write for example \"500 MB\" or \"2 GB\"")
    }
    return Int(value * factor)
  }

  private func write(_ report: CheckReport, _ format: Format, _ file: OutputFile?) throws {
    guard let file else {
      return try Terminal.result(
        format.format.render(report, failingOn: severity, colours: Terminal.areResultsColoured))
    }
    try file.write(format.format.render(report, failingOn: severity))
  }
}

extension CheckStage: ExpressibleByArgument {}
