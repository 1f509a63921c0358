import Diagnostics

/// A spec of any family: one case a family, told apart by `network: { family: … }`.
public enum Spec: Sendable, Equatable {
  /// A resistive network on a technology: trained, mapped and compiled.
  case chip(ChipSpec)
  /// A Hopfield network: trained and described.
  case hopfield(HopfieldSpec)

  /// A spec with what was read to make it.
  public struct Loaded<Content: Sendable>: Sendable {
    /// The spec, valid in itself.
    public var spec: Content
    /// Messages that are not errors.
    public var warnings: [Diagnostic]
    /// The user's file first, then those it extends, each once.
    public var inputFiles: [SourceFile]

    /// Another content with the same messages and files.
    package func with<Other: Sendable>(_ spec: Other) -> Loaded<Other> {
      Loaded<Other>(spec: spec, warnings: warnings, inputFiles: inputFiles)
    }
  }

  /// Reads a spec file and the files it extends.
  /// - Parameter settings: keys that are set from outside.
  /// - Throws: all errors of all files, by place.
  public static func load(
    path: String, settings: SpecSettings = SpecSettings()
  ) throws(DiagnosticsError) -> Loaded<Spec> {
    try load(read(path), settings: settings)
  }

  /// Decodes a spec file that was read, with the files it extends.
  /// - Throws: all errors of all files, by place.
  public static func load(
    _ source: SourceFile, settings: SpecSettings = SpecSettings()
  ) throws(DiagnosticsError) -> Loaded<Spec> {
    let tree = SpecTree(source, settings: settings)
    return try (tree.family()?.family ?? .resistive).decode(tree)
  }

  /// Reads a file's bytes.
  static func read(_ path: String) throws(DiagnosticsError) -> SourceFile {
    do {
      return try SourceFile.read(path, limit: YAMLLimits().bytes)
    } catch {
      throw DiagnosticsError([error])
    }
  }
}

extension SpecTree {
  /// Decodes the merged mapping.
  /// - Throws: all errors of all files, by place.
  func decode<Content>(_ schema: Schema<Content>) throws(DiagnosticsError) -> Spec.Loaded<Content> {
    var context = DecodingContext()
    context.collector = collector
    let content = root.flatMap { schema.decode($0, &context) }
    let decoded = try context.finish(content)
    return Spec.Loaded(spec: decoded.value, warnings: decoded.warnings, inputFiles: files)
  }
}
