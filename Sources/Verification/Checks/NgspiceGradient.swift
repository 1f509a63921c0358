import Fabrics
import Learning
import Netlists
import Quantities
import Simulators

/// The gradient is right: EP's gradient from ngspice's equilibria is ours.
///
/// Both are computed by one formula from two sets of node voltages, so this measures whether the voltages have
/// enough digits for their small differences between phases, which node by node comparisons do not see.
struct NgspiceGradient: VerificationCheck {
  let id = "ngspice-gradient"
  let title = "EP gradient from ngspice's equilibria = embedded simulator"
  let needs: [Tools.Need] = [.ngspice]

  /// The gradient of the first layers is a difference of voltages that the nudge moves by about 1e-5 of their
  /// magnitude; ngspice's 1e-12 then leaves 1e-7.
  static let tolerance = 1e-6
  /// How well two programs know a voltage, of the largest in the chip: rounding times the condition number
  /// (``NodeTolerance/operatingPoint``).
  static let resolution = 1e-12

  /// Entries below this are rounding, not a gradient: where all devices are equal, the true gradient of whole connections
  /// is 0.
  ///
  /// An entry is a difference of ½ Δv² of two phases over the span of β. Δv is at most 2 V of two nodes, of which each is
  /// known to ``resolution`` V: the error is at most 2 phases × 2 V × 2 × resolution V / span, and that has to pass.
  /// - Parameters:
  ///   - volts: V, the largest voltage.
  ///   - span: between the phases, in siemens.
  static func floor(volts: Double, span: Double) -> Double {
    8 * resolution * volts * volts / span / tolerance
  }

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    if let skipped = context.skipped(without: "ngspice") ?? context.skippedForWires { return skipped }
    let phases: (from: Phase, to: Phase) =
      switch context.estimator {
      case .centered: (.minus, .plus)
      case .oneSidedNegative: (.minus, .free)
      case .oneSided, .randomSign, .holomorphic: (.free, .plus)
      }
    var theirs: [String: [Phase: NodeVoltages]] = [:]
    for testbench in context.operatingPoints {
      guard let phase = Phase.allCases.first(where: { testbench.name.hasPrefix($0.rawValue) }),
        phase == phases.from || phase == phases.to
      else { continue }
      let found = try simulations.ngspice(testbench, context)
      let suffix = String(testbench.name.dropFirst(phase.rawValue.count))
      theirs[suffix, default: [:]][phase] = try Self.nodes(testbench, found, context)
    }
    let samples = context.reference.samples
    let ours = samples.map(\.nodes)
    let simulated = samples.map { theirs["_\($0.sample.index)"] ?? [:] }
    guard let expected = Self.gradient(ours, phases, context),
      let found = Self.gradient(simulated, phases, context)
    else { return .failed("a phase of the gradient is missing") }
    var comparison = Comparison()
    var notes: [String] = []
    let volts =
      context.chip.fabric.layers.indices.map { context.chip.largestRowVoltage($0).si }.max() ?? 0
    let rounding = Self.floor(volts: volts, span: Self.span(context))
    for k in expected.connections.indices {
      let (a, b) = (expected.connections[k].siemens, found.connections[k].siemens)
      let largest = a.reduce(0) { max($0, abs($1)) }
      let norm = a.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let distance = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      notes.append(
        "connection \(k + 1): relative L2 error \(Figure.text(norm > 0 ? distance / norm : distance))")
      let columns = expected.connections[k].columns
      for i in a.indices {
        comparison.add(
          "connection \(k + 1), row \(i / columns), column \(i % columns)", expected: a[i], found: b[i],
          floor: max(largest, rounding))
      }
      // The L2 error has to be within the tolerance too: it is at least as strict where many errors are alike.
      comparison.add(
        "connection \(k + 1), L2 norm of the error", expected: 0, found: distance,
        floor: max(norm, rounding * Double(a.count).squareRoot()))
    }
    return .measured(
      comparison.measurement(
        "largest error of ∂C/∂g over the connection's largest", tolerance: Self.tolerance, notes: notes))
  }

  /// The node voltages of a result, layer by layer.
  private static func nodes(
    _ testbench: Testbench, _ found: RawFile, _ context: VerificationContext
  ) throws -> NodeVoltages {
    var values = try testbench.probes.map { probe in
      guard let value = found.voltage(probe.net) else {
        throw ToolRun.Failure("\(testbench.name).raw: node \(probe.net) is not among the results")
      }
      return value
    }[...]
    return NodeVoltages(
      layers: context.chip.fabric.layers.indices.map { k in
        let count = context.chip.fabric.nodeCount(k)
        defer { values = values.dropFirst(count) }
        return Array(values.prefix(count))
      })
  }

  /// The mean gradient of all samples.
  private static func gradient(
    _ nodes: [[Phase: NodeVoltages]], _ phases: (from: Phase, to: Phase), _ context: VerificationContext
  ) -> Conductances? {
    gradient(nodes, phases, context, context.model)
  }

  private static func gradient(
    _ nodes: [[Phase: NodeVoltages]], _ phases: (from: Phase, to: Phase), _ context: VerificationContext,
    _ model: some CircuitModel
  ) -> Conductances? {
    let prepared = model.prepare(context.conductances)
    let from = nodes.compactMap { $0[phases.from] }.map(model.state)
    let to = nodes.compactMap { $0[phases.to] }.map(model.state)
    let samples = context.reference.samples
    guard from.count == samples.count, to.count == samples.count, !samples.isEmpty else { return nil }
    let drives = samples.map { model.drive($0.sample.inputs, prepared) }
    return model.derivativeDifference(
      from: from, to: to, drives, scale: 1 / (span(context) * Double(samples.count)), threads: 1)
  }

  /// Siemens between the two phases.
  private static func span(_ context: VerificationContext) -> Double {
    context.reference.nudge.si * (context.estimator == .centered ? 2 : 1)
  }
}
