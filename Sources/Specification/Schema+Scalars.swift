import Diagnostics
import Quantities

extension Schema where Value == String {
  /// Any text that is not empty. Plain text that means a number, boolean or null must be quoted.
  public static func string(example: String) -> Schema { text(nil, "text", example) }

  /// Text that matches a regular expression (the common subset of ECMA-262 and Swift), as a whole.
  /// - Parameters:
  ///   - pattern: without anchors.
  ///   - name: what to call it in a message: "a lower-case identifier".
  public static func identifier(_ pattern: String, name: String, example: String) -> Schema {
    text(pattern, name, example)
  }

  /// A name of a registry: lower-case letters, digits and hyphens.
  public static func name(example: String) -> Schema {
    text("[a-z0-9][a-z0-9-]{0,63}", "a name of lower-case letters, digits and hyphens", example)
  }

  private static func text(_ pattern: String?, _ name: String, _ example: String) -> Schema {
    Schema(shape: .text(pattern: pattern.map { "^\($0)$" }, example: example)) { node, context in
      guard let (text, isPlain) = node.scalar(name, &context) else { return nil }
      if isPlain, CoreScalar(text) != .text {
        context.error(
          "GD0204", "\(node.described) is not text but a number, boolean or null; quote it to make it text",
          at: node.location, suggestion: "\"\(text.excerpt)\"")
        return nil
      }
      if text.isEmpty {
        context.error("GD0209", "the text is empty; expected \(name) such as \(example)", at: node.location)
        return nil
      }
      // A pattern is part of the program; one that is malformed matches nothing, which its tests show.
      if let pattern, (try? Regex(pattern).wholeMatch(in: text)) ?? nil == nil {
        context.error(
          "GD0209", "\(node.described) is not \(name) such as \(example)", at: node.location)
        return nil
      }
      return text
    }
  }
}

extension Schema where Value == Bool {
  /// `true` or `false`.
  public static var boolean: Schema {
    Schema(shape: .boolean) { node, context in
      guard let (text, isPlain) = node.scalar("true or false", &context) else { return nil }
      if isPlain, case .boolean(let value) = CoreScalar(text) { return value }
      let meant: String? =
        switch text.lowercased() {
        case "yes", "on", "y", "true", "1": "true"
        case "no", "off", "n", "false", "0": "false"
        default: nil
        }
      context.error(
        "GD0204", "\(node.described) is not true or false", at: node.location, suggestion: meant)
      return nil
    }
  }
}

extension Schema where Value: FixedWidthInteger {
  /// A whole number in decimal digits.
  public static func integer(in range: ClosedRange<Value> = .min ... .max) -> Schema {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Schema(shape: .integer(minimum: "\(range.lowerBound)", maximum: "\(range.upperBound)")) {
      node, context in
      guard let (text, isPlain) = node.scalar(expected, &context) else { return nil }
      guard isPlain, let number = CoreScalar.number(text) else {
        let unquoted = isPlain ? nil : Value(text).map { "\($0)" }
        context.error(
          "GD0204", "\(node.described) is not \(expected)", at: node.location, suggestion: unquoted)
        return nil
      }
      if let value = Value(text) {
        if range.contains(value) { return value }
      } else if number == number.rounded(), let value = Value(exactly: number), range.contains(value) {
        context.error(
          "GD0204", "\(node.described) must be written in decimal digits", at: node.location,
          suggestion: "\(value)")
        return nil
      } else if number != number.rounded() {
        context.error("GD0204", "\(node.described) is not \(expected)", at: node.location)
        return nil
      }
      context.error(
        "GD0205", "\(node.described) is out of range; expected \(expected)", at: node.location)
      return nil
    }
  }
}

extension Schema where Value == Double {
  /// A number without a unit.
  public static func number(in bounds: Bounds = .any) -> Schema {
    let range = bounds.described(Shape.plain)
    let expected = "a number" + (range.map { " " + $0 } ?? "")
    return Schema(shape: .number(bounds)) { node, context in
      guard let (text, isPlain) = node.scalar(expected, &context) else { return nil }
      guard isPlain, let value = CoreScalar.number(text) else {
        context.error(
          "GD0204", "\(node.described) is not \(expected)", at: node.location,
          suggestion: isPlain ? nil : CoreScalar.number(text).map(Shape.plain))
        return nil
      }
      guard bounds.contains(value) else {
        context.error("GD0205", "\(node.described) is out of range; expected \(expected)", at: node.location)
        return nil
      }
      guard Bounds.isPhysical(value) else {
        context.error(
          "GD0205", "\(node.described) is out of range; a number is \(Bounds.physical)", at: node.location)
        return nil
      }
      return value
    }
  }
}

extension Schema {
  /// A number with a unit of the dimension; the bounds are in its coherent SI unit.
  public static func quantity<D: Dimension>(_ dimension: D.Type, in bounds: Bounds = .any) -> Schema
  where Value == Quantity<D> {
    let expected = "a \(D.name) such as \(D.example)"
    return Schema(
      shape: .quantity(
        name: D.name, pattern: Quantity<D>.pattern, example: D.example,
        allowsNumber: D.self == RatioDimension.self)
    ) { node, context in
      guard let (text, _) = node.scalar(expected, &context) else { return nil }
      do throws(QuantityError) {
        let value = try Quantity<D>.parse(text)
        if bounds.contains(value.si), Bounds.isPhysical(value.si) { return value }
        guard !bounds.contains(value.si) else {
          context.error(
            "GD0205", "\(node.described) is out of range; a \(D.name) is \(Bounds.physical)",
            at: node.location)
          return nil
        }
        let range = bounds.described { Quantity<D>(si: $0).description } ?? "finite"
        context.error(
          "GD0205", "\(node.described) is out of range; the \(D.name) must be \(range)", at: node.location)
      } catch {
        context.error(
          "GD0206", "\(error.problem); expected \(error.expected)", at: node.location,
          suggestion: error.suggestion)
      }
      return nil
    }
  }

  /// One of the cases of an enumeration, by raw value.
  public static func choice(_ type: Value.Type = Value.self) -> Schema
  where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    let expected = words.joined(separator: ", ")
    return Schema(shape: .choice(words)) { node, context in
      guard let (text, _) = node.scalar("one of \(expected)", &context) else { return nil }
      if let value = Value(rawValue: text) { return value }
      context.error(
        "GD0207", "\(node.described) is not one of \(expected)", at: node.location,
        suggestion: Spelling.closest(to: text, among: words))
      return nil
    }
  }
}
