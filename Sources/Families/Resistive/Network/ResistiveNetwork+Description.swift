import Learning
import Quantities
import Specification

/// A resistive network with what its spec says about trained bias currents.
package struct DescribedResistiveNetwork: DescribedNetwork {
  private let network: ResistiveNetwork
  private let hasBiasCurrents: Bool

  /// Makes a description.
  package init(_ network: ResistiveNetwork, hasBiasCurrents: Bool) {
    (self.network, self.hasBiasCurrents) = (network, hasBiasCurrents)
  }

  package var structure: [Statement] {
    let input = network.input
    var statements = [
      Statement("family", "\(ResistiveKeys.family): \(ResistiveKeys.summary)"),
      Statement(
        "input",
        "\(input.valueCount) values (\(input.shape.map(String.init).joined(separator: " × "))) on "
          + "\(input.rowCount) rows"),
    ]
    for (k, layer) in network.hidden.enumerated() {
      statements.append(
        Statement(
          "layer \(k + 1)",
          "\(layer.units) nodes with rectifiers, \(layer.excitatoryCount) at v ≥ 0 and "
            + "\(layer.units - layer.excitatoryCount) at v ≤ 0"
            + (network.hasAmplifier(k)
              ? ", amplifier of gain A = \(number(layer.gain))"
                + (layer.ownReverseGain.map { " and reverse current gain B = \(number($0))" } ?? "") : "")))
    }
    statements.append(
      Statement(
        "layer \(network.connectionCount)",
        "\(network.output.nodeCount) linear nodes for \(network.output.classes) \(outputNoun)"))
    for k in 0..<network.connectionCount {
      let biases = network.biasRowCount == 0 ? "" : ", of which \(network.biasRowCount) bias rows"
      statements.append(
        Statement(
          "connection \(k + 1)",
          "\(network.rowCount(k)) rows\(biases) × \(network.nodeCount(k)) nodes = "
            + "\(network.rowCount(k) * network.nodeCount(k)) conductances"))
    }
    statements.append(
      Statement(
        "conductances", "\(network.conductanceRange.lowerBound) to \(network.conductanceRange.upperBound)"))
    return statements
  }

  package var energyStatements: [Statement] {
    let scales = (0..<network.connectionCount).map { "c_\($0 + 1) = \(number(network.energyScale($0)))" }
    var statements = [
      Statement(
        "E",
        "Σ_k c_k [ Σ_ij G_k[i,j] φ(r_k,i − v_k,j) + Σ_j R_k,j(v_k,j)\(hasBiasCurrents ? " − Σ_j b_k,j v_k,j" : "") ]"
      ),
      Statement(
        "c_k",
        scales.joined(separator: ", ") + "  (c_{k+1} = c_k \(hasOwnReverseGain ? "B_k / A_k" : "/ A_k²"))"),
      Statement(
        "φ(v)",
        network.nonlinearityVoltage.map { "v₀² (cosh(v/v₀) − 1), v₀ = \($0); the current is g v₀ sinh(v/v₀)" }
          ?? "½ v²; the current is g v"),
      Statement("rows r_1", rowText),
    ]
    if !network.hidden.isEmpty {
      statements.append(
        Statement("rows r_k", "A_{k−1} v_{k−1}" + (network.bias.map { ", then +\($0) and −\($0)" } ?? "")))
      let rectifier = network.rectifier
      let content =
        rectifier.forwardVoltage == .zero
        ? "½ g_on v² below 0 V" : "½ g_on (v + V_f)² below −V_f = −\(rectifier.forwardVoltage)"
      statements.append(
        Statement(
          "R_k,j",
          "\(content) for a node at v ≥ 0, mirrored for one at v ≤ 0, else 0; g_on = \(rectifier.onConductance)"
        ))
    }
    if hasBiasCurrents {
      statements.append(Statement("b_k,j", "trained current into node j of layer k, 0 A at first"))
    }
    return statements
  }

  package var updateStatements: [Statement] {
    let bias = hasBiasCurrents ? " + b_j" : ""
    let (reverse, loop) = hasOwnReverseGain ? ("B_k", "A_k B_k ") : ("(1/A_k)", "")
    let step =
      network.nonlinearityVoltage == nil
      ? "(Σ_i G_k[i,j] r_i + \(reverse) Σ_l G_{k+1}[j,l] v_{k+1,l}\(bias)) / (Σ_i G_k[i,j] + \(loop)Σ_l G_{k+1}[j,l])"
      : "the root of Kirchhoff's law, Σ_i G_k[i,j] I(r_i − v_j) − \(reverse) Σ_l G_{k+1}[j,l] I(A_k v_j − v_{k+1,l})\(bias) = 0, "
        + "by Newton's method"
    var statements = [Statement("v_k,j ←", step)]
    if !network.hidden.isEmpty {
      statements.append(
        Statement(
          "rectifier",
          "where its content is not 0, the node's law also has the current −dR/dv; an ideal one clamps v_j"))
    }
    statements.append(
      Statement(
        "order", "a sweep moves layers 1, 3, 5, … and then 2, 4, 6, …, each to its exact minimum of E"))
    return statements
  }

  package var nudgeStatements: [Statement] {
    [
      Statement("F", forceText),
      Statement("C", costText),
      Statement("circuit", nudgeCircuit),
      Statement(
        "output step",
        network.output.nudge == .spring
          ? "implicit: the nodes that a nudge joins move at once to the exact minimum of F, β (y_c − o_c) at their new voltages"
          : "implicit: every node moves to the exact minimum of F; the currents are those of the free state"
      ),
    ]
  }

  package var conventions: [Statement] {
    let gain = network.input.fullScale.si / network.output.target.si
    var statements = [
      Statement(
        "input encoding",
        network.input.encoding == .complementary
          ? "complementary: rows +x of all values, then rows −x" : "single: one row a value, +x"),
      Statement("output convention", outputText),
      Statement(
        "input gain",
        "full-scale / target = \(network.input.fullScale) / \(network.output.target) = \(number(gain))"),
    ]
    if network.output.readGain != 1 {
      statements.append(
        Statement("read gain", "\(number(network.output.readGain)) between the outputs and their converters"))
    }
    if !network.hidden.isEmpty { statements.insert(Statement("rectifiers", rectifierText), at: 2) }
    return statements
  }

  package var parameterDerivative: String {
    network.nonlinearityVoltage == nil
      ? "∂E/∂G_k[i,j] = ½ c_k (r_i − v_j)²" : "∂E/∂G_k[i,j] = c_k φ(r_i − v_j)"
  }

  package var parameterCount: Int {
    (0..<network.connectionCount).reduce(0) {
      $0 + network.rowCount($1) * network.nodeCount($1) + (hasBiasCurrents ? network.nodeCount($1) : 0)
    }
  }

  private var rowText: String {
    let signals =
      network.input.encoding == .complementary
      ? "+x, then −x, x = value × \(network.input.fullScale)" : "x = value × \(network.input.fullScale)"
    return signals + (network.bias.map { ", then +\($0) and −\($0)" } ?? "")
  }

  private var rectifierText: String {
    let schemes = network.hidden.map(\.rectifiers)
    let texts = RectifierScheme.allCases.filter(schemes.contains).map { scheme in
      switch scheme {
      case .halves: "halves: the first half of a layer (rounded up) at v ≥ 0, the rest at v ≤ 0"
      case .alternating: "alternating: nodes at v ≥ 0 and v ≤ 0 in turn"
      }
    }
    guard texts.count > 1 else { return texts.joined() }
    return texts.joined(separator: "; ") + "; layer by layer "
      + schemes.map(\.rawValue).joined(separator: ", ")
  }

  private var outputText: String {
    switch network.output.encoding {
    case .single: "single: o_c = V_c"
    case .differential: "differential: o_c = V_2c − V_2c+1, interlaced pairs"
    case .referenceColumn: "reference-column: o_c = V_c − V_\(network.output.classes), one reference for all"
    }
  }

  private var forceText: String {
    let scale = "E + c_\(network.connectionCount) β"
    return network.output.nudge == .spring
      ? "\(scale) C"
      : "\(scale) Σ_c (∂C/∂o_c) o_c, ∂C/∂o_c of the free outputs; β follows the outputs' mean conductance"
  }

  private var costText: String {
    let target = network.output.target
    switch network.output.cost {
    case .squared where network.output.targets == .vector:
      return "½ Σ_c (o_c − y_c)², y_c = \(target) times the scaled target value"
    case .squared: return "½ Σ_c (o_c − y_c)², y_c = \(target) for the right class, 0 V for the others"
    case .crossEntropy(let temperature):
      return "−y T ln p at the right class, p = softmax(o/T), y = \(target), T = \(temperature)"
    }
  }

  private var outputNoun: String {
    switch network.output.targets {
    case .label: "classes"
    case .vector: network.output.classes == 1 ? "value" : "values"
    }
  }

  private var nudgeCircuit: String {
    network.output.nudge == .spring ? "a current β (y_c − o_c) \(nudgedNodes)" : currentCircuit
  }

  private var currentCircuit: String {
    let error =
      network.output.cost == .squared ? "β (y_c − o_c)" : "β y (1 − p_c), −β y p_c for the other classes,"
    return "a current \(error) of the free state \(nudgedNodes), which stays"
  }

  private var nudgedNodes: String {
    switch network.output.encoding {
    case .single: "into node c"
    case .differential: "into node 2c and out of node 2c+1"
    case .referenceColumn: "into node c and out of the reference"
    }
  }

  private var hasOwnReverseGain: Bool { network.hidden.contains { $0.ownReverseGain != nil } }

  private func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 6) }
}
