import Circuits
import Diagnostics
import Foundation
import Netlists
import Simulators
import Technology

/// Simulates a circuit on a bench with ngspice and measures its figures.
package struct BenchRun {
  private let setting: BenchSetting
  private let files: ModelFiles
  private let ngspice: URL
  private let limits: ToolLimits

  private var bench: Bench { setting.bench }

  /// - Parameter ngspice: the program.
  package init(_ setting: BenchSetting, files: ModelFiles, ngspice: URL, limits: ToolLimits = ToolLimits()) {
    (self.setting, self.files, self.ngspice, self.limits) = (setting, files, ngspice, limits)
  }

  // MARK: Figures

  /// Everything but mismatch.
  /// - Throws: `ToolRun.Failure` when ngspice fails or does not find an operating point.
  package func figures() throws -> BenchFigures {
    let scratch = try ScratchFolder()
    let folder = scratch.url
    let printed = try run("rest.sp", .constant(bench.centre), restCommands, in: folder)
    guard let output = printed["response"]?.first, let power = printed["power"]?.first else {
      throw ToolRun.Failure("ngspice found no operating point", isOfProgram: true)
    }
    var figures = BenchFigures(bench: bench.name, corner: setting.corner.name)
    // No minus before a zero.
    (figures[.output], figures[.power]) = (output, power + 0)
    figures[.noise] = printed["onoise_total"]?.first
    if let sweep = bench.sweep {
      try measure(curve("dc.txt", in: folder), sweep, &figures)
    } else if let expected = bench.transfer.expected(at: bench.centre) {
      figures[.offset] = output - expected
    }
    if bench.hasSmallSignal { figures[.bandwidth] = Self.bandwidth(try curve("ac.txt", in: folder)) }
    if bench.loop != nil { try measureLoop(curve("loop.txt", vectors: 2, in: folder), &figures) }
    if let step = bench.step {
      _ = try run("step.sp", course(step), stepCommands(step), in: folder)
      Self.measureStep(try curve("step.txt", in: folder), &figures)
    }
    return figures
  }

  /// Seconds that a step takes.
  private static let rise = 1e-9

  /// Offsets of draws of mismatch, deterministic in the seed.
  /// - Throws: `ToolRun.Failure` when ngspice fails, or answers other than one value a draw.
  package func offsets(draws: Int, seed: Int) throws -> [Double] {
    let scratch = try ScratchFolder()
    let folder = scratch.url
    var commands = ["setseed \(seed)"]
    var isDecision = false
    if case .decision = bench.transfer, let sweep = bench.sweep {
      isDecision = true
      // Mismatch moves a threshold further than the bench's own sweep goes.
      var wide = sweep
      let middle = (sweep.range.lowerBound + sweep.range.upperBound) / 2
      let reach = 2 * (sweep.range.upperBound - middle)
      wide.range = (middle - reach)...(middle + reach)
      commands += [
        "repeat \(draws)", "reset", sweepCommand(wide),
        "meas dc threshold when \(response)=\(NumberText.text(supply / 2))", "end",
      ]
    } else {
      commands += ["repeat \(draws)", "reset", "op", "let response=\(response)", "print response", "end"]
    }
    let printed = try run(
      "mismatch.sp", .constant(bench.centre), commands, mismatch: true, in: folder)
    let values = printed[isDecision ? "threshold" : "response"] ?? []
    guard values.count == draws else {
      throw ToolRun.Failure("ngspice found \(values.count) of \(draws) operating points", isOfProgram: true)
    }
    return values.map { value in
      switch bench.transfer {
      case .decision(let threshold): value - threshold
      case .linear(_, let at, let wanted) where at == bench.centre: value - wanted
      default: value - (bench.transfer.expected(at: bench.centre) ?? 0)
      }
    }
  }

  /// Everything that ngspice is told, beside the models: what the figures are a function of.
  package func inputs() throws -> String {
    let deck = BenchDeck(setting: setting, files: files, folder: URL(fileURLWithPath: "/"))
    let step = try bench.step.map { try deck.text(stimulus: course($0), commands: stepCommands($0)) }
    return try deck.text(stimulus: .constant(bench.centre), commands: restCommands) + (step ?? "")
  }

  // MARK: Commands

  private func course(_ step: Bench.Step) -> Waveform {
    .step(initial: step.initial, value: step.final, rise: Self.rise)
  }

  private func stepCommands(_ step: Bench.Step) -> [String] {
    let interval = NumberText.text(step.duration / 2000)
    return [
      "tran \(interval) \(NumberText.text(step.duration)) 0 \(interval)", "wrdata step.txt \(response)",
    ]
  }

  private var response: String {
    switch bench.response {
    case .voltage(let net): "v(\(net))"
    case .current(let source): "-i(v\(source))"
    }
  }

  private var stimulus: String { (bench.isCurrentDriven ? "i" : "v") + bench.stimulus }

  private var supply: Double { value(of: "dd") }

  private func value(of source: String) -> Double {
    for element in bench.elements where element.name == source {
      if case .voltageSource(.constant(let volts)) = element.kind { return volts }
    }
    preconditionFailure("a bench has the supply `dd`")
  }

  private func sweepCommand(_ sweep: Bench.Sweep) -> String {
    let (low, high) = (sweep.range.lowerBound, sweep.range.upperBound)
    let step = (high - low) / Double(sweep.steps)
    // Half a step further, so that rounding does not lose the last point.
    return
      "dc \(stimulus) \(NumberText.text(low)) \(NumberText.text(high + step / 2)) \(NumberText.text(step))"
  }

  private var restCommands: [String] {
    var commands = [
      "op", "let response=\(response)", "let power=-i(vdd)*v(vdd)", "print response", "print power",
    ]
    if let sweep = bench.sweep { commands += [sweepCommand(sweep), "wrdata dc.txt \(response)"] }
    if bench.hasSmallSignal {
      commands += ["alter @\(stimulus)[acmag]=1", "ac dec 20 1000 1e10", "wrdata ac.txt mag(\(response))"]
      if case .voltage(let net) = bench.response {
        commands += ["noise v(\(net)) \(stimulus) dec 10 1 1e10", "print onoise_total"]
      }
      commands.append("alter @\(stimulus)[acmag]=0")
    }
    if let loop = bench.loop {
      commands += [
        "alter @vloop[acmag]=1", "ac dec 20 1000 1e10", "let t=-v(\(loop.driven))/v(\(loop.sensed))",
        "wrdata loop.txt real(t) imag(t)",
      ]
    }
    return commands
  }

  // MARK: Running

  /// Runs commands and gives what they printed, by name.
  private func run(
    _ name: String, _ course: Waveform, _ commands: [String], mismatch: Bool = false, in folder: URL
  ) throws -> [String: [Double]] {
    try BenchDeck(setting: setting, files: files, folder: folder)
      .write(name, stimulus: course, mismatch: mismatch, commands: commands)
    let outcome = try ToolRun(ngspice, ["-b", name], in: folder, limits: limits).runSuccessfully()
    return Self.printed(outcome.output)
  }

  /// Lines `name = value`.
  static func printed(_ text: String) -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count >= 3, words[1] == "=", let value = Double(words[2]), value.isFinite else { continue }
      result[String(words[0]), default: []].append(value)
    }
    return result
  }

  private func curve(_ name: String, vectors: Int = 1, in folder: URL) throws -> Curve {
    let path = folder.appendingPathComponent(name).path
    guard let bytes = try? RegularFile.bytes(of: path, limit: 256 << 20),
      let curve = Curve(String(decoding: bytes, as: UTF8.self), vectors: vectors)
    else {
      throw ToolRun.Failure("ngspice did not finish the analysis of \(name)", isOfProgram: true)
    }
    return curve
  }

  // MARK: Measuring

  private func measure(_ curve: Curve, _ sweep: Bench.Sweep, _ figures: inout BenchFigures) {
    switch bench.transfer {
    case .decision(let threshold):
      figures[.offset] = curve.crossing(supply / 2).map { $0 - threshold }
    case .linear(let wanted, let at, let value):
      let reach = (sweep.range.upperBound - sweep.range.lowerBound) / 20
      let gain = curve.slope(at: at, within: reach)
      figures[.gain] = gain
      figures[.offset] = curve.value(at: at) - value
      if let gain, let wanted { figures[.gainError] = gain / wanted - 1 }
      guard let line = wanted ?? gain else { return }
      let errors = curve.x.indices.map { curve.y[0][$0] - curve.value(at: at) - line * (curve.x[$0] - at) }
      measureRange(curve, errors, around: at, sweep.tolerance, &figures)
    case .atLeast, .atMost:
      let errors = curve.x.indices.map { curve.y[0][$0] - (bench.transfer.expected(at: curve.x[$0]) ?? 0) }
      figures[.largestError] = errors.max { abs($0) < abs($1) }
      figures[.offset] = (figures[.output] ?? 0) - (bench.transfer.expected(at: bench.centre) ?? 0)
      measureRange(curve, errors, around: bench.centre, sweep.tolerance, &figures)
    }
  }

  /// The responses of the points around a place whose errors are within the tolerance.
  private func measureRange(
    _ curve: Curve, _ errors: [Double], around place: Double, _ tolerance: Double,
    _ figures: inout BenchFigures
  ) {
    guard
      let start = curve.x.indices.min(by: { abs(curve.x[$0] - place) < abs(curve.x[$1] - place) }),
      abs(errors[start]) <= tolerance
    else { return }
    var (low, high) = (start, start)
    while low > 0, abs(errors[low - 1]) <= tolerance { low -= 1 }
    while high + 1 < errors.count, abs(errors[high + 1]) <= tolerance { high += 1 }
    let values = curve.y[0][low...high]
    (figures[.lowestOutput], figures[.highestOutput]) = (values.min(), values.max())
  }

  /// Where the magnitude has fallen by 3 dB from its value at the lowest frequency.
  static func bandwidth(_ curve: Curve) -> Double? {
    let logarithmic = Curve(x: curve.x.map { log($0) }, y: curve.y[0].map { log(max($0, 1e-300)) })
    return logarithmic.crossing(log(curve.y[0][0]) - log(2) / 2).map { exp($0) }
  }

  private func measureLoop(_ curve: Curve, _ figures: inout BenchFigures) {
    let magnitude = zip(curve.y[0], curve.y[1]).map { ($0 * $0 + $1 * $1).squareRoot() }
    figures[.loopGain] = magnitude[0]
    guard magnitude[0] > 1 else { return }
    // The phase without jumps of a whole turn.
    var phases: [Double] = []
    for (real, imaginary) in zip(curve.y[0], curve.y[1]) {
      var phase = atan2(imaginary, real) * 180 / .pi
      if let last = phases.last { phase += 360 * ((last - phase) / 360).rounded() }
      phases.append(phase)
    }
    let frequencies = curve.x.map { log($0) }
    let crossing = Curve(x: frequencies, y: magnitude.map { log(max($0, 1e-300)) }).crossing(0)
    guard let crossing else { return }
    figures[.unityGainFrequency] = exp(crossing)
    figures[.phaseMargin] = 180 + Curve(x: frequencies, y: phases).value(at: crossing)
  }

  static func measureStep(_ curve: Curve, _ figures: inout BenchFigures) {
    let course = curve.y[0]
    let last = course[course.count - 1]
    figures[.stepChange] = last - course[0]
    let bound = 0.01 * abs(last - course[0])
    // At rest in the last tenth of the time, or it has not settled.
    guard let end = course.lastIndex(where: { abs($0 - last) > bound }), end + 1 < course.count * 9 / 10
    else { return }
    figures[.settling] = curve.x[end + 1]
  }
}
