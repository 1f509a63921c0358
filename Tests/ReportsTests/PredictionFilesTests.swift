import Diagnostics
import Foundation
import FoundationXML
import Prediction
import Specification
import Testing

@testable import Reports

@Suite("Files of a prediction")
struct PredictionFilesTests {
  private func summary() throws -> PredictionSummary {
    var request = PredictionRequest(
      modes: [.program, .inSitu], chips: 25, accuracyLimit: 0.93, yieldLimit: 0.5)
    request.runsAllChips = true
    request.sweeps = [
      try Sweep(parsing: "d2d=0..50%:3"), try Sweep(parsing: "age=1..1e6 s:4"),
    ]
    request.isSensitivityWanted = true
    return try PredictionRun(SyntheticTrials(), request).run()
  }

  @Test("the same prediction gives the same files")
  func sameBytes() throws {
    let texts = try (0..<2).map { _ in
      Dictionary(uniqueKeysWithValues: try PredictionFiles.texts(summary()).map { ($0.name, $0.text) })
    }
    #expect(texts[0] == texts[1])
    #expect(
      Set(texts[0].keys) == [
        "prediction.json", "chips.csv", "histogram.svg", "yield.svg", "sweeps.csv", "sweep-d2d.svg",
        "sweep-age.svg", "learning-in-situ.svg", "imperfections-program.svg", "imperfections-in-situ.svg",
        "sources-program.svg", "sources-in-situ.svg",
      ])
  }

  @Test("every plot is XML with a title, a description, dark colours and finite numbers")
  func plots() throws {
    var summaries = [try summary()]
    // All chips the same, one chip, and no limit.
    summaries.append(
      try PredictionRun(SyntheticTrials(), PredictionRequest(modes: [.program], chips: 1)).run())
    for summary in summaries {
      for (name, text) in try PredictionFiles.texts(summary) where name.hasSuffix(".svg") {
        let parser = XMLParser(data: Data(text.utf8))
        #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
        #expect(
          text.contains("<title id") && text.contains("<desc id")
            && text.contains("prefers-color-scheme: dark"))
        #expect(!text.contains("nan") && !text.contains("inf\""), "\(name)")
      }
    }
  }

  @Test("a yield curve starts at all chips and ends at none")
  func yieldCurve() throws {
    let text = YieldCurveSVG(try summary()).text
    let curve = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("<path class=\"a\" d=\"M56 44L") })
    #expect(curve.hasSuffix(" 200\"/>"))
  }

  @Test("bars of a histogram hold all chips")
  func histogram() throws {
    let summary = try summary()
    let bars = HistogramSVG(summary).text.split(separator: "\n").filter { $0.contains("afill bars") }
    let heights = bars.compactMap { line in
      line.split(separator: "\"").last { Double($0) != nil }.flatMap { Double($0) }
    }
    // The axis is linear from 0: heights are in proportion to the numbers.
    let unit = try #require(heights.min())
    #expect(!heights.isEmpty && heights.allSatisfy { abs(($0 / unit * 2).rounded() - $0 / unit * 2) < 0.05 })
  }

  @Test("tables have a line a chip and a line a point")
  func tables() throws {
    let summary = try summary()
    let chips = summary.chipsCSV.split(separator: "\n")
    #expect(chips.count == 1 + 50 && chips[1].hasPrefix("program,0,0."))
    let columns = try #require(chips.first).split(separator: ",").count
    #expect(chips.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == columns })
    let points = summary.sweepsCSV.split(separator: "\n")
    #expect(points.count == 1 + 2 * (3 + 4))
    let text = summary.text
    for words in [
      "97 %", "limit         accuracy 93 % or more, 50 % of the chips or more", "in-situ",
      "12 ± 0 pulses a device",
      "loss alone", "devices differ", "all is made up", "chips needed",
    ] { #expect(text.contains(words), "\(words) is not in\n\(text)") }
  }

  @Test("PyPI's jsonschema finds the figures as the schema says, and finds what is not")
  func schema() throws {
    var one = PredictionRequest(modes: [.program], chips: 3)
    one.onlyChip = 2
    for summary in [try summary(), try PredictionRun(SyntheticTrials(), one).run()] {
      let text = try JSONText.of(summary)
      for (old, new, isValid) in [
        ("", "", true), ("\"passes\"", "\"pass\"", false), ("\"median\" : 0.", "\"median\" : 7.", false),
        ("\"mode\" : \"program\"", "\"mode\" : \"burn\"", false),
      ] {
        let changed = old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
        #expect(old.isEmpty || changed != text)
        #expect(try JSONSchemaCheck.isValid(changed, PredictionSummary.jsonSchema) == isValid, "\(new)")
      }
    }
  }

  @Test("a run may have been interrupted in the training or in the chips")
  func starts() throws {
    let folder = try TemporaryFolder()
    let files = try PredictionFiles(folder.file("out"))
    func expect(
      _ start: TrainingStart, _ training: TrainingStart, _ chips: TrainingStart,
      _ place: Testing.SourceLocation = #_sourceLocation
    ) throws {
      let starts = try files.starts(start)
      #expect(starts.training == training && starts.chips == chips, sourceLocation: place)
    }
    // Nothing to go on from, or nothing that can be used, is told before the training.
    #expect(throws: Diagnostic.self) { try files.starts(.checkpoint) }
    try expect(.beginning, .beginning, .beginning)
    try Data().write(to: files.trainingCheckpoint)
    try expect(.checkpoint, .checkpoint, .automatic)
    try Data("damaged".utf8).write(to: files.checkpoint)
    #expect(throws: Diagnostic.self) { try files.starts(.checkpoint) }
    try ChipStore().write(to: files.checkpoint)
    try expect(.checkpoint, .checkpoint, .checkpoint)
    try FileManager.default.removeItem(at: files.trainingCheckpoint)
    try expect(.checkpoint, .automatic, .checkpoint)
    try expect(.automatic, .automatic, .automatic)
  }

  @Test("the folder appears whole, and the checkpoints go")
  func folder() throws {
    let folder = try TemporaryFolder()
    let files = try PredictionFiles(folder.file("out"))
    try Data().write(to: files.checkpoint)
    try Data().write(to: files.trainingCheckpoint)
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("specs/digits.yaml").path
    let spec = try ChipSpec.load(path: path)
    try files.write(try summary(), spec: spec.spec, inputFiles: spec.inputFiles)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["out"])
    let manifest = try #require(Manifest(reading: folder.file("out")))
    #expect(manifest.files.keys.contains("prediction.json") && manifest.files.keys.contains("spec.yaml"))
    #expect(manifest.inputs.count == 1)
  }
}
