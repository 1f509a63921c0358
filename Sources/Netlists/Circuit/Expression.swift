/// An arithmetic expression over a module's parameters and its nodes' voltages, printed by each dialect in its
/// own syntax.
public indirect enum Expression: Sendable, Hashable {
  /// A number in SI units.
  case number(Double)
  /// A parameter of the enclosing module.
  case parameter(String)
  /// Voltage between two nodes.
  case voltageBetween(String, String)
  /// A binary operation.
  case binary(BinaryOperator, Expression, Expression)
  /// A function of one or two arguments.
  case call(Function, [Expression])

  /// The four operations.
  public enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
  }
  /// Functions that all dialects have under one name.
  public enum Function: String, Sendable { case sinh, min }

  /// Sum.
  public static func + (a: Expression, b: Expression) -> Expression { .binary(.add, a, b) }
  /// Difference.
  public static func - (a: Expression, b: Expression) -> Expression { .binary(.subtract, a, b) }
  /// Product.
  public static func * (a: Expression, b: Expression) -> Expression { .binary(.multiply, a, b) }
  /// Quotient.
  public static func / (a: Expression, b: Expression) -> Expression { .binary(.divide, a, b) }

  /// The text of the expression; operations are parenthesized, so no dialect's precedence matters.
  /// - Parameter voltage: prints the voltage between two nodes.
  public func text(voltage: (_ positive: String, _ negative: String) -> String) -> String {
    switch self {
    case .number(let value): NumberText.text(value)
    case .parameter(let name): name
    case .voltageBetween(let a, let b): voltage(a, b)
    case .binary(let op, let a, let b):
      "(\(a.text(voltage: voltage))\(op.rawValue)\(b.text(voltage: voltage)))"
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map { $0.text(voltage: voltage) }.joined(separator: ",")))"
    }
  }
}
