import Diagnostics

extension Schema {
  /// A list of so many items.
  package static func list<Item>(of item: Schema<Item>, count: ClosedRange<Int> = 0...Int.max) -> Schema
  where Value == [Item] {
    Schema(shape: .list(item.shape, count: count)) { node, context in
      guard case .sequence(let nodes) = node.content else {
        node.reportKind(expected: "a list", suggestion: bracketed(node, item, count), &context)
        return nil
      }
      return items(nodes, item, count, node, &context)
    }
  }

  /// A list, or one item without the brackets.
  package static func oneOrList<Item>(of item: Schema<Item>, count: ClosedRange<Int> = 1...Int.max) -> Schema
  where Value == [Item] {
    Schema(shape: .anyOf([item.shape, .list(item.shape, count: count)])) { node, context in
      if case .sequence(let nodes) = node.content { return items(nodes, item, count, node, &context) }
      return item.decode(node, &context).map { [$0] }
    }
  }

  /// A mapping is read by one schema, anything else by another one, with the messages of each.
  package static func mapping(_ mapping: Schema, or other: Schema) -> Schema {
    Schema(shape: .anyOf([other.shape, mapping.shape])) { node, context in
      if case .mapping = node.content { return mapping.decode(node, &context) }
      return other.decode(node, &context)
    }
  }

  /// A scalar as the list of one item that was meant, if it is one.
  private static func bracketed<Item>(
    _ node: YAMLNode, _ item: Schema<Item>, _ count: ClosedRange<Int>
  ) -> String? {
    guard case .scalar(let text, let isPlain) = node.content, count.contains(1) else { return nil }
    let list = "[" + (isPlain ? text : "\"\(text)\"") + "]"
    // As it will be read: a comma or a bracket in the text would make more items of it.
    var trial = DecodingContext()
    guard case .sequence(let items)? = YAMLNode.literal(list)?.content, items.count == 1,
      item.decode(items[0], &trial) != nil, !trial.collector.hasErrors
    else { return nil }
    return list
  }

  private static func items<Item>(
    _ nodes: [YAMLNode], _ item: Schema<Item>, _ count: ClosedRange<Int>, _ list: YAMLNode,
    _ context: inout DecodingContext
  ) -> [Item]? {
    guard count.contains(nodes.count) else {
      let expected =
        count.lowerBound == count.upperBound
        ? "\(count.lowerBound)"
        : count.upperBound == Int.max
          ? "at least \(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
      context.error(
        "GD0208", "the list has \(nodes.count) items, expected \(expected)", at: list.location)
      return nil
    }
    let values = nodes.enumerated().map { index, node in
      context.within("\(index)") { item.decode(node, &$0) }
    }
    let good = values.compactMap { $0 }
    return good.count == values.count ? good : nil
  }

  /// A mapping whose keys are free within a pattern (without anchors); in the order they are written.
  package static func map<Item>(
    of item: Schema<Item>, keys pattern: String = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}"
  ) -> Schema where Value == [(key: Located<String>, value: Item)] {
    Schema(shape: .map(item.shape, keyPattern: "^\(pattern)$")) { node, context in
      guard let entries = node.mapping("a mapping", &context) else { return nil }
      var result: [(key: Located<String>, value: Item)] = []
      var complete = true
      for entry in entries {
        if (try? Regex(pattern).wholeMatch(in: entry.key)) ?? nil == nil {
          context.error("GD0209", "the key '\(entry.key.excerpt)' is not a name", at: entry.keyLocation)
          complete = false
        }
        if let value = context.within(entry.key, { item.decode(entry.value, &$0) }) {
          result.append((key: Located(entry.key, at: entry.keyLocation), value: value))
        } else {
          complete = false
        }
      }
      return complete ? result : nil
    }
  }

  /// The first of some alternatives that the node is.
  ///
  /// If it is none of them, the errors of the alternative that got furthest into the node are reported.
  package static func oneOf(_ alternatives: Schema...) -> Schema {
    Schema(shape: .anyOf(alternatives.map(\.shape))) { node, context in
      var best: (depth: Int, context: DecodingContext)?
      for alternative in alternatives {
        var trial = context
        trial.collector = DiagnosticCollector()
        let value = alternative.decode(node, &trial)
        let found = trial.collector.diagnostics
        if let value, !trial.collector.hasErrors {
          for diagnostic in found { context.collector.append(diagnostic) }
          return value
        }
        // An error inside the node, not at its start, shows that the alternative was meant.
        let depth = found.allSatisfy { $0.location != node.location } ? 1 : 0
        if best == nil || depth > best?.depth ?? 0 { best = (depth, trial) }
      }
      guard let best, best.depth > 0 || alternatives.count == 1 else {
        let expected = alternatives.map(\.shape.summary).joined(separator: ", or ")
        context.error("GD0201", "found \(node.described), expected \(expected)", at: node.location)
        return nil
      }
      for diagnostic in best.context.collector.diagnostics { context.collector.append(diagnostic) }
      return nil
    }
  }
}
