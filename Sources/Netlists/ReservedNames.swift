import Diagnostics
import Specification

/// Names that a chip cannot have, because its top cell would collide with a word of a target's language or with a cell
/// of the chip itself.
///
/// The words of all targets are asked, whatever dialects a spec writes: a chip is read by others than those it was
/// compiled for. Each dialect has its own list.
package enum ReservedNames {
  /// GD0228 for a reserved name; nil for a free one.
  package static func diagnostic(_ name: Located<String>) -> Diagnostic? {
    guard let reason = reason(name.value) else { return nil }
    return Diagnostic(
      .error, "GD0228", "a chip cannot be named '\(name.value)': \(reason)", at: name.location,
      suggestion: "my_\(name.value)")
  }

  /// Why a name is reserved; nil for a free one.
  static func reason(_ name: String) -> String? {
    if name.hasPrefix("gd_") || name.hasPrefix("tile_") { return "cells of the chip have names of that form" }
    if name == "vss" { return "its ground port has this name" }
    let languages =
      DialectRegistry.all.filter { $0.reservedWords.contains(name) }.map(\.name)
      + (VerilogA.reservedWords.contains(name) ? ["Verilog-A"] : [])
    guard !languages.isEmpty else { return nil }
    return "it is a function, keyword, constant or built-in device of \(languages.joined(separator: ", "))"
  }

  /// The words of a text.
  static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
