import Diagnostics

/// A spec file merged with the files it extends, each node with the file it comes from.
///
/// Paths of `extends` are relative to the file that names them. The file the user passes may name any file; a
/// file that is extended may name only files in or below its own directory, so that a spec from a stranger
/// cannot reach out of its folder through its parents. `~` and environment variables are not expanded.
struct SpecTree {
  /// Files inside each other.
  static let depthLimit = 16
  /// Files in all.
  static let fileLimit = 64

  /// The merged mapping, without `extends`.
  private(set) var root: YAMLNode?
  /// The files that were read, the user's first.
  private(set) var files: [SourceFile] = []
  private(set) var collector = DiagnosticCollector()
  /// Files already merged, by normalized path, for a file that is extended twice.
  private var merged: [String: YAMLNode] = [:]

  /// Merges a file that was read.
  init(_ source: SourceFile) { root = merge(source, chain: [source.path]) }

  private mutating func merge(_ source: SourceFile, chain: [String]) -> YAMLNode? {
    files.append(source)
    var node: YAMLNode
    do {
      node = try YAMLNode.parse(source, collector: &collector)
    } catch {
      collector.append(error)
      return nil
    }
    guard case .mapping(let entries) = node.content, let list = node["extends"]
    else { return node }
    node.content = .mapping(entries.filter { $0.key != "extends" })

    var context = DecodingContext()
    let paths = context.within("extends") { Self.paths.decode(list, &$0) }
    for diagnostic in context.collector.diagnostics { collector.append(diagnostic) }
    guard let paths else { return nil }

    var base: YAMLNode?
    for path in paths {
      guard let parent = extended(path, by: source, chain: chain) else { return nil }
      base = base.map { Self.overlay(parent, on: $0) } ?? parent
    }
    return base.map { Self.overlay(node, on: $0) } ?? node
  }

  static let paths = Schema<[Located<String>]>.oneOrList(
    of: .located(.line(example: "base.yaml")), count: 1...16)

  /// Reads and merges one of the files a file extends.
  private mutating func extended(
    _ path: Located<String>, by source: SourceFile, chain: [String]
  ) -> YAMLNode? {
    func fail(_ code: String, _ message: String) {
      collector.append(Diagnostic(.error, code, "extends: \(message)", at: path.location))
    }
    if path.value.hasPrefix("~") {
      fail("GD0121", "'\(path.value.excerpt)' starts with '~', which is not expanded; write the path out")
      return nil
    }
    if chain.count > 1, FilePath.climbsOut(path.value) {
      fail(
        "GD0121",
        "'\(path.value.excerpt)' leads out of the directory of '\(source.path)'; a file that is itself extended "
          + "may name only files in or below its directory")
      return nil
    }
    let full = FilePath.normalized(FilePath.join(FilePath.directory(of: source.path), path.value))
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
  private static func overlay(_ upper: YAMLNode, on lower: YAMLNode) -> YAMLNode {
    guard case .mapping(let above) = upper.content, case .mapping(var entries) = lower.content else {
      return upper
    }
    var indices: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { indices[entry.key] = index }
    for entry in above {
      if let index = indices[entry.key] {
        entries[index] = .init(
          key: entry.key, keyLocation: entry.keyLocation,
          value: overlay(entry.value, on: entries[index].value))
      } else {
        entries.append(entry)
      }
    }
    return YAMLNode(.mapping(entries), at: upper.location)
  }
}
