import Diagnostics
import Specification
import TestSupport
import Testing

@testable import Hopfield

/// Networks, activations and settings of specs.
@Suite("Hopfield networks") struct HopfieldNetworkTests {
  private static let text = """
    grenadyn: 1
    name: small
    data: { set: digits }
    network:
      family: hopfield
      input: { shape: [1, 8, 8] }
      hidden:
        - { convolution: { channels: 6 }, pooling: { kind: max } }
        - { units: 20, activation: tanh }
        - { units: 12 }
      skips: [{ from: 0, to: 2 }]
      output: { classes: 10 }
    training:
      nudge: 0.5
      epochs: 1
      batch: 8
      learning-rate: 0.1
      relaxation: { free: 20, nudged: 5 }
    """

  private func spec(_ edits: [(String, String)]) throws -> HopfieldSpec {
    var text = Self.text
    for (old, new) in edits {
      #expect(text.contains(old), "no '\(old)'")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try HopfieldSpec.parse(text, file: "small.yaml").spec
  }

  /// Codes, lines and columns of what is wrong with network and settings.
  private func errors(_ edits: [(String, String)]) throws -> [String] {
    let spec = try spec(edits)
    do throws(DiagnosticsError) {
      _ = try HopfieldSettings(spec: spec, network: HopfieldNetwork(spec: spec))
      return []
    } catch {
      return error.diagnostics.map { "\($0.code) \($0.location?.line ?? 0):\($0.location?.column ?? 0)" }
    }
  }

  @Test("Shapes follow from the spec")
  func shapes() throws {
    let network = try HopfieldNetwork(spec: spec([]))
    #expect(network.layers.map(\.shape.text) == ["6 × 3 × 3", "20", "12", "10"])
    #expect(network.layers.map(\.activation.name) == ["hard-sigmoid", "tanh", "hard-sigmoid", "linear"])
    #expect(
      network.couplings.map(network.weightShape) == [
        [6, 1, 3, 3], [54, 20], [20, 12], [12, 10], [64, 20],
      ])
    #expect(network.parameterCount == 54 + 1080 + 240 + 120 + 1280 + 6 + 20 + 12 + 10)
    let readout = try HopfieldNetwork(spec: spec([("classes: 10", "classes: 10, cost: cross-entropy")]))
    #expect(readout.layers.count == 3 && readout.readoutShape == [12, 10])
  }

  static let wrong: [(edits: [(String, String)], errors: [String])] = [
    ([], []),
    ([("activation: tanh", "activation: tahn")], ["GD0440 9:32"]),
    ([("channels: 6", "channels: 6, kernel: 9")], ["GD0441 8:22"]),
    ([("kind: max", "kind: max, size: 7")], ["GD0441 8:48"]),
    ([("from: 0, to: 2", "from: 0, to: 5")], ["GD0441 11:11"]),
    ([("from: 0, to: 2 }]", "from: 0, to: 2 }, { from: 0, to: 2 }]")], ["GD0441 11:31"]),
    ([("from: 0, to: 2", "from: 0, to: 2, convolution: { kernel: 3 }")], ["GD0441 11:11"]),
    ([("from: 0, to: 2", "from: 0, to: 2, convolution: { kernel: 8, channels: 7 }")], ["GD0441 11:65"]),
    ([("from: 0, to: 2", "from: 0, to: 2, convolution: { kernel: 8 }")], []),
    ([("units: 12", "convolution: { channels: 4 }")], ["GD0441 10:22"]),
    ([("units: 12", "convolution: { channels: 4, kernel: 1 }")], []),
    (
      [("units: 20,", "units: 1000000,"), ("units: 12", "units: 1000000")], ["GD0410 10:7"]
    ),
    ([("nudge: 0.5", "nudge: 0.5\n  estimator: holomorphic\n  points: 4")], ["GD0421 15:14"]),
    ([("nudge: 0.5", "nudge: 0.5\n  estimator: holomorphic")], ["GD0420 0:0"]),
    (
      [
        ("nudge: 0.5", "nudge: 0.5\n  rule: contrastive-hebbian"),
        ("classes: 10", "classes: 10, cost: cross-entropy"),
      ], ["GD0421 15:9"]
    ),
    (
      [("nudge: 0.5", "nudge: 0.5\n  rule: continual-equilibrium-propagation\n  optimizer: { kind: adam }")],
      ["GD0422 16:22"]
    ),
    ([("nudge: 0.5", "nudge: 1")], ["GD0442 14:10"]),
    ([("nudge: 0.5", "nudge: 1\n  estimator: one-sided")], []),
    ([("nudge: 0.5", "nudge: 1\n  estimator: random-sign")], ["GD0442 14:10"]),
    ([("nudge: 0.5", "nudge: 1"), ("classes: 10", "classes: 10, cost: cross-entropy")], []),
    ([("nudge: 0.5", "nudge: 1.5"), ("classes: 10", "classes: 10, activation: half-hard-sigmoid")], []),
    (
      [
        ("nudge: 0.5", "nudge: 1\n  estimator: holomorphic\n  points: 4"), ("kind: max", "kind: average"),
        ("input:", "activation: logistic\n  input:"),
      ], ["GD0442 15:10"]
    ),
  ]

