import Diagnostics

/// How a YAML node becomes a value: the one source of decoding, JSON Schema and key documentation.
///
/// A schema is built from small ones. Each object names its fields once:
///
/// ```swift
/// struct Wire { var layer: String; var width: Length; var cuts: [Int]; var maximum: Current? }
///
/// let wire = Schema<Wire>.object(
///   "wire",
///   Field("layer", .string(example: "M4"), "Metal layer."),
///   Field("width", .quantity(LengthDimension.self, in: .positive), "Drawn width."),
///   Field("cuts", .list(of: .integer(in: 1...9)), "Cuts a via.", default: "[1]"),
///   Field.optional("maximum", .quantity(CurrentDimension.self), "Largest current.")
/// ) { layer, width, cuts, maximum in
///   Wire(layer: layer, width: width, cuts: cuts, maximum: maximum)
/// }.validated { wire, check in
///   if wire.cuts.isEmpty { check.error("GD0399", "a wire needs a cut", at: "cuts") }
/// }
///
/// let loaded = try wire.load(path: "wire.yaml")  // throws all errors of the file at once
/// ```
///
/// A field that cannot be decoded does not keep the others from being checked.
package struct Schema<Value: Sendable>: Sendable {
  /// What is accepted, as data.
  package let shape: Shape
  private let body: @Sendable (YAMLNode, inout DecodingContext) -> Value?

  /// Makes a schema of a new kind; most are made from the combinators.
  /// - Parameter decode: returns nil only after it has reported an error.
  package init(shape: Shape, decode: @escaping @Sendable (YAMLNode, inout DecodingContext) -> Value?) {
    (self.shape, self.body) = (shape, decode)
  }

  /// Decodes a node; nil after errors, which are in the context.
  package func decode(_ node: YAMLNode, _ context: inout DecodingContext) -> Value? { body(node, &context) }

  /// Decodes a file that is in memory.
  /// - Throws: all errors of the file, by place.
  package func decode(_ source: SourceFile) throws(DiagnosticsError) -> Decoded<Value> {
    var context = DecodingContext()
    let node: YAMLNode
    do {
      node = try YAMLNode.parse(source, collector: &context.collector)
    } catch {
      throw DiagnosticsError([error])
    }
    // First, since a receiver is evaluated before its arguments: it would not have the decoder's messages.
    let value = decode(node, &context)
    return try context.finish(value)
  }

  /// Reads and decodes a file.
  /// - Parameter place: where the path is written, for the message about a file that cannot be read.
  /// - Throws: all errors of the file, by place.
  package func load(path: String, at place: SourceLocation? = nil) throws(DiagnosticsError) -> Decoded<Value>
  {
    let source: SourceFile
    do {
      source = try SourceFile.read(path, limit: YAMLLimits().bytes, at: place)
    } catch {
      throw DiagnosticsError([error])
    }
    return try decode(source)
  }

  /// The same, with another value made of the decoded one.
  package func map<T: Sendable>(_ transform: @escaping @Sendable (Value) -> T) -> Schema<T> {
    Schema<T>(shape: shape) { node, context in decode(node, &context).map(transform) }
  }

  /// A value with the place of its node: `.located(.integer(in: 1...9))`.
  package static func located<Inner>(_ schema: Schema<Inner>) -> Schema where Value == Located<Inner> {
    Schema(shape: schema.shape) { node, context in
      schema.decode(node, &context).map { Located($0, at: node.location) }
    }
  }

  /// The same, followed by a check that may report errors and warnings at the node or at keys below it.
  ///
  /// The value is kept after an error, so that checks of the objects around it still run.
  package func validated(_ check: @escaping @Sendable (Value, inout Validation) -> Void) -> Schema {
    Schema(shape: shape) { node, context in
      guard let value = decode(node, &context) else { return nil }
      var validation = Validation(node: node, context: context)
      check(value, &validation)
      context = validation.context
      return value
    }
  }
}

/// What a file decoded to.
package struct Decoded<Value: Sendable>: Sendable {
  /// The value.
  package var value: Value
  /// Messages that are not errors.
  package var warnings: [Diagnostic]
}

/// Where a check of ``Schema/validated(_:)`` reports to.
package struct Validation: Sendable {
  /// The node that was decoded.
  package let node: YAMLNode
  fileprivate var context: DecodingContext

  /// Where a key below the node stands, or the nearest key on the way that is written.
  package func location(_ path: String...) -> SourceLocation { node.nearest(path).location }

  /// Reports an error at the value of a key below the node; list items are named by their index, "0".
  package mutating func error(
    _ code: String, _ message: String, at path: String..., suggestion: String? = nil
  ) {
    report(.error, code, message, path, suggestion)
  }

  /// Reports a warning at the value of a key below the node.
  package mutating func warning(
    _ code: String, _ message: String, at path: String..., suggestion: String? = nil
  ) {
    report(.warning, code, message, path, suggestion)
  }

  private mutating func report(
    _ severity: Severity, _ code: String, _ message: String, _ path: [String], _ suggestion: String?
  ) {
    let place = node.nearest(path).location
    var inner = context
    func descend(_ rest: ArraySlice<String>, _ context: inout DecodingContext) {
      guard let first = rest.first else {
        if severity == .error {
          context.error(code, message, at: place, suggestion: suggestion)
        } else {
          context.warning(code, message, at: place, suggestion: suggestion)
        }
        return
      }
      context.within(first) { descend(rest.dropFirst(), &$0) }
    }
    descend(path[...], &inner)
    context = inner
  }
}

extension DecodingContext {
  /// The value with the warnings, or all errors.
  func finish<Value>(_ value: Value?) throws(DiagnosticsError) -> Decoded<Value> {
    guard let value, !collector.hasErrors else { throw DiagnosticsError(collector.sorted()) }
    return Decoded(value: value, warnings: collector.sorted())
  }
}
