import Diagnostics
import Files
import Foundation
import Prediction
import Specification
import Statistics
import Testing

@testable import Reports

@Suite("Prediction")
struct PredictionRunTests {
  /// Everything that can be asked for, on few chips.
  private func fullRequest() throws -> PredictionRequest {
    var request = PredictionRequest(
      modes: [.program, .inSitu], chips: 30, accuracyLimit: 0.92, yieldLimit: 0.5)
    request.sweeps = [try Sweep(parsing: "d2d=0..50%:3"), try Sweep(parsing: "neuron-offset=0..10mV:2")]
    request.isSensitivityWanted = true
    return request
  }

  @Test("no figure depends on the number of threads")
  func threads() throws {
    let request = try fullRequest()
    let one = try PredictionRun(SyntheticTrials(), request, threads: 1).run()
    for threads in [2, 5] {
      #expect(try PredictionRun(SyntheticTrials(), request, threads: threads).run() == one)
    }
    #expect(try JSONDecoder().decode(PredictionSummary.self, from: Data(JSONText.of(one).utf8)) == one)
  }

  @Test("chips that learn and end below where they began are warned of")
  func learningThatHarms() throws {
    let place = SourceLocation(file: "chip.yaml", line: 2, column: 3)
    var summary = try PredictionRun(SyntheticTrials(), PredictionRequest(modes: [.inSitu], chips: 4)).run()
    /// Four chips whose accuracies are some means, and offsets from them.
    func set(_ means: [Double], _ offsets: (_ point: Int) -> [Double]) throws {
      let accuracies = means.indices.map { point in offsets(point).map { means[point] + $0 } }
      summary.predictions[0].learning = try accuracies.enumerated().map { index, accuracies in
        PredictionSummary.LearningPoint(
          updates: 100 * index,
          accuracy: try #require(AccuracyFigures(accuracies, limit: nil, confidence: 0.95)))
      }
      summary.predictions[0].records = (0..<4).map { chip in
        ChipRecord(
          chip: UInt32(chip), accuracy: accuracies[means.count - 1][chip],
          curve: means.indices.map { .init(updates: 100 * $0, accuracy: accuracies[$0][chip]) })
      }
    }
    // Two standard deviations of a difference of two shares of 0.9 of 4 × 1000 samples are 1.34 %.
    for (means, count) in [([0.9, 0.95, 0.88], 1), ([0.9, 0.5, 0.895], 0), ([0.9, 0.93], 0), ([0.9], 0)] {
      try set(means) { _ in [-0.01, 0, 0, 0.01] }
      let found = summary.warnings(at: place)
      #expect(found.count == count, "\(means)")
      for part in ["from 90.0 % ± 1.3 %", "a chip loses 2 ± 0 points"] {
        #expect(
          found.allSatisfy { $0.code == "GD0474" && $0.location == place && $0.message.contains(part) },
          "\(found)")
      }
    }
    // Chips of which one loses much and others win say nothing about the next one: t at 97.5 % with 3 degrees of freedom
    // is 3.182, the losses' mean 0.05 and its standard error 0.039.
    try set([0.9, 0.85]) { $0 == 0 ? [0, 0, 0, 0] : [-0.11, 0.07, 0.05, -0.01] }
    #expect(summary.warnings(at: place).isEmpty)
  }

