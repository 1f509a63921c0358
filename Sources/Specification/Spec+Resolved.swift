extension Spec {
  /// The spec as YAML with every default filled in; it reads back to the same spec.
  ///
  /// - Parameters:
  ///   - directory: the folder the text is written to; paths are written as seen from there.
  ///   - header: lines that go before it as comments, such as the version of the tool.
  package func resolvedYAML(in directory: String = ".", header: [String] = []) -> String {
    YAMLNode.comments(header) + node(in: directory).yamlText
  }

  func node(in directory: String) -> YAMLNode {
    let paths = ResolvedPaths(directory: directory)
    var entries: [(String, YAMLNode)] = [
      ("grenadyn", .plain("\(SpecFormat.version)")),
      ("name", .text(name.value)),
      ("seed", .plain("\(seed)")),
      ("data", data.node(paths.node)),
      ("network", keys.network.node),
      ("training", training.node(paths)),
    ]
    if Keys.hasChips { entries.append(("prediction", prediction.node)) }
    if !limits.isEmpty { entries.append(("limits", limits.node)) }
    if !checks.entries.isEmpty { entries.append(("checks", checks.node)) }
    return .map((entries + keys.entries(paths)).ordered(Keys.order, by: \.0))
  }

  /// Every setting of the resolved spec, defaults filled in, as its path and its text: `("network.hidden[0].units", "64")`.
  ///
  /// Lists of plain values are one setting.
  package var settings: [(path: String, value: String)] {
    var result: [(path: String, value: String)] = []
    func add(_ node: YAMLNode, _ path: String) {
      switch node.content {
      case .scalar(let text, _): result.append((path, text))
      case .mapping(let entries):
        for entry in entries { add(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)") }
        if entries.isEmpty { result.append((path, "{}")) }
      case .sequence(let items):
        let texts = items.compactMap { item in
          if case .scalar(let text, _) = item.content { text } else { nil }
        }
        guard texts.count < items.count else {
          return result.append((path, "[\(texts.joined(separator: ", "))]"))
        }
        for (index, item) in items.enumerated() { add(item, "\(path)[\(index)]") }
      }
    }
    add(node(in: "."), "")
    return result
  }
}
