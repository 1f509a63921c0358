import Diagnostics
import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Simulators
import Specification
import Testing

@testable import Activity
@testable import Datasets
@testable import Designs
@testable import Learning
@testable import Resistive
@testable import Verification

@Suite("The loop through the amplifiers")
struct LoopRuleTests {
  private static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let python = project.appendingPathComponent(".venv/bin/python")

  private func design(_ name: String, _ changes: String = "") throws -> ChipDesign {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-\(UUID().uuidString).yaml")
    let specs = Self.project.appendingPathComponent("specs").path
    try "extends: \(specs)/\(name).yaml\n\(changes)\n".write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    return try ChipDesign(specAt: path.path)
  }

  /// A small circuit with a random coupling; unstable from some strength on.
  private func circuit(strength: Double, hidden: Int = 3, outputs: Int = 2) -> LoopCircuit {
    let random = Philox(seed: 5)
    let couplings = (0..<hidden * outputs).map {
      5e-6 + 40e-6 * random.uniform(purpose: 0, stream: 0, index: UInt64($0))
    }
    let rows = (0..<hidden).map { couplings[$0 * outputs..<($0 + 1) * outputs].reduce(0, +) }
    return LoopCircuit(
      layers: [
        .init(
          conductances: (0..<hidden).map { 60e-6 + 30e-6 * Double($0) }, capacitance: 2e-12,
          amplifier: .init(
            gain: 8, reverseGain: strength / 8, lag: 20e-9, reverseLag: 6e-9, conductances: rows,
            capacitance: 50e-15), couplings: couplings),
        .init(
          conductances: (0..<outputs).map { l in
            30e-6 + stride(from: l, to: couplings.count, by: outputs).reduce(0) { $0 + couplings[$1] }
          }, capacitance: 0.4e-12, amplifier: nil, couplings: []),
      ], cell: 2e-15)
  }

