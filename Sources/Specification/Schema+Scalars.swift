import Diagnostics
import Quantities

extension Schema where Value == String {
  /// Prose that is not empty, as one paragraph: line breaks and tabs, with the spaces around them, are a space. Plain text
  /// that means a number, boolean or null must be quoted.
  package static func string(example: String) -> Schema {
    let text = text(nil, "text", example)
    return Schema(shape: text.shape) { node, context in
      guard let paragraph = text.decode(node, &context)?.paragraph else { return nil }
      if paragraph.isEmpty {
        context.error("GD0209", "the text is empty; expected text such as \(example)", at: node.location)
        return nil
      }
      return paragraph
    }
  }

  /// A name or path: text that is not changed, and so may have no line breaks, nor be longer than a path can be.
  package static func line(example: String) -> Schema {
    let text = text(nil, "text", example)
    return Schema(shape: text.shape) { node, context in
      guard let line = text.decode(node, &context) else { return nil }
      if line.unicodeScalars.contains(where: \.isTerminalControl) || line.utf8.count > 4096 {
        context.error(
          "GD0260",
          "\(node.described) is no name or path: it has a line break or another control character, or is longer "
            + "than 4096 bytes",
          at: node.location)
        return nil
      }
      return line
    }
  }

  /// Text that matches a regular expression (the common subset of ECMA-262 and Swift), as a whole.
  /// - Parameters:
  ///   - pattern: without anchors.
  ///   - name: what to call it in a message: "a lower-case identifier".
  package static func identifier(_ pattern: String, name: String, example: String) -> Schema {
    text(pattern, name, example)
  }

  /// A name of a registry: lower-case letters, digits and hyphens.
  package static func name(example: String) -> Schema {
    text("[a-z0-9][a-z0-9-]{0,63}", "a name of lower-case letters, digits and hyphens", example)
  }

  private static func text(_ pattern: String?, _ name: String, _ example: String) -> Schema {
    // A pattern is part of the program; one that is malformed matches nothing, which its tests show.
    @Sendable func fits(_ text: String) -> Bool {
      pattern.map { ((try? Regex($0).wholeMatch(in: text)) ?? nil) != nil } ?? !text.isEmpty
    }
    return Schema(shape: .text(pattern: pattern.map { "^\($0)$" }, example: example)) { node, context in
      guard let (text, isPlain) = node.scalar(name, &context) else { return nil }
      if isPlain, CoreScalar(text) != .text, fits(text) {
        context.error(
          "GD0204", "\(node.described) is not text but a number, boolean or null; quote it to make it text",
          at: node.location, suggestion: text.excerpt == text ? "\"\(text)\"" : nil)
        return nil
      }
      if text.isEmpty {
        context.error("GD0209", "the text is empty; expected \(name) such as \(example)", at: node.location)
        return nil
      }
      guard fits(text) else {
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
  package static var boolean: Schema {
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
  package static func integer(in range: ClosedRange<Value> = .min ... .max) -> Schema {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Schema(shape: .integer(minimum: "\(range.lowerBound)", maximum: "\(range.upperBound)")) {
      node, context in
      guard let (text, isPlain) = node.scalar(expected, &context) else { return nil }
      guard isPlain, let number = CoreScalar.number(text) else {
        let unquoted = isPlain ? nil : Value(text).flatMap { range.contains($0) ? "\($0)" : nil }
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
  package static func number(in bounds: Bounds = .any) -> Schema {
    let range = bounds.described(Shape.plain)
    let expected = "a number" + (range.map { " " + $0 } ?? "")
    return Schema(shape: .number(bounds)) { node, context in
      guard let (text, isPlain) = node.scalar(expected, &context) else { return nil }
      guard isPlain, let value = CoreScalar.number(text) else {
        context.error(
          "GD0204", "\(node.described) is not \(expected)", at: node.location,
          suggestion: isPlain
            ? nil : CoreScalar.number(text).flatMap { bounds.contains($0) ? Shape.plain($0) : nil })
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
  package static func quantity<D: Dimension>(_ dimension: D.Type, in bounds: Bounds = .any) -> Schema
  where Value == Quantity<D> {
    let example = bounds.example(of: dimension)
    let expected = "a \(D.name) such as \(example)"
    /// What was meant by a text, if it is within the bounds: with the other sign where only that is.
    @Sendable func meant(_ text: String?) -> String? {
      guard let text, let value = try? Quantity<D>.parse(text) else { return nil }
      if bounds.contains(value.si) { return text }
      guard bounds.contains(-value.si), D.self != TemperatureDimension.self else { return nil }
      return text.first == "-" ? String(text.dropFirst()) : "-" + text
    }
    return Schema(
      shape: .quantity(
        name: D.name, pattern: Quantity<D>.pattern, example: example,
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
          "GD0205", "\(node.described) is out of range; the \(D.name) must be \(range)", at: node.location,
          suggestion: meant(text))
      } catch {
        context.error(
          "GD0206", "\(error.problem); expected \(expected)", at: node.location,
          suggestion: meant(error.suggestion))
      }
      return nil
    }
  }

  /// One of the cases of an enumeration, by raw value.
  package static func choice(_ type: Value.Type = Value.self) -> Schema
  where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    let expected = Spelling.list(words)
    return Schema(shape: .choice(words)) { node, context in
      guard let (text, _) = node.scalar("one of \(expected)", &context) else { return nil }
      if let value = Value(rawValue: text) { return value }
      context.error(
        "GD0207", "\(node.described) is not one of \(Spelling.list(words, near: text))", at: node.location,
        suggestion: Spelling.closest(to: text, among: words))
      return nil
    }
  }
}

extension String {
  /// The lines of a text as one, parted by a space.
  fileprivate var paragraph: String {
    guard utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { return self }
    return unicodeScalars.split { $0 == "\n" || $0 == "\r" || $0 == "\t" }
      .map { Self.trimmed($0) }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func trimmed(_ line: Substring.UnicodeScalarView) -> String {
    var line = line
    while line.first == " " { line.removeFirst() }
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
