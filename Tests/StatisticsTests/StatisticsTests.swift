import Foundation
import Kernels
import Testing

@testable import Prediction
@testable import Statistics

/// Statistics against scipy (`tools/make-statistics-fixtures`), and against what they promise.
@Suite("Statistics of chips")
struct StatisticsTests {
  private struct Fixture: Decodable {
    struct Quantile: Decodable { var share, value: Double }
    struct Point: Decodable {
      var probability, value: Double
      var freedom: Double?
    }
    struct Beta: Decodable { var x, a, b, log: Double }
    struct Wilson: Decodable {
      var passed, count: Int
      var confidence, low, high: Double
    }
    typealias Sequential = Wilson
    struct Evidence: Decodable {
      var passed, count: Int
      var demanded, above, below: Double
    }
    var values: [Double]
    var mean, median, standardDeviation, meanLow, meanHigh: Double
    var quantiles: [Quantile]
    var normal, student: [Point]
    var beta: [Beta]
    var wilson: [Wilson]
    var evidence: [Evidence]
    var sequential: [Sequential]
  }
  private let fixture: Fixture

  init() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/statistics.json")
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-10) -> Bool {
    abs(a - b) <= tolerance * max(1, abs(b))
  }

  @Test("mean, deviation, quantiles and Student's interval are numpy's and scipy's")
  func distribution() throws {
    let sample = try #require(Distribution(fixture.values))
    #expect(isClose(sample.mean, fixture.mean) && isClose(sample.median, fixture.median))
    #expect(isClose(try #require(sample.standardDeviation), fixture.standardDeviation))
    for quantile in fixture.quantiles {
      #expect(isClose(sample.quantile(quantile.share), quantile.value), "\(quantile)")
    }
    let half = try #require(sample.meanHalfWidth(confidence: 0.95))
    #expect(isClose(sample.mean - half, fixture.meanLow) && isClose(sample.mean + half, fixture.meanHigh))
  }

  @Test("a single chip has a mean and quantiles but no deviation, none has nothing")
  func small() throws {
    let one = try #require(Distribution([0.5]))
    #expect(one.mean == 0.5 && one.quantile(0.05) == 0.5 && one.quantile(1) == 0.5)
    #expect(one.standardDeviation == nil && one.meanHalfWidth(confidence: 0.9) == nil)
    #expect(Distribution([]) == nil)
  }

  @Test("the 5th percentile takes 20 chips: of fewer it would be the worst one by another name")
  func resolution() throws {
    for (count, isThere) in [(4, false), (19, false), (20, true), (100, true)] {
      let sample = try #require(Distribution((0..<count).map { Double($0) / Double(count) }))
      for share in [0.05, 0.95, 1 - 0.95] {
        #expect(
          sample.resolvedQuantile(share) == (isThere ? sample.quantile(share) : nil), "\(count) \(share)")
      }
      #expect(sample.resolvedQuantile(0.5) == sample.median)
    }
    #expect(Distribution([1, 2])?.resolvedQuantile(0.4) == nil)
  }

  @Test("quantiles and the incomplete beta function are scipy's")
  func functions() {
    for point in fixture.normal {
      #expect(isClose(SpecialFunctions.normalQuantile(point.probability), point.value), "\(point)")
    }
    for point in fixture.student {
      let value = SpecialFunctions.studentQuantile(point.probability, freedom: point.freedom ?? 0)
      #expect(isClose(value, point.value, 1e-8), "\(point): \(value)")
    }
    for point in fixture.beta {
      let value = SpecialFunctions.logIncompleteBeta(point.x, point.a, point.b)
      #expect(isClose(value, point.log), "\(point): \(value)")
    }
    // Far below the smallest number: I_x(a, 1) = x^a.
    #expect(isClose(SpecialFunctions.logIncompleteBeta(0.01, 900, 1), 900 * log(0.01)))
  }

  @Test("yield intervals are scipy's Wilson intervals, and as many chips as are said make them as narrow")
  func wilson() {
    for one in fixture.wilson {
      let interval = YieldInterval(passed: one.passed, of: one.count, confidence: one.confidence)
      #expect(isClose(interval.low, one.low) && isClose(interval.high, one.high), "\(one): \(interval)")
    }
    for (share, half) in [(0.5, 0.05), (0.9, 0.02), (1.0, 0.01)] {
      let chips = YieldInterval.chips(halfWidth: half, yield: share, confidence: 0.95)
      func width(_ count: Int) -> Double {
        // At such a share; the number that passes need not be whole for the width.
        let n = 1_000_000 / count * count
        let interval = YieldInterval(passed: Int(share * Double(n)), of: n, confidence: 0.95)
        return (interval.high - interval.low) * (Double(n) / Double(count)).squareRoot() / 2
      }
      if share < 1 { #expect(abs(width(chips) / half - 1) < 0.05, "\(share) \(chips)") }
      #expect(chips > 1)
    }
    #expect(YieldInterval.chips(halfWidth: 0.05, yield: 0.5, confidence: 0.95) == 381)
  }

  @Test("the evidence of the sequential test is the integral over the alternatives")
  func evidence() {
    for one in fixture.evidence {
      let ours = YieldTest(demanded: one.demanded, confidence: 0.95)
        .logEvidence(passed: one.passed, of: one.count)
      #expect(
        isClose(ours.above, log(one.above), 1e-7) && isClose(ours.below, log(one.below), 1e-7), "\(one)")
    }
  }

  /// Verdicts of many series of chips with a yield: shares of "met" and "missed", and the mean number of chips.
  private func verdicts(
    yield: Double, _ test: YieldTest, series: Int, limit: Int
  ) -> (met: Double, missed: Double, chips: Double) {
    let random = Philox(seed: 2024)
    var (met, missed, chips) = (0, 0, 0)
    var seen: [[Int]: YieldTest.Verdict?] = [:]
    func verdict(_ passed: Int, _ count: Int) -> YieldTest.Verdict? {
      if let known = seen[[passed, count]] { return known }
      let verdict = test.verdict(passed: passed, of: count)
      seen[[passed, count]] = .some(verdict)
      return verdict
    }
    for stream in 0..<series {
      var passed = 0
      for chip in 0..<limit {
        if random.uniform(purpose: 70, stream: UInt32(stream), index: UInt64(chip)) < yield { passed += 1 }
        chips += 1
        guard let verdict = verdict(passed, chip + 1) else { continue }
        if verdict == .met { met += 1 } else { missed += 1 }
        break
      }
    }
    let n = Double(series)
    return (Double(met) / n, Double(missed) / n, Double(chips) / n)
  }

  @Test("wrong verdicts are as rare as promised, however often one looks", arguments: [0.5, 0.9])
  func errorRate(_ demanded: Double) {
    let test = YieldTest(demanded: demanded, confidence: 0.9)
    // Four standard deviations of a share of 0.1 in 500 series.
    let bound = 0.1 + 4 * (0.1 * 0.9 / 500).squareRoot()
    // Just as demanded: only "missed" is wrong. Just below: only "met" is.
    #expect(verdicts(yield: demanded, test, series: 500, limit: 500).missed < bound)
    #expect(verdicts(yield: demanded - 1e-9, test, series: 500, limit: 500).met < bound)
    // Clear cases are seen, nearly always, after few chips.
    let good = verdicts(yield: demanded + 0.09, test, series: 300, limit: 3000)
    let bad = verdicts(yield: demanded - 0.3, test, series: 300, limit: 3000)
    #expect(good.met > 0.9 && bad.missed > 0.9 && bad.chips < 60, "\(good) \(bad)")
  }

  @Test(
    "a verdict needs about as many chips as are said, and none comes for a yield that is just what is demanded"
  )
  func plan() throws {
    let test = YieldTest(demanded: 0.9, confidence: 0.95)
    let chips = try #require(test.chips(yield: 1))
    #expect(test.verdict(passed: chips, of: chips) == .met)
    #expect(test.verdict(passed: chips - 1, of: chips - 1) == nil)
    #expect(test.chips(yield: 0.9, limit: 100_000) == nil)
    #expect(try #require(test.chips(yield: 0.91)) > 5 * #require(test.chips(yield: 0.97)))
    // Strong evidence for one side is never taken for the other, where numbers underflow.
    #expect(test.verdict(passed: 100, of: 5000) == .missed && test.verdict(passed: 5000, of: 5000) == .met)
    #expect(YieldTest(demanded: 0.01, confidence: 0.99).verdict(passed: 4000, of: 5000) == .met)
    let all = YieldTest(demanded: 1, confidence: 0.95)
    #expect(all.verdict(passed: 9, of: 10) == .missed && all.verdict(passed: 1000, of: 1000) == nil)
  }

  @Test(
    "the interval of the sequential test ends where scipy's integrals say, wider than one at a fixed time")
  func sequentialInterval() {
    for one in fixture.sequential {
      let test = YieldTest(demanded: 0.5, confidence: one.confidence)
      let interval = test.interval(passed: one.passed, of: one.count)
      #expect(
        isClose(interval.low, one.low, 1e-8) && isClose(interval.high, one.high, 1e-8), "\(one): \(interval)")
      let wilson = YieldInterval(passed: one.passed, of: one.count, confidence: one.confidence)
      #expect(interval.low <= wilson.low && interval.high >= wilson.high)
    }
  }

  @Test(
    "the interval of the sequential test contradicts no verdict: a demanded yield is outside when it is certain"
  )
  func duality() {
    for (passed, count) in [(0, 7), (1, 3), (22, 22), (40, 44), (60, 100), (97, 100), (500, 1000)] {
      for confidence in [0.9, 0.99] {
        let interval = YieldTest(demanded: 0.5, confidence: confidence).interval(passed: passed, of: count)
        for demanded in [0.05, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99] {
          let verdict = YieldTest(demanded: demanded, confidence: confidence).verdict(
            passed: passed, of: count)
          let expected: YieldTest.Verdict? =
            demanded <= interval.low ? .met : demanded >= interval.high ? .missed : nil
          #expect(verdict == expected, "\(passed) of \(count), \(demanded) at \(confidence): \(interval)")
        }
      }
    }
  }

  @Test("either end of the interval of the sequential test is on its side of the yield at all times")
  func always() {
    let test = YieldTest(demanded: 0.5, confidence: 0.9)
    let random = Philox(seed: 7)
    let series = 200
    var (above, below) = (0, 0)
    for stream in 0..<series {
      var passed = 0
      var (isAbove, isBelow) = (false, false)
      for chip in 0..<300 {
        if random.uniform(purpose: 71, stream: UInt32(stream), index: UInt64(chip)) < 0.8 { passed += 1 }
        guard chip % 10 == 9 else { continue }
        let interval = test.interval(passed: passed, of: chip + 1)
        if interval.low > 0.8 { isAbove = true }
        if interval.high < 0.8 { isBelow = true }
      }
      if isAbove { above += 1 }
      if isBelow { below += 1 }
    }
    let bound = 0.1 + 4 * (0.1 * 0.9 / Double(series)).squareRoot()
    #expect(Double(above) / Double(series) < bound && Double(below) / Double(series) < bound)
  }

  /// A chip's numbers, by purpose, with replaced purposes from other chips.
  private static func inputs(_ draw: ChipDraw, purposes: [UInt32]) -> [Double] {
    let random = Philox(seed: 99)
    return purposes.map { random.uniform(purpose: $0, stream: 0, index: UInt64(draw.chip(for: $0))) }
  }

  /// Indices of a function of three sources.
  private func indices(
    count: Int, _ function: ([Double]) -> Double
  ) throws -> SobolIndices {
    let sources: [RandomSource] = [.devices, .faults, .neurons]
    let draws = SobolDraws(count: count, sources: sources)
    func values(_ draws: [ChipDraw]) -> [Double] {
      draws.map { function(Self.inputs($0, purposes: sources.flatMap(\.purposes))) }
    }
    return try #require(
      SobolIndices(
        a: values(draws.a), b: values(draws.b), exchanged: draws.exchanged.map(values), confidence: 0.95))
  }

  @Test("indices of an additive function are the shares of its variance")
  func additive() throws {
    // Variances of uniform numbers times 1, 2, 4: shares 1/21, 4/21, 16/21.
    let found = try indices(count: 2000) { $0[0] + 2 * $0[1] + 4 * $0[2] }
    for (index, exact) in [1.0 / 21, 4.0 / 21, 16.0 / 21].enumerated() {
      #expect(abs(found.first[index].value - exact) < 0.04, "\(found.first)")
      #expect(abs(found.total[index].value - exact) < 0.04, "\(found.total)")
      #expect(found.first[index].low <= exact && exact <= found.first[index].high, "\(found.first)")
    }
  }

  @Test("indices of Ishigami's function are the analytic ones")
  func ishigami() throws {
    // a = 7, b = 0.1 on (−π, π)³ (Ishigami and Homma 1990; values as in Saltelli et al. 2008).
    let found = try indices(count: 6000) { share in
      let x = share.map { (2 * $0 - 1) * Double.pi }
      return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
    }
    for (index, exact) in [(0.3139, 0.5576), (0.4424, 0.4424), (0, 0.2437)].enumerated() {
      #expect(abs(found.first[index].value - exact.0) < 0.05, "\(found.first)")
      #expect(abs(found.total[index].value - exact.1) < 0.05, "\(found.total)")
    }
  }

  @Test("chips that are all the same have no indices, and one source alone explains everything")
  func degenerate() throws {
    #expect(
      SobolIndices(a: [1, 1], b: [1, 1], exchanged: [[1, 1]], confidence: 0.9) == nil
        && SobolIndices(a: [1], b: [2], exchanged: [[2]], confidence: 0.9) == nil)
    let found = try indices(count: 40) { $0[1] }
    for inert in [0, 2] {
      #expect(abs(found.first[inert].value) < 1e-12 && abs(found.total[inert].value) < 1e-12)
    }
    // The accident of the sample, squared, is left.
    #expect(abs(found.first[1].value - 1) < 0.15 && abs(found.total[1].value - 1) < 0.5, "\(found)")
  }

  @Test("intervals of indices hold the analytic ones as often as they say")
  func coverage() {
    var held = 0
    let series = 200
    for stream in 0..<series {
      let random = Philox(seed: UInt64(stream))
      func uniform(_ purpose: UInt32) -> [Double] {
        (0..<60).map { random.uniform(purpose: purpose, stream: 0, index: UInt64($0)) }
      }
      let (a, b) = ([uniform(1), uniform(2)], [uniform(3), uniform(4)])
      func values(_ x: [Double], _ y: [Double]) -> [Double] { zip(x, y).map { $0 + 2 * $1 } }
      let found = SobolIndices(
        a: values(a[0], a[1]), b: values(b[0], b[1]), exchanged: [values(a[0], b[1])], confidence: 0.9)
      if let index = found?.first[0], (index.low...index.high).contains(0.8) { held += 1 }
    }
    #expect(abs(Double(held) / Double(series) - 0.9) < 0.1, "\(held) of \(series)")
  }
}
