import Quantities

extension YAMLNode {
  /// A quantity with every digit.
  package static func quantity<D: Dimension>(_ value: Quantity<D>) -> YAMLNode { .plain(value.exactText) }
  /// A number with every digit.
  package static func number(_ value: Double) -> YAMLNode { .plain(decimal(value)) }

  /// The shortest digits, with a point before an exponent: readers of YAML 1.1 take "1e-06" for text.
  private static func decimal(_ value: Double) -> String {
    let text = Shape.plain(value)
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}