  @Test("ways to take wires into account are compared on the first chips, and times stay out of files")
  func wires() throws {
    var trials = SyntheticTrials()
    trials.wires = .effective
    let request = PredictionRequest(modes: [.program], chips: 12)
    let summary = try PredictionRun(trials, request).run()
    let figures = summary.predictions[0].wires
    #expect(figures.map(\.parasitics) == ParasiticsModel.allCases)
    for (one, error) in zip(figures, [0.04, 0.01, 0]) {
      #expect(one.chips == 8 && one.secondsPerChip != nil)
      #expect(abs(one.error.value - error) < 2e-3 && abs(one.largestError - error) < 2e-3)
      // All chips lose the same but for rounding to a thousandth: t at 97.5 % with 7 degrees of freedom is 2.365.
      #expect(try #require(one.error.halfWidth) < 2.365 * 1e-3 / 8.0.squareRoot())
    }
    let mean = summary.predictions[0].records.prefix(8).map(\.accuracy).reduce(0, +) / 8
    #expect(abs(figures[1].accuracy.value - mean) < 1e-12)
    #expect(try PredictionFiles.texts(summary).allSatisfy { !$0.text.contains("secondsPerChip") })
    #expect(
      try JSONText.of(summary).contains("secondsPerChip") && summary.text.contains("against solved wires"))
    // The chips of an interrupted run are known, and so are those of one way; of a short run there are fewer.
    let few = try PredictionRun(trials, PredictionRequest(modes: [.inSitu], chips: 2)).run()
    #expect(few.predictions[0].wires.allSatisfy { $0.chips == 2 })
    #expect(try PredictionRun(SyntheticTrials(), request).run().predictions[0].wires.isEmpty)
  }

  @Test("figures are those of the records; the first mode is the one at the top")
  func figures() throws {
    let request = PredictionRequest(modes: [.inSitu, .program], chips: 50, accuracyLimit: 0.93)
    let summary = try PredictionRun(SyntheticTrials(), request).run()
    #expect(summary.predictions.map(\.mode) == [.inSitu, .program] && summary.accuracy.chips == 50)
    #expect(summary.accuracy == summary.predictions[0].accuracy)
    for prediction in summary.predictions {
      let accuracies = prediction.records.map(\.accuracy)
      let (a, sorted) = (prediction.accuracy, accuracies.sorted())
      #expect(prediction.records.map(\.chip) == Array(0..<50))
      #expect(abs(a.mean - accuracies.reduce(0, +) / 50) < 1e-12)
      #expect(a.smallest == sorted[0] && a.largest == sorted[49] && a.median == (sorted[24] + sorted[25]) / 2)
      let passed = accuracies.count { $0 >= 0.93 }
      #expect(a.yield == Double(passed) / 50)
      #expect(try #require(a.yieldLow) <= Double(passed) / 50 && #require(a.yieldHigh) >= Double(passed) / 50)
    }
    #expect(summary.predictions[0].accuracy.mean > summary.predictions[1].accuracy.mean)
    #expect(
      summary.predictions[0].chips.pulsesPerDevice == ChipMean(12, low: 12, high: 12)
        && summary.predictions[1].chips.writeFailures == ChipMean(3, low: 3, high: 3))
    #expect(summary.predictions[0].learning.map(\.updates) == [0, 100])
    // Written chips have the same imperfections, and with them the same accuracy, in both modes.
    #expect(
      summary.predictions[0].records.map(\.programmedAccuracy)
        == summary.predictions[1].records.map(\.accuracy))
  }

  @Test("a mean is written with two digits of its interval, one of a single chip without")
  func meanTexts() throws {
    // Student's t at 97.5 % with 3 degrees of freedom is 3.182446; the standard error of these is 0.01 / √6.
    let mean = try #require(ChipMean([0.95, 0.96, 0.96, 0.97], confidence: 0.95))
    let half = 3.182446305284263 * 0.01 / 6.0.squareRoot()
    #expect(abs(try #require(mean.halfWidth) - half) < 1e-12 && abs(mean.value - 0.96) < 1e-15)
    #expect(mean.percent == "96.0 % ± 1.3 %" && mean.points == "96.0 ± 1.3")
    #expect(ChipMean(0.000123, low: 0.000111, high: 0.000135).points == "0.0123 ± 0.0012")
    #expect(ChipMean(12.34, low: 12.3, high: 12.38).text == "12.340 ± 0.040")
    #expect(ChipMean(0.9641, low: nil, high: nil).percent == "96.4 %")
    #expect(ChipMean([0.5], confidence: 0.95) == ChipMean(0.5, low: nil, high: nil))
    #expect(ChipMean([], confidence: 0.95) == nil)
    // What rounding leaves of equal figures is no interval.
    #expect(ChipMean([Double](repeating: 0.97, count: 25), confidence: 0.95)?.percent == "97 % ± 0 %")
    #expect(ChipMean(0.5, low: 0.5, high: 0.5).percent == "50 % ± 0 %")
  }

  @Test("every mean in the text has its interval, and few chips no percentiles")
  func texts() throws {
    var request = PredictionRequest(modes: [.program, .inSitu], chips: 6)
    request.sweeps = [try Sweep(parsing: "d2d=0..50%:2")]
    request.isSensitivityWanted = true
    var trials = SyntheticTrials()
    trials.wires = .effective
    let few = try PredictionRun(trials, request).run()
    let a = few.predictions[0].accuracy
    #expect(few.text.contains("program       6 chips: mean accuracy \(a.meanFigure.percent)\n"))
    #expect(few.text.contains("\(few.sensitivity[0].meanOfAll.percent) with all"))
    #expect(a.p5 == nil && few.sweepsCSV.hasPrefix("imperfection,") && few.chipsCSV.contains("program,5,"))
    let row = try #require(few.text.split(separator: "\n").first { $0.hasPrefix("  program  ") })
    // Neither percentiles nor, without a limit, a yield.
    #expect(row.contains("±") && row.count { $0 == "–" } == 3)
    request.chips = 20
    let many = try PredictionRun(trials, request).run()
    #expect(many.predictions[0].accuracy.p5 != nil)
    let chart = BandSVG(sweep: few.sweeps, of: few)
    #expect(chart.bandName == "worst to best chip")
    #expect(BandSVG(sweep: many.sweeps, of: many).bandName.hasPrefix("5th to 95th percentile"))
  }

  @Test("a single chip is that of a larger run")
  func onlyChip() throws {
    var request = PredictionRequest(modes: [.program], chips: 200, accuracyLimit: 0.999, yieldLimit: 0.9)
    request.runsAllChips = true
    let all = try PredictionRun(SyntheticTrials(), request).run()
    request.onlyChip = 123
    request.sweeps = [try Sweep(parsing: "d2d=0..1")]
    request.isSensitivityWanted = true
    let one = try PredictionRun(SyntheticTrials(), request).run()
    #expect(one.predictions[0].records == [all.predictions[0].records[123]])
    #expect(one.passes && one.predictions[0].verdict == nil && one.sweeps.isEmpty && one.sensitivity.isEmpty)
    #expect(one.text.contains("chip 123: accuracy"))
  }

  @Test(
    "a clear yield ends the run early, at the same chip with any number of threads; all chips say the same")
  func earlyEnd() throws {
    for (limit, isMet) in [(0.5, true), (0.969, false)] {
      var request = PredictionRequest(modes: [.program], chips: 2000, accuracyLimit: limit, yieldLimit: 0.9)
      let runs = try [1, 4].map { try PredictionRun(SyntheticTrials(), request, threads: $0).run() }
      #expect(runs[0] == runs[1])
      let verdict = try #require(runs[0].predictions[0].verdict)
      #expect(verdict.isCertain && verdict.isMet == isMet && runs[0].passes == isMet)
      #expect(verdict.certainAfter == runs[0].accuracy.chips && runs[0].accuracy.chips < 100)
      // The interval is the test's own, also after the early stop, and on the verdict's side of what is demanded.
      let (low, high) = (try #require(runs[0].accuracy.yieldLow), try #require(runs[0].accuracy.yieldHigh))
      #expect(isMet ? low >= 0.9 : high <= 0.9)
      let passed = runs[0].predictions[0].records.count { $0.accuracy >= limit }
      let own = YieldTest(demanded: 0.9, confidence: 0.95).interval(
        passed: passed, of: runs[0].accuracy.chips)
      #expect(low == own.low && high == own.high && runs[0].text.contains("however often one looks"))
      request.runsAllChips = true
      request.chips = 300
      let all = try PredictionRun(SyntheticTrials(), request).run()
      #expect(all.accuracy.chips == 300 && all.predictions[0].verdict?.certainAfter == verdict.certainAfter)
      #expect(
        Array(all.predictions[0].records.prefix(runs[0].accuracy.chips)) == runs[0].predictions[0].records)
    }
  }

  @Test("without a demanded yield the mean must reach the accuracy; without limits nothing is missed")
  func otherLimits() throws {
    for (limit, isMet) in [(0.8, true), (0.968, false)] {
      let summary = try PredictionRun(
        SyntheticTrials(), PredictionRequest(modes: [.program], chips: 40, accuracyLimit: limit)
      ).run()
      let verdict = try #require(summary.predictions[0].verdict)
      #expect(verdict.isMet == isMet && verdict.isCertain && verdict.certainAfter == nil)
      #expect(summary.passes == isMet && summary.accuracy.chips == 40)
    }
    let free = try PredictionRun(SyntheticTrials(), PredictionRequest(modes: [.program], chips: 5)).run()
    #expect(free.passes && free.predictions[0].verdict == nil && free.accuracy.yield == nil)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(JSONText.of(free).utf8)) as? [String: Any])
    let accuracy = try #require(json["accuracy"] as? [String: Any])
    for key in ["mean", "median", "p5", "p95", "yield", "yieldLow", "yieldHigh", "chips"] {
      #expect(accuracy[key] != nil, "\(key) is missing")
    }
    // Five chips have no 5th percentile.
    for key in ["yield", "p5", "p95"] { #expect(accuracy[key] is NSNull, "\(key)") }
  }

  @Test("learning on the chip keeps the accuracy where writing loses it")
  func sweep() throws {
    var request = PredictionRequest(modes: [.program, .inSitu], chips: 20)
    request.sweeps = [try Sweep(parsing: "d2d=0..50%:3")]
    let summary = try PredictionRun(SyntheticTrials(), request).run()
    #expect(summary.sweeps.map(\.mode) == [.program, .inSitu])
    for curve in summary.sweeps {
      #expect(curve.points.map(\.magnitude) == [0, 0.25, 0.5] && curve.unit == "1")
      let means = curve.points.map(\.accuracy.mean)
      #expect(means[0] > means[1] && means[1] > means[2])
    }
    #expect(summary.sweeps[1].points[2].accuracy.mean > summary.sweeps[0].points[2].accuracy.mean + 0.1)
    // A point at the magnitude in force is the prediction itself.
    request.sweeps = [try Sweep(parsing: "d2d=10%..50%:2")]
    let other = try PredictionRun(SyntheticTrials(), request).run()
    #expect(other.sweeps[0].points[0].accuracy == other.predictions[0].accuracy)
  }

  @Test("the costliest imperfection and the largest source come first")
  func sensitivity() throws {
    var request = PredictionRequest(modes: [.program], chips: 400)
    request.isSensitivityWanted = true
    let trials = SyntheticTrials()
    let summary = try PredictionRun(trials, request).run()
    let figures = try #require(summary.sensitivity.first)
    #expect(abs(figures.meanOfNone.value - 0.97) < 1e-12 && figures.meanOfAll == summary.accuracy.meanFigure)
    #expect(
      figures.imperfections.map(\.name)
        == [.deviceSpread, .stuckOff, .neuronOffset].sorted {
          [0.04, 0.01, 0.005][[.deviceSpread, .stuckOff, .neuronOffset].firstIndex(of: $0) ?? 0]
            > [0.04, 0.01, 0.005][[.deviceSpread, .stuckOff, .neuronOffset].firstIndex(of: $1) ?? 0]
        })
    // Means of the losses: half of 0.8 · 0.1, of 0.02 and of 5 · 0.002; they add up, so that alone is as without.
    for (row, loss) in zip(figures.imperfections, [0.04, 0.01, 0.005]) {
      #expect(abs(row.lossAlone.value - loss) < 0.003 && abs(row.gainWithout.value - loss) < 0.003, "\(row)")
      let (low, high) = (try #require(row.lossAlone.low), try #require(row.lossAlone.high))
      #expect(low < row.lossAlone.value && row.lossAlone.value < high)
    }
    // Variances 0.08², 0.02², 0.01² over 12.
    #expect(figures.sources.map(\.name) == [.devices, .faults, .neurons])
    #expect(abs(figures.sources[0].first.value - 64.0 / 69) < 0.1, "\(figures.sources)")
    // Sample A is the prediction, and sample B and one sample a source are new: no chip is run twice.
    #expect(trials.runs.value == 400 * (1 + 1 + 2 * 3 + 1 + 3))
  }

  /// Runs that are stopped again and again, each going on from the last one's checkpoint.
  @Test("a run that is stopped at any moment goes on to the same figures", arguments: [1, 3])
  func resume(_ threads: Int) throws {
    let request = try fullRequest()
    let whole = try PredictionRun(SyntheticTrials(), request, threads: threads).run()
    let folder = try TemporaryFolder()
    let checkpoint = folder.file(".out.chips")
    var trials = SyntheticTrials()
    var stops = 0
    var summary: PredictionSummary?
    while summary == nil, stops < 100 {
      let last = trials.runs.value + 150
      trials.last = last
      do {
        summary = try PredictionRun(trials, request, threads: threads).run(
          checkpoint: checkpoint, start: stops > 0 ? .checkpoint : .automatic,
          isStopped: { trials.runs.value > last })
      } catch let stopped as PredictionRun.Stopped {
        stops += 1
        #expect(stopped.chips < stopped.allChips && FileManager.default.fileExists(atPath: checkpoint.path))
      }
    }
    #expect(summary == whole && stops > 2)
  }

  @Test("a run that is killed goes on from what it has saved, whichever chips those are")
  func killed() throws {
    let request = try fullRequest()
    let whole = try PredictionRun(SyntheticTrials(), request).run()
    let folder = try TemporaryFolder()
    let checkpoint = folder.file(".out.chips")
    _ = try PredictionRun(SyntheticTrials(), request).run(checkpoint: checkpoint)
    // Any part of the chips may have been saved, in any order.
    let all = try ChipStore(reading: checkpoint)
    var part = ChipStore()
    let trial = SyntheticTrials().trial(.program, replacing: [:], wires: nil)
    for chip in [0, 1, 5, 9, 13, 21] as [UInt32] {
      let draw = ChipDraw(chip: chip)
      part[trial.fingerprint, draw] = all[trial.fingerprint, draw]
    }
    try part.write(to: checkpoint)
    let trials = SyntheticTrials()
    var resumed: Int?
    let summary = try PredictionRun(trials, request).run(
      checkpoint: checkpoint, start: .checkpoint,
      report: {
        if case .resumed(let chips) = $0 { resumed = chips }
      })
    #expect(summary == whole && resumed == 6 && trials.runs.value < all.count)
  }

  @Test("finished chips serve a larger run")
  func larger() throws {
    let folder = try TemporaryFolder()
    let checkpoint = folder.file(".out.chips")
    _ = try PredictionRun(SyntheticTrials(), PredictionRequest(modes: [.program], chips: 20)).run(
      checkpoint: checkpoint)
    let trials = SyntheticTrials()
    let summary = try PredictionRun(trials, PredictionRequest(modes: [.program], chips: 50)).run(
      checkpoint: checkpoint)
    #expect(trials.runs.value == 30)
    #expect(
      try summary
        == PredictionRun(SyntheticTrials(), PredictionRequest(modes: [.program], chips: 50)).run())
  }

  @Test("a checkpoint that is missing, damaged or another's is told; without --resume it is replaced")
  func wrongCheckpoint() throws {
    let folder = try TemporaryFolder()
    let checkpoint = folder.file(".out.chips")
    let request = PredictionRequest(modes: [.program], chips: 5)
    func run(_ start: TrainingStart, _ warnings: inout [Diagnostic]) throws -> PredictionSummary {
      var found: [Diagnostic] = []
      defer { warnings = found }
      return try PredictionRun(SyntheticTrials(), request).run(
        checkpoint: checkpoint, start: start,
        report: {
          if case .warning(let warning) = $0 { found.append(warning) }
        })
    }
    var warnings: [Diagnostic] = []
    let missing = #expect(throws: Diagnostic.self) { try run(.checkpoint, &warnings) }
    #expect(missing?.code == "GD0452")
    let whole = try PredictionRun(SyntheticTrials(), request).run()
    var other = ChipStore()
    other["other", ChipDraw(chip: 0)] = ChipRecord(chip: 0, accuracy: 0.1)
    let makers: [(String, () throws -> Void)] = [
      ("GD0450", { try Data("nothing".utf8).write(to: checkpoint) }),
      ("GD0453", { try other.write(to: checkpoint) }),
    ]
    for (code, make) in makers {
      try make()
      let bytes = try Data(contentsOf: checkpoint)
      let error = #expect(throws: Diagnostic.self) { try run(.checkpoint, &warnings) }
      #expect(error?.code == code && error?.severity == .error)
      #expect(try Data(contentsOf: checkpoint) == bytes, "a refused run changes nothing")
      #expect(try run(.automatic, &warnings) == whole && warnings.map(\.code) == [code])
      #expect(warnings.first?.severity == .warning)
      try make()
      #expect(try run(.beginning, &warnings) == whole && warnings.isEmpty)
    }
  }

  @Test("a checkpoint that cannot be written ends the run and is named")
  func fullDisk() throws {
    let checkpoint = URL(fileURLWithPath: "/proc/no-such-place/.out.chips")
    let error = #expect(throws: OutputFailure.self) {
      try PredictionRun(SyntheticTrials(), PredictionRequest(modes: [.program], chips: 5)).run(
        checkpoint: checkpoint)
    }
    #expect(error?.description.contains(checkpoint.path) == true && error?.isUsage == false)
  }

  @Test("progress counts every chip of every series")
  func progress() throws {
    let request = try fullRequest()
    var moments: [PredictionRun.Moment] = []
    _ = try PredictionRun(SyntheticTrials(), request).run(report: { event in
      if case .chip(let moment) = event { moments.append(moment) }
    })
    let last = try #require(moments.last)
    #expect(last.series == last.seriesCount && last.allDone == last.allChips && last.mean > 0.9)
    #expect(moments.allSatisfy { $0.done <= $0.chips && $0.allDone <= $0.allChips })
    #expect(zip(moments, moments.dropFirst()).allSatisfy { $0.allDone < $1.allDone })
  }
}
