import Diagnostics

extension ChipSpec {
  /// A chip spec with what was read to make it.
  public typealias Loaded = Spec.Loaded<ChipSpec>

  /// Reads a spec file and the files it extends.
  ///
  /// - Parameter settings: keys that are set from outside.
  /// - Throws: all errors of all files, by place.
  public static func load(
    path: String, settings: SpecSettings = SpecSettings()
  ) throws(DiagnosticsError) -> Loaded {
    try load(Spec.read(path), settings: settings)
  }

  /// Reads a spec from text; paths in it are relative to the directory of `file`.
  /// - Throws: all errors of all files, by place.
  public static func parse(_ text: String, file: String = "spec.yaml") throws(DiagnosticsError) -> Loaded {
    try load(SourceFile(path: file, bytes: Array(text.utf8)))
  }

  /// Whether a file looks like a spec, rather than a part of a technology library.
  public static func isSpec(path: String) -> Bool {
    guard FilePath.isPath(path), let source = try? SourceFile.read(path, limit: YAMLLimits().bytes) else {
      return false
    }
    let root = SpecTree(source).root
    return ["grenadyn", "network", "training"].contains { root?[$0] != nil }
  }

  /// What a file lacks to be a spec, if it is meant as a part of specs, for `extends:`, and not as one itself: it names no chip,
  /// or lacks several keys that every spec has. One other key that is missing is a slip.
  /// - Returns: the keys; none for a spec, and for a file that cannot be read.
  public static func fragment(path: String) -> [String] {
    guard let source = try? SourceFile.read(path, limit: YAMLLimits().bytes),
      let root = SpecTree(source).root, case .mapping = root.content
    else { return [] }
    let missing = ["name", "grenadyn", "data", "network", "training"].filter { root[$0] == nil }
    return missing.first == "name" || missing.count > 1 ? missing : []
  }

  /// Decodes a spec file that was read, with the files it extends.
  /// - Throws: all errors of all files, by place; GD0233 when it is of a family that has no chips yet.
  public static func load(
    _ source: SourceFile, settings: SpecSettings = SpecSettings()
  ) throws(DiagnosticsError) -> Loaded {
    let tree = SpecTree(source, settings: settings)
    if let (family, location) = try tree.family(), !family.hasChips {
      let others = NetworkFamily.all.filter(\.hasChips).map { "'\($0.name)'" }.joined(separator: ", ")
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0233",
          "network.family: a network of family '\(family.name)' has no chip: it can be trained (grenadyn train) and "
            + "described (grenadyn describe); chips are made of family \(others)", at: location)
      ])
    }
    return try tree.decode(schema)
  }
}
