import Learning

extension HopfieldNetwork {
  /// What the engine can do with this network: its activations, pools and cost decide.
  var capabilities: Capabilities {
    let holdsOutputs = cost != .crossEntropy && !readsInternalStates
    let hasSlopes = !layers.contains(where: \.activation.isBinary)
    var features: Set<EngineFeature> = [
      .plan(.springs), .plan(.continual), .targets(.label), .anyOptimizer, .signedWeights, .weightRange,
    ]
    if holdsOutputs { features.insert(.plan(.clamps)) }
    if hasSlopes { features.insert(.plan(.adjoint)) }
    if isHolomorphic { features.insert(.plan(.circle)) }
    return Capabilities(
      engine: "the Hopfield engine", family: "this Hopfield network", code: "GD0421", features: features,
      reasons: [
        .plan(.circle):
          "needs states that are analytic in the nudge: smooth activations (logistic, tanh, linear), no max-pooling and cost "
          + "squared-error",
        .plan(.clamps):
          cost == .crossEntropy
          ? "holds output neurons, and cost cross-entropy has none, whose read-out is outside the relaxation"
          : "holds output neurons between 0 and 1, where binary ones cannot be, which are nudged by their internal states",
        .plan(.adjoint): "needs activations with a slope, which binary neurons do not have",
        .optimizerInRelaxation:
          "moves weights at every step of a relaxation, which only the plain sgd optimizer can do",
      ])
  }
}
