import Specification

extension HopfieldNetworkSpec {
  package var node: YAMLNode {
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

extension HopfieldRelaxationSpec {
  var node: YAMLNode {
    .map(
      [
        ("method", .text(method.rawValue)), ("order", .text(order.rawValue)),
        ("free", .plain("\(free)")), ("nudged", .plain("\(nudged)")), ("step", .number(step)),
      ] + (tolerance.map { [("tolerance", .number($0))] } ?? []))
  }
}