  /// numpy finds the same eigenvalues of −M⁻¹K.
  @Test(
    "numpy's eigenvalues", .enabled(if: FileManager.default.isExecutableFile(atPath: python.path)),
    arguments: [1.0, 30, 300])
  func numpy(_ strength: Double) throws {
    let circuit = circuit(strength: strength, hidden: 12, outputs: 5)
    let n = circuit.stateCount
    let columns = (0..<n).map { column in
      let unit = (0..<n).map { $0 == column ? 1.0 : 0 }
      return (circuit.product(unit, 1, 0), circuit.product(unit, 0, 1))
    }
    let scratch = try ScratchFolder()
    let text = try JSONEncoder().encode([columns.map(\.0), columns.map(\.1)])
    try text.write(to: scratch.url.appendingPathComponent("matrices.json"))
    let script = """
      import json, numpy as np
      m, k = (np.array(a).T for a in json.load(open("matrices.json")))
      e = np.linalg.eigvals(-np.linalg.solve(m, k))
      json.dump([float(e.real.max()), float((e.real / abs(e)).max()), float(e.real.sum())], open("out.json", "w"))
      """
    try ToolRun(Self.python, ["-c", script], in: scratch.url, limits: ToolLimits(seconds: 60))
      .runSuccessfully()
    let numbers = try JSONDecoder().decode(
      [Double].self, from: Data(contentsOf: scratch.url.appendingPathComponent("out.json")))
    let poles = try #require(circuit.allPoles())
    #expect(poles.count == n)
    let found: [Double] = [
      poles.map(\.real).max() ?? 0, poles.map { $0.real / $0.magnitude }.max() ?? 0,
      poles.map(\.real).reduce(0, +),
    ]
    for (ours, theirs) in zip(found, numbers) { #expect(abs(ours - theirs) < 1e-8 * abs(theirs)) }
  }

  /// ngspice's transient of the same circuit, built of resistors, capacitors and controlled sources, grows and decays with
  /// the pole that is furthest to the right.
  @Test(
    "a transient in ngspice", .enabled(if: Tools.discover().ngspice != nil),
    arguments: [(8.0, true), (200, false)])
  func transient(_ strength: Double, _ isStable: Bool) throws {
    let circuit = circuit(strength: strength, hidden: 1)
    let loop = try #require(LoopStability(circuit))
    #expect(loop.isStable == isStable)
    let scratch = try ScratchFolder()
    let (duration, step) = (16 * abs(loop.slowest.timeConstant.si), 0.02e-9)
    try Data(netlist(circuit, duration, step).utf8).write(to: scratch.url.appendingPathComponent("loop.sp"))
    let ngspice = try Tools.discover().require(.ngspice)
    try ToolRun(ngspice, ["-n", "-b", "loop.sp"], in: scratch.url, limits: ToolLimits(seconds: 120))
      .runSuccessfully()
    let lines = try String(contentsOf: scratch.url.appendingPathComponent("loop.txt"), encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    // The extrema of the second half.
    let half = lines.filter { $0[0] > 0.5 * duration }
    let peaks = half.indices.dropFirst().dropLast().filter {
      abs(half[$0][1]) > abs(half[$0 - 1][1]) && abs(half[$0][1]) >= abs(half[$0 + 1][1])
    }
    let (first, last) = (half[try #require(peaks.first)], half[try #require(peaks.last)])
    let rate = log(abs(last[1] / first[1])) / (last[0] - first[0])
    #expect(abs(rate / loop.slowest.rate.si - 1) < 0.02, "\(rate) \(loop)")
  }

  /// In SI units again: one node more a state, each with a source of its own.
  private func netlist(_ circuit: LoopCircuit, _ duration: Double, _ step: Double) -> String {
    // Of the circuit's own units: 1 S and 1 s are another conductance and time; the ratio of charge and current stays.
    let unit = circuit.time
    var lines = ["* loop of nodes and amplifiers"]
    let (head, next) = (circuit.layers[0], circuit.layers[1])
    guard let amplifier = head.amplifier else { return "" }
    for i in 0..<head.count {
      lines += [
        "rd\(i) v\(i) 0 \(1 / head.conductances[i])",
        "cd\(i) v\(i) 0 \(head.capacitance * unit) ic=\(i == 0 ? 1e-3 : 0)",
        // τ u̇ = A v − u
        "ea\(i) a\(i) 0 v\(i) 0 \(amplifier.gain)", "ra\(i) a\(i) x\(i) 1",
        "ca\(i) x\(i) 0 \(amplifier.lag * unit)",
        "eu\(i) u\(i) p\(i) x\(i) 0 1", "vp\(i) p\(i) 0 0",
        "cw\(i) u\(i) 0 \((amplifier.capacitance - Double(next.count) * circuit.cell) * unit)",
        // τ ẇ = B i − w; the current of vp is into its first node.
        "hw\(i) h\(i) 0 vp\(i) \(-amplifier.reverseGain)", "rw\(i) h\(i) y\(i) 1",
        "cy\(i) y\(i) 0 \(amplifier.reverseLag * unit)", "gw\(i) v\(i) 0 y\(i) 0 1",
      ]
      for l in 0..<next.count {
        lines.append("rc\(i)_\(l) u\(i) o\(l) \(1 / head.couplings[i * next.count + l])")
        lines.append("cc\(i)_\(l) u\(i) o\(l) \(circuit.cell * unit)")
      }
    }
    for l in 0..<next.count {
      let own = (0..<head.count).reduce(next.conductances[l]) { $0 - head.couplings[$1 * next.count + l] }
      lines.append("ro\(l) o\(l) 0 \(1 / own)")
      lines.append("co\(l) o\(l) 0 \((next.capacitance - Double(head.count) * circuit.cell) * unit)")
    }
    return
      (lines + [
        """
        .options reltol=1e-6 abstol=1e-18 vntol=1e-15 method=gear
        .control
        tran \(step) \(duration) 0 \(step) uic
        wrdata loop.txt v(v0)
        quit 0
        .endc
        .end

        """
      ]).joined(separator: "\n")
  }

  /// The chips of the examples come to rest; a strong one before a large layer does not.
  @Test func theRule() throws {
    for name in ["digits", "digits-in-situ"] {
      let outcome = try DesignRule.loop.outcome(RuleSubject(try design(name)))
      #expect(outcome.diagnostics.isEmpty && outcome.figures.map(\.id) == ["loop-damping"])
      #expect(outcome.figures[0].value > LoopStability.leastDamping)
    }
    let outcome = try DesignRule.loop.outcome(
      RuleSubject(
        try design(
          "digits-in-situ",
          "network: { hidden: [{ units: 16, gain: 10, reverse-gain: 100 }, { units: 400 }] }\n"
            + "training: { learning-rate: { relative: 1 % } }")))
    #expect(outcome.diagnostics.map(\.code) == ["GD1112"] && outcome.diagnostics[0].severity == .error)
    #expect(outcome.diagnostics[0].message.contains("grows with") && outcome.figures[0].value < 0)
    #expect(
      try DesignRule.loop.outcome(
        RuleSubject(try design("digits-springs", "network: { hidden: [{ units: 64 }] }"))
      )
      .figures
      .isEmpty)
  }

  /// Equilibria of samples damp the loop at least as well as the state that the rule looks at.
  @Test func samplesAreDamped() throws {
    let design = try design("digits-in-situ")
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let conductances = design.initialConductances
    let rest = try #require(LoopStability.start(of: design))
    let model = ResistiveModel(design.resistive)
    let prepared = model.prepare(conductances)
    for s in 0..<3 {
      let inputs = data.train.values(s)
      var state = model.restingState()
      _ = Relaxation(tolerance: 1e-9, maximumSweeps: 1000).run(
        model, &state, model.drive(inputs, prepared), prepared, nudge: nil)
      let circuit = try #require(
        LoopCircuit(
          design.chip, conductances, wires: .lumped, volts: model.nodes(of: state).layers.flatMap { $0 },
          inputs: inputs))
      let loop = try #require(LoopStability(circuit))
      #expect(loop.isStable && loop.sharpest.damping >= rest.sharpest.damping)
    }
  }
}