  @Test("Every error has its place", arguments: wrong.indices)
  func errors(index: Int) throws {
    let (edits, expected) = Self.wrong[index]
    // A missing number has no place of its own; the rule's default has none in the file.
    let found = try errors(edits).map { $0.hasPrefix("GD0420") ? "GD0420 0:0" : $0 }
    #expect(found == expected, "\(edits)")
  }

  @Test("σ is the inverse of H′, and its slope is σ′", arguments: Activations.all.map(\.name))
  func activations(name: String) throws {
    let activation = try Activations.named(Located(name, at: here))
    let h = 1e-5
    for z in [-0.9, -0.3, 0.1, 0.4, 0.45, 0.8, 1.7] {
      let s = activation.state(drive: z)
      // A clamped state stays under more drive.
      guard activation.slope(state: s) > 0 else { continue }
      #expect(abs(activation.drive(state: s) - z) < 1e-9)
      let derivative = (activation.potential(state: s + h) - activation.potential(state: s - h)) / (2 * h)
      #expect(abs(derivative - z) < 1e-6, "H′ at \(s)")
      let slope = (activation.state(drive: z + h) - activation.state(drive: z - h)) / (2 * h)
      #expect(abs(activation.slope(state: s) - slope) < 1e-7)
    }
    #expect(!activation.formula.isEmpty && !activation.potentialFormula.isEmpty)
    // The loops of the engine are the same functions.
    let loops = ActivationLoops<Double>(activation)
    var drives = [-3, -0.5, 0, 0.3, 0.9, 4]
    let expected = drives.map(activation.state)
    drives.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      loops.settle(base, count: buffer.count, into: base)
    }
    for (a, b) in zip(drives, expected) { #expect(abs(a - b) < 1e-15) }
  }

  @Test("A description has the numbers of the network")
  func description() throws {
    let network = try HopfieldNetwork(spec: spec([]))
    let text = (network.structure + network.energyStatements + network.updateStatements).map {
      "\($0.name): \($0.text)"
    }
    #expect(text.contains("layer 2: 20 neurons, tanh"))
    #expect(text.contains("layer 4: 10 output neurons, linear"))
    #expect(text.contains("coupling 1–2: dense, 54 × 20 = 1080 weights"))
    #expect(
      text.contains(
        "coupling 0–1: convolution of 3 × 3, padding 0, stride 1, then max pooling of 2 × 2, stride 2, "
          + "6 × 1 × 3 × 3 = 54 weights"))
    #expect(text.contains { $0.hasPrefix("Φ: ⟨s_1, P(w_0,1 ∗ x)⟩ + s_1ᵀ w_1,2 s_2 + ") })
    #expect(text.contains("H_1,3(s): ½ s² for s in 0…1") && text.contains("σ_2(z): s = tanh z"))
  }
}
