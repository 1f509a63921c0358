import Diagnostics

extension ChipSpec {
  /// A chip spec with what was read to make it.
  public typealias Loaded = Spec.Loaded<ChipSpec>

  /// Reads a spec file and the files it extends.
  ///
  /// - Throws: all errors of all files, by place.
  public static func load(path: String) throws(DiagnosticsError) -> Loaded { try load(Spec.read(path)) }

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

  /// Decodes a spec file that was read, with the files it extends.
  /// - Throws: all errors of all files, by place; GD0233 when it is of a family that has no chips yet.
  public static func load(_ source: SourceFile) throws(DiagnosticsError) -> Loaded {
    let tree = SpecTree(source)
    if let family = tree.family, family.text == Spec.hopfieldFamily {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0233",
          "network.family: a network of family 'hopfield' has no chip: it can be trained (grenadyn train) and "
            + "described (grenadyn describe); chips are made of family 'resistive'", at: family.location)
      ])
    }
    return try tree.decode(schema)
  }
}
