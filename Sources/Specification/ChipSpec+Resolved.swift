import Quantities

extension ChipSpec {
  /// The spec as YAML with every default filled in; it reads back to the same spec.
  ///
  /// - Parameters:
  ///   - directory: the folder the text is written to; paths are written as seen from there.
  ///   - header: lines that go before it as comments, such as the version of the tool.
  public func resolvedYAML(in directory: String = ".", header: [String] = []) -> String {
    YAMLNode.comments(header) + node(in: directory).yamlText
  }

  func node(in directory: String) -> YAMLNode {
    func path(_ path: String) -> YAMLNode { .text(FilePath.relative(to: path, from: directory)) }
    let libraries: [(String, YAMLNode)] =
      library.isEmpty ? [] : [("library", .list(library.map { path($0.value) }))]
    let head: [(String, YAMLNode)] =
      [
        ("grenadyn", .plain("\(Self.formatVersion)")),
        ("name", .text(name.value)),
        ("seed", .plain("\(seed)")),
        ("technology", technologyNode(in: directory)),
      ] + libraries
    return .map(
      head + [
        ("data", data.node(path)),
        ("network", network.node),
        ("training", training.node(path)),
        (
          "mapping",
          .map([
            (
              "tile",
              .map([
                ("rows", .plain("\(mapping.tileRows.value)")),
                ("columns", .plain("\(mapping.tileColumns.value)")),
              ])
            )
          ])
        ),
        (
          "netlist",
          .map([
            ("wires", .text(netlist.wires.rawValue)),
            ("dialects", .list(netlist.dialects.map { .text($0.value) })),
          ])
        ),
        ("verification", .map([("samples", .plain("\(verification.samples)"))])),
        ("prediction", prediction.node),
        ("estimate", estimate.node),
      ] + (limits.isEmpty ? [] : [("limits", limits.node)])
        + (checks.entries.isEmpty ? [] : [("checks", checks.node)]))
  }

  private func technologyNode(in directory: String) -> YAMLNode {
    let home = FilePath.directory(of: technology.location.file)
    let stays = FilePath.normalized(home) == FilePath.normalized(directory)
    guard FilePath.isPath(technology.value), !stays else { return .text(technology.value) }
    let path = FilePath.relative(to: FilePath.join(home, technology.value), from: directory)
    // A path without a folder must still be told from a name.
    return .text(FilePath.isPath(path) ? path : "./" + path)
  }
}

extension DataSpec {
  /// The node of `data:`; `pathNode` writes a path.
  func node(_ pathNode: (String) -> YAMLNode) -> YAMLNode {
    var entries: [(String, YAMLNode)] = [("set", .text(set.value))]
    if let path { entries.append(("path", pathNode(path.value))) }
    if let testPath { entries.append(("test-path", pathNode(testPath.value))) }
    if let label { entries.append(("label", .text(label.value))) }
    if let header { entries.append(("header", .text(header.value.rawValue))) }
    if let ignore { entries.append(("ignore", .list(ignore.value.map { .text($0) }))) }
    if let scale { entries.append(("scale", scale.value.node)) }
    entries.append(("test-fraction", .plain(testFraction.value.exactText)))
    if let validationFraction {
      entries.append(("validation-fraction", .plain(validationFraction.value.exactText)))
    }
    if let trainLimit { entries.append(("train-limit", .plain("\(trainLimit)"))) }
    if let testLimit { entries.append(("test-limit", .plain("\(testLimit)"))) }
    if let augment { entries.append(("augment", augment.value.node)) }
    if let normalize { entries.append(("normalize", normalize.value.node)) }
    return .map(entries)
  }
}

extension NetworkSpec {
  fileprivate var node: YAMLNode {
    .map(
      [
        ("family", .text(family.value)),
        (
          "input",
          .map([
            ("shape", .list(input.shape.value.map { .plain("\($0)") })),
            ("encoding", .text(input.encoding.rawValue)), ("full-scale", .quantity(input.fullScale.value)),
          ])
        ),
      ] + (bias.map { [("bias", .quantity($0.value))] } ?? []) + [
        ("bias-current", .text(biasCurrent.value.rawValue)),
        (
          "hidden",
          .list(
            hidden.map {
              .map(
                [("units", .plain("\($0.value.units)")), ("gain", .number($0.value.gain))]
                  + ($0.value.reverseGain.map { [("reverse-gain", .number($0))] } ?? [])
                  + [("rectifiers", .text($0.value.rectifiers.rawValue))])
            })
        ),
        (
          "output",
          .map([
            ("classes", .plain("\(output.classes.value)")), ("encoding", .text(output.encoding.rawValue)),
            ("target", .quantity(output.target)), ("read-gain", .number(output.readGain)),
          ])
        ),
      ])
  }
}

extension TrainingSpec {
  fileprivate func node(_ pathNode: (String) -> YAMLNode) -> YAMLNode {
    let rates = learningRates.value
    var entries: [(String, YAMLNode)] = [
      ("engine", .text(engine.value.rawValue)), ("rule", .text(rule.value)),
      ("estimator", .text(estimator.value.rawValue)),
    ]
    if let nudge { entries.append(("nudge", nudge.value.node)) }
    entries.append(("cost", cost.value.node))
    if let skip { entries.append(("skip", .quantity(skip.value))) }
    if let clamp { entries.append(("clamp", .quantity(clamp.value))) }
    if let points { entries.append(("points", .plain("\(points.value)"))) }
    entries += [
      ("epochs", .plain("\(epochs)")), ("batch", .plain("\(batch)")),
      (
        "learning-rate",
        relativeRates.map(YAMLNode.relative)
          ?? (rates.count == 1 ? .quantity(rates[0]) : .list(rates.map { .quantity($0) }))
      ),
      ("decay", .number(decay)), ("optimizer", optimizer.node), ("state", .text(state.value.rawValue)),
    ]
    if let schedule { entries.append(("schedule", schedule.node)) }
    if let rates = biasRates?.value {
      entries.append(
        ("bias-rate", rates.count == 1 ? .quantity(rates[0]) : .list(rates.map { .quantity($0) })))
    }
    if let initialScale { entries.append(("initial-scale", .quantity(initialScale))) }
    if let initialWeights { entries.append(("initial-weights", pathNode(initialWeights.value))) }
    if let initial = initial?.value {
      entries.append(("initial", .map([("low", .quantity(initial.low)), ("high", .quantity(initial.high))])))
    }
    entries.append(
      (
        "relaxation",
        .map(
          [
            ("tolerance", .number(relaxation.value.tolerance)),
            ("maximum-sweeps", .plain("\(relaxation.value.maximumSweeps)")),
          ] + (relaxation.value.sweeps.map { [("sweeps", .plain("\($0)"))] } ?? [])
            + [("residual", .text(relaxation.value.residual.rawValue))])
      ))
    return .map(entries)
  }
}

extension YAMLNode {
  /// A quantity with every digit.
  static func quantity<D: Dimension>(_ value: Quantity<D>) -> YAMLNode { .plain(value.exactText) }
  /// A number with every digit.
  static func number(_ value: Double) -> YAMLNode { .plain(decimal(value)) }

  /// The shortest digits, with a point before an exponent: readers of YAML 1.1 take "1e-06" for text.
  private static func decimal(_ value: Double) -> String {
    let text = Shape.plain(value)
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}
