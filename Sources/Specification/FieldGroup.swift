import Diagnostics

/// Keys of a mapping that make one value, to be joined with others to an object: those of all specs and those of a family.
package struct FieldGroup<Value: Sendable>: Sendable {
  let shapes: [FieldShape]
  private let make: @Sendable (YAMLNode, Set<String>, inout DecodingContext) -> Value?

  /// Keys, and what is made of their values in this order.
  package init<each F: Sendable>(
    _ fields: repeat Field<each F>, make: @escaping @Sendable (repeat each F) -> Value
  ) {
    var shapes: [FieldShape] = []
    for field in repeat each fields { shapes.append(field.shape) }
    self.shapes = shapes
    self.make = { node, misspelt, context in
      let values = (repeat (each fields).value(in: node, misspelt: misspelt, &context))
      do throws(Missing) { return make(repeat try unwrapped(each values)) } catch { return nil }
    }
  }

  /// No keys.
  init(none value: Value) { (shapes, make) = ([], { _, _, _ in value }) }

  /// - Parameter misspelt: keys that the mapping has under a wrong name, which is reported already.
  fileprivate func value(
    in mapping: YAMLNode, misspelt: Set<String>, _ context: inout DecodingContext
  ) -> Value? {
    make(mapping, misspelt, &context)
  }
}

extension Schema {
  /// A mapping with the keys of some groups and no others, made into a value.
  ///
  /// - Parameters:
  ///   - name: what to call the mapping in the JSON Schema.
  ///   - order: of the keys in the documentation; those that it does not name come last.
  ///   - make: called with the values of the groups, when all of them could be decoded.
  static func object<each G: Sendable>(
    _ name: String, order: [String], groups: repeat FieldGroup<each G>,
    make: @escaping @Sendable (repeat each G) -> Value
  ) -> Schema {
    var shapes: [FieldShape] = []
    for group in repeat each groups { shapes += group.shapes }
    shapes = shapes.ordered(order, by: \.key)
    let keys = shapes.map(\.key)
    return Schema(shape: .object(name: name, fields: shapes)) { node, context in
      guard let misspelt = misspeltKeys(node, among: keys, &context) else { return nil }
      let values = (repeat (each groups).value(in: node, misspelt: misspelt, &context))
      do throws(Missing) { return make(repeat try unwrapped(each values)) } catch { return nil }
    }
  }
}

extension Array {
  /// The elements in the order in which their keys are named; the others stay behind them as they are.
  func ordered(_ names: [String], by key: (Element) -> String) -> [Element] {
    names.flatMap { name in filter { key($0) == name } } + filter { !names.contains(key($0)) }
  }
}
