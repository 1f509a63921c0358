import Diagnostics
import Specification

/// The dialects there are.
package enum DialectRegistry {
  /// One entry a dialect, in the order of `grenadyn list dialects`.
  package static let all: [any Dialect] = [Ngspice(), Vacask(), Spectre(), Hspice(), Xyce()]

  /// The dialect of a name.
  package static func named(_ name: String) -> (any Dialect)? { all.first { $0.name == name } }

  /// The dialects that a spec names.
  /// - Throws: a located diagnostic for every unknown name, with the nearest known one.
  package static func resolve(_ names: [Located<String>]) throws(DiagnosticsError) -> [any Dialect] {
    let unknown = names.filter { named($0.value) == nil }
    guard unknown.isEmpty else {
      throw DiagnosticsError(
        unknown.map { NameSuggestion.unknown("dialect", $0, known: all.map(\.name), code: "GD0801") })
    }
    return names.compactMap { named($0.value) }
  }
}
