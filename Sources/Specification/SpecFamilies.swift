import Diagnostics

/// The families that specs may be of, as far as reading specs goes. The family is looked up before anything else of a spec is
/// decoded, since it says which keys there are.
package struct SpecFamilies: Sendable {
  /// All of them; the first is what a spec without a family is taken for.
  package let all: [any FamilyKeys.Type]

  /// Some families, at least one.
  package init(_ all: [any FamilyKeys.Type]) {
    precondition(!all.isEmpty, "no family")
    self.all = all
  }

  /// Looks a family up.
  /// - Throws: GD0401, located, with the nearest known name.
  package func named(_ name: Located<String>) throws(DiagnosticsError) -> any FamilyKeys.Type {
    guard let family = all.first(where: { $0.family == name.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("network family", name, known: all.map { $0.family }, code: "GD0401")
      ])
    }
    return family
  }

  /// The family of a spec; the first one where it names none, which its keys' decoder says.
  /// - Throws: GD0401 for one that there is not, beside what is wrong with the files themselves.
  package func family(of tree: SpecTree) throws(DiagnosticsError) -> any FamilyKeys.Type {
    guard let name = tree.familyName else { return all[0] }
    do { return try named(name) } catch {
      var context = DecodingContext()
      context.collector = tree.collector
      for diagnostic in error.diagnostics { context.collector.append(diagnostic) }
      _ = try context.finish((any FamilyKeys.Type)?.none)
      throw error
    }
  }
}

extension SpecTree {
  /// What `network: { family: … }` says, and where.
  package var familyName: Located<String>? {
    guard let node = root?["network"]?["family"], case .scalar(let text, _) = node.content, !node.isNull
    else { return nil }
    return Located(text, at: node.location)
  }

  /// Reads a spec file and the files it extends.
  /// - Parameter settings: keys that are set from outside.
  /// - Throws: what keeps the file from being read; what is wrong in it is found when it is decoded.
  package init(specAt path: String, settings: SpecSettings = SpecSettings()) throws(DiagnosticsError) {
    do { self.init(try SourceFile.read(path, limit: YAMLLimits().bytes), settings: settings) } catch {
      throw DiagnosticsError([error])
    }
  }

  /// Whether a file looks like a spec, rather than a part of a technology library.
  package static func isSpec(path: String) -> Bool {
    guard FilePath.isPath(path), let source = try? SourceFile.read(path, limit: YAMLLimits().bytes) else {
      return false
    }
    let root = SpecTree(source).root
    return ["grenadyn", "network", "training"].contains { root?[$0] != nil }
  }

  /// What a file lacks to be a spec, if it is meant as a part of specs, for `extends:`, and not as one itself: it names no chip,
  /// or lacks several keys that every spec has. One other key that is missing is a slip.
  /// - Returns: the keys; none for a spec, and for a file that cannot be read.
  package static func missingKeys(path: String) -> [String] {
    guard let source = try? SourceFile.read(path, limit: YAMLLimits().bytes),
      let root = SpecTree(source).root, case .mapping = root.content
    else { return [] }
    let missing = ["name", "grenadyn", "data", "network", "training"].filter { root[$0] == nil }
    return missing.first == "name" || missing.count > 1 ? missing : []
  }
}
