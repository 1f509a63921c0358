import Diagnostics

extension ChipSpec {
  /// A spec with what was read to make it.
  public struct Loaded: Sendable {
    /// The spec, valid in itself.
    public var spec: ChipSpec
    /// Messages that are not errors.
    public var warnings: [Diagnostic]
    /// The user's file first, then those it extends, each once.
    public var inputFiles: [SourceFile]
  }

  /// Reads a spec file and the files it extends.
  ///
  /// - Throws: all errors of all files, by place.
  public static func load(path: String) throws(DiagnosticsError) -> Loaded {
    let source: SourceFile
    do {
      source = try SourceFile.read(path, limit: YAMLLimits().bytes)
    } catch {
      throw DiagnosticsError([error])
    }
    return try load(source)
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

  /// Decodes a spec file that was read, with the files it extends.
  /// - Throws: all errors of all files, by place.
  public static func load(_ source: SourceFile) throws(DiagnosticsError) -> Loaded {
    let tree = SpecTree(source)
    var context = DecodingContext()
    context.collector = tree.collector
    let spec = tree.root.flatMap { schema.decode($0, &context) }
    let decoded = try context.finish(spec)
    return Loaded(spec: decoded.value, warnings: decoded.warnings, inputFiles: tree.files)
  }
}
