import Diagnostics

/// A spec with what was read to make it.
package struct LoadedSpec<Keys: FamilyKeys>: Sendable {
  /// The spec, valid in itself.
  package var spec: Spec<Keys>
  /// Messages that are not errors.
  package var warnings: [Diagnostic]
  /// The user's file first, then those it extends, each once.
  package var inputFiles: [SourceFile]

  /// What was read.
  package init(spec: Spec<Keys>, warnings: [Diagnostic], inputFiles: [SourceFile]) {
    (self.spec, self.warnings, self.inputFiles) = (spec, warnings, inputFiles)
  }
}

extension Spec {
  /// A spec with what was read to make it.
  package typealias Loaded = LoadedSpec<Keys>

  /// Reads a spec file and the files it extends.
  ///
  /// - Parameters:
  ///   - settings: keys that are set from outside.
  ///   - families: those that the spec may name, for a message about another one than this; else this one alone.
  /// - Throws: all errors of all files, by place; GD0233 when it is of another family.
  package static func load(
    path: String, settings: SpecSettings = SpecSettings(), families: SpecFamilies = SpecFamilies([Keys.self])
  ) throws(DiagnosticsError) -> Loaded {
    try load(SpecTree(specAt: path, settings: settings), families: families)
  }

  /// Reads a spec from text; paths in it are relative to the directory of `file`.
  /// - Throws: as ``load(path:settings:families:)``.
  package static func parse(
    _ text: String, file: String = "spec.yaml", families: SpecFamilies = SpecFamilies([Keys.self])
  ) throws(DiagnosticsError) -> Loaded {
    try load(SourceFile(path: file, bytes: Array(text.utf8)), families: families)
  }

  /// Decodes a spec file that was read, with the files it extends.
  /// - Throws: as ``load(path:settings:families:)``.
  package static func load(
    _ source: SourceFile, settings: SpecSettings = SpecSettings(),
    families: SpecFamilies = SpecFamilies([Keys.self])
  ) throws(DiagnosticsError) -> Loaded {
    try load(SpecTree(source, settings: settings), families: families)
  }

  /// Decodes a merged spec.
  /// - Throws: as ``load(path:settings:families:)``.
  package static func load(
    _ tree: SpecTree, families: SpecFamilies = SpecFamilies([Keys.self])
  ) throws(DiagnosticsError) -> Loaded {
    let family = try families.family(of: tree)
    if family != Keys.self, let place = tree.familyName?.location {
      throw DiagnosticsError([Self.isOther(family, at: place)])
    }
    var context = DecodingContext()
    context.collector = tree.collector
    let (schema, root) = (schema, Keys.hasChips ? tree.rootWithLibraries : tree.root)
    let spec = root.flatMap { schema.decode($0, &context) }
    let decoded = try context.finish(spec)
    return Loaded(spec: decoded.value, warnings: decoded.warnings, inputFiles: tree.files)
  }

  private static func isOther(
    _ family: any FamilyKeys.Type, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      .error, "GD0233",
      "network.family: this is for networks of family '\(Keys.family)', not '\(family.family)'", at: place)
  }
}
