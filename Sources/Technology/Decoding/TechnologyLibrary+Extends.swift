import Diagnostics
import Specification

extension TechnologyLibrary.Kind {
  /// The kinds that a technology is made of.
  static let parts: [TechnologyLibrary.Kind] = [.processes, .devices, .neurons, .peripherals]
}

extension TechnologyLibrary {
  /// The file of a name; `GD0301` for a name that nothing has, `GD0331` for one that is in several folders.
  func file(_ kind: Kind, _ name: String, at place: SourceLocation?) -> Result<String, Diagnostic> {
    let paths = paths(kind, name)
    guard let path = paths.first else {
      let names = names(kind)
      let unknown = Diagnostic(
        .error, "GD0301",
        "no \(kind.singular) is named '\(name.prefix(80))'; the names are "
          + Spelling.list(names, near: name, all: "grenadyn list \(kind.rawValue)")
          + ", or give the path of a .yaml file", at: place,
        suggestion: Spelling.closest(to: name, among: names))
      return .failure(unknown)
    }
    return Self.ambiguity(kind, name, paths, at: place).map { .failure($0) } ?? .success(path)
  }

  /// How files of a kind extend others: by name too, and with constants and laws that are replaced as a whole, so that the
  /// source of one value is never read as that of another.
  func rules(_ kind: Kind?) -> SpecTree.Rules {
    var file: (@Sendable (Located<String>) -> Result<String, Diagnostic>)?
    if let kind { file = { name in self.file(kind, name.value, at: name.location) } }
    return SpecTree.Rules(file: file) { key, upper, lower in
      if upper["value"] != nil || upper["values"] != nil { return true }
      guard ["law", "read-noise", "scheme"].contains(key), case .mapping(let above) = upper.content,
        case .mapping(let below) = lower.content
      else { return false }
      // Another law has other parameters.
      return above.map(\.key) != below.map(\.key)
    }
  }
}
