import Diagnostics

/// A file merged with the files it extends, each node with the file it comes from: a spec, or a part of a technology
/// library.
///
/// Paths of `extends` are relative to the file that names them. The file the user passes may name any file; a
/// file that is extended may name only files in or below its own directory, so that a spec from a stranger
/// cannot reach out of its folder through its parents. `~` and environment variables are not expanded.
package struct SpecTree {
  /// What differs between the kinds of files that extend others.
  package struct Rules: Sendable {
    /// The file of a name that is no path; nil where every text is a path.
    package var file: (@Sendable (Located<String>) -> Result<String, Diagnostic>)?
    /// Whether a value takes the place of another one as a whole, though both are mappings.
    package var replaces: @Sendable (_ key: String, _ upper: YAMLNode, _ lower: YAMLNode) -> Bool

    /// Those of specs: paths alone, and all mappings are merged.
    package static let spec = Rules { _, _, _ in false }

    /// Makes rules.
    package init(
      file: (@Sendable (Located<String>) -> Result<String, Diagnostic>)? = nil,
      replaces: @escaping @Sendable (_ key: String, _ upper: YAMLNode, _ lower: YAMLNode) -> Bool
    ) {
      (self.file, self.replaces) = (file, replaces)
    }
  }

  /// Files inside each other.
  static let depthLimit = 16
  /// Files in all.
  static let fileLimit = 64

  /// The merged mapping, without `extends`.
  package internal(set) var root: YAMLNode?
  /// The files that were read, the user's first.
  package private(set) var files: [SourceFile] = []
  package internal(set) var collector = DiagnosticCollector()
  /// Folders of technologies and parts that are set from outside.
  var libraries: [String] = []
  /// Where files extend others.
  package private(set) var references: [FileReference] = []
  private var rules: Rules
  /// Files already merged, by normalized path, for a file that is extended twice.
  private var merged: [String: YAMLNode] = [:]

  /// Merges a file that was read.
  package init(_ source: SourceFile, rules: Rules = .spec, settings: SpecSettings = SpecSettings()) {
    self.rules = rules
    root = merge(source, chain: [source.path])
    if !settings.isEmpty { set(settings) }
  }

  /// Merges the value of a key with the files that it extends itself.
  package mutating func expand(_ key: String, rules: Rules) {
    guard case .mapping(var entries)? = root?.content,
      let index = entries.firstIndex(where: { $0.key == key }), entries[index].value["extends"] != nil
    else { return }
    let value = entries[index].value
    let others = self.rules
    self.rules = rules
    if let merged = merge(value, chain: [value.location.file]) {
      entries[index].value = merged
      root?.content = .mapping(entries)
    } else {
      root = nil
    }
    self.rules = others
  }

  private mutating func merge(_ source: SourceFile, chain: [String]) -> YAMLNode? {
    files.append(source)
    do {
      return merge(try YAMLNode.parse(source, collector: &collector), chain: chain)
    } catch {
      collector.append(error)
      return nil
    }
  }

  private mutating func merge(_ node: YAMLNode, chain: [String]) -> YAMLNode? {
    var node = node
    guard case .mapping(let entries) = node.content, let list = node["extends"]
    else { return node }
    node.content = .mapping(entries.filter { $0.key != "extends" })

    var context = DecodingContext()
    let paths = context.within("extends") { Self.paths.decode(list, &$0) }
    for diagnostic in context.collector.diagnostics { collector.append(diagnostic) }
    guard let paths else { return nil }

    var base: YAMLNode?
    for path in paths {
      guard let parent = extended(path, chain: chain) else { return nil }
      base = base.map { overlay(parent, on: $0) } ?? parent
    }
    return base.map { overlay(node, on: $0) } ?? node
  }

  static let paths = Schema<[Located<String>]>.oneOrList(
    of: .located(.line(example: "base.yaml")), count: 1...16)

  /// Reads and merges one of the files a file extends.
  private mutating func extended(_ path: Located<String>, chain: [String]) -> YAMLNode? {
    let source = path.location.file
    func fail(_ code: String, _ message: String) {
      collector.append(Diagnostic(.error, code, "extends: \(message)", at: path.location))
    }
    var named: String?
    if let file = rules.file, !FilePath.isPath(path.value) {
      switch file(path) {
      case .success(let found): named = found
      case .failure(let error):
        collector.append(error)
        return nil
      }
    }
    if named == nil, path.value.hasPrefix("~") {
      fail("GD0121", "'\(path.value.excerpt)' starts with '~', which is not expanded; write the path out")
      return nil
    }
    if named == nil, chain.count > 1, FilePath.climbsOut(path.value) {
      fail(
        "GD0121",
        "'\(path.value.excerpt)' leads out of the directory of '\(source)'; a file that is itself extended "
          + "may name only files in or below its directory")
      return nil
    }
    let full =
      named ?? FilePath.normalized(FilePath.join(FilePath.directory(of: source), path.value))
    references.append(FileReference(place: path.location, text: path.value, path: full))
    if chain.contains(where: { FilePath.normalized($0) == full }) {
      fail("GD0120", "a cycle: " + (chain + [full]).joined(separator: " extends "))
      return nil
    }
    if let known = merged[full] { return known }
    guard chain.count < Self.depthLimit else {
      fail("GD0122", "more than \(Self.depthLimit) files inside each other")
      return nil
    }
    guard files.count < Self.fileLimit else {
      fail("GD0122", "more than \(Self.fileLimit) files")
      return nil
    }
    do {
      let parent = try SourceFile.read(full, limit: YAMLLimits().bytes, at: path.location)
      guard let node = merge(parent, chain: chain + [full]) else { return nil }
      guard case .mapping = node.content else {
        collector.append(
          Diagnostic(
            .error, "GD0201", "found \(node.described), expected a mapping of keys", at: node.location,
            notes: [.init("extended here", at: path.location)]))
        return nil
      }
      merged[full] = node
      return node
    } catch {
      collector.append(error)
      return nil
    }
  }

  /// Mappings are merged key by key; of everything else the upper one stays.
  private func overlay(_ upper: YAMLNode, on lower: YAMLNode) -> YAMLNode {
    guard case .mapping(let above) = upper.content, case .mapping(var entries) = lower.content else {
      return upper
    }
    var indices: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { indices[entry.key] = index }
    for entry in above {
      if let index = indices[entry.key] {
        entries[index] = .init(
          key: entry.key, keyLocation: entry.keyLocation,
          value: rules.replaces(entry.key, entry.value, entries[index].value)
            ? entry.value : overlay(entry.value, on: entries[index].value))
      } else {
        entries.append(entry)
      }
    }
    return YAMLNode(.mapping(entries), at: upper.location)
  }
}
