import Quantities

extension HopfieldSpec {
  /// The spec as YAML with every default filled in; it reads back to the same spec.
  ///
  /// - Parameters:
  ///   - directory: the folder the text is written to; paths are written as seen from there.
  ///   - header: lines that go before it as comments, such as the version of the tool.
  public func resolvedYAML(in directory: String = ".", header: [String] = []) -> String {
    func pathNode(_ path: String) -> YAMLNode { .text(FilePath.relative(to: path, from: directory)) }
    let node = YAMLNode.map(
      [
        ("grenadyn", .plain("\(ChipSpec.formatVersion)")),
        ("name", .text(name.value)),
        ("seed", .plain("\(seed)")),
        ("data", data.node(pathNode)),
        ("network", network.node),
        ("training", training.node(pathNode)),
      ] + (limits.training.map { [("limits", .map([("training", $0.value.node)]))] } ?? []))
    return YAMLNode.comments(header) + node.yamlText
  }
}

extension HopfieldNetworkSpec {
  fileprivate var node: YAMLNode {
    .map([
      ("family", .text(family.value)),
      ("input", .map([("shape", .list(inputShape.value.map { .plain("\($0)") }))])),
      ("activation", .text(activation.value)),
      ("hidden", .list(hidden.map(\.value.node))),
      ("skips", .list(skips.map(\.value.node))),
      (
        "output",
        .map([
          ("classes", .plain("\(output.classes.value)")), ("cost", .text(output.cost.value.rawValue)),
          ("activation", .text(output.activation.value)), ("replicas", .plain("\(output.replicas.value)")),
        ])
      ),
    ])
  }
}

extension HopfieldLayerSpec {
  fileprivate var node: YAMLNode {
    var entries: [(String, YAMLNode)] = []
    if let units { entries.append(("units", .plain("\(units.value)"))) }
    if let convolution { entries.append(("convolution", convolution.value.node)) }
    if let pooling { entries.append(("pooling", pooling.value.node)) }
    if let activation { entries.append(("activation", .text(activation.value))) }
    return .map(entries)
  }
}

extension ConvolutionSpec {
  fileprivate var node: YAMLNode {
    .map(
      (channels.map { [("channels", .plain("\($0.value)"))] } ?? []) + [
        ("kernel", .plain("\(kernel)")), ("padding", .plain("\(padding)")), ("stride", .plain("\(stride)")),
      ])
  }
}

extension PoolingSpec {
  fileprivate var node: YAMLNode {
    .map(
      [("kind", .text(kind.rawValue)), ("size", .plain("\(size)"))]
        + (stride.map { [("stride", .plain("\($0)"))] } ?? []))
  }
}

extension SkipSpec {
  fileprivate var node: YAMLNode {
    var entries: [(String, YAMLNode)] = [("from", .plain("\(from)")), ("to", .plain("\(to)"))]
    if let convolution { entries.append(("convolution", convolution.value.node)) }
    if let pooling { entries.append(("pooling", pooling.value.node)) }
    return .map(entries)
  }
}

extension HopfieldTrainingSpec {
  fileprivate func node(_ pathNode: (String) -> YAMLNode) -> YAMLNode {
    func numbers(_ values: [Double]) -> YAMLNode {
      values.count == 1 ? .number(values[0]) : .list(values.map { .number($0) })
    }
    var entries: [(String, YAMLNode)] = [
      ("rule", .text(rule.value)), ("estimator", .text(estimator.value.rawValue)),
    ]
    if let nudge { entries.append(("nudge", .number(nudge.value))) }
    if let clamp { entries.append(("clamp", .plain(clamp.value.exactText))) }
    if let points { entries.append(("points", .plain("\(points.value)"))) }
    entries += [
      ("epochs", .plain("\(epochs)")), ("batch", .plain("\(batch)")),
      ("learning-rate", relativeRates.map(YAMLNode.relative) ?? numbers(learningRates.value)),
    ]
    if let biasRates { entries.append(("bias-rate", numbers(biasRates.value))) }
    if let schedule {
      entries.append(("schedule", schedule.node))
    } else {
      entries.append(("decay", .number(decay)))
    }
    entries += [
      ("optimizer", optimizer.node), ("initial-scale", numbers(initialScales.value)),
    ]
    if let initialWeights { entries.append(("initial-weights", pathNode(initialWeights.value))) }
    entries += [
      ("state", .text(state.rawValue)),
      ("relaxation", relaxation.node), ("precision", .text(precision.rawValue)),
    ]
    return .map(entries)
  }
}

extension HopfieldRelaxationSpec {
  fileprivate var node: YAMLNode {
    .map(
      [
        ("method", .text(method.rawValue)), ("order", .text(order.rawValue)),
        ("free", .plain("\(free)")), ("nudged", .plain("\(nudged)")), ("step", .number(step)),
      ] + (tolerance.map { [("tolerance", .number($0))] } ?? []))
  }
}
