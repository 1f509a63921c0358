extension Quantity {
  /// A regular expression (the common subset of ECMA-262 and Swift) for the usual way to write this quantity:
  /// a number, an optional space, and the unit with any SI prefix on each of its factors.
  ///
  /// ``parse(_:)`` reads some more, such as products of other units with the same dimension.
  package static var pattern: String {
    let number = #"[-+−]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"#
    let unit =
      switch D.unit {
      case "1": "(%|ppm)?"
      case "s": "(\(factorPattern("s"))|min|h|days?|years?)"
      case "K": "(\(factorPattern("K"))|°C|degC)"
      default: D.unit.split(separator: "/").map { factorPattern(String($0)) }.joined(separator: " ?/ ?")
      }
    return "^\(number) ?\(unit)$"
  }

  private static func factorPattern(_ factor: String) -> String {
    let parts = factor.split(separator: "^")
    let symbol = String(parts[0])
    if symbol == "sq" { return "(sq|square|□)" }
    // Both code points of the ohm sign.
    let names =
      switch symbol {
      case "Ohm": "(Ohm|ohm|\u{03A9}|\u{2126})"
      case "J": "(J|eV)"
      default: symbol
      }
    let power =
      switch parts.count > 1 ? parts[1] : "1" {
      case "2": #"(\^2|²)"#
      case "1": ""
      case let other: #"\^"# + other
      }
    return "[yzafpnuµμmckMGT]?" + names + power
  }
}
