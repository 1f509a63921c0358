extension ChipSpec {
  /// Every setting of the resolved spec, defaults filled in, as its path and its text: `("network.hidden[0].units", "64")`.
  ///
  /// Lists of plain values are one setting.
  public var settings: [(path: String, value: String)] {
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
