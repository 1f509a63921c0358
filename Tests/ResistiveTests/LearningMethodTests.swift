import Diagnostics
import Foundation
import Resistive
import Testing

@testable import Learning
@testable import Specification

/// What a spec says about its rule and optimizer is either done or refused at its place.
@Suite struct LearningMethodTests {
  private static let text = """
    grenadyn: 1
    name: rules
    technology: ideal
    data: { set: digits }
    network:
      family: resistive
      input: { shape: [8, 8], encoding: complementary, full-scale: 1 V }
      hidden: [{ units: 4 }]
      output: { classes: 10, encoding: single, target: 1 V }
    training:
      epochs: 1
      batch: 4
      learning-rate: 0.005 S^2/V^2
    # more
    mapping: { tile: { rows: 64, columns: 64 } }
    """

  /// The method, or the errors, of a training with these further lines, which start at line 14.
  private func method(_ lines: String...) throws -> LearningMethod {
    let spec = try ChipSpec.parse(
      Self.text.replacingOccurrences(of: "# more", with: lines.map { "  " + $0 }.joined(separator: "\n"))
    ).spec
    return try LearningMethod(
      rule: RuleSettings(spec.training, seed: spec.seed), optimizer: spec.training.optimizer,
      engine: ResistiveNetwork.capabilities(of: spec.training.engine.value), among: ResistiveNetwork.engines)
  }

  private func plan(_ lines: String...) throws -> GradientPlan {
    try method(lines.joined(separator: "\n  ")).rule.plan(minibatch: 0)
  }

  @Test func specsBecomePlans() throws {
    let nudge = "nudge: 0.5 S"
    #expect(try plan(nudge) == .contrast(minus: .nudged(-0.5), plus: .nudged(0.5), span: 1))
    #expect(
      try plan(nudge, "estimator: one-sided") == .contrast(minus: .free, plus: .nudged(0.5), span: 0.5))
    #expect(
      try plan(nudge, "estimator: one-sided-negative")
        == .contrast(minus: .nudged(-0.5), plus: .free, span: 0.5))
    #expect(try plan(nudge, "rule: continual-equilibrium-propagation") == .continual(nudge: 0.5))
    #expect(try plan("rule: backprop") == .adjoint)
    #expect(
      try plan("rule: contrastive-hebbian") == .contrast(minus: .free, plus: .clamped(share: 1), span: 1))
    #expect(
      try plan("rule: coupled-learning", "clamp: 10 %", nudge)
        == .contrast(minus: .free, plus: .clamped(share: 0.1), span: 0.05))
    // Families with smooth energies can do it.
    let holomorphic = EquilibriumPropagation(.equilibriumPropagation(.holomorphic, nudge: 0.5, points: 8))
    #expect(holomorphic.plan(minibatch: 5) == .circle(radius: 0.5, points: 8))
  }

  @Test func whatCannotBeDoneIsRefusedAtItsPlace() {
    func check(_ expected: [String], _ lines: String..., containing part: String = "") {
      let error = #expect(throws: DiagnosticsError.self) { try method(lines.joined(separator: "\n  ")) }
      let found = error?.diagnostics ?? []
      #expect(found.map { "\($0.code) \($0.location?.line ?? 0)" } == expected)
      #expect(found.contains { $0.message.contains(part) } || part.isEmpty, "\(found.map(\.message))")
    }
    let nudge = "nudge: 0.5 S"
    check(["GD0406 14"], "rule: back-prop")
    check(["GD0420 14"], "rule: equilibrium-propagation", containing: "'centered' needs 'nudge'")
    check(["GD0420 14"], "rule: continual-equilibrium-propagation", containing: "needs 'nudge'")
    check(["GD0420 14"], "rule: coupled-learning", containing: "needs 'clamp'")
    check(["GD0420 15"], "rule: backprop", "clamp: 10 %", containing: "no 'clamp'; leave it out")
    check(["GD0420 15"], nudge, "points: 8", containing: "'centered' has no 'points'")
    check(["GD0420 10"], "estimator: holomorphic", nudge, containing: "needs 'points'")
    check(["GD0421 14"], "estimator: holomorphic", nudge, "points: 8", containing: "kink")
    check(["GD0421 15"], nudge, "optimizer: { kind: binary-flip, inertia: 0.1, threshold: 1 }")
    check(["GD0422 16"], nudge, "rule: continual-equilibrium-propagation", "optimizer: { kind: adam }")
    check(["GD0423 15"], nudge, "optimizer: { kind: adamw }")
    let current = "nudge: { kind: current, amplitude: 50 mV }"
    check(["GD0425 15"], "rule: continual-equilibrium-propagation", current, containing: "by springs")
    check(["GD0425 16"], "rule: coupled-learning", "clamp: 10 %", current)
    // An unknown rule is that alone.
    check(["GD0406 14"], "rule: equilibrum-propagation", current)
    check(["GD0424 15"], nudge, "optimizer: { kind: adam, momentum: 0.9 }")
    check(
      ["GD0424 15"], nudge, "optimizer: { kind: level-step, levels: 16 }", containing: "needs 'threshold'")
    check(["GD0424 15"], nudge, "optimizer: { kind: level-step, levels: 16, threshold: 1, inertia: 0.1 }")
    check(
      ["GD0421 15"], nudge, "optimizer: { kind: level-step, levels: 9, threshold: 1, range: 2 }",
      containing: "device")
    // All at once.
    check(["GD0406 14", "GD0423 15"], "rule: hebb", "optimizer: { kind: lion }")
    let fast = "engine: fast"
    for rule in ["contrastive-hebbian", "continual-equilibrium-propagation"] {
      check(["GD0413 16"], fast, nudge, "rule: \(rule)", containing: rule)
    }
    check(["GD0413 16"], fast, nudge, "optimizer: { momentum: 0.9 }", containing: "plain sgd")
    check(["GD0413 16"], fast, nudge, "optimizer: { kind: adam }")
    check(["GD0413 16"], fast, nudge, "optimizer: { kind: level-step, levels: 16, threshold: 1 }")
  }
}
