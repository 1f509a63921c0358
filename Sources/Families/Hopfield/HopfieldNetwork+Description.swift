import Learning
import Specification

extension HopfieldNetwork: DescribedNetwork {
  package var structure: [Statement] {
    var statements = [
      Statement("family", "\(HopfieldKeys.family): \(HopfieldKeys.summary)"),
      Statement("input", "\(input.text) values, x"),
    ]
    for (k, layer) in layers.enumerated() {
      let isOutput = cost == .squaredError && k == layers.count - 1
      statements.append(
        Statement(
          "layer \(k + 1)",
          "\(layer.shape.text) \(isOutput ? "output neurons" : "neurons"), \(layer.activation.name)"
            + (isOutput && replicas > 1 ? ", \(replicas) a class" : "")))
    }
    for coupling in couplings {
      statements.append(
        Statement("coupling \(coupling.from)–\(coupling.to)", "\(text(coupling)), \(weights(coupling))"))
    }
    if let shape = readoutShape {
      statements.append(Statement("read-out", "\(shape[0]) × \(shape[1]) weights and \(shape[1]) biases"))
    }
    return statements
  }

  package var energyStatements: [Statement] {
    let terms = couplings.map { coupling in
      switch coupling.kind {
      case .dense: "\(state(coupling.from))ᵀ \(name(coupling)) s_\(coupling.to)"
      case .convolution(_, let pooling):
        "⟨s_\(coupling.to), \(pooling == nil ? "" : "P(")\(name(coupling)) ∗ \(state(coupling.from))\(pooling == nil ? "" : ")")⟩"
      }
    }
    var statements = [
      Statement("E", "Σ_k Σ_i H_k(s_k,i) − Φ"),
      Statement("Φ", terms.joined(separator: " + ") + " + Σ_k Σ_i b_k,i s_k,i"),
    ]
    statements += byActivation {
      "H_\($0)(s)"
    } text: {
      "\($0.potentialFormula)\($0.boundsText)"
    }
    if couplings.contains(where: { pooling($0) != nil }) {
      statements.append(Statement("P", "the pooling behind a convolution"))
    }
    statements.append(Statement("b_k", "one value a channel"))
    return statements
  }

  package var updateStatements: [Statement] {
    [
      Statement(
        "z_k",
        "∂Φ/∂s_k = P(w ∗ s) of the couplings from earlier layers + wᵀ ∗ Pᵀ(s) of those to later ones + b_k")
    ]
      + byActivation {
        "σ_\($0)(z)"
      } text: {
        $0.formula
      }
  }

  package var nudgeStatements: [Statement] {
    let last = layers.count
    switch cost {
    case .squaredError:
      let each = replicas > 1 ? " and each of its \(replicas) neurons" : ""
      let outputs = "y_c = 1 for the right class\(each), 0 for the others"
      if readsInternalStates {
        // A binary state does not show a small error: the internal one does, and it is held during the nudged phase.
        return [
          Statement("F", "E − β Σ_c (y_c − h*_c) o_c"),
          Statement(
            "C", "½ Σ_c (h*_c − y_c)², h* = the internal states h_\(last) of the free phase, \(outputs)"),
          Statement("drive", "β (y − h*) is added to z_\(last)"),
        ]
      }
      return [
        Statement("F", "E + β C"),
        Statement("C", "½ Σ_c (o_c − y_c)², o = s_\(last), \(outputs)"),
        Statement("drive", "β (y − o) is added to z_\(last)"),
      ]
    case .crossEntropy:
      return [
        Statement("F", "E + β C"),
        Statement("C", "−ln softmax(Wᵀ s_\(last) + b) at the right class"),
        Statement("drive", "β W (y − softmax(Wᵀ s_\(last) + b)) is added to z_\(last)"),
      ]
    }
  }

  package var conventions: [Statement] {
    var statements = [
      Statement(
        "neurons", "one variable a neuron: σ is the inverse of H′, and products have states, not ρ(s)"),
      Statement("couplings", "symmetric: a weight acts in both directions"),
      Statement(
        "class",
        cost == .squaredError
          ? (replicas > 1
            ? "the largest mean of a class's output neurons" : "the output neuron with the largest state")
            + (readsInternalStates ? ", of their internal states" : "")
          : "the largest value of the read-out, which is outside the relaxation"),
    ]
    if couplings.contains(where: { pooling($0) != nil }) {
      statements.append(
        Statement(
          "pooling",
          "behind the convolution, before σ; places at a border that do not fit are left out"
            + (couplings.contains { pooling($0)?.kind == .max }
              ? "; of values that are equal but for rounding the first by rows is the largest" : "")))
    }
    return statements
  }

  package var parameterDerivative: String {
    "∂E/∂w = −s_from ⊗ Pᵀ(s_to), ∂E/∂b = −s"
      + (cost == .crossEntropy
        ? "; of the read-out, from the free state alone: ∂C/∂W = s (softmax − y)ᵀ" : "")
  }

  private func name(_ coupling: HopfieldCoupling) -> String { "w_\(coupling.from),\(coupling.to)" }

  /// The input is x: s_0 is the free state in the rules' formulas.
  private func state(_ layer: Int) -> String { layer == 0 ? "x" : "s_\(layer)" }

  private func pooling(_ coupling: HopfieldCoupling) -> Pooling? {
    if case .convolution(_, let pooling) = coupling.kind { pooling } else { nil }
  }

  private func text(_ coupling: HopfieldCoupling) -> String {
    guard case .convolution(let window, let pooling) = coupling.kind else { return "dense" }
    let kernel =
      "convolution of \(window.size) × \(window.size), padding \(window.padding), stride \(window.stride)"
    guard let pooling else { return kernel }
    let size = pooling.window.size
    return kernel
      + ", then \(pooling.kind.rawValue) pooling of \(size) × \(size), stride \(pooling.window.stride)"
  }

  private func weights(_ coupling: HopfieldCoupling) -> String {
    let shape = weightShape(coupling)
    return "\(shape.map(String.init).joined(separator: " × ")) = \(shape.reduce(1, *)) weights"
  }

  /// A statement for every activation, about the layers that have it.
  private func byActivation(_ name: (String) -> String, text: (Activation) -> String) -> [Statement] {
    var found: [(activation: Activation, layers: [Int])] = []
    for (k, layer) in layers.enumerated() {
      if let index = found.firstIndex(where: { $0.activation == layer.activation }) {
        found[index].layers.append(k + 1)
      } else {
        found.append((layer.activation, [k + 1]))
      }
    }
    return found.map { entry in
      Statement(
        name(found.count == 1 ? "k" : entry.layers.map(String.init).joined(separator: ",")),
        text(entry.activation))
    }
  }
}

extension Activation {
  /// " for s in 0…1", or nothing.
  fileprivate var boundsText: String {
    func text(_ value: Double) -> String { value < 0 ? "−\(Int(-value))" : "\(Int(value))" }
    switch curve {
    case .clamped(_, let low, let high):
      switch (low.isFinite, high.isFinite) {
      case (true, true): return " for s in \(text(low))…\(text(high))"
      case (true, false): return " for s ≥ \(text(low))"
      case (false, true): return " for s ≤ \(text(high))"
      case (false, false): return ""
      }
    case .logistic: return " for s in 0…1"
    case .tanh: return " for s in −1…1"
    case .step: return " for s in {0, 1}"
    }
  }
}
